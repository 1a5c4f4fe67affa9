import type { Verdict } from '#shared/domain/declaration.ts';
import type { EntranceId, VisitId } from '#shared/domain/ids.ts';
import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';

export interface OwnVisit {
  readonly day: CalendarDay;
  readonly entranceId: EntranceId;
  readonly arrivedAt: Instant;
  readonly verdict: Verdict | null;
}

export const findOwnVisit = (db: Readable, id: VisitId): Promise<OwnVisit | undefined> =>
  db
    .selectFrom('visits')
    .select(['day', 'entrance_id as entranceId', 'arrived_at as arrivedAt', 'verdict'])
    .where('id', '=', id)
    .executeTakeFirst();

export const hasReceipt = async (db: Readable, codeHash: Uint8Array, id: VisitId): Promise<boolean> =>
  (await db
    .selectFrom('receipts')
    .select('visit_id')
    .where('code_hash', '=', codeHash)
    .where('visit_id', '=', id)
    .executeTakeFirst()) !== undefined;
