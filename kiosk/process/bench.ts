import { randomBytes } from 'node:crypto';
import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SyncLoop } from '#kiosk/core/ports.ts';
import { BLANK_MACHINE } from '#kiosk/core/staff/machine-view.ts';
import type { SyncStore } from '#kiosk/core/sync-store.ts';
import { openKioskStore } from '#kiosk/store/open-kiosk-store.ts';
import { createDayKeySealer } from '#kiosk/sync/day-key-sealer.ts';
import { createKioskClock } from '#kiosk/sync/kiosk-clock.ts';
import { type KioskSettings, kioskSettingsSchema } from '#shared/contract/kiosk-settings.ts';
import type { DayKey, DownLink } from '#shared/contract/kiosk-sync.ts';
import {
  type EntranceCode,
  type EntranceId,
  type KioskId,
  mintId,
  type OrganisationId,
  type VenueId,
} from '#shared/domain/ids.ts';
import { addDays, dayOf } from '#shared/domain/instant.ts';
import { generateDayKeyPair } from '#shared/sealing/envelope.ts';
import { checkInHeadless } from './check-in-headless.ts';
import { KioskCore } from './kiosk-core.ts';

const WARM_UP = 300;
const SCANS = 3_000;
/** About what a check-in's row and its share of the index come to in the write-ahead log. */
const BARE_BYTES = 4096;
const KEY_DAYS = 120;

/** A scanned line in, a durable record out, through the whole kiosk; beside it the least that any durable write costs here. */
export async function bench() {
  const dir = mkdtempSync(join(tmpdir(), 'kiosk-bench-'));
  try {
    const { bare, scans } = await measure(dir);
    const rate = 1_000 / mean(scans);
    const note = `${SCANS} citizen cards, sealed, synchronous=FULL`;
    return [
      { name: 'scan to durable record, p50', value: quantile(scans, 0.5), unit: 'ms', note },
      { name: 'scan to durable record, p99', value: quantile(scans, 0.99), unit: 'ms', note },
      {
        name: 'scans to durable records',
        value: rate,
        unit: '/s',
        note: 'one after the other',
        ratio: { of: `write + fdatasync of ${BARE_BYTES} bytes`, value: rate / (1_000 / mean(bare)) },
      },
    ];
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** Turn about, so that whatever else the machine does weighs on both alike. */
async function measure(dir: string): Promise<{ readonly bare: number[]; readonly scans: number[] }> {
  const { store } = await openKioskStore(join(dir, 'kiosk'));
  pairWithNobody(store, await makeDownLink());
  const core = createCore(store);
  const fd = openSync(join(dir, 'bare'), 'w');
  const block = randomBytes(BARE_BYTES);
  const [bare, scans]: [number[], number[]] = [[], []];
  for (let n = 0; n < WARM_UP + SCANS; n += 1) {
    const start = performance.now();
    await checkInOne(core, n);
    const between = performance.now();
    writeSync(fd, block);
    fdatasyncSync(fd);
    if (n < WARM_UP) continue;
    scans.push(between - start);
    bare.push(performance.now() - between);
  }
  closeSync(fd);
  await core.close();
  store.close();
  return { bare, scans };
}

async function checkInOne(core: KioskCore, n: number): Promise<void> {
  const id = `046185${String(n).padStart(6, '0')}`;
  const line = `${id}||Nguyễn Thị Hương|01021985|Nữ|12 Lê Lợi, Thành phố Huế|10052021`;
  const answer = await checkInHeadless(core, { kind: 'code', bytes: new TextEncoder().encode(line) });
  if (!answer.startsWith('ACK')) throw new Error(answer);
}

function createCore(store: SyncStore): KioskCore {
  const clock = createKioskClock(store.readMarks());
  const silent: Pick<SyncLoop, 'pair' | 'wake'> = {
    wake: () => {},
    pair: () => Promise.reject(new Error('no server')),
  };
  return new KioskCore({
    store,
    sealer: createDayKeySealer(store, clock),
    clock,
    sync: silent,
    down: store.readDownLink(),
    provisioned: { serverUrl: null, keyFingerprint: null },
    connection: { online: false, waiting: 0, oldestWaitingAt: null, lastSyncAt: null, standing: 'active' },
    clockOffsetMs: 0,
    machine: { view: BLANK_MACHINE, perform: () => {}, print: () => {} },
    pinGate: { check: () => Promise.resolve({ is: 'unset' }) },
  });
}

function pairWithNobody(store: SyncStore, down: DownLink): void {
  const key = randomBytes(32).toString('base64url');
  const pairing = {
    serverUrl: 'http://127.0.0.1:9',
    kioskId: mintId<KioskId>(),
    serverId: 'bench-server',
    certificate: 'x',
  };
  const marks = { serverEpoch: 'bench-epoch', standing: 'active', offsetMs: 0, attestedAt: Date.now() } as const;
  store.savePairing({ ...pairing, serverPublicKey: key, publicKey: key }, marks, down);
}

async function makeDownLink(): Promise<DownLink> {
  const today = dayOf(Date.now());
  const days = [null, ...Array.from({ length: KEY_DAYS }, (_, n) => addDays(today, n))];
  const { publicKey } = await generateDayKeyPair();
  const keys = days.flatMap((day): DayKey[] => [
    { id: `contact-${day}`, day, class: 'contact', publicKey },
    { id: `health-${day}`, day, class: 'health', publicKey },
  ]);
  return { settings: makeSettings(), questions: QUESTIONS, keys: { through: addDays(today, KEY_DAYS - 1), keys } };
}

const makeSettings = (): KioskSettings =>
  kioskSettingsSchema.parse({
    version: 1,
    organisationId: mintId<OrganisationId>(),
    venueId: mintId<VenueId>(),
    entranceId: mintId<EntranceId>(),
    organisationName: 'Chợ Đông Ba',
    venueName: 'Chợ Đông Ba',
    entranceName: 'Cổng chính',
    entranceCode: 'AAAAAAAAAAAAAAAAAAAAAA' as EntranceCode,
    posterUrl: 'https://checkin.example.vn/v/AAAAAAAAAAAAAAAAAAAAAA',
    timeZone: 'Asia/Ho_Chi_Minh',
    duplicateWindowMs: 900_000,
    skipDeclaredToday: true,
    askPhoneAfterCode: true,
    idleTimeoutMs: 30_000,
    resultMs: 3_000,
    passKeys: [],
  });

const QUESTIONS: DownLink['questions'] & {} = {
  version: 1,
  questions: ['symptoms', 'contact'].map((id) => ({
    id,
    text: { vi: 'Bạn có sốt, ho hoặc khó thở không?', en: 'Do you have fever, cough or trouble breathing?' },
    pictograms: [],
    yes: 'see-staff',
    checklist: [],
  })),
  consent: { version: 1, text: { vi: 'Tôi đồng ý.', en: 'I agree.' } },
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const quantile = (values: readonly number[], at: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * at)] ?? Number.NaN;
