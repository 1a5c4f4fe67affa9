import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type VenueMark, venueMarkSchema } from '#shared/contract/portal-ward.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { addDays, DEFAULT_TIME_ZONE, dayOf } from '#shared/domain/instant.ts';
import { startOfDay } from '#shared/domain/zoned-time.ts';
import { createClock } from '../config/clock.ts';
import type { Store } from '../store/access.ts';
import type { Database } from '../store/schema.ts';
import { openStore } from '../store/store.ts';
import { listCommunesWithin, prepareUnits } from '../units/service.ts';
import { sumCounts } from './board.ts';
import { createCountKeeper } from './count-keeper.ts';
import { countVenues } from './counts-reader.ts';
import { findVenues, type ListPlace, type VenueFilter } from './list-reader.ts';
import { plantProvince } from './plant-province.ts';
import type { FactsOf } from './predicates.ts';
import { listVenueFactsById, type VenueFacts } from './reader.ts';

const NOW = startOfDay('2026-11-05') + 9 * 3_600_000;
const PROVINCE = '46';

let folder: string;
let store: Store;
let province: FactsOf;
/** In the order of their names, as SQLite has it. */
let everyVenue: readonly (VenueFacts & { readonly street: string | null })[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ward-list-'));
  const opened = await openStore(join(folder, 'server.db'));
  if (!opened.ok) throw new Error(opened.error);
  store = opened.value;
  await prepareUnits(store);
  await plantProvince(store, { venues: 1_500, provinceCode: PROVINCE, now: NOW, today: dayOf(NOW) });
  // Alike, and in letters whose order is not the same everywhere.
  const names = [
    ['Quán Hương', ' 🍜'],
    ['Chợ Đức', ' ﬂ'],
    ['Quán Ánh', ''],
  ] as const;
  await store.transactPrepared(() => {
    const rename = store.prepare("update venues set name_search = 'trung ten' || ? where name like ? || '%'");
    for (const [start, end] of names) rename.run(end, start);
  });
  const communes = (await listCommunesWithin(store.read, [PROVINCE])).map(({ code }) => code);
  province = { communes, today: dayOf(NOW), now: NOW, freshFrom: startOfDay(addDays(dayOf(NOW), -2)) };
  const ids = (await store.read.selectFrom('venues').select('id').execute()).map(({ id }) => id);
  const rows = await store.read.selectFrom('venue_standing').select(['venue_id', 'street']).execute();
  const streets = new Map(rows.map(({ venue_id, street }) => [venue_id, street]));
  everyVenue = (await listVenueFactsById(store.read, province, ids)).map((venue) => ({
    ...venue,
    street: streets.get(venue.id) ?? null,
  }));
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

const marksOf = ({ marks }: VenueFacts): string[] => marks.split(',').filter(Boolean);

const idsBy = (communes: readonly string[], { standing, mark, type, street, words }: VenueFilter): VenueId[] =>
  everyVenue
    .filter((venue) => communes.includes(venue.communeCode))
    .filter((venue) => standing === undefined || venue.standing === standing)
    .filter((venue) => mark === undefined || marksOf(venue).includes(mark))
    .filter((venue) => type === undefined || venue.type === type)
    .filter((venue) => street === undefined || venue.street === street)
    .filter(({ nameSearch }) => words.every((word) => nameSearch.includes(word)))
    .map(({ id }) => id);

/** Page by page to the end. */
async function readAll(of: FactsOf, filter: VenueFilter, limit: number): Promise<VenueId[]> {
  const found: VenueId[] = [];
  const totals = new Set<number>();
  for (let after: ListPlace | null = null; ; ) {
    const { page, total } = await findVenues(store.read, of, filter, { after, limit });
    totals.add(total);
    found.push(...page.map(({ id }) => id));
    after = page.at(-1) ?? null;
    if (page.length < limit) break;
  }
  expect([...totals]).toEqual([found.length]);
  return found;
}

const FILTERS: readonly Omit<VenueFilter, 'words'>[] = [
  {},
  { standing: 'silent' },
  { standing: 'phone-only' },
  { type: 'market' },
  { street: 'An Cựu' },
  ...venueMarkSchema.options.map((mark) => ({ mark })),
  { standing: 'silent', mark: 'unverified' },
  { standing: 'silent', mark: 'kiosk-offline', type: 'shop' },
];

describe('the list of venues', () => {
  it.each([
    ['a province', 40],
    ['a city’s few communes', 3],
    ['a commune', 1],
  ])('of %s is, page by page, what a look at each venue gives', async (_name, communes) => {
    const of = { ...province, communes: province.communes.slice(0, communes) };
    expect(of.communes).toHaveLength(communes);
    for (const words of [[], ['quan', '1'], ['trung ten']]) {
      for (const one of FILTERS) {
        const filter = { ...one, words };
        const wanted = idsBy(of.communes, filter);
        expect([filter, await readAll(of, filter, 60)]).toEqual([filter, wanted]);
        expect([filter, await readAll(of, filter, 3_000)]).toEqual([filter, wanted]);
      }
    }
  });

  it('has some of each, and as many as the board tells', async () => {
    const totals = sumCounts(await countVenues(store.read, province, false));
    const byStreet = sumCounts(await countVenues(store.read, province, true));
    expect(byStreet).toEqual(totals);
    const count = (filter: Omit<VenueFilter, 'words'>) => idsBy(province.communes, { ...filter, words: [] }).length;
    const marked = (mark: VenueMark) => count({ mark });
    expect(totals).toEqual({
      registered: count({}),
      active: count({ standing: 'active' }),
      phoneOnly: count({ standing: 'phone-only' }),
      recent: count({ standing: 'recent' }),
      fresh: count({ standing: 'fresh' }),
      silent: count({ standing: 'silent' }),
      neverScanned: marked('never-scanned'),
      kioskOffline: marked('kiosk-offline'),
      unverified: marked('unverified'),
      unclaimed: marked('unclaimed'),
      escalated: marked('escalated'),
    });
    for (const [name, n] of Object.entries(totals)) expect([name, n]).not.toEqual([name, 0]);
    expect(marked('open-case')).toBeGreaterThan(0);
  });

  it('is counted by street for whoever wants streets, also while the same without them is kept', async () => {
    const count = createCountKeeper({ store, clock: createClock(DEFAULT_TIME_ZONE, () => NOW) });
    const streetsOf = async (byStreet: boolean) =>
      new Set((await count(province, byStreet)).groups.map(({ street }) => street)).size;
    expect([await streetsOf(false), await streetsOf(true), await streetsOf(false)]).toEqual([1, 9, 1]);
  });

  it('is read from indexes alone, in their order, beside the standing where that is asked for', async () => {
    const texts: { sql: string; parameters: readonly unknown[] }[] = [];
    const sqlite = new BetterSqlite3(join(folder, 'server.db'));
    const dialect = new SqliteDialect({ database: sqlite });
    const db = new Kysely<Database>({ dialect, log: ({ query }) => void texts.push(query) });
    const planOf = async (work: () => Promise<unknown>): Promise<string> => {
      texts.length = 0;
      await work();
      const plans = texts.flatMap(({ sql, parameters }) =>
        sqlite.prepare<unknown[], { detail: string }>(`explain query plan ${sql}`).all(...parameters),
      );
      return [...new Set(plans.map(({ detail }) => detail))].join(' | ');
    };
    const find = (filter: Partial<VenueFilter>) => () =>
      findVenues(db, province, { words: [], ...filter }, { after: null, limit: 5 });
    const named = await planOf(find({ words: ['quan'] }));
    expect(named).toContain('SEARCH v USING COVERING INDEX venues_listed (commune_code=?');
    expect(named).not.toMatch(/venue_id|TEMP B-TREE|SEARCH v USING INDEX/);
    const silent = await planOf(find({ standing: 'silent' }));
    expect(silent).toContain('SEARCH s USING PRIMARY KEY (venue_id=?)');
    expect(silent).not.toMatch(/TEMP B-TREE|SEARCH v USING INDEX/);
    const board = await planOf(() => countVenues(db, province, false));
    expect(board).toContain('SEARCH v USING COVERING INDEX venues_counted (commune_code=?)');
    await db.destroy();
  });
});
