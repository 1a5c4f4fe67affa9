import type { Assurance } from '#shared/domain/contact.ts';
import type { Verdict } from '#shared/domain/declaration.ts';
import type { EntranceId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import type { Store } from '../store/access.ts';

/** So much of the file is kept in memory while it is filled. */
const FILL_CACHE_KIB = 262_144;
const CACHE_KIB = 16_000;

interface Index {
  readonly name: string;
  readonly sql: string;
}

/**
 * Runs work that puts masses of visits into a database which only a measurement needs: nothing waits for the disk, and
 * indexes are made once all rows are in. A power cut would ruin the file.
 */
export async function fillScratch(store: Store, work: () => Promise<void>, say: (line: string) => void): Promise<void> {
  const indexes = store
    .prepare<Index>(
      "select name, sql from sqlite_master where type = 'index' and tbl_name in ('visits', 'person_index') and sql is not null",
    )
    .all();
  store.prepare('pragma synchronous = off').run();
  store.prepare(`pragma cache_size = -${FILL_CACHE_KIB}`).run();
  for (const { name } of indexes) await store.transactPrepared(() => store.prepare(`drop index "${name}"`).run());
  await work();
  for (const { name, sql } of indexes) {
    say(`index ${name}`);
    await store.transactPrepared(() => store.prepare(sql).run());
  }
  store.prepare(`pragma cache_size = -${CACHE_KIB}`).run();
  store.prepare('pragma synchronous = full').run();
  store.prepare('pragma wal_checkpoint(truncate)').get();
}

/** A run of visits at equal distances that nobody looks at; they only have to be there, and as large as others. */
export interface Crowd {
  readonly organisationId: OrganisationId;
  readonly venueId: VenueId;
  readonly entranceIds: readonly EntranceId[];
  readonly ways: readonly string[];
  readonly day: CalendarDay;
  readonly contactKeyId: string;
  /** Arrival of number n is `now - n * spacingMs`. */
  readonly now: Instant;
  readonly spacingMs: number;
}

/** As long as a name and a phone number are when they are sealed. */
const SEALED_BYTES = 98;
const STAY_MS = 1_800_000;

/** For {@link Crowd}: n is the visit's number, t its arrival. */
const CROWD = `with recursive numbers(n) as (select cast(? as integer) union all select n - 1 from numbers where n > ?),
  rows as (select n, cast(? - n * ? as integer) as t from numbers)`;
const ID = "printf('%08x-%04x-7000-8000-%012x', t >> 16, t & 65535, n)";

/** By a visit's number, the same here and in {@link prepareCrowd}. */
const ASSURANCE_SQL = "case when n % 3 = 0 then 'document' else 'declared' end";
export const assuranceOf = (n: number): Assurance => (n % 3 === 0 ? 'document' : 'declared');
const VERDICT_SQL = "case when n % 10000 = 5000 then 'not-today' when n % 20 = 7 then 'see-staff' else 'welcome' end";
export const verdictOf = (n: number): Verdict =>
  n % 10_000 === 5_000 ? 'not-today' : n % 20 === 7 ? 'see-staff' : 'welcome';

/** Puts in numbers `first` down to `last`, made by SQLite alone: a microsecond each, where sealing one takes ten. */
export function prepareCrowd(store: Store): (crowd: Crowd, first: number, last: number) => Promise<void> {
  const visits = store.prepare(`${CROWD} insert into visits (id, organisation_id, venue_id, entrance_id, party_id, day,
      arrived_at, left_at, ends_at, left_how, way, assurance, verdict, questions_version, consent_version, language,
      flags_json, contact_key_id, contact_sealed, received_at)
    select ${ID}, ?, ?, json_extract(?, '$[' || (n % json_array_length(?)) || ']'),
      printf('00000000-0000-4000-8000-%012x', n), ?, t, t + ${STAY_MS}, t + 8 * ${STAY_MS}, 'scan',
      json_extract(?, '$[' || (n % json_array_length(?)) || ']'), ${ASSURANCE_SQL}, ${VERDICT_SQL}, 1, 1, 'vi', '[]', ?,
      randomblob(${SEALED_BYTES}), t from rows`);
  const people = store.prepare(`${CROWD} insert into person_index (hash, event_id, venue_id, day)
    select randomblob(16), ${ID}, ?, ? from rows`);
  return async ({ organisationId, venueId, entranceIds, ways, day, contactKeyId, now, spacingMs }, first, last) => {
    const numbers = [first, last, now, spacingMs];
    const [doors, wayList] = [JSON.stringify(entranceIds), JSON.stringify(ways)];
    await store.transactPrepared(() => {
      visits.run(...numbers, organisationId, venueId, doors, doors, day, wayList, wayList, contactKeyId);
      people.run(...numbers, venueId, day);
    });
  };
}
