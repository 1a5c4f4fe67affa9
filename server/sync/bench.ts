import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { EXCHANGE_PATH } from '#shared/contract/kiosk-sync.ts';
import { type EntranceId, mintId, type OrganisationId } from '#shared/domain/ids.ts';
import { DEFAULT_CONFIG } from '../config/config.ts';
import { createServer, type Server } from '../create-server.ts';
import type { Store } from '../store/access.ts';
import { openStore } from '../store/store.ts';
import { SimulatedKiosk } from './simulated-kiosk.ts';

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly note?: string;
  readonly ratio?: { readonly of: string; readonly value: number };
}

const KIOSKS = 8;

/** Check-ins per second over loopback: real signatures and envelopes, made beforehand and sent from another thread. */
export async function bench(): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'venue-bench-'));
  const created = await createServer({ ...DEFAULT_CONFIG, dataDir, port: 0, logLevel: 'silent', rateFactor: 1_000 });
  if (!created.ok) throw new Error(created.error);
  const server = created.value;
  const listened = await server.listen();
  if (!listened.ok) throw new Error(listened.error);
  try {
    const kiosks = await pairKiosks(server);
    await measure(server, kiosks, 50, 2_000);
    return [...(await figuresOf(server, kiosks, 50, 16_000)), ...(await figuresOf(server, kiosks, 500, 32_000))];
  } finally {
    await server.close();
    rmSync(dataDir, { recursive: true });
  }
}

async function pairKiosks(server: Server): Promise<SimulatedKiosk[]> {
  const entranceId = await makeEntrance(server);
  const kiosks: SimulatedKiosk[] = [];
  for (let n = 0; n < KIOSKS; n += 1) {
    const code = await server.services.kiosks.createPairingCode(entranceId, null);
    const kiosk = await SimulatedKiosk.create(server.url());
    await kiosk.pair(code?.code ?? '');
    kiosks.push(kiosk);
  }
  return kiosks;
}

async function makeEntrance({ services: { store, venues } }: Server): Promise<EntranceId> {
  const organisationId = mintId<OrganisationId>();
  const row = await store.transact(async (tx) => {
    const organisation = { id: organisationId, name: 'Chợ Đông Ba', language: 'vi', created_at: 0 } as const;
    await tx.insertInto('organisations').values(organisation).execute();
    const address = { line: '2 Trần Hưng Đạo', communeCode: '19774' };
    const input = { name: 'Chợ Đông Ba', type: 'market', address, entrances: ['Cổng chính'] } as const;
    const venueId = await venues.insert(tx, {
      organisationId,
      actor: 'cli',
      input: { ...input, entrances: ['Cổng chính'] },
    });
    return tx.selectFrom('entrances').select('id').where('venue_id', '=', venueId).executeTakeFirstOrThrow();
  });
  return row.id;
}

interface Prepared {
  readonly authorization: string;
  readonly body: string;
}

let people = 0;

async function prepareRequests(kiosks: readonly SimulatedKiosk[], batch: number, total: number): Promise<Prepared[]> {
  const prepared: Prepared[] = [];
  for (let n = 0; n < total / batch; n += 1) {
    const kiosk = kiosks[n % kiosks.length];
    if (!kiosk) continue;
    const records = await Promise.all(Array.from({ length: batch }, () => makeCheckIn(kiosk)));
    const { settings, questions, notices, keys } = kiosk.paired.down;
    const have = { settings: settings.version, questions: questions.version, notices: notices?.version ?? 0 };
    const body = kiosk.exchangeBody(records, { have: { ...have, keysThrough: keys.through } });
    prepared.push({ body, authorization: await kiosk.authorize(EXCHANGE_PATH, body) });
  }
  return prepared;
}

function makeCheckIn(kiosk: SimulatedKiosk) {
  people += 1;
  const contact = { v: 1, name: 'Nguyễn Thị Hương', phone: `+849${String(people).padStart(8, '0')}` } as const;
  const answers = [{ question: 'symptoms', answer: 'no', checked: [] }] as const;
  const health = {
    v: 1,
    questionsVersion: 1,
    language: 'vi',
    answers: answers.map((a) => ({ ...a, checked: [] })),
  } as const;
  return kiosk.makeRecord({ contact, health });
}

