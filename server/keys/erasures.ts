import type { Instant } from '#shared/domain/instant.ts';
import type { Clock } from '../config/clock.ts';
import type { KeyDatabase } from './key-database.ts';

/**
 * Records of people who were erased. Kept with the keys and not in the database: an older copy of the database knows
 * nothing of it, and must not bring anybody back.
 */
export interface Erasures {
  /** On the disk when this returns; before the rows themselves are touched. Said again, the later time counts. */
  addErasures(recordIds: readonly string[]): void;
  listErasures(): string[];
  /** Asked of every record that comes in: a kiosk sends again what a restored server lacks. */
  isErased(recordId: string): boolean;
  /**
   * Whether somebody known by this hash was erased at an organisation after `at`: a kiosk that was offline may still bring
   * what happened before. The hash is of a day's index key and means nothing once that is gone.
   */
  isPersonErased(organisationId: string, hash: Uint8Array, at: Instant): boolean;
  /** Whether {@link isPersonErased} can be true of anybody: nearly always not, and then nothing need be opened for it. */
  hasErasedPeople(): boolean;
  /** Forgets erasures of before `until`: no copy of the database that old is left. @returns how many. */
  forgetErasures(until: Instant): number;
}

const PERSON = 'person/';

/** How a person of an organisation stands in the list of erasures, by their hash of one day. */
export const erasedPersonId = (organisationId: string, hash: Uint8Array): string =>
  `${PERSON}${organisationId}/${Buffer.from(hash).toString('base64url')}`;

export function createErasures(db: KeyDatabase, clock: Clock): Erasures {
  const insert = db.prepare(
    'insert into erasures (record_id, erased_at) values (?, ?) on conflict (record_id) do update set erased_at = max(erased_at, excluded.erased_at)',
  );
  const list = db
    .prepare<[string, string], string>(
      'select record_id from erasures where record_id < ? or record_id >= ? order by record_id',
    )
    .pluck();
  const find = db.prepare<[string], Instant>('select erased_at from erasures where record_id = ?').pluck();
  const first = db
    .prepare<[string, string], number>('select 1 from erasures where record_id >= ? and record_id < ? limit 1')
    .pluck();
  const forget = db.prepare('delete from erasures where erased_at < ?');
  const add = db.transaction((recordIds: readonly string[]) => {
    for (const recordId of recordIds) insert.run(recordId, clock.now());
  });
  /** The first text that is greater than every person's. */
  const beyond = 'person0';
  return {
    addErasures: (recordIds) => add.immediate(recordIds),
    listErasures: () => list.all(PERSON, beyond),
    isErased: (recordId) => find.get(recordId) !== undefined,
    isPersonErased: (organisationId, hash, at) => (find.get(erasedPersonId(organisationId, hash)) ?? -1) > at,
    hasErasedPeople: () => first.get(PERSON, beyond) !== undefined,
    forgetErasures: (until) => forget.run(until).changes,
  };
}
