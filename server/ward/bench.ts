import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { WardVenueQuery } from '#shared/contract/portal-ward.ts';
import { DEFAULT_CONFIG } from '../config/config.ts';
import { createServer } from '../create-server.ts';
import { measureWork, type Taken } from '../measure-work.ts';
import { plantProvince } from './plant-province.ts';
import type { WardService } from './service.ts';

interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly note?: string;
}

const VENUES = 100_000;
const PROVINCE = '46';
const ROUNDS = 5;

const QUERIES: Readonly<Record<string, WardVenueQuery>> = {
  'no filter': {},
  silent: { standing: 'silent' },
  'phone-only': { standing: 'phone-only' },
  'of one type': { type: 'shop' },
  'never scanned': { mark: 'never-scanned' },
  'kiosk offline': { mark: 'kiosk-offline' },
  'not verified': { mark: 'unverified' },
  unclaimed: { mark: 'unclaimed' },
  escalated: { mark: 'escalated' },
  'open case': { mark: 'open-case' },
  'silent and not verified': { standing: 'silent', mark: 'unverified' },
  'a word of many': { search: 'quán' },
  'a word of one': { search: '77777' },
};

/** What a province's board and the list of venues behind it take of the processor, a first look and the median of some. */
export async function bench(venues: number = VENUES): Promise<Figure[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'venue-bench-ward-'));
  const created = await createServer({ ...DEFAULT_CONFIG, dataDir, port: 0, logLevel: 'silent' });
  if (!created.ok) throw new Error(created.error);
  try {
    const { store, clock, ward } = created.value.services;
    await plantProvince(store, { venues, provinceCode: PROVINCE, now: clock.now(), today: clock.today() });
    return await measure(ward, venues);
  } finally {
    await created.value.close();
    rmSync(dataDir, { recursive: true });
  }
}

async function measure(ward: WardService, venues: number): Promise<Figure[]> {
  const officer = { unitCodes: [PROVINCE] };
  const of = `${venues.toLocaleString('en')} venues`;
  const figure = (name: string, { cpuMs, stallMs }: Taken): Figure => ({
    ...{ name: `${name} of ${of}`, value: cpuMs, unit: 'ms of the processor' },
    note: `longest stall ${stallMs.toFixed(0)} ms`,
  });
  const look = () => ward.readBoard(officer, undefined);
  const figures = [figure('board, first', await take(look)), figure('board, again', await take(look))];
  for (const [name, query] of Object.entries(QUERIES)) {
    const taken: Taken[] = [];
    for (let round = 0; round < ROUNDS; round += 1) taken.push(await take(() => ward.listVenues(officer, query)));
    taken.sort((a, b) => a.cpuMs - b.cpuMs);
    const [median] = taken.slice(Math.floor(ROUNDS / 2));
    if (median) figures.push(figure(`list, ${name}`, median));
  }
  return figures;
}

const take = (look: () => Promise<unknown>): Promise<Taken> =>
  measureWork(async () => {
    if ((await look()) === null) throw new Error('refused');
  });

if (import.meta.main) {
  const { values } = parseArgs({ options: { venues: { type: 'string' } } });
  console.table(await bench(Number(values.venues ?? VENUES)));
}
