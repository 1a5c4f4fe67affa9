import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server as TcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BridgeMessage } from '#kiosk/bridge/contract.ts';
import type { StaffPage } from '#kiosk/core/staff/staff-page.ts';
import { importRecords } from '#server/cli/import-records.ts';
import {
  makePairingCode,
  type Owner,
  registerOwner,
  startTestServer,
  type TestServer,
} from '#server/testing/test-server.ts';
import { encodeProvisioningText } from '#shared/codes/provisioning-code.ts';
import { pairingCodeSchema } from '#shared/contract/portal-api.ts';
import type { DoorChanges, IssuedStaffCard } from '#shared/contract/portal-door.ts';
import { dayOf } from '#shared/domain/instant.ts';
import { fingerprintOfKey } from '#shared/sealing/key-fingerprint.ts';
import { checkInHeadless } from './check-in-headless.ts';
import { createKioskProcess, type KioskProcess, type KioskProcessOptions } from './kiosk-process.ts';
import { serveBridge } from './serve-bridge.ts';

const PIN = '271828';
const card = (n: number): string => `0461850${String(n).padStart(5, '0')}||Nguyễn Thị Hương|01021985|Nữ|Huế|10052021`;

let server: TestServer;
let owner: Owner;
let dir: string;
let kiosk: KioskProcess;

/** Several programs share the machine. */
const until = (check: () => void) => vi.waitFor(check, 12_000);

const start = async (options: Partial<KioskProcessOptions> = {}): Promise<KioskProcess> => {
  const usual = { serverUrl: server.url, pairCode: null, serial: null, printer: null, usbDirs: [join(dir, 'stick')] };
  kiosk = await createKioskProcess({ dataDir: join(dir, 'kiosk'), ...usual, ...options });
  await kiosk.ready;
  return kiosk;
};
async function restart(options: Partial<KioskProcessOptions> = {}): Promise<void> {
  await kiosk.close();
  await start(options);
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kiosk-process-'));
  mkdirSync(join(dir, 'stick'));
  server = await startTestServer();
  owner = await registerOwner(server.url);
  await changeDoor({ staffPin: PIN, choices: { askPhoneAfterCode: false, idleTimeoutMs: 5_000 } });
  await start({ pairCode: await makePairingCode(owner) });
});
afterEach(async () => {
  await kiosk.close();
  await server.close();
  rmSync(dir, { recursive: true });
});

async function changeDoor(changes: DoorChanges): Promise<void> {
  const answer = await owner.call('PATCH', `/venues/${owner.venueId}/door`, changes);
  expect(answer.status).toBe(200);
}

/** What the portal changed comes with an exchange, once the server no longer remembers what it was. */
async function fetchSettings(): Promise<void> {
  server.now += 2_500;
  expect(await kiosk.sync.exchangeNow()).toMatchObject({ online: true });
}

const checkInText = (text: string): Promise<string> =>
  checkInHeadless(kiosk.core, { kind: 'code', bytes: new TextEncoder().encode(text) });
const checkIn = (n: number): Promise<string> => checkInText(card(n));
const checkInMany = async (numbers: readonly number[]): Promise<void> => {
  for (const n of numbers) expect(await checkIn(n)).toMatch(/^ACK/);
};

async function signIn(): Promise<void> {
  kiosk.core.intend({ do: 'staff-open' });
  kiosk.core.intend({ do: 'staff-pin', pin: PIN });
  await until(() => expect(kiosk.core.view.screen.name).toBe('staff'));
}
function page<P extends StaffPage['page']>(name: P): Extract<StaffPage, { page: P }> {
  const { screen } = kiosk.core.view;
  if (screen.name !== 'staff' || screen.page.page !== name) throw new Error(`not on ${name}`);
  return screen.page as Extract<StaffPage, { page: P }>;
}
async function openPage<P extends StaffPage['page']>(name: P): Promise<void> {
  if (kiosk.core.view.screen.name !== 'staff') await signIn();
  kiosk.core.intend({ do: 'staff-page', page: name });
  page(name);
}
const drained = async (): Promise<void> => {
  while (kiosk.store.countWaiting().waiting > 0) await kiosk.sync.exchangeNow();
};
const visitsOf = async (of: Owner): Promise<number> => {
  const response = await of.call('GET', `/venues/${of.venueId}/visits?from=${dayOf(Date.now())}`);
  return ((await response.json()) as { visits: unknown[] }).visits.length;
};
const quarantined = async (): Promise<number> => {
  const rows = await server.server.services.store.read.selectFrom('quarantine').select('code').execute();
  expect(rows.every(({ code }) => code === 'foreign-venue')).toBe(true);
  return rows.length;
};

