import type { KioskAlert } from '#shared/contract/portal-api.ts';
import type { AccountId, KioskId, OrganisationId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import type { Readable, Writable } from '../store/access.ts';

/** Something that is, or a moment ago was, wrong with a kiosk. */
export interface AlertEvent {
  readonly id: string;
  readonly kioskId: KioskId;
  readonly organisationId: OrganisationId;
  readonly alert: KioskAlert;
  readonly beganAt: Instant;
  readonly endedAt: Instant | null;
  readonly mailedAt: Instant | null;
}

/** Those that are not over for good. */
export const listUnsettled = (db: Readable): Promise<AlertEvent[]> =>
  db
    .selectFrom('kiosk_alerts')
    .select([
      'id',
      'kiosk_id as kioskId',
      'organisation_id as organisationId',
      'alert',
      'began_at as beganAt',
      'ended_at as endedAt',
      'mailed_at as mailedAt',
    ])
    .where('settled_at', 'is', null)
    .orderBy('began_at')
    .execute();

export async function insertEvent(
  tx: Writable,
  event: Pick<AlertEvent, 'id' | 'kioskId' | 'organisationId' | 'alert' | 'beganAt'>,
): Promise<void> {
  await tx
    .insertInto('kiosk_alerts')
    .values({
      id: event.id,
      kiosk_id: event.kioskId,
      organisation_id: event.organisationId,
      alert: event.alert,
      began_at: event.beganAt,
      ended_at: null,
      settled_at: null,
      mailed_at: null,
    })
    .execute();
}

export async function markEnded(tx: Writable, id: string, at: Instant | null): Promise<void> {
  await tx.updateTable('kiosk_alerts').set({ ended_at: at }).where('id', '=', id).execute();
}

export async function markSettled(tx: Writable, id: string, at: Instant): Promise<void> {
  await tx.updateTable('kiosk_alerts').set({ settled_at: at }).where('id', '=', id).execute();
}

export async function markMailed(tx: Writable, ids: readonly string[], at: Instant): Promise<void> {
  if (ids.length === 0) return;
  await tx.updateTable('kiosk_alerts').set({ mailed_at: at }).where('id', 'in', ids).execute();
}

/** What is long over is of no use to anybody. */
export async function forgetOld(tx: Writable, before: Instant): Promise<void> {
  await tx.deleteFrom('kiosk_alerts').where('settled_at', '<', before).execute();
}

export interface Addressee {
  readonly accountId: AccountId;
  readonly email: string;
  readonly language: Language;
}

/** Owners and managers of an organisation whose addresses were confirmed. */
export const listAddressees = (db: Readable, organisationId: OrganisationId): Promise<Addressee[]> =>
  db
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .select(['accounts.id as accountId', 'accounts.email', 'accounts.language'])
    .where('memberships.organisation_id', '=', organisationId)
    .where('memberships.role', 'in', ['owner', 'manager'])
    .where('accounts.disabled_at', 'is', null)
    .where('accounts.email_verified_at', 'is not', null)
    .orderBy('accounts.email')
    .execute();

export const findOrganisationName = async (db: Readable, id: OrganisationId): Promise<string> =>
  (await db.selectFrom('organisations').select('name').where('id', '=', id).executeTakeFirst())?.name ?? '';
