import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process, { env } from 'node:process';
import { CSRF_HEADER, PORTAL_API } from '#shared/contract/portal-api.ts';
import { exportJobSchema } from '#shared/contract/portal-exports.ts';
import { type CalendarDay, DAY_MS, dayOf } from '#shared/domain/instant.ts';
import { DEFAULT_CONFIG } from '../../server/config/config.ts';
import { createServer } from '../../server/create-server.ts';
import { PASSWORD, registerOwner } from '../../server/testing/test-server.ts';
import { fillScratch } from '../../server/visits/fill-scratch.ts';
import { type PlantedVisit, plantVisits } from '../../server/visits/plant-visits.ts';
import type { Load, ServerWord } from './measured-server.ts';

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly note?: string;
  readonly ratio?: { readonly of: string; readonly value: number };
}

const ROWS = Number(env['BENCH_EXPORT_ROWS'] ?? 1_000_000);
const NAMES = ['Nguyễn Thị Hương', 'Trần Văn Đức', 'Lê Thị Ánh Tuyết', 'Phạm Quốc Bảo', 'Huỳnh Thuỵ Ỹ'];
const say = (line: string): void => void process.stderr.write(`  ${line}\n`);

/** What a program that only reads makes of the same rows; it opens nothing. */
const QUERY = `select v.arrived_at, coalesce(v.left_at, v.auto_left_at), e.name, hex(v.contact_sealed), v.way, v.assurance,
  v.verdict, v.flags_json, v.id from visits v join entrances e on e.id = v.entrance_id order by v.arrived_at, v.id`;

/**
 * A million visits as a file, by the server's own interface: names and phones opened, the file sealed on its way to the disk
 * and fetched. Memory and stalls are those of the server, which is a process of its own.
 */
export async function bench(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'venue-bench-export-'));
  try {
    say(`putting in ${ROWS.toLocaleString('en')} visits, each sealed`);
    const ground = await plant(dataDir);
    say('sqlite3 -csv');
    const bare = await timeSqlite(join(dataDir, 'server.db'));
    const figures: Figure[] = [];
    for (const format of ['csv', 'xlsx'] as const) {
      say(format);
      figures.push(...(await measure(dataDir, ground, format, bare)));
    }
    return figures;
  } finally {
    rmSync(dataDir, { recursive: true });
  }
}

interface Ground {
  readonly venueId: string;
  readonly email: string;
  readonly day: CalendarDay;
}

async function plant(dataDir: string): Promise<Ground> {
  const created = await createServer({ ...DEFAULT_CONFIG, dataDir, port: 0, logLevel: 'silent' });
  if (!created.ok) throw new Error(created.error);
  const server = created.value;
  await server.listen();
  const owner = await registerOwner(server.url());
  const organisationId = owner.me.organisation?.id;
  if (!organisationId) throw new Error('no organisation');
  const { venueId, entranceId } = owner;
  const now = server.services.clock.now();
  function* visits(): Generator<PlantedVisit> {
    for (let n = ROWS; n > 0; n -= 1) {
      const arrivedAt = Math.floor(now - (n * 20 * DAY_MS) / ROWS);
      const contact = { v: 1, name: NAMES[n % NAMES.length], phone: `+849${String(n).padStart(8, '0')}` } as const;
      yield { arrivedAt, entranceId, contact, left: { at: arrivedAt + 1_800_000, how: 'scan' }, flags: ['assisted'] };
    }
  }
  const { services } = server;
  await fillScratch(
    services.store,
    async () => void (await plantVisits({ ...services, organisationId, venueId }, visits())),
    say,
  );
  await server.close();
  return { venueId, email: owner.me.email, day: dayOf(now) };
}

async function measure(
  dataDir: string,
  { venueId, email, day }: Ground,
  format: 'csv' | 'xlsx',
  bare: number | null,
): Promise<Figure[]> {
  const child = fork(new URL('./measured-server.ts', import.meta.url), [dataDir], { execArgv: ['--expose-gc'] });
  try {
    const { url } = await hear(child, 'ready');
    const cookie = await signIn(url, email);
    child.send('begin');
    const from = dayOf(Date.now() - 25 * DAY_MS);
    const body = { from, to: day, format, reveal: true, reason: 'benchmark', language: 'vi' };
    const headers = { 'content-type': 'application/json', [CSRF_HEADER]: '1', cookie };
    const started = performance.now();
    const path = `${url}${PORTAL_API}/venues/${venueId}/exports`;
    const ordered = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!ordered.ok) throw new Error(`the export was not taken: ${await ordered.text()}`);
    const job = exportJobSchema.parse(await ordered.json());
    const file = await fetch(`${url}${job.downloadUrl}`, { headers });
    if (!file.ok) throw new Error(`the file was not handed out: ${await file.text()}`);
    let bytes = 0;
    for await (const chunk of file.body ?? []) bytes += chunk.length;
    const perSecond = ROWS / ((performance.now() - started) / 1_000);
    child.send('end');
    const { load } = await hear(child, 'load');
    return figuresOf(format, { perSecond, bytes, load, bare });
  } finally {
    child.kill();
  }
}

/** The server wants to know anew who asks for names in full. */
async function signIn(url: string, email: string): Promise<string> {
  const headers = { 'content-type': 'application/json', [CSRF_HEADER]: '1' };
  const body = JSON.stringify({ email, password: PASSWORD });
  const response = await fetch(`${url}${PORTAL_API}/sessions`, { method: 'POST', headers, body });
  if (!response.ok) throw new Error(`sign-in: ${response.status}`);
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}

function hear<K extends ServerWord['kind']>(child: ChildProcess, kind: K): Promise<Extract<ServerWord, { kind: K }>> {
  return new Promise((resolve, reject) => {
    child.on('message', (word: ServerWord) => {
      if (word.kind === kind) resolve(word as Extract<ServerWord, { kind: K }>);
    });
    child.once('exit', (code) => reject(new Error(`the measured server ended with ${code}`)));
  });
}

function figuresOf(
  format: string,
  { perSecond, bytes, load, bare }: { perSecond: number; bytes: number; load: Load; bare: number | null },
): Figure[] {
  const name = `export of ${ROWS.toLocaleString('en')} visits, ${format.toUpperCase()}`;
  const note = `opened, sealed on disk, fetched: ${(bytes / 1e6).toFixed(0)} MB`;
  const stalls = `longest stall ${load.stallMs.toFixed(0)} ms, by its own work ${load.ownStallMs.toFixed(0)} ms, 99.9 % under ${load.stallP999Ms.toFixed(0)} ms`;
  return [
    {
      ...{ name, value: perSecond, unit: 'rows/s', note: bare === null ? `${note}; sqlite3 is missing` : note },
      ...(bare !== null && { ratio: { of: 'sqlite3 -csv of the sealed rows', value: perSecond / bare } }),
    },
    { name: `${name}, memory above idle`, value: load.aboveIdleBytes / 1e6, unit: 'MB', note: stalls },
  ];
}

/** @returns rows/s; null where there is no such program. */
async function timeSqlite(database: string): Promise<number | null> {
  const started = performance.now();
  const child = spawn('sqlite3', ['-csv', database, QUERY], { stdio: ['ignore', 'pipe', 'inherit'] });
  const isMissing = new Promise<boolean>((resolve) =>
    child.once('error', () => resolve(true)).once('spawn', () => resolve(false)),
  );
  if (await isMissing) return null;
  const closed = once(child, 'close');
  child.stdout.resume();
  await closed;
  return ROWS / ((performance.now() - started) / 1_000);
}

if (import.meta.main) console.table(await bench());