describe('the staff', () => {
  it('get in by a PIN of the portal, tried wrong and locked over a restart, and by a new one at once', async () => {
    kiosk.core.intend({ do: 'staff-open' });
    for (let n = 0; n < 5; n += 1) {
      kiosk.core.intend({ do: 'staff-pin', pin: `31415${n}` });
      await until(() => expect(kiosk.core.view.screen).not.toMatchObject({ state: 'checking' }));
    }
    expect(kiosk.core.view.screen).toMatchObject({ name: 'staff-pin', state: 'locked' });
    await restart();
    kiosk.core.intend({ do: 'staff-open' });
    kiosk.core.intend({ do: 'staff-pin', pin: PIN });
    await until(() => expect(kiosk.core.view.screen).toMatchObject({ state: 'locked' }));
    await changeDoor({ staffPin: '161803' });
    await fetchSettings();
    kiosk.core.intend({ do: 'staff-close' });
    kiosk.core.intend({ do: 'staff-open' });
    kiosk.core.intend({ do: 'staff-pin', pin: '161803' });
    await until(() => expect(kiosk.core.view.screen.name).toBe('staff'));
  });

  it('say who they are with a card of the portal', async () => {
    const answer = await owner.call('POST', `/venues/${owner.venueId}/staff-cards`, { label: 'Bảo vệ cổng chính' });
    const { qrText } = (await answer.json()) as IssuedStaffCard;
    await fetchSettings();
    await kiosk.core.scan(qrText, 'serial');
    expect(kiosk.core.view.screen).toMatchObject({ name: 'staff-pin', card: true });
    kiosk.core.intend({ do: 'staff-pin', pin: PIN });
    await until(() => expect(kiosk.core.state.staff?.card).toMatch(/^.{43}$/));
  });

  it('take what waits away on a stick; the queue stays, and the server takes the file', async () => {
    await kiosk.sync.stop();
    await checkInMany([1, 2, 3]);
    await openPage('export');
    await until(() => expect(page('export').drives[0]).toMatchObject({ id: join(dir, 'stick'), label: 'stick' }));
    kiosk.core.intend({ do: 'staff-export', drive: dir });
    await until(() => expect(page('export')).toMatchObject({ state: 'failed', problem: 'no-drive' }));
    kiosk.core.intend({ do: 'staff-export', drive: join(dir, 'stick') });
    await until(() => expect(page('export')).toMatchObject({ state: 'done', files: [{ records: 3 }] }));
    const [name] = readdirSync(join(dir, 'stick'));
    expect([name, page('export').waiting]).toEqual([page('export').files[0]?.name, 3]);
    expect(await importRecords(server.server.services, [join(dir, 'stick', name!)])).toMatchObject({ stored: 3 });
    kiosk.sync.start();
    await drained();
    expect(await visitsOf(owner)).toBe(3);
  });

  it('see how the machine is, sync by hand, and end it', async () => {
    await openPage('diagnostics');
    await until(() => expect(page('diagnostics').facts.map(({ key }) => key)).toContain('logs'));
    const facts = new Map(page('diagnostics').facts.map(({ key, value }) => [key, value]));
    expect(facts.get('server')).toBe(server.url);
    expect([...facts].filter(([, value]) => value === '')).toEqual([]);
    await openPage('connection');
    kiosk.core.intend({ do: 'staff-sync' });
    expect(page('connection')).toMatchObject({ syncing: true, serverUrl: server.url });
    await until(() => expect(page('connection').syncing).toBe(false));
    const sent: BridgeMessage[] = [];
    const stop = serveBridge(kiosk, { send: (message) => void sent.push(message), listen: () => () => {} });
    kiosk.core.intend({ do: 'staff-restart' });
    kiosk.core.intend({ do: 'staff-leave-kiosk' });
    stop();
    kiosk.core.intend({ do: 'staff-restart' });
    const wishes = sent.filter((message) => message.type === 'push' && message.push === 'host');
    expect(wishes.map((message) => message.type === 'push' && message.payload)).toEqual([
      { do: 'restart' },
      { do: 'leave' },
    ]);
  });

  it('set this machine up; it stays so', async () => {
    await openPage('settings');
    const printer = { kind: 'system', name: 'Nowhere' } as const;
    kiosk.core.intend({ do: 'staff-save-machine', machine: { language: 'en', volume: 50, pixelsPerMm: 5.5, printer } });
    await until(() => expect(page('settings').machine).toMatchObject({ language: 'en', printer }));
    kiosk.core.intend({ do: 'staff-close' });
    expect(kiosk.core.view).toMatchObject({ language: 'en', look: { pixelsPerMm: 5.5 }, comfort: { volume: 30 } });
    await restart();
    expect(kiosk.core.view).toMatchObject({ language: 'en', look: { pixelsPerMm: 5.5 }, comfort: { volume: 30 } });
  });
});

