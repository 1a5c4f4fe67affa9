import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import fc from 'fast-check';
import { Kysely, SqliteDialect } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { QUARTER_MS } from '#shared/domain/zoned-time.ts';
import type { Store } from '../store/access.ts';
import { migrate } from '../store/migrate.ts';
import { MIGRATIONS } from '../store/migrations/list.ts';
import { openStore } from '../store/store.ts';
import { listWrongCounts } from '../testing/wrong-counts.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quarters-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Mostly not. */
const rarely = <T>(value: T) => fc.constantFrom(null, null, null, value);
const columns = {
  venue_id: fc.constantFrom('v1', 'v2'),
  entrance_id: fc.constantFrom('e1', 'e2'),
  arrived_at: fc.integer({ min: 0, max: 3 * QUARTER_MS }),
  left_at: rarely(9),
  way: fc.constantFrom('typed', 'poster'),
  verdict: fc.option(fc.constantFrom('welcome', 'see-staff', 'not-today')),
  resolved_at: rarely(7),
  voided_at: rarely(8),
  same_as: rarely('x'),
};
type Values = Readonly<Record<string, string | number | null>>;
type Step =
  | { readonly kind: 'insert'; readonly values: Values }
  | { readonly kind: 'update'; readonly id: number; readonly values: Values }
  | { readonly kind: 'delete'; readonly id: number };

const row: fc.Arbitrary<Values> = fc.record(columns);
/** One column as often as several: each is to be noticed by itself. */
const change: fc.Arbitrary<Values> = fc.oneof(
  fc.record(columns, { requiredKeys: [] }),
  ...Object.entries(columns).map(([name, value]) =>
    fc.record({ [name]: value as fc.Arbitrary<string | number | null> }),
  ),
);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: row.map((values): Step => ({ kind: 'insert', values })) },
  {
    weight: 5,
    arbitrary: fc.tuple(fc.nat(5), change).map(([id, values]): Step => ({ kind: 'update', id, values })),
  },
  { weight: 1, arbitrary: fc.nat(5).map((id): Step => ({ kind: 'delete', id })) },
);

const FIXED = { organisation_id: 'o', party_id: 'p', day: '1970-01-01', ends_at: 9, assurance: 'declared' } as const;

function insert(db: Pick<Store, 'prepare'>, id: number, values: Values): void {
  const all: Values = { id: `visit-${id}`, ...FIXED, flags_json: '[]', received_at: 0, ...values };
  const names = Object.keys(all);
  db.prepare(`insert into visits (${names.join()}) values (${names.map(() => '?').join()})`).run(...Object.values(all));
}

/** @param inserted how many visits there were by then: the next one's number. */
function take(db: Pick<Store, 'prepare'>, one: Step, inserted: number): void {
  if (one.kind === 'insert') return insert(db, inserted, one.values);
  const id = `visit-${one.id}`;
  if (one.kind === 'delete') return void db.prepare('delete from visits where id = ?').run(id);
  const names = Object.keys(one.values);
  if (names.length === 0) return;
  db.prepare(`update visits set ${names.map((name) => `${name} = ?`).join()} where id = ?`).run(
    ...Object.values(one.values),
    id,
  );
}

it('counts of quarters agree with the visits, whatever is written of them in whatever order', async () => {
  const opened = await openStore(join(folder, 'steps.db'));
  if (!opened.ok) throw new Error(opened.error);
  const store = opened.value;
  const run = fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30, size: 'max' }), async (steps) => {
    await store.transactPrepared(() => {
      store.prepare('delete from visits').run();
      store.prepare('delete from visit_quarters').run();
      let inserted = 0;
      for (const one of steps) {
        take(store, one, inserted);
        if (one.kind === 'insert') inserted += 1;
      }
    });
    expect(listWrongCounts({ prepare: store.prepareRead })).toEqual([]);
  });
  await fc.assert(run, { numRuns: 300 });
  await store.transactPrepared(() => store.prepare('delete from visits').run());
  const [rest] = store.prepare<{ n: number }>('select coalesce(sum(arrived), 0) as n from visit_quarters').all();
  expect(rest).toEqual({ n: 0 });
  // What was rolled back was not counted.
  const failed = store.transactPrepared(() => {
    insert(store, 0, { venue_id: 'v1', entrance_id: 'e1', arrived_at: 1, way: 'typed' });
    throw new Error('no');
  });
  await expect(failed).rejects.toThrow('no');
  expect(listWrongCounts({ prepare: store.prepareRead })).toEqual([]);
  await store.close();
}, 60_000);

it('a database of before there were such counts comes forward with them', async () => {
  const file = join(folder, 'older.db');
  const old = new BetterSqlite3(file);
  old.pragma('synchronous = off');
  const kysely = new Kysely<unknown>({ dialect: new SqliteDialect({ database: old }) });
  await migrate(kysely, Object.fromEntries(Object.entries(MIGRATIONS).filter(([name]) => name < '0220')));
  for (const [id, values] of fc.sample(row, 400).entries())
    insert(old as unknown as Pick<Store, 'prepare'>, id, values);
  await kysely.destroy();
  const opened = await openStore(file);
  if (!opened.ok) throw new Error(opened.error);
  const { value: store } = opened;
  expect(listWrongCounts({ prepare: store.prepareRead })).toEqual([]);
  const counted = store.prepareRead<{ n: number }>('select sum(arrived) as n from visit_quarters').get();
  expect(counted?.n).toBeGreaterThan(50);
  await store.close();
});
