import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Intent } from '#kiosk/core/intent.ts';
import { StorageFailure, type SyncLoop } from '#kiosk/core/ports.ts';
import type { MachineAct, Slip } from '#kiosk/core/staff/machine-act.ts';
import { BLANK_MACHINE } from '#kiosk/core/staff/machine-view.ts';
import type { SyncStore } from '#kiosk/core/sync-store.ts';
import type { Connection } from '#kiosk/core/view.ts';
import { openKioskStore } from '#kiosk/store/open-kiosk-store.ts';
import { createDayKeySealer } from '#kiosk/sync/day-key-sealer.ts';
import { createKioskClock } from '#kiosk/sync/kiosk-clock.ts';
import { encodePassBody, encodePassText, passSigningBytes } from '#shared/codes/visitor-pass.ts';
import type { KioskSettings } from '#shared/contract/kiosk-settings.ts';
import { type VisitEvent, visitEventSchema } from '#shared/contract/visit-event.ts';
import { type EntranceId, type KioskId, mintId } from '#shared/domain/ids.ts';
import { addDays, dayOf } from '#shared/domain/instant.ts';
import { ok } from '#shared/domain/result.ts';
import { createEnvelopeOpener } from '#shared/sealing/envelope.ts';
import { createSigner, generateSigningKey } from '#shared/sealing/signing.ts';
import { makeDayKeys, makeQuestions, makeSettings } from '#shared/testing/kiosk-factories.ts';
import { KioskCore } from './kiosk-core.ts';
import { createPinGate } from './machine/pin-gate.ts';

const HUONG = '046185001234|191234567|Nguyễn Thị Hương|01021985|Nữ|12 Lê Lợi, Huế|10052021';
const NO_SYMPTOMS: Intent = { do: 'answer', answer: { question: 'symptoms', answer: 'no', checked: [] } };
const CONNECTION: Connection = {
  online: false,
  waiting: 0,
  oldestWaitingAt: null,
  lastSyncAt: null,
  standing: 'active',
};

let dir = '';
let store: SyncStore;
let core: KioskCore;
let privateKeys: Map<string, string>;
const events: VisitEvent[] = [];
const acts: MachineAct[] = [];
const prints: (readonly Slip[])[] = [];
/** Called in place of the disk's answer when a test wants it to fail. */
let beforeCommit: () => void = () => {};

async function startCore(settings: Partial<KioskSettings> = {}): Promise<void> {
  const opened = await openKioskStore(dir);
  store = opened.store;
  const keys = await makeDayKeys(Date.now(), 3);
  privateKeys = keys.privateKeys;
  const pairing = {
    serverUrl: 'http://127.0.0.1:9',
    kioskId: mintId<KioskId>(),
    serverId: 'server-1',
    serverPublicKey: 'x',
    certificate: 'x',
    publicKey: opened.identity.publicKey,
  };
  const marks = { serverEpoch: 'epoch-01', standing: 'active', offsetMs: 0, attestedAt: Date.now() } as const;
  const down = { settings: makeSettings({ resultMs: 500, ...settings }), questions: makeQuestions(), keys: keys.part };
  store.savePairing(pairing, marks, down);
  const clock = createKioskClock(marks);
  core = new KioskCore({
    store: {
      ...store,
      countWaitingInside: () => (fail('countWaitingInside'), store.countWaitingInside()),
      commitEvents(more) {
        beforeCommit();
        events.push(...more);
        return store.commitEvents(more);
      },
    },
    sealer: createDayKeySealer(store, clock),
    clock,
    sync: {
      wake: () => fail('wake'),
      pair: () => Promise.resolve(ok({ ...down, notices: null })),
    } satisfies Partial<SyncLoop>,
    down: store.readDownLink(),
    provisioned: { serverUrl: null, keyFingerprint: null },
    connection: CONNECTION,
    clockOffsetMs: 0,
    machine: {
      view: BLANK_MACHINE,
      perform: (act) => void acts.push(act),
      print: (slips) => (fail('print'), void prints.push(slips)),
    },
    pinGate: createPinGate(dir),
  });
}

const REPORT = {
  online: true,
  outOfDate: false,
  stored: 0,
  waiting: 0,
  oldestWaitingAt: null,
  lastSyncAt: null,
  clockOffsetMs: 0,
  venueInside: null,
  serverVersion: null,
  update: undefined,
};
/** What fails once something is committed. */
let faulty: string | null = null;
let faults = 0;
function fail(what: string): void {
  if (what !== faulty || events.length === 0) return;
  faults += 1;
  throw new StorageFailure('io');
}

const screen = () => core.view.screen;
const untilScreen = (name: string) => vi.waitFor(() => expect(screen().name).toBe(name));

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kiosk-core-'));
  for (const list of [events, acts, prints]) list.length = 0;
  beforeCommit = () => {};
  [faulty, faults] = [null, 0];
});

afterEach(async () => {
  await core.close();
  store.close();
  rmSync(dir, { recursive: true });
});