describe('a set-up code', () => {
  const shownBy = async (of: TestServer, who: Owner): Promise<string> => {
    const answer = await who.call('POST', `/entrances/${who.entranceId}/pairing-codes`);
    const { qrText } = pairingCodeSchema.parse(await answer.json());
    expect(qrText).toMatch(/^VCPROV1 /);
    expect(of.url).toContain('127.0.0.1');
    return qrText;
  };
  const startBlank = () => restart({ dataDir: join(dir, 'blank'), serverUrl: null });
  const pairing = () => (kiosk.core.state.flow.name === 'unpaired' ? kiosk.core.state.flow.pairing : 'paired');

  it('sets up a kiosk that was told nothing, for good', async () => {
    await startBlank();
    expect(kiosk.core.view.screen).toEqual({ name: 'unpaired', serverUrl: null, pairing: 'waiting' });
    await kiosk.core.scan(await shownBy(server, owner), 'serial');
    await until(() => expect(pairing()).toBe('paired'));
    await checkInMany([1]);
    await drained();
    expect(await visitsOf(owner)).toBe(1);
    await startBlank();
    expect(await kiosk.sync.exchangeNow()).toMatchObject({ online: true });
  });

  it('refuses a server that is not the one that made it, also after a restart and by a typed code', async () => {
    const impostor = await startTestServer();
    try {
      const keyFingerprint = await fingerprintOfKey(server.server.services.keys.serverPublicKey);
      const code = await makePairingCode(await registerOwner(impostor.url));
      await startBlank();
      await kiosk.core.scan(encodeProvisioningText({ serverUrl: impostor.url, code, keyFingerprint }), 'camera');
      await until(() => expect(pairing()).toBe('wrong-key'));
      await startBlank();
      expect(kiosk.core.view.screen).toMatchObject({ serverUrl: impostor.url, pairing: 'waiting' });
      await kiosk.core.pair(impostor.url, code);
      expect(pairing()).toBe('wrong-key');
      expect(kiosk.core.view.venue).toBeNull();
    } finally {
      await impostor.close();
    }
  });

  it('moves a paired kiosk when the staff have said yes', async () => {
    const before = (await openPage('connection'), page('connection').kioskId);
    await kiosk.core.scan(await shownBy(server, owner), 'serial');
    expect(page('connection')).toMatchObject({
      offer: { serverUrl: server.url, isOtherServer: false },
      kioskId: before,
    });
    kiosk.core.intend({ do: 'staff-take-offer' });
    await until(() => expect(page('connection').pairing).toBe('done'));
    expect(page('connection').kioskId).not.toBe(before);
  });
});

const exportToStick = async (): Promise<void> => {
  await openPage('export');
  await until(() => expect(page('export').drives).toHaveLength(1));
  kiosk.core.intend({ do: 'staff-export', drive: join(dir, 'stick') });
  await until(() => expect(page('export').state).toBe('done'));
};

