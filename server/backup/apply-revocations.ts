import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { KeyService } from '../keys/service.ts';
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
  const trusted = {
    kiosk: await listTrusted(store, 'kiosks'),
    'staff-card': await listTrusted(store, 'staff_cards'),
  };
  const back = (['kiosk', 'staff-card'] as const).flatMap((kind) =>
    keys
      .listRevocations(kind)
      .filter(({ id }) => trusted[kind].has(id))
      .map((revoked) => ({ ...revoked, table: kind === 'kiosk' ? ('kiosks' as const) : ('staff_cards' as const) })),
  );
  if (back.length === 0) return 0;
  await store.transact(async (tx) => {
    for (const { table, id, revokedAt } of back) {
      await tx
        .updateTable(table)
        .set({ revoked_at: revokedAt })
        .where('id', '=', id as never)
        .execute();
    }
    const record = {
      at: clock.now(),
      actor: 'system',
      action: 'revocations.applied',
      subject: 'deployment:1',
    } as const;
    await recordAudit(tx, { ...record, organisationId: null, details: { count: back.length } });
  });
  return back.length;
}

async function listTrusted(store: Store, table: 'kiosks' | 'staff_cards'): Promise<Set<string>> {
  const rows = await store.read.selectFrom(table).select('id').where('revoked_at', 'is', null).execute();
  return new Set(rows.map(({ id }) => id));
}
