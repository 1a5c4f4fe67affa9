import type { Instant } from '#shared/domain/instant.ts';
import type { Clock } from '../config/clock.ts';
import type { KeyDatabase } from './key-database.ts';

/**
 * Records of people who were erased. Kept with the keys and not in the database: an older copy of the database knows
 * nothing of it, and must not bring anybody back.
 */
export interface Erasures {
  /** On the disk when this returns; before the rows themselves are touched. */
  addErasures(recordIds: readonly string[]): void;
  listErasures(): string[];
  /** Asked of every record that comes in: a kiosk sends again what a restored server lacks. */
  isErased(recordId: string): boolean;
  /** Forgets erasures of before `until`: no copy of the database that old is left. @returns how many. */
  forgetErasures(until: Instant): number;
}

export function createErasures(db: KeyDatabase, clock: Clock): Erasures {
  const insert = db.prepare('insert or ignore into erasures (record_id, erased_at) values (?, ?)');
  const list = db.prepare<[], string>('select record_id from erasures order by record_id').pluck();
  const find = db.prepare<[string], string>('select record_id from erasures where record_id = ?').pluck();
  const forget = db.prepare('delete from erasures where erased_at < ?');
  const add = db.transaction((recordIds: readonly string[]) => {
    for (const recordId of recordIds) insert.run(recordId, clock.now());
  });
  return {
    addErasures: (recordIds) => add.immediate(recordIds),
    listErasures: () => list.all(),
    isErased: (recordId) => find.get(recordId) !== undefined,
    forgetErasures: (until) => forget.run(until).changes,
  };
}