describe('another pairing', () => {
  /** Before anything of what waits is sent. */
  const pairAgain = async (code: string, serverUrl = server.url): Promise<void> => {
    await openPage('connection');
    kiosk.sync.start();
    kiosk.core.intend({ do: 'staff-pair', serverUrl, code });
  };
  const untilPaired = () => until(() => expect(page('connection').pairing).toBe('done'));

  it('keeps what waits, and sends it under the new one', async () => {
    await kiosk.sync.stop();
    await checkInMany([1, 2, 3]);
    await pairAgain(await makePairingCode(owner));
    await untilPaired();
    await drained();
    const sent = await server.server.services.store.read.selectFrom('visits').select('kiosk_id').execute();
    expect(sent.map((row) => row.kiosk_id)).toEqual(Array(3).fill(page('connection').kioskId));
  });

  it('at another venue loses nothing either: what it wrote down before is that venue’s', async () => {
    await kiosk.sync.stop();
    await checkInMany([1, 2]);
    const other = await registerOwner(server.url);
    await pairAgain(await makePairingCode(other));
    await untilPaired();
    kiosk.core.intend({ do: 'staff-close' });
    expect(kiosk.core.counts.inside).toBe(0);
    await checkInMany([3]);
    await drained();
    expect([await visitsOf(other), await visitsOf(owner), await quarantined()]).toEqual([1, 2, 0]);
  });

  it('with another server holds after a restart with the same command line', async () => {
    const second = await startTestServer();
    try {
      await pairAgain(await makePairingCode(await registerOwner(second.url)), second.url);
      await untilPaired();
      await restart({ serverUrl: server.url });
      expect(await kiosk.sync.exchangeNow()).toMatchObject({ online: true });
      await restart({ serverUrl: `${second.url}/` });
      expect(await kiosk.sync.exchangeNow()).toMatchObject({ online: true });
    } finally {
      await second.close();
    }
  });

  it('S19: with another server sends that one nothing of before; the first gets it as a file, or when it is back', async () => {
    await kiosk.sync.stop();
    await checkInMany([1, 2, 3]);
    const second = await startTestServer();
    try {
      const other = await registerOwner(second.url);
      const choices = { askPhoneAfterCode: false };
      expect((await other.call('PATCH', `/venues/${other.venueId}/door`, { staffPin: PIN, choices })).status).toBe(200);
      await pairAgain(await makePairingCode(other), second.url);
      await untilPaired();
      expect(page('connection').held).toBe(3);
      kiosk.core.intend({ do: 'staff-close' });
      await checkInMany([4]);
      await drained();
      const rows = (['visits', 'quarantine'] as const).map((table) =>
        second.server.services.store.read.selectFrom(table).select('kiosk_id').execute(),
      );
      expect((await Promise.all(rows)).map(({ length }) => length)).toEqual([1, 0]);
      await exportToStick();
      expect(page('export')).toMatchObject({ waiting: 0, held: 3, files: [{ records: 3 }] });
      const [name] = readdirSync(join(dir, 'stick'));
      expect(await importRecords(server.server.services, [join(dir, 'stick', name ?? '')])).toMatchObject({
        stored: 3,
      });
      await pairAgain(await makePairingCode(owner));
      await untilPaired();
      await drained();
      expect([page('connection').held, await visitsOf(owner)]).toEqual([0, 3]);
    } finally {
      await second.close();
    }
  });

  it('S12, S19: hands out what it keeps for the former server also when it has lost its own key', async () => {
    await kiosk.sync.stop();
    await checkInMany([1, 2, 3]);
    const second = await startTestServer();
    try {
      const other = await registerOwner(second.url);
      expect((await other.call('PATCH', `/venues/${other.venueId}/door`, { staffPin: PIN })).status).toBe(200);
      await pairAgain(await makePairingCode(other), second.url);
      await untilPaired();
      await kiosk.close();
      for (const name of ['identity.json', 'identity.copy.json']) rmSync(join(dir, 'kiosk', name));
      await start({ serverUrl: second.url, pairCode: await makePairingCode(other) });
      await exportToStick();
      const [name] = readdirSync(join(dir, 'stick'));
      const taken = await importRecords(server.server.services, [join(dir, 'stick', name ?? '')]);
      expect(taken).toEqual({ stored: 0, duplicates: 0, quarantined: 3, refused: [] });
    } finally {
      await second.close();
    }
  });

  it('with a wrong code, or nobody there, leaves the old one as it is', async () => {
    await pairAgain('00000000');
    await until(() => expect(page('connection').pairing).toBe('code-unknown'));
    await pairAgain('00000000', 'http://127.0.0.1:9');
    await until(() => expect(page('connection').pairing).toBe('unreachable'));
    expect(await kiosk.sync.exchangeNow()).toMatchObject({ online: true });
  });
});

