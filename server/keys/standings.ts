import type { Clock } from '../config/clock.ts';
import type { KeyDatabase } from './key-database.ts';

/**
 * `role`: of a membership. `email`: an account's address, as a hash. `second-factor`: whether an account has one, `yes` or `no`. `webhook`: `on` or `off`, as somebody
 * wanted it. `venue-closure`: of a venue that a ward closed, how, or `open` again.
 */
export type StandingKind = 'role' | 'email' | 'second-factor' | 'webhook' | 'venue-closure';

/**
 * How things stand that go back and forth. Kept with the keys and not in the database alone, like revocations: an older copy
 * of the database must not give back a role that was taken.
 */
export interface Standings {
  /** On the disk when this returns; before the database says so. The last one counts. */
  keepStanding(kind: StandingKind, id: string, value: string): void;
  listStandings(kind: StandingKind): Array<{ readonly id: string; readonly value: string }>;
}

export function createStandings(db: KeyDatabase, clock: Clock): Standings {
  const upsert = db.prepare(
    `insert into standings (kind, id, value, changed_at) values (?, ?, ?, ?)
     on conflict (kind, id) do update set value = excluded.value, changed_at = excluded.changed_at`,
  );
  const list = db.prepare<[string], { id: string; value: string }>(
    'select id, value from standings where kind = ? order by id',
  );
  return {
    keepStanding: (kind, id, value) => void upsert.run(kind, id, value, clock.now()),
    listStandings: (kind) => list.all(kind),
  };
}
