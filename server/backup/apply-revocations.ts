import { applyAccountChanges } from '../accounts/service.ts';
import { recordAudit } from '../audit/service.ts';
import { applyClaimCodes } from '../claims/service.ts';
import { applyClosures } from '../closures/service.ts';
import type { Clock } from '../config/clock.ts';
import { type KeyService, membershipIdOf, officeIdOf } from '../keys/service.ts';
import type { Store } from '../store/access.ts';
import { applyWebhookChanges } from '../webhooks/service.ts';

interface Parts {
  readonly store: Store;
  readonly keys: KeyService;
  readonly clock: Clock;
}

/**
 * For every start: what was revoked, removed, changed or taken stays so, whatever copy of the database this is. A kiosk that the copy does not know at
 * all is told by its certificate later, when it asks to be admitted again.
 *
 * @returns how many had come back.
 */
export async function applyRevocations({ store, keys, clock }: Parts): Promise<number> {
  const trusted = {
    kiosk: await listTrusted(store, 'kiosks'),
    'staff-card': await listTrusted(store, 'staff_cards'),
    'api-token': await listTrusted(store, 'api_tokens'),
  };
  const back = (['kiosk', 'staff-card', 'api-token'] as const).flatMap((kind) =>
    keys
      .listRevocations(kind)
      .filter(({ id }) => trusted[kind].has(id))
      .map((revoked) => ({ ...revoked, table: TABLES[kind] })),
  );
  const removed = new Set(keys.listRevocations('membership').map(({ id }) => id));
  const members = (
    await store.read.selectFrom('memberships').select(['organisation_id', 'account_id']).execute()
  ).filter((member) => removed.has(membershipIdOf(member.organisation_id, member.account_id)));
  const offices = await listRevokedOffices(store, keys);
  return store.transact(async (tx) => {
    for (const { table, id, revokedAt } of back) {
      await tx
        .updateTable(table)
        .set({ revoked_at: revokedAt })
        .where('id', '=', id as never)
        .execute();
    }
    for (const { organisation_id, account_id } of members) {
      await tx
        .deleteFrom('memberships')
        .where('organisation_id', '=', organisation_id)
        .where('account_id', '=', account_id)
        .execute();
    }
    for (const { account_id, unit_code, role } of offices) {
      await tx
        .deleteFrom('officer_roles')
        .where('account_id', '=', account_id)
        .where('unit_code', '=', unit_code)
        .where('role', '=', role)
        .execute();
    }
    const at = clock.now();
    const changed =
      (await applyAccountChanges(tx, keys, at)) +
      (await applyWebhookChanges(tx, keys, at)) +
      (await applyClaimCodes(tx, keys)) +
      (await applyClosures(tx, keys, at));
    const count = back.length + members.length + offices.length + changed;
    if (count === 0) return 0;
    const record = { at, actor: 'system', action: 'revocations.applied', subject: 'deployment:1' } as const;
    await recordAudit(tx, { ...record, organisationId: null, details: { count } });
    return count;
  });
}

const TABLES = { kiosk: 'kiosks', 'staff-card': 'staff_cards', 'api-token': 'api_tokens' } as const;

async function listTrusted(store: Store, table: (typeof TABLES)[keyof typeof TABLES]): Promise<Set<string>> {
  const rows = await store.read.selectFrom(table).select('id').where('revoked_at', 'is', null).execute();
  return new Set(rows.map(({ id }) => id));
}

async function listRevokedOffices(store: Store, keys: KeyService) {
  const removed = new Set(keys.listRevocations('office').map(({ id }) => id));
  const offices = await store.read.selectFrom('officer_roles').selectAll().execute();
  return offices.filter(({ account_id, unit_code, role, created_at }) =>
    removed.has(officeIdOf({ accountId: account_id, unitCode: unit_code, role, since: created_at })),
  );
}