describe('settings of the portal', () => {
  it('change a kiosk that runs', async () => {
    await changeDoor({
      choices: { capacity: 2, volume: 35, voice: true, group: 'off', theme: 'dark', language: 'en' },
    });
    await owner.call('PATCH', `/entrances/${owner.entranceId}/door`, { mode: 'both' });
    await fetchSettings();
    expect(kiosk.core.view).toMatchObject({
      mode: 'both',
      groups: false,
      presence: { capacity: 2, inside: 0, scope: 'venue', isFull: false },
      look: { theme: 'dark' },
    });
    await until(() => expect(kiosk.core.view.comfort).toMatchObject({ volume: 35, voice: true }));
    await until(() => expect(kiosk.core.view.language).toBe('en'));
    await checkInMany([1, 2]);
    expect(kiosk.core.view.presence).toMatchObject({ inside: 2, isFull: true, scope: 'venue' });
    expect(await checkIn(3)).toBe('NAK full');
  });

  it('D5: of a venue that its ward closed are the answer to whoever comes where there is no screen', async () => {
    const { settings, ...down } = kiosk.store.readDownLink()!;
    const decide = (closedByWard: boolean): void =>
      kiosk.core.onDownLink({ ...down, settings: { ...settings, closedByWard } });
    decide(true);
    expect([await checkIn(1), await checkInText('no code of ours')]).toEqual(['NAK closed', 'NAK closed']);
    decide(false);
    expect(await checkIn(1)).toMatch(/^ACK/);
  });

  it('are asked of the queue and of the server: who is inside is counted once, and by the door alone when offline', async () => {
    await changeDoor({ choices: { capacity: 50 } });
    await fetchSettings();
    await checkInMany([1, 2, 3]);
    await drained();
    expect(kiosk.core.view.presence).toMatchObject({ inside: 3, scope: 'venue' });
    await server.server.close();
    expect((await kiosk.sync.exchangeNow()).online).toBe(false);
    await checkInMany([4]);
    expect(kiosk.core.view.presence).toMatchObject({ inside: 4, scope: 'door' });
    await restart();
    expect(kiosk.core.view.presence).toMatchObject({ inside: 4, scope: 'door' });
    expect(kiosk.core.counts).toEqual({ inside: 4, calls: 0 });
  });
});

describe('a printer', () => {
  let hanging: TcpServer;
  beforeEach(async () => {
    // Takes a connection, and never a byte.
    hanging = createServer((socket) => socket.pause()).listen(0, '127.0.0.1');
    await changeDoor({ choices: { print: 'receipt' } });
    await fetchSettings();
  });
  afterEach(() => void hanging.close());

  const overNetwork = (port: number) =>
    ({ kind: 'escpos', over: { kind: 'network', host: '127.0.0.1', port }, dots: 576, cut: true }) as const;

  it.each(['hanging', 'missing'])('that is %s keeps no visitor waiting', async (how) => {
    const { port } = hanging.address() as { port: number };
    await restart({ printer: overNetwork(how === 'hanging' ? port : 9) });
    const screens: string[] = [];
    kiosk.core.listen({ onView: ({ screen }) => void screens.push(screen.name) });
    await checkInMany([1, 2]);
    expect(kiosk.core.view.screen).toMatchObject({ name: 'result', verdict: 'welcome' });
    await until(() => expect(screens).toContain('result'));
    await openPage('tests');
    kiosk.core.intend({ do: 'staff-print', what: 'test' });
    await until(() => expect(page('tests').printing).toBe('working'));
    if (how === 'missing') {
      await until(() => expect(page('tests')).toMatchObject({ printing: 'failed', printer: 'missing' }));
    }
  });
});

it('leaves neither PIN nor visitor in files and logs', async () => {
  const written: string[] = [];
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  kiosk.core.intend({ do: 'staff-open' });
  kiosk.core.intend({ do: 'staff-pin', pin: '94736251' });
  await until(() => expect(kiosk.core.view.screen).toMatchObject({ state: 'wrong' }));
  await openPage('diagnostics');
  kiosk.core.intend({ do: 'staff-close' });
  await checkInMany([1]);
  stderr.mockRestore();
  const files = readdirSync(join(dir, 'kiosk'), { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  const all = [...written, ...files.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'latin1'))];
  for (const secret of ['94736251', PIN, '046185000001', 'Hương']) {
    expect(all.filter((text) => text.includes(secret)).length).toBe(0);
  }
});
