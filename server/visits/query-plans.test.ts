import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EntranceId, mintId, type PartyId, type VenueId, type VisitId } from '#shared/domain/ids.ts';
import type { Database } from '../store/schema.ts';
import { openStore } from '../store/store.ts';
import type { LogFilter } from './log-filter.ts';
import { findStretchEnd, listByPerson, listStretch } from './log-reader.ts';
import { countByQuarter, countByWay, countSymptoms } from './quarters.ts';
import { countParties, listArrivalsOfStay, listEventsAbout, type VisitRecord } from './reader.ts';

let folder: string;
let sqlite: BetterSqlite3.Database;
let db: Kysely<Database>;
const texts: { sql: string; parameters: readonly unknown[] }[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'log-plans-'));
  const opened = await openStore(join(folder, 'server.db'));
  if (!opened.ok) throw new Error(opened.error);
  await opened.value.close();
  sqlite = new BetterSqlite3(join(folder, 'server.db'));
  db = new Kysely<Database>({
    dialect: new SqliteDialect({ database: sqlite }),
    log: ({ query }) => void texts.push(query),
  });
});
afterAll(async () => {
  await db.destroy();
  rmSync(folder, { recursive: true });
});

/** What SQLite does for each statement of the work. */
async function plansOf(work: () => Promise<unknown>): Promise<string> {
  texts.length = 0;
  await work();
  return texts
    .flatMap(({ sql, parameters }) =>
      sqlite.prepare<unknown[], { detail: string }>(`explain query plan ${sql}`).all(...parameters),
    )
    .map(({ detail }) => detail)
    .join(' | ');
}

const venueId = mintId<VenueId>();
const before = { arrivedAt: 900, id: mintId<VisitId>() };
const end = { arrivedAt: 500, id: mintId<VisitId>() };
const range: LogFilter = { venueId, from: 0, until: 1_000 };
const counted = { venueId, from: 0, until: 900_000 };
const everything: LogFilter = {
  ...range,
  entranceId: mintId<EntranceId>(),
  verdicts: ['none', 'see-staff'],
  ways: ['poster'],
  assurances: ['document'],
  marks: ['clock'],
};

describe('the statements of the log', () => {
  it.each([
    ['the end of a stretch', () => findStretchEnd(db, range, before, 2_000)],
    ['a page without filters', () => listStretch(db, range, { start: before, end, limit: 101, now: 0 })],
    ['a page with every filter', () => listStretch(db, everything, { start: before, end, limit: 101, now: 0 })],
    ['parties', () => countParties(db, venueId, [{ partyId: mintId<PartyId>(), arrivedAt: 900 }])],
  ])('%s goes by the index in its order, never sorting', async (_name, work) => {
    const plan = await plansOf(work);
    expect(plan).toMatch(/SEARCH visits USING (COVERING )?INDEX visits_log \(venue_id=\? AND .*arrived_at/);
    expect(plan).not.toMatch(/SCAN (?!span|CONSTANT)|ORDER BY/);
  });

  it.each([
    ['the end of a stretch', () => findStretchEnd(db, range, before, 2_000)],
    ['a page', () => listStretch(db, range, { start: before, end, limit: 101, now: 0 })],
  ])('%s deep in the log is bounded once: of two bounds SQLite may try one row by row', async (_name, work) => {
    await plansOf(work);
    expect(texts).toHaveLength(1);
    expect(texts[0]?.sql).toMatch(/arrived_at, visits\.id\) < \(/);
    expect(texts[0]?.sql).not.toMatch(/arrived_at"? < \?/);
  });

  it.each([
    ['arrivals by quarter', () => countByQuarter(db, counted)],
    ['of one entrance', () => countByQuarter(db, { ...counted, entranceId: mintId<EntranceId>() })],
    ['symptoms', () => countSymptoms(db, counted)],
  ])('%s are read from kept counts of the range alone, never sorting', async (_name, work) => {
    expect(await plansOf(work)).toBe(
      'SEARCH visit_quarters USING PRIMARY KEY (venue_id=? AND quarter>? AND quarter<?)',
    );
  });

  it('so are ways, which are few', async () => {
    expect(await plansOf(() => countByWay(db, counted))).toMatch(
      /^SEARCH visit_quarters USING PRIMARY KEY \(venue_id=\? AND quarter>\? AND quarter<\?\)/,
    );
  });

  it.each([
    ['visits of a person', () => listByPerson(db, range, new Uint8Array(16), { before, limit: 101, now: 0 })],
    ['arrivals of a stay', () => listArrivalsOfStay(db, { id: before.id, venueId } as VisitRecord)],
    ['what was said of a visit', () => listEventsAbout(db, venueId, before.id)],
  ])('%s are looked up', async (_name, work) => {
    const plan = await plansOf(work);
    expect(plan).toContain('SEARCH');
    expect(plan).not.toMatch(/SCAN (?!CONSTANT)/);
    expect(plan).not.toContain('visits_by_venue_id');
  });
});