describe('a check-in', () => {
  it('E1, E2, E5: is on disk, valid and sealed, before the screen says welcome; then the kiosk comes back to idle by its own clock', async () => {
    await startCore({ askPhoneAfterCode: true });
    const seen: string[] = [];
    core.listen({ onSignal: (signal) => seen.push(`${signal} ${store.countWaiting().waiting}`) });
    await core.scan(HUONG, 'serial');
    core.intend(NO_SYMPTOMS);
    core.intend({ do: 'submit-phone', phone: '0912345678' });
    await untilScreen('result');
    expect(seen).toEqual(['seen 0', 'welcome 1']);
    const event = visitEventSchema.parse(events[0]);
    expect(event).toMatchObject({ kind: 'arrived', way: 'citizen-card', verdict: 'welcome', flags: [] });
    expect(event.visitId).toBe(event.id);
    const { sealed: _sealed, ...clear } = event;
    expect(JSON.stringify(clear)).not.toMatch(/Hương|912345678|046185001234/);
    expect(core.view.connection).toMatchObject({ waiting: 1, oldestWaitingAt: event.at });
    await untilScreen('idle');
  });

  it('opens with the private key of the day alone, to what was said', async () => {
    await startCore();
    core.intend({ do: 'start-typed' });
    core.intend({ do: 'submit-phone', phone: '0987654321' });
    core.intend({ do: 'submit-name', name: 'Hồ Trồng Mẫu' });
    core.intend(NO_SYMPTOMS);
    await untilScreen('result');
    const [event] = events;
    const { organisationId, venueId, id: eventId } = event!;
    const { contact, health } = event!.sealed;
    const to = { organisationId, venueId, eventId };
    const contactOpener = await createEnvelopeOpener(contact!.key, privateKeys.get(contact!.key)!);
    expect(await contactOpener.open(contact!, { ...to, class: 'contact' })).toEqual({
      v: 1,
      name: 'Hồ Trồng Mẫu',
      phone: '+84987654321',
    });
    const healthOpener = await createEnvelopeOpener(health!.key, privateKeys.get(health!.key)!);
    expect(await healthOpener.open(health!, { ...to, class: 'health' })).toMatchObject({
      answers: [{ question: 'symptoms', answer: 'no' }],
    });
    const disk = Buffer.concat(readdirSync(dir).map((name) => readFileSync(join(dir, name))));
    for (const text of ['Trồng', '987654321', Buffer.from('987654321').toString('hex'), '"symptoms","answer"']) {
      expect(disk.includes(text), text).toBe(false);
      expect(disk.includes(Buffer.from(text, 'utf16le')), text).toBe(false);
    }
    expect(disk.includes(eventId)).toBe(true);
  });

  it.each(['full', 'damaged', 'io'] as const)('that the disk refuses (%s) is never a welcome', async (reason) => {
    await startCore({ askPhoneAfterCode: false });
    beforeCommit = () => {
      throw new StorageFailure(reason);
    };
    const signals: string[] = [];
    core.listen({ onSignal: (signal) => signals.push(signal) });
    await core.scan(HUONG, 'serial');
    core.intend(NO_SYMPTOMS);
    expect(await core.recording).toEqual({ type: 'not-recorded', reason });
    expect(screen()).toEqual({ name: 'storage-failed', certain: true });
    expect(signals).toEqual(['seen', 'see-staff']);
    // The disk has room again: the next try is a visit, not "already here".
    beforeCommit = () => {};
    await core.scan(HUONG, 'line');
    core.intend(NO_SYMPTOMS);
    await untilScreen('result');
    expect(screen()).toMatchObject({ already: false });
  });
});

describe('a fault after the commit', () => {
  it.each(['countWaitingInside', 'wake', 'print'])(
    '(%s) takes nobody’s welcome away, for it is on the disk',
    async (what) => {
      faulty = what;
      await startCore({ askPhoneAfterCode: false, print: 'receipt', capacity: 10 });
      core.onExchange({ ...REPORT, venueInside: 1 });
      await core.scan(HUONG, 'serial');
      core.intend(NO_SYMPTOMS);
      expect(await core.recording).toMatchObject({ type: 'recorded' });
      expect(screen()).toMatchObject({ name: 'result', verdict: 'welcome' });
      expect(store.countWaiting().waiting).toBe(1);
      expect(faults).toBeGreaterThan(0);
    },
  );
});

describe('new settings', () => {
  it('of another door ask anew whoever declares; a new PIN does not disturb them', async () => {
    await startCore({ staffPin: 'old' });
    const down = store.readDownLink()!;
    await core.scan(HUONG, 'serial');
    core.onDownLink({ ...down, settings: { ...down.settings, staffPin: 'new' } });
    expect(screen().name).toBe('declaration');
    core.onDownLink({ ...down, settings: { ...down.settings, entranceId: mintId<EntranceId>() } });
    expect(screen().name).toBe('idle');
    expect(JSON.stringify(core.state)).not.toContain('Hương');
  });
});

describe('a pass', () => {
  async function signPass() {
    const stored = await generateSigningKey();
    const signer = await createSigner(stored);
    const issuedOn = addDays(dayOf(Date.now()), -1);
    const body = encodePassBody({ keyId: 7, passId: 'ab'.repeat(16), issuedOn, validityDays: 7 });
    return { publicKey: stored.publicKey, text: encodePassText(body, await signer.sign(passSigningBytes(body))) };
  }

  it('is taken when its signature is right, and refused when a bit of it is not', async () => {
    const { publicKey, text } = await signPass();
    await startCore({ passKeys: [{ keyId: 7, publicKey }] });
    await core.scan(text, 'camera');
    expect(screen()).toMatchObject({ name: 'declaration', person: { way: 'visitor-pass', tail: 'BAB' } });
    core.intend({ do: 'cancel' });
    const other = (await signPass()).text;
    await core.scan(other, 'serial');
    expect(screen()).toEqual({ name: 'refused', reason: 'pass-not-genuine' });
  });
});

describe('the screen', () => {
  it('is told once of what changed together, and always the newest', async () => {
    await startCore();
    const views: string[] = [];
    core.listen({ onView: (view) => views.push(`${view.screen.name} ${view.language}`) });
    core.intend({ do: 'set-language', language: 'en' });
    core.intend({ do: 'start-typed' });
    await vi.waitFor(() => expect(views).toEqual(['typed en']));
  });
});
