import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { env } from 'node:process';
import type { LogFilter } from '#shared/contract/portal-visits.ts';
import { waySchema } from '#shared/domain/contact.ts';
import { type AccountId, type EntranceId, mintId, type OrganisationId, type VenueId } from '#shared/domain/ids.ts';
import { addDays, dayOf } from '#shared/domain/instant.ts';
import { DEFAULT_CONFIG } from '../config/config.ts';
import { createServer } from '../create-server.ts';
import type { Services } from '../services.ts';
import { type PlantedVisit, plantVisits } from './plant-visits.ts';

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly note?: string;
  readonly ratio?: { readonly of: string; readonly value: number };
}

const MILLION = 1_000_000;
/** Of one venue; ten times as many with BENCH_LARGE=1, which takes minutes to put in. */
const SIZES = env['BENCH_LARGE'] === '1' ? [MILLION, 10 * MILLION] : [MILLION];
const DAYS = 28;
const PAGES = 200;
/** The steps between pages are no fraction of anything. */
const STRIDE = 4_999;
/** Rows of a filtered page, and of a search: those alone have a name, for sealing all would take longer than all else. */
const LOOKED_AT = 1_100;
const SEARCHED = 5_000;

/** How long a page of the log takes, 99 of 100, beside the bare query for as many rows in the same database. */
export async function bench(): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const size of SIZES) figures.push(...(await benchOfSize(size)));
  return figures;
}

async function benchOfSize(size: number): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'venue-bench-log-'));
  const created = await createServer({ ...DEFAULT_CONFIG, dataDir, port: 0, logLevel: 'silent' });
  if (!created.ok) throw new Error(created.error);
  try {
    return await measureLog(created.value.services, size);
  } finally {
    await created.value.close();
    rmSync(dataDir, { recursive: true });
  }
}

interface Ground {
  readonly organisationId: OrganisationId;
  readonly venueId: VenueId;
  readonly entranceId: EntranceId;
}

async function measureLog(services: Services, size: number): Promise<Figure[]> {
  const ground = {
    organisationId: mintId<OrganisationId>(),
    venueId: mintId<VenueId>(),
    entranceId: mintId<EntranceId>(),
  };
  const now = services.clock.now();
  const spacing = (DAYS * 86_400_000) / size;
  await plantVisits({ ...services, ...ground }, visitsOf(ground, now, size, spacing));
  const to = dayOf(now);
  const range: LogFilter = { from: addDays(to, -DAYS), to };
  const cursors = Array.from({ length: PAGES }, (_, n) => now - ((n * STRIDE) % size) * spacing);
  const query = services.store.prepareRead(
    'select * from visits where venue_id = ? and arrived_at <= ? order by arrived_at desc, id desc limit 100',
  );
  const bare = await timeEach(cursors, async (at) => query.all(ground.venueId, Math.floor(at)));
  const word = size === MILLION ? '1 million' : '10 million';
  const of = 'the bare indexed query, p99';
  const figures: Figure[] = [];
  for (const [name, filter, pages, note] of [
    ['any', range, PAGES, 'opened, masked, parties counted'],
    ['one way in nine', { ...range, ways: ['passport'] }, PAGES, 'as above, filtered'],
    ['one in ten thousand', { ...range, verdicts: ['not-today'] }, 50, 'a bounded look, then the next page'],
  ] as const satisfies readonly (readonly [string, LogFilter, number, string])[]) {
    const times = await timeEach(cursors.slice(0, pages), (at) => readPage(services, ground, filter, at));
    const value = percentile(times, 0.99);
    figures.push({
      ...{ name: `log page p99 of ${word}, ${name}`, value, unit: 'ms', note },
      ratio: { of, value: value / percentile(bare, 0.99) },
    });
  }
  return [...figures, ...(await measureWhole(services, ground, range, word))];
}

/** What goes through all of it, and how long anybody else waits meanwhile. */
async function measureWhole(services: Services, ground: Ground, range: LogFilter, word: string): Promise<Figure[]> {
  const { venueId } = ground;
  const insights = await withStall(() =>
    services.visits.insights({ venueId, entranceId: undefined, from: range.from, to: range.to }),
  );
  const search = await withStall(() => services.visits.search(wishOf(ground, range, undefined), 'khong ai ten the'));
  return [
    {
      name: `figures of ${word}`,
      value: insights.ms,
      unit: 'ms',
      note: `longest stall ${insights.stallMs.toFixed(0)} ms`,
    },
    {
      name: `names looked through, of ${word}`,
      value: SEARCHED / (search.ms / 1_000),
      unit: '/s',
      note: `longest stall ${search.stallMs.toFixed(0)} ms`,
    },
  ];
}

function* visitsOf({ entranceId }: Ground, now: number, size: number, spacing: number): Generator<PlantedVisit> {
  const ways = waySchema.options;
  // Pages are STRIDE rows apart, the first PAGES of them are looked at.
  const isNamed = (n: number) => n < SEARCHED || (n < PAGES * STRIDE && n % STRIDE < LOOKED_AT);
  for (let n = size - 1; n >= 0; n -= 1) {
    const arrivedAt = Math.floor(now - n * spacing);
    yield {
      arrivedAt,
      entranceId,
      left: { at: arrivedAt + 1_800_000, how: 'scan' },
      way: ways[n % ways.length] ?? 'typed',
      verdict: n % 10_000 === 5_000 ? 'not-today' : 'welcome',
      ...(isNamed(n) && { contact: { v: 1, name: 'Nguyễn Thị Hương' } }),
    };
  }
}

const wishOf = ({ venueId, organisationId }: Ground, filter: LogFilter, before: string | undefined) => ({
  venueId,
  filter,
  before,
  reader: { seesStaff: true },
  by: { accountId: 'bench' as AccountId, organisationId },
});

const LAST_ID = 'ffffffff-ffff-4fff-bfff-ffffffffffff';

const readPage = ({ visits }: Services, ground: Ground, filter: LogFilter, at: number) =>
  visits.listPage(wishOf(ground, filter, `${Math.floor(at)}_${LAST_ID}`));

async function timeEach<T>(inputs: readonly T[], work: (input: T) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (const input of inputs) {
    const started = performance.now();
    await work(input);
    times.push(performance.now() - started);
  }
  return times;
}

async function withStall(work: () => Promise<unknown>): Promise<{ readonly ms: number; readonly stallMs: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const started = performance.now();
  await work();
  const ms = performance.now() - started;
  delay.disable();
  return { ms, stallMs: delay.max / 1e6 };
}

const percentile = (times: readonly number[], part: number): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * part) - 1] ?? Number.NaN;

if (import.meta.main) console.table(await bench());