interface Measured {
  readonly stored: number;
  readonly ms: number;
}

async function measure(
  server: Server,
  kiosks: readonly SimulatedKiosk[],
  batch: number,
  total: number,
): Promise<Measured> {
  const requests = await prepareRequests(kiosks, batch, total);
  const worker = new Worker(new URL(import.meta.url), { workerData: { url: server.url() + EXCHANGE_PATH, requests } });
  const [measured] = (await once(worker, 'message')) as [Measured];
  if (measured.stored !== total) throw new Error(`${measured.stored} of ${total} were stored`);
  return measured;
}

async function figuresOf(
  server: Server,
  kiosks: readonly SimulatedKiosk[],
  batch: number,
  total: number,
): Promise<Figure[]> {
  const since = await countEvents(server.services.store);
  const { stored, ms } = await measure(server, kiosks, batch, total);
  const bare = await measureBareInserts(server.services.store, since, batch);
  const value = (stored / ms) * 1000;
  return [
    {
      name: `sync check-ins, batches of ${batch}`,
      value,
      unit: '/s',
      note: `${KIOSKS} kiosks over loopback, opened, sealed anew and committed`,
      ratio: { of: 'bare inserts of the same rows', value: value / bare },
    },
  ];
}

async function countEvents(store: Store): Promise<number> {
  const row = await store.read
    .selectFrom('visit_events')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

const TABLES = ['visit_events', 'visits', 'person_index'] as const;

/** The same rows into the same tables of a fresh database, a transaction per batch: all that a server can be measured against. @returns check-ins/s. */
async function measureBareInserts(from: Store, offset: number, batch: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'venue-bench-bare-'));
  const opened = await openStore(join(folder, 'bare.db'));
  if (!opened.ok) throw new Error(opened.error);
  const store = opened.value;
  const tables = TABLES.map((table) => {
    const rows = from
      .prepareRead<Record<string, string | number | Uint8Array | null>>(
        `select * from ${table} order by rowid limit -1 offset ${offset}`,
      )
      .all();
    const columns = Object.keys(rows[0] ?? {});
    const insert = store.prepare(`insert into ${table} (${columns.join()}) values (${columns.map(() => '?').join()})`);
    return { insert, rows: rows.map((row) => columns.map((column) => row[column] ?? null)) };
  });
  const count = tables[0]?.rows.length ?? 0;
  const started = performance.now();
  for (let at = 0; at < count; at += batch) {
    await store.transactPrepared(() => {
      for (const { insert, rows } of tables) for (const row of rows.slice(at, at + batch)) insert.run(...row);
    });
  }
  const ms = performance.now() - started;
  await store.close();
  rmSync(folder, { recursive: true });
  return (count / ms) * 1000;
}

/** Sends what was prepared, one request per kiosk at a time, and counts what was stored. */
async function sendAll({ url, requests }: { url: string; requests: readonly Prepared[] }): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: KIOSKS });
  const started = performance.now();
  const stored = await Promise.all(
    Array.from({ length: KIOSKS }, async (_, kiosk) => {
      let count = 0;
      for (let n = kiosk; n < requests.length; n += KIOSKS) {
        const one = requests[n];
        if (one) count += (await post(agent, url, one)).split('"stored"').length - 1;
      }
      return count;
    }),
  );
  const ms = performance.now() - started;
  agent.destroy();
  return { stored: stored.reduce((sum, count) => sum + count, 0), ms };
}

function post(agent: Agent, url: string, { authorization, body }: Prepared): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { authorization, 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
    const req = request(url, { method: 'POST', agent, headers }, (res) => {
      let text = '';
      res.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      res.on('end', () => resolve(text));
    });
    req.on('error', reject).end(body);
  });
}

if (!isMainThread && parentPort) parentPort.postMessage(await sendAll(workerData));
else if (import.meta.main) console.table(await bench());
