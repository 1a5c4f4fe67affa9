import { type ExpressionBuilder, sql } from 'kysely';
import type { QuarantineCode } from '#shared/contract/kiosk-sync.ts';
import type { QuarantineGroup } from '#shared/contract/portal-quarantine.ts';
import type { EventId, KioskId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';
import type { Database } from '../store/schema.ts';

/** By kiosk and reason; what was released or came again sound is the log's. */
export async function listGroups(
  db: Readable,
  of: { readonly organisationId: OrganisationId } | { readonly venueId: VenueId },
): Promise<QuarantineGroup[]> {
  const rows = await db
    .selectFrom('quarantine')
    .innerJoin('kiosks', 'kiosks.id', 'quarantine.kiosk_id')
    .innerJoin('venues', 'venues.id', 'kiosks.venue_id')
    .leftJoin('entrances', 'entrances.id', 'kiosks.entrance_id')
    .select([
      'venues.id as venueId',
      'venues.name as venueName',
      'kiosks.id as kioskId',
      'entrances.name as entranceName',
      'kiosks.revoked_at as kioskRevokedAt',
      'quarantine.code',
      sql<number | string>`sum(case when resolved_at is null then 1 else 0 end)`.as('open'),
      sql<number | string>`sum(case when resolution = 'dismissed' then 1 else 0 end)`.as('dismissed'),
      sql<Instant | null>`min(case when resolved_at is null then received_at end)`.as('oldestAt'),
      sql<Instant | null>`max(case when resolved_at is null then received_at end)`.as('newestAt'),
    ])
    .$if('venueId' in of, (q) => q.where('kiosks.venue_id', '=', (of as { venueId: VenueId }).venueId))
    .$if('organisationId' in of, (q) =>
      q.where('kiosks.organisation_id', '=', (of as { organisationId: OrganisationId }).organisationId),
    )
    .where((where) => where.or([where('resolved_at', 'is', null), where('resolution', '=', 'dismissed')]))
    .groupBy(['venues.id', 'venues.name', 'kiosks.id', 'entrances.name', 'kiosks.revoked_at', 'quarantine.code'])
    .orderBy('venues.name')
    .orderBy('entrances.name')
    .orderBy('kiosks.id')
    .orderBy('quarantine.code')
    .execute();
  return rows.map(({ entranceName, open, dismissed, ...row }) => ({
    ...row,
    entranceName: entranceName ?? '',
    open: Number(open),
    dismissed: Number(dismissed),
  }));
}

export interface OpenRecord {
  readonly id: string;
  readonly eventId: EventId;
  readonly epoch: string;
  readonly seq: number;
  readonly code: QuarantineCode;
  readonly body: string;
  readonly hash: Uint8Array;
  readonly receivedAt: Instant;
}

export interface OpenQuery {
  readonly kioskId: KioskId;
  readonly code: QuarantineCode;
  readonly ids?: readonly string[] | undefined;
  /** As {@link cursorOf} gave it; anything else begins anew. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export const cursorOf = ({ receivedAt, id }: Pick<OpenRecord, 'receivedAt' | 'id'>): string => `${receivedAt}.${id}`;

/** Still to be decided, in the order in which they came. */
export function listOpen(db: Readable, { kioskId, code, ids, after, limit }: OpenQuery): Promise<OpenRecord[]> {
  const cursor = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(after ?? '');
  return db
    .selectFrom('quarantine')
    .select(['id', 'event_id as eventId', 'epoch', 'seq', 'code', 'body', 'hash', 'received_at as receivedAt'])
    .where('kiosk_id', '=', kioskId)
    .where('code', '=', code)
    .where('resolved_at', 'is', null)
    .$if(ids !== undefined, (q) => q.where('id', 'in', ids ?? []))
    .$if(cursor !== null, (q) => q.where((where) => beyond(where, Number(cursor?.[1]), cursor?.[2] ?? '')))
    .orderBy('received_at')
    .orderBy('id')
    .limit(limit)
    .execute();
}

const beyond = (where: ExpressionBuilder<Database, 'quarantine'>, at: Instant, id: string) =>
  where.or([where('received_at', '>', at), where.and([where('received_at', '=', at), where('id', '>', id)])]);

/** What stands in the log under these ids, at this venue only: another's is nobody's business here. */
export const listStanding = (
  db: Readable,
  venueId: VenueId,
  ids: readonly EventId[],
): Promise<{ id: EventId; clearJson: string; receivedAt: Instant }[]> =>
  db
    .selectFrom('visit_events')
    .select(['id', 'clear_json as clearJson', 'received_at as receivedAt'])
    .where('venue_id', '=', venueId)
    .where('id', 'in', ids)
    .execute();
