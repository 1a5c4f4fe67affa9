import { sql } from 'kysely';
import type { Webhook } from '#shared/contract/portal-integrations.ts';
import type { OrganisationId, VenueId, VisitId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';
import { INSIDE } from '../store/inside.ts';
import type { WebhookDeliveriesTable, WebhooksTable } from '../store/schema-rights.ts';

export type WebhookRow = WebhooksTable;
export type DeliveryRow = WebhookDeliveriesTable;

export const listWebhooks = (db: Readable, organisationId?: OrganisationId): Promise<WebhookRow[]> =>
  db
    .selectFrom('webhooks')
    .selectAll()
    .$if(organisationId !== undefined, (q) => q.where('organisation_id', '=', organisationId as OrganisationId))
    .orderBy('created_at')
    .orderBy('id')
    .execute();

export const findWebhook = (
  db: Readable,
  organisationId: OrganisationId,
  id: string,
): Promise<WebhookRow | undefined> =>
  db
    .selectFrom('webhooks')
    .selectAll()
    .where('id', '=', id)
    .where('organisation_id', '=', organisationId)
    .executeTakeFirst();

export interface Standing {
  readonly waiting: number;
  readonly lastDeliveredAt: Instant | null;
  readonly lastOutcome: string | null;
}

export async function findStanding(db: Readable, webhookId: string): Promise<Standing> {
  const sums = await db
    .selectFrom('webhook_deliveries')
    .select([
      sql<number | null>`sum(case when next_at is not null then 1 else 0 end)`.as('waiting'),
      sql<Instant | null>`max(delivered_at)`.as('lastDeliveredAt'),
    ])
    .where('webhook_id', '=', webhookId)
    .executeTakeFirst();
  const last = await db
    .selectFrom('webhook_deliveries')
    .select('last_outcome')
    .where('webhook_id', '=', webhookId)
    .where('last_at', 'is not', null)
    .orderBy('last_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    waiting: sums?.waiting ?? 0,
    lastDeliveredAt: sums?.lastDeliveredAt ?? null,
    lastOutcome: last?.last_outcome ?? null,
  };
}

/** Names of people; an account stays when its person leaves. */
export type Holders = Pick<Webhook, 'createdBy' | 'knownTo'>;

export async function findHolders(db: Readable, row: WebhookRow): Promise<Holders> {
  const people = await db
    .selectFrom('accounts')
    .leftJoin('memberships', (join) =>
      join
        .onRef('memberships.account_id', '=', 'accounts.id')
        .on('memberships.organisation_id', '=', row.organisation_id)
        .on('memberships.role', '=', 'owner'),
    )
    .select(['accounts.id', 'accounts.name', 'memberships.role'])
    .where('accounts.id', 'in', [row.created_by, row.secret_shown_to])
    .execute();
  const left = people.find(({ id, role }) => id === row.secret_shown_to && role === null);
  return { createdBy: people.find(({ id }) => id === row.created_by)?.name ?? null, knownTo: left?.name ?? null };
}

/** Newest first. */
export const listDeliveries = (db: Readable, webhookId: string, limit: number): Promise<DeliveryRow[]> =>
  db
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('webhook_id', '=', webhookId)
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();

/** More than this wait where somebody floods them: who is due after it waits with the flood. */
const DUE_LOOKED_AT = 20_000;

/** Of webhooks that are on: each organisation in its turn, so that whose receivers are slow keeps nobody else waiting. */
export async function listDue(
  db: Readable,
  now: Instant,
  limit: number,
  except: readonly OrganisationId[] = [],
): Promise<DeliveryRow[]> {
  const due = db
    .selectFrom('webhook_deliveries')
    .innerJoin('webhooks', 'webhooks.id', 'webhook_deliveries.webhook_id')
    .select(['webhook_deliveries.id', 'organisation_id', 'next_at'])
    .where('next_at', '<=', now)
    .where('webhooks.disabled_at', 'is', null)
    .$if(except.length > 0, (query) => query.where('organisation_id', 'not in', except))
    .orderBy('next_at')
    .limit(DUE_LOOKED_AT);
  const inTurn = await db
    .selectFrom(due.as('due'))
    .select('id')
    .orderBy((e) =>
      e.fn.agg<number>('row_number').over((over) => over.partitionBy('organisation_id').orderBy('next_at')),
    )
    .orderBy('next_at')
    .limit(limit)
    .execute();
  const ids = inTurn.map(({ id }) => id);
  if (ids.length === 0) return [];
  return db.selectFrom('webhook_deliveries').selectAll().where('id', 'in', ids).orderBy('next_at').execute();
}

export interface ArrivedVisit {
  readonly id: VisitId;
  readonly organisationId: OrganisationId;
  readonly venueId: VenueId;
  readonly entranceId: string;
  readonly arrivedAt: Instant;
}

/** Those among them that came in lately: later changes of a visit are no arrivals. */
export const listArrivals = (db: Readable, ids: readonly VisitId[], receivedSince: Instant): Promise<ArrivedVisit[]> =>
  db
    .selectFrom('visits')
    .select([
      'id',
      'organisation_id as organisationId',
      'venue_id as venueId',
      'entrance_id as entranceId',
      'arrived_at as arrivedAt',
    ])
    .where('id', 'in', ids)
    .where('received_at', '>=', receivedSince)
    .where('voided_at', 'is', null)
    .where('same_as', 'is', null)
    .execute();

export const listVenues = (
  db: Readable,
  organisations: readonly OrganisationId[],
): Promise<{ id: VenueId; organisationId: OrganisationId }[]> =>
  organisations.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('venues')
        .select(['id', 'organisation_id as organisationId'])
        .where('organisation_id', 'in', organisations)
        .where('closed_at', 'is', null)
        .execute();

export async function countInside(db: Readable, venueId: VenueId, now: Instant): Promise<number> {
  const row = await db
    .selectFrom('visits')
    .select(sql<number>`count(*)`.as('count'))
    .where('venue_id', '=', venueId)
    .where(sql.raw<boolean>(INSIDE))
    .where('ends_at', '>', now)
    .executeTakeFirstOrThrow();
  return row.count;
}

export interface KioskAlertRow {
  readonly id: string;
  readonly kioskId: string;
  readonly venueId: VenueId;
  readonly organisationId: OrganisationId;
  readonly beganAt: Instant;
  readonly settledAt: Instant | null;
}

/** Kiosks that were missed, or are back, since then. */
export const listOfflineAlerts = (
  db: Readable,
  organisations: readonly OrganisationId[],
  since: Instant,
): Promise<KioskAlertRow[]> =>
  organisations.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('kiosk_alerts')
        .innerJoin('kiosks', 'kiosks.id', 'kiosk_alerts.kiosk_id')
        .select([
          'kiosk_alerts.id',
          'kiosk_alerts.kiosk_id as kioskId',
          'kiosks.venue_id as venueId',
          'kiosk_alerts.organisation_id as organisationId',
          'kiosk_alerts.began_at as beganAt',
          'kiosk_alerts.settled_at as settledAt',
        ])
        .where('kiosk_alerts.organisation_id', 'in', organisations)
        .where('kiosk_alerts.alert', '=', 'offline')
        .where((where) =>
          where.or([where('kiosk_alerts.began_at', '>=', since), where('kiosk_alerts.settled_at', '>=', since)]),
        )
        .execute();

export interface Verification {
  readonly venueId: VenueId;
  readonly organisationId: OrganisationId;
  readonly at: Instant;
}

/** Venues that a ward has seen since then. */
export async function listVerified(
  db: Readable,
  organisations: readonly OrganisationId[],
  since: Instant,
): Promise<Verification[]> {
  if (organisations.length === 0) return [];
  const rows = await db
    .selectFrom('venues')
    .innerJoin('venue_standing', 'venue_standing.venue_id', 'venues.id')
    .select(['venues.id as venueId', 'venues.organisation_id as organisationId', 'verified_at as at'])
    .where('venues.organisation_id', 'in', organisations)
    .where('verified_at', '>=', since)
    .execute();
  return rows.flatMap((row) => (row.at === null ? [] : [{ ...row, at: row.at }]));
}
