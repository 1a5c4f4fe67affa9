import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { threadCpuUsage } from 'node:process';
import { parseArgs } from 'node:util';
import type { LogFilter } from '#shared/contract/portal-visits.ts';
import { type AccountId, mintId, type OrganisationId, type VenueId } from '#shared/domain/ids.ts';
import { addDays, dayOf } from '#shared/domain/instant.ts';
import { DEFAULT_CONFIG } from '../config/config.ts';
import { createServer } from '../create-server.ts';
import { measureWork, type Taken } from '../measure-work.ts';
import type { Services } from '../services.ts';
import { DAYS, type LogGround, OPENED_ROWS, PAGES, phoneOf, plantLog, RARE_NAME } from './plant-log.ts';

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly note?: string;
  readonly ratio?: { readonly of: string; readonly value: number };
}

const MILLION = 1_000_000;
const RARE_PAGES = 50;
const SEARCHES = 50;

/**
 * How long a page of one venue's log takes, 99 of 100, wherever in the log it is, beside the bare query for as many rows in the
 * same database; and how long somebody is looked for.
 *
 * @param size visits in the log. A million takes a minute to put in, ten million some ten minutes and 8 GB of disk.
 */
export async function bench(size: number = MILLION): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'venue-bench-log-'));
  const created = await createServer({ ...DEFAULT_CONFIG, dataDir, port: 0, logLevel: 'silent' });
  if (!created.ok) throw new Error(created.error);
  try {
    const { services } = created.value;
    const ground: LogGround = {
      organisationId: mintId<OrganisationId>(),
      venueId: mintId<VenueId>(),
      entranceIds: [mintId(), mintId(), mintId(), mintId()],
      now: services.clock.now(),
      size,
    };
    await plantLog(services, ground, say);
    return [...(await measurePages(services, ground)), ...(await measureSearches(services, ground))];
  } finally {
    await created.value.close();
    rmSync(dataDir, { recursive: true });
  }
}

const startedAt = performance.now();
const say = (line: string): void =>
  void process.stderr.write(`  ${((performance.now() - startedAt) / 1_000).toFixed(0)} s: ${line}\n`);

const wordOf = ({ size }: LogGround): string => `${size.toLocaleString('en')} visits`;
const spacingOf = ({ size }: LogGround): number => (DAYS * 86_400_000) / size;
const wholeOf = ({ now }: LogGround): LogFilter => ({ from: addDays(dayOf(now), -DAYS), to: dayOf(now) });

/** Where pages begin, all through the log. */
const cursorsOf = (ground: LogGround): number[] =>
  Array.from({ length: PAGES }, (_, n) =>
    Math.floor(ground.now - n * Math.floor(ground.size / PAGES) * spacingOf(ground)),
  );

async function measurePages(services: Services, ground: LogGround): Promise<Figure[]> {
  const cursors = cursorsOf(ground);
  const query = services.store.prepareRead(
    'select * from visits where venue_id = ? and arrived_at <= ? order by arrived_at desc, id desc limit 100',
  );
  const bare = percentile((await timeEach(cursors, async (at) => query.all(ground.venueId, at))).wall, 0.99);
  const whole = wholeOf(ground);
  const [entranceId] = ground.entranceIds;
  const wishes: readonly (readonly [string, number, (at: number) => LogFilter])[] = [
    ['any', PAGES, () => whole],
    ['of one day', PAGES, (at) => ({ from: dayOf(at), to: dayOf(at) })],
    ['one entrance of four', PAGES, () => ({ ...whole, entranceId })],
    ['one way of nine', PAGES, () => ({ ...whole, ways: ['passport'] })],
    ['one assurance, a third', PAGES, () => ({ ...whole, assurances: ['document'] })],
    ['one verdict, a twentieth', PAGES, () => ({ ...whole, verdicts: ['see-staff'] })],
    ['one in ten thousand', RARE_PAGES, () => ({ ...whole, verdicts: ['not-today'] })],
  ];
  const figures: Figure[] = [];
  for (const [name, pages, filterAt] of wishes) {
    say(`pages, ${name}`);
    const times = await timeEach(cursors.slice(0, pages), (at) => readPage(services, ground, filterAt(at), at));
    const value = percentile(times.wall, 0.99);
    figures.push({
      ...{ name: `log page p99 of ${wordOf(ground)}, ${name}`, value, unit: 'ms', note: describeTimes(times) },
      ratio: { of: 'the bare indexed query, p99', value: value / bare },
    });
  }
  return figures;
}

