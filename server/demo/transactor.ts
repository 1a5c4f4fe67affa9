import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';

export async function markDemo(tx: Writable, at: Instant): Promise<void> {
  await tx.updateTable('deployment').set({ demo_at: at }).where('id', '=', 1).execute();
}
