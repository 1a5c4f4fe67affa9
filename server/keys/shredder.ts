import type { CalendarDay } from '#shared/domain/instant.ts';
import type { DataClass } from '#shared/domain/retention.ts';
import type { Clock } from '../config/clock.ts';
import type { ContentOwner } from './content-keys.ts';
import { type KeyDatabase, shredLog } from './key-database.ts';

/** A content key that still opens something. */
export interface LiveKey {
  readonly owner: ContentOwner;
  readonly day: CalendarDay;
  readonly class: DataClass;
}

/** What is over; days are the last ones that go. */
export interface ShredOrder {
  readonly contentKeys: readonly LiveKey[];
  /** Keys that kiosks sealed to. */
  readonly dayKeysThrough: Readonly<Record<DataClass, CalendarDay>>;
  /** Keys by whose hashes people are looked up. */
  readonly indexKeysThrough: CalendarDay;
}

export interface Shredded {
  readonly contentKeys: number;
  readonly dayKeys: number;
  readonly indexKeys: number;
}

export interface KeyShredder {
  /** Live content keys of days up to `through`. */
  listLiveKeys(through: CalendarDay): LiveKey[];
  /** Everything under these keys is unreadable from then on, in every backup of the database too. One transaction. */
  shred(order: ShredOrder): Shredded;
}

/** Overwrites wrapped keys in place (`secure_delete`) and cuts the write-ahead log in which they may still stand. */
export function createKeyShredder(
  db: KeyDatabase,
  clock: Clock,
  opened: ReadonlyArray<{ forgetOpened(): void }>,
): KeyShredder {
  const list = db.prepare<[string], LiveKey>(
    'select scope as owner, day, class from content_keys where wrapped is not null and day <= ? order by day, scope, class',
  );
  const shredContentKey = db.prepare(
    'update content_keys set wrapped = null, destroyed_at = ? where scope = ? and day = ? and class = ? and wrapped is not null',
  );
  const shredDayKeys = db.prepare(
    "update day_keys set wrapped = null, destroyed_at = ? where class = ? and day <> '' and day <= ? and wrapped is not null",
  );
  const shredIndexKeys = db.prepare(
    'update index_keys set wrapped = null, destroyed_at = ? where day <= ? and wrapped is not null',
  );
  const shredAll = db.transaction((order: ShredOrder, at: number): Shredded => {
    const { contentKeys, dayKeysThrough, indexKeysThrough } = order;
    const changed = (results: readonly { readonly changes: number }[]): number =>
      results.reduce((sum, { changes }) => sum + changes, 0);
    return {
      contentKeys: changed(contentKeys.map((key) => shredContentKey.run(at, key.owner, key.day, key.class))),
      dayKeys: changed(
        (['contact', 'health'] as const).map((name) => shredDayKeys.run(at, name, dayKeysThrough[name])),
      ),
      indexKeys: changed([shredIndexKeys.run(at, indexKeysThrough)]),
    };
  });
  return {
    listLiveKeys: (through) => list.all(through),
    shred(order) {
      const shredded = shredAll.immediate(order, clock.now());
      for (const keys of opened) keys.forgetOpened();
      shredLog(db);
      return shredded;
    },
  };
}