async function measureSearches(services: Services, ground: LogGround): Promise<Figure[]> {
  say('searches');
  const { visits } = services;
  const whole = wholeOf(ground);
  const stride = Math.floor(ground.size / PAGES);
  const someone = Array.from({ length: SEARCHES }, (_, n) => n * stride);
  const phones = await timeEach(someone, (n) => visits.search(wishOf(ground, whole), phoneOf(n)));
  const from = cursorsOf(ground).slice(0, SEARCHES);
  const names = await timeEach(from, (at) => visits.search(wishOf(ground, whole, at), RARE_NAME));
  const nobody = await measureWork(() => visits.search(wishOf(ground, whole), 'khong ai ten the'));
  const { venueId } = ground;
  const { from: first, to } = whole as Required<Pick<LogFilter, 'from' | 'to'>>;
  const insights = await measureWork(() => visits.insights({ venueId, entranceId: undefined, from: first, to }));
  const today = await measureWork(() => visits.figures(venueId, undefined));
  const of = wordOf(ground);
  const ms = (name: string, times: Times, note: string): Figure => ({
    ...{ name: `${name} p99 of ${of}`, value: percentile(times.wall, 0.99), unit: 'ms' },
    note: `${describeTimes(times)}; ${note}`,
  });
  return [
    ms('search by phone', phones, `over ${DAYS} days, each with a key of its own`),
    ms('search by name', names, 'a full page of one in 25'),
    {
      name: `names looked through, of ${of}`,
      value: OPENED_ROWS / (nobody.ms / 1_000),
      unit: '/s',
      note: describeStall(nobody),
    },
    {
      name: `figures of ${of}`,
      value: insights.ms,
      unit: 'ms',
      note: describeStall(insights),
    },
    {
      name: `figures of today among ${of}`,
      value: today.ms,
      unit: 'ms',
      note: describeStall(today),
    },
  ];
}

const LAST_ID = 'ffffffff-ffff-4fff-bfff-ffffffffffff';

const wishOf = ({ venueId, organisationId }: LogGround, filter: LogFilter, at?: number) => ({
  venueId,
  filter,
  before: at === undefined ? undefined : `${at}_${LAST_ID}`,
  reader: { seesStaff: true },
  by: { accountId: 'bench' as AccountId, organisationId },
});

async function readPage({ visits }: Services, ground: LogGround, filter: LogFilter, at: number): Promise<void> {
  if (!(await visits.listPage(wishOf(ground, filter, at)))) throw new Error('the page was refused');
}

interface Times {
  readonly wall: readonly number[];
  /** What the thread itself took: on a busy machine the rest is waiting for a turn. */
  readonly cpu: readonly number[];
}

async function timeEach<T>(inputs: readonly T[], work: (input: T) => Promise<unknown>): Promise<Times> {
  const wall: number[] = [];
  const cpu: number[] = [];
  for (const input of inputs) {
    const [started, before] = [performance.now(), threadCpuUsage()];
    await work(input);
    const { user, system } = threadCpuUsage(before);
    wall.push(performance.now() - started);
    cpu.push((user + system) / 1_000);
  }
  return { wall, cpu };
}

const describeTimes = ({ wall, cpu }: Times): string =>
  `p50 ${percentile(wall, 0.5).toFixed(1)} ms; of the processor p99 ${percentile(cpu, 0.99).toFixed(1)} ms`;

const describeStall = ({ cpuMs, stallMs }: Taken): string =>
  `of the processor ${cpuMs.toFixed(0)} ms; longest stall ${stallMs.toFixed(0)} ms`;

const percentile = (times: readonly number[], part: number): number =>
  times.toSorted((a, b) => a - b)[Math.ceil(times.length * part) - 1] ?? Number.NaN;

if (import.meta.main) {
  const { values } = parseArgs({ options: { rows: { type: 'string' } } });
  console.table(await bench(Number(values.rows ?? MILLION)));
}
