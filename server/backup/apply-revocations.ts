import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import { type KeyService, membershipIdOf } from '../keys/service.ts';
import type { Store } from '../store/access.ts';

interface Parts {
  readonly store: Store;
  readonly keys: KeyService;
  readonly clock: Clock;
}

/**
 * For every start: what was revoked stays so, whatever copy of the database this is. A kiosk that the copy does not know at
 * all is told by its certificate later, when it asks to be admitted again.
 *
 * @returns how many had come back.
 */
export async function applyRevocations({ store, keys, clock }: Parts): Promise<number> {
  const trusted = { kiosk: await listTrusted(store, 'kiosks'), 'staff-card': await listTrusted(store, 'staff_cards') };
  const back = (['kiosk', 'staff-card'] as const).flatMap((kind) =>
    keys
      .listRevocations(kind)
      .filter(({ id }) => trusted[kind].has(id))
      .map((revoked) => ({ ...revoked, table: kind === 'kiosk' ? ('kiosks' as const) : ('staff_cards' as const) })),
  );
  const removed = new Set(keys.listRevocations('membership').map(({ id }) => id));
  const members = (
    await store.read.selectFrom('memberships').select(['organisation_id', 'account_id']).execute()
  ).filter((member) => removed.has(membershipIdOf(member.organisation_id, member.account_id)));
  const count = back.length + members.length;
  if (count === 0) return 0;
  await store.transact(async (tx) => {
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
    const record = {
      at: clock.now(),
      actor: 'system',
      action: 'revocations.applied',
      subject: 'deployment:1',
    } as const;
    await recordAudit(tx, { ...record, organisationId: null, details: { count } });
  });
  return count;
}

async function listTrusted(store: Store, table: 'kiosks' | 'staff_cards'): Promise<Set<string>> {
  const rows = await store.read.selectFrom(table).select('id').where('revoked_at', 'is', null).execute();
  return new Set(rows.map(({ id }) => id));
}
