import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ExchangeReport, type KeptDownLink, StorageFailure, type SyncLoop } from '#kiosk/core/ports.ts';
import type { SyncStore } from '#kiosk/core/sync-store.ts';
import { openKioskStore } from '#kiosk/store/open-kiosk-store.ts';
import { ANSWER_SIGNATURE_HEADER, type KioskAuthorization } from '#shared/contract/kiosk-signature.ts';
import type { ExchangeRequest } from '#shared/contract/kiosk-sync.ts';
import { type KioskId, mintId, type OrganisationId } from '#shared/domain/ids.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { fingerprintOfKey } from '#shared/sealing/key-fingerprint.ts';
import { createSigner, generateSigningKey } from '#shared/sealing/signing.ts';
import {
  makeDeviceStatus,
  makeQuestions,
  makeSettings,
  makeVisitEvent,
  TEST_NOW,
} from '#shared/testing/kiosk-factories.ts';
import { createKioskClock, type KioskClock } from './kiosk-clock.ts';
import { createSyncLoop } from './sync-loop.ts';
import { FakeServer, type Interfere, type RawReply } from './testing/fake-server.ts';

let dir: string;
let server: FakeServer;
let store: SyncStore;
let clock: KioskClock;
let loop: SyncLoop;
let reports: ExchangeReport[];
let links: KeptDownLink[];
let standings: string[];

async function boot(): Promise<void> {
  const opened = await openKioskStore(dir);
  store = opened.store;
  clock = createKioskClock(store.readMarks());
  loop = createSyncLoop({
    store,
    signer: await createSigner(opened.identity),
    clock,
    deviceStatus: () => makeDeviceStatus(),
    listener: {
      onExchange: (report) => reports.push(report),
      onDownLink: (down) => links.push(down),
      onStanding: (standing) => standings.push(standing),
    },
  });
}

async function shutDown(): Promise<void> {
  await loop.stop();
  store.close();
}

const commit = (count: number): string[] =>
  Array.from({ length: count }, () => {
    const event = makeVisitEvent();
    store.commitEvents([event]);
    return event.id;
  });
const waitingIds = (): string[] => store.nextBatch(500, []).map(({ id }) => id);

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'kiosk-sync-'));
  [reports, links, standings] = [[], [], []];
  server = await FakeServer.listen();
  await boot();
});
afterEach(async () => {
  await shutDown();
  await server.close();
  rmSync(dir, { recursive: true, force: true });
});

describe('pairing', () => {
  it('R4: refuses a server whose key is not the one that was named', async () => {
    const other = await fingerprintOfKey((await createSigner(await generateSigningKey())).publicKey);
    expect(await loop.pair(server.url, server.code, other)).toEqual({ ok: false, error: 'wrong-key' });
    expect(store.readPairing()).toBeNull();
    const own = await fingerprintOfKey(server.signer.publicKey);
    expect(await loop.pair(server.url, server.code, own)).toMatchObject({ ok: true });
  });

  it('R4, R5: pins the server, and has settings, questions and keys at once', async () => {
    const paired = await loop.pair(`${server.url}/some/path`, server.code);
    expect(paired).toMatchObject({ ok: true, value: { settings: { venueName: 'Bộ phận Một cửa' } } });
    expect(store.readPairing()).toMatchObject({ serverUrl: server.url, serverPublicKey: server.signer.publicKey });
    expect(store.readDayKeys()?.keys.length).toBe(4);
    expect(clock.estimate().evidence.trust).toBe('attested');
    expect(Math.abs(clock.estimate().at - TEST_NOW)).toBeLessThan(5_000);
  });

  it('R4: says why a code was refused', async () => {
    expect(await loop.pair(server.url, 'ZZZZZZZZ')).toEqual({ ok: false, error: 'code-unknown' });
    expect(store.readPairing()).toBeNull();
  });

  it('R4: takes no page for a server, and no answer that the pinned key did not sign', async () => {
    const stranger = await createSigner(await generateSigningKey());
    const pages: Interfere[] = [
      () => ({ status: 200, headers: { 'content-type': 'text/html' }, body: '<h1>Wi-Fi miễn phí</h1>' }),
      (honest) => ({ ...honest, body: honest.body.replace(server.signer.publicKey, stranger.publicKey) }),
      (honest) => ({ ...honest, headers: {} }),
    ];
    for (const page of pages) {
      server.interfere = page;
      expect(await loop.pair(server.url, server.code)).toEqual({ ok: false, error: 'not-our-server' });
    }
    expect(store.readPairing()).toBeNull();
  });

  it('says when nobody is there', async () => {
    const { url } = server;
    await server.close();
    expect(await loop.pair(url, server.code)).toEqual({ ok: false, error: 'unreachable' });
  });
});

describe('exchange', () => {
  beforeEach(async () => {
    await loop.pair(server.url, server.code);
  });

  it('S3: after a fault of the program the line is tried first, and not at once', async () => {
    commit(1);
    const read = vi.spyOn(store, 'nextBatch').mockImplementation(() => {
      throw new Error('a fault');
    });
    await expect(loop.exchangeNow()).rejects.toThrow('a fault');
    read.mockRestore();
    expect(await loop.exchangeNow()).toMatchObject({ online: true, stored: 1, waiting: 0 });
    expect(server.requests.map(({ records }) => records.length)).toEqual([0, 1]);
  });

  it('S1, S2: sends what waits once, in order, and empties the queue', async () => {
    const ids = commit(3);
    expect(await loop.exchangeNow()).toMatchObject({ online: true, stored: 3, waiting: 0, lastSyncAt: TEST_NOW });
    expect([...server.stored.keys()]).toEqual(ids);
    await loop.exchangeNow();
    expect(server.requests.map(({ records }) => records.length)).toEqual([3, 0]);
    expect(server.requests[0]?.have).toEqual({ settings: 1, questions: 1, notices: 0, keysThrough: '2026-11-22' });
    expect(server.requests[0]?.status.waiting).toBe(3);
  });

  it('R6: brings its certificate with the first exchange and when the server does not know it', async () => {
    const stranger = await server.problem(403, 'kiosk-unknown', null);
    const exchanges: (Interfere | 'refuse' | null)[] = [null, null, () => stranger, null, 'refuse', null, null];
    for (const next of exchanges) {
      server.refuse = next === 'refuse' ? 'kiosk-unknown' : null;
      server.interfere = typeof next === 'function' ? next : null;
      await loop.exchangeNow();
    }
    const certified = () => server.requests.map(({ certificate }) => certificate !== undefined);
    // Only the signed "unknown" is believed.
    expect(certified()).toEqual([true, false, false, false, true, false]);
    await shutDown();
    await boot();
    await loop.exchangeNow();
    expect(server.requests.at(-1)?.certificate).toBe('certificate.signature');
  });

  it('S2: a quarantined record is with the server too', async () => {
    const [first] = commit(2);
    server.judge = (id) => (id === first ? 'quarantined' : 'stored');
    expect(await loop.exchangeNow()).toMatchObject({ stored: 2, waiting: 0 });
  });

  it('S3: a result for one record says nothing about another', async () => {
    const [first, second] = commit(2);
    let left = 1;
    server.judge = (id) => {
      if (id === second && left-- > 0) server.stored.set(id, 'not really');
      return 'stored';
    };
    const honest = server.sign.bind(server);
    server.sign = (status, body, auth, signer) => {
      const answer = JSON.parse(body) as { results?: { id: string }[] };
      if (answer.results) answer.results = answer.results.filter(({ id }) => id === first);
      return honest(status, JSON.stringify(answer), auth, signer);
    };
    expect(await loop.exchangeNow()).toMatchObject({ stored: 1, waiting: 1 });
    expect(waitingIds()).toEqual([second]);
  });

  it('S11: understands a newer server that says more than is known here', async () => {
    commit(2);
    const honest = server.sign.bind(server);
    server.sign = (status, body, auth, signer) => {
      const { results, ...answer } = JSON.parse(body) as { results: object[] };
      const newer = results.map((result, at) =>
        at === 0 ? { ...result, outcome: 'quarantined', code: 'too-novel' } : { ...result, at: 1 },
      );
      const settings = { ...makeSettings({ version: 9 }), badgePrinter: true };
      const down = { settings, weather: {} };
      return honest(status, JSON.stringify({ ...answer, results: newer, down, hint: 1 }), auth, signer);
    };
    expect(await loop.exchangeNow()).toMatchObject({ online: true, stored: 2, waiting: 0 });
    expect(store.readDownLink()).toMatchObject({ settings: { version: 9 } });
  });

  it('S3, S11: a result that cannot be read confirms nothing, and does not hold up the others', async () => {
    const [, second] = commit(2);
    const honest = server.sign.bind(server);
    server.sign = (status, body, auth, signer) => {
      const answer = JSON.parse(body) as { results: object[] };
      const results = answer.results.map((result, at) => (at === 1 ? { ...result, outcome: 'postponed' } : result));
      return honest(status, JSON.stringify({ ...answer, results }), auth, signer);
    };
    expect(await loop.exchangeNow()).toMatchObject({ online: true, stored: 1, waiting: 1 });
    expect(waitingIds()).toEqual([second]);
  });

  it('S8: also when it was paired again meanwhile, by somebody who saw that it was not known any more', async () => {
    const ids = commit(3);
    await loop.exchangeNow();
    expect([waitingIds(), server.stored.size]).toEqual([[], 3]);
    server.stored.clear();
    server.serverEpoch = 'server-epoch-2';
    expect((await loop.pairAgain(server.url, server.code)).ok).toBe(true);
    await loop.exchangeNow();
    await loop.exchangeNow();
    expect([...server.stored.keys()].toSorted()).toEqual(ids.toSorted());
  });

  it('another pairing takes the place of the first, and ends a revocation; without it all stays', async () => {
    const before = store.readPairing();
    expect(await loop.pairAgain(server.url, 'ZZZZZZZZ')).toEqual({ ok: false, error: 'code-unknown' });
    expect(store.readPairing()).toEqual(before);
    server.standing = 'revoked';
    await loop.exchangeNow();
    expect(await loop.pairAgain(`${server.url}/x`, server.code)).toMatchObject({ ok: true });
    expect(standings).toEqual(['revoked', 'active']);
    expect(store.readMarks()?.standing).toBe('active');
  });

  it('S19: another server gets nothing of what waits for the first, and no organisation of its', async () => {
    const [before] = commit(1);
    const same = await FakeServer.listen();
    const other = await FakeServer.listen(makeSettings({ organisationId: mintId<OrganisationId>() }));
    try {
      const refused = { ok: false, error: 'kept-for-another' };
      expect(await loop.pairAgain(same.url, same.code)).toEqual(refused);
      expect(store.readPairing()?.serverPublicKey).toBe(server.signer.publicKey);
      expect(await loop.pairAgain(other.url, other.code)).toMatchObject({ ok: true });
      // It says later that the organisation is another's.
      other.down = { settings: makeSettings({ version: 7 }) };
      expect(await loop.exchangeNow()).toMatchObject({ online: true, waiting: 0 });
      other.serverEpoch = 'server-epoch-2';
      await loop.exchangeNow();
      expect([other.stored.size, same.stored.size, store.readDownLink()?.settings.version]).toEqual([0, 0, 1]);
      expect(store.countHeld()).toBe(1);
      await loop.pairAgain(server.url, server.code);
      expect(await loop.exchangeNow()).toMatchObject({ stored: 1, waiting: 0 });
      expect([...server.stored.keys()]).toEqual([before]);
    } finally {
      await same.close();
      await other.close();
    }
  });

  it('S8: a server that was restored gets again all that is here, whatever it says to have', async () => {
    const ids = commit(5);
    await loop.exchangeNow();
    server.stored.clear();
    server.serverEpoch = 'server-epoch-2';
    server.highWater = 2;
    expect(await loop.exchangeNow()).toMatchObject({ online: true, waiting: 5 });
    expect(waitingIds()).toEqual(ids);
    expect(await loop.exchangeNow()).toMatchObject({ stored: 5, waiting: 0 });
    await loop.exchangeNow();
    expect([...server.stored.keys()]).toEqual(ids);
  });

  it('S9: a revoked kiosk is told, and goes on sending', async () => {
    server.standing = 'revoked';
    await loop.exchangeNow();
    commit(1);
    expect(await loop.exchangeNow()).toMatchObject({ stored: 1, waiting: 0 });
    expect(standings).toEqual(['revoked']);
    expect(store.readMarks()?.standing).toBe('revoked');
    server.standing = 'active';
    await loop.exchangeNow();
    expect(standings).toEqual(['revoked', 'active']);
  });

  it('D1, D2: takes new parts together, and none of an answer in which one cannot be read', async () => {
    server.down = { settings: makeSettings({ version: 2, venueName: 'Chợ Đông Ba' }), questions: makeQuestions(7) };
    await loop.exchangeNow();
    expect(links.at(-1)).toMatchObject({ settings: { version: 2 }, questions: { version: 7 } });
    const ids = commit(1);
    server.down = { settings: makeSettings({ version: 3 }), questions: { version: 8 } as never };
    expect(await loop.exchangeNow()).toMatchObject({ online: true, stored: 1, waiting: 0 });
    expect(server.stored.has(ids[0] ?? '')).toBe(true);
    expect(store.readDownLink()).toMatchObject({ settings: { version: 2 }, questions: { version: 7 } });
    expect(links.length).toBe(1);
  });

  it('T1: keeps the difference to the server, and carries it over a restart', async () => {
    server.serverTime = Date.now() + 3_600_000;
    const { clockOffsetMs } = await loop.exchangeNow();
    expect(Math.abs(clockOffsetMs - 3_600_000)).toBeLessThan(2_000);
    await shutDown();
    await boot();
    const { evidence } = clock.estimate();
    expect(evidence.trust).toBe('estimated');
    expect(Math.abs((evidence.offsetMs ?? 0) - 3_600_000)).toBeLessThan(2_000);
  });

  it('T1, S8: a server whose clock was far ahead and was put right is believed, and what it confirms is forgotten in time', async () => {
    server.serverTime = TEST_NOW + 40 * DAY_MS;
    await loop.exchangeNow();
    server.serverTime = TEST_NOW;
    await loop.exchangeNow();
    expect(store.readMarks()).toMatchObject({ attestedAt: TEST_NOW });
    commit(2);
    expect(await loop.exchangeNow()).toMatchObject({ waiting: 0 });
    expect(store.pruneStored(TEST_NOW + 8 * DAY_MS)).toBe(2);
  });

  it('R2: a folder that was copied back from an older copy goes beyond the counters it used', async () => {
    for (let count = 0; count < 3; count += 1) await loop.exchangeNow();
    await shutDown();
    const db = new Database(join(dir, 'kiosk.db'));
    db.exec('UPDATE installation SET counters_reserved = 1, content_check = NULL');
    db.close();
    await boot();
    commit(1);
    expect(await loop.exchangeNow()).toMatchObject({ online: false, waiting: 1 });
    expect(await loop.exchangeNow()).toMatchObject({ online: true, waiting: 0 });
    expect(server.refusedCounters.length).toBe(1);
  });
});

describe('what is no answer changes nothing', () => {
  /** A genuine answer that never arrived; played back for the same records later. */
  let kept: RawReply | null;
  const lie = (body: unknown): string => {
    const { records } = body as ExchangeRequest;
    return JSON.stringify({
      results: records.map(({ id }) => ({ id, outcome: 'stored' })),
      standing: 'revoked',
      serverEpoch: 'server-of-a-liar',
      serverTime: 1,
      highWater: 0,
      down: { settings: makeSettings({ version: 9 }) },
    });
  };
  const html = { 'content-type': 'text/html' };
  const attacks: Record<string, Interfere> = {
    'a 404 page of a proxy': () => ({ status: 404, headers: html, body: '<h1>404 Not Found</h1>' }),
    'a captive portal': () => ({ status: 200, headers: html, body: '<h1>Đăng nhập Wi-Fi</h1>' }),
    'a login page under the name of JSON': () => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: '<html>',
    }),
    'a body that says gzip and is none': (honest) => ({
      ...honest,
      headers: { ...honest.headers, 'content-encoding': 'gzip' },
    }),
    'an empty answer': (honest) => ({ ...honest, body: '' }),
    'no content': () => ({ status: 204, headers: {}, body: '' }),
    'a redirect for good': () => ({ status: 308, headers: { location: '/elsewhere' }, body: '' }),
    'a refusal of a proxy': () => ({ status: 407, headers: html, body: 'Proxy Authentication Required' }),
    gone: () => ({ status: 410, headers: html, body: 'Gone' }),
    'a redirect': () => ({ status: 302, headers: { location: 'http://127.0.0.1:9/' }, body: '' }),
    'a truncated answer': (honest) => ({ ...honest, body: honest.body.slice(0, -20) }),
    'a changed answer': (honest) => ({ ...honest, body: honest.body.replace('active', 'revoked') }),
    'a changed status': (honest) => ({ ...honest, status: 201 }),
    'an unsigned lie': (_honest, { body }) => ({ status: 200, headers: {}, body: lie(body) }),
    'a lie under the signature of another answer': (honest, { body }) => ({ ...honest, body: lie(body) }),
    'a signature of nonsense': (honest) => ({
      ...honest,
      headers: { ...honest.headers, [ANSWER_SIGNATURE_HEADER]: '!' },
    }),
    'an error page': () => ({ status: 502, headers: html, body: 'Bad Gateway' }),
    'an overloaded proxy': () => ({ status: 503, headers: { 'retry-after': '3' }, body: '' }),
    'an error without a word': () => ({ status: 500, headers: {}, body: '' }),
    'a line that breaks': () => null,
    'an old answer': (honest) => {
      if (kept) return kept;
      kept = honest;
      return null;
    },
  };

  beforeEach(async () => {
    kept = null;
    await loop.pair(server.url, server.code);
    await loop.exchangeNow();
  });

  it.each(Object.entries(attacks))('R3, S3: %s', async (_name, interfere) => {
    const ids = commit(4);
    const before = store.readMarks();
    server.interfere = interfere;
    for (let tries = 0; tries < 6; tries += 1) {
      expect(await loop.exchangeNow()).toMatchObject({ online: false, stored: 0, waiting: 4 });
    }
    expect(waitingIds()).toEqual(ids);
    expect(store.readMarks()).toEqual(before);
    expect(store.readDownLink()?.settings.version).toBe(1);
    server.interfere = null;
    expect(await loop.exchangeNow()).toMatchObject({ online: true, waiting: 0 });
    expect([...server.stored.keys()].toSorted()).toEqual(ids.toSorted());
    expect(standings).toEqual([]);
  });

  it('R3: an answer signed by a stranger', async () => {
    const ids = commit(2);
    const stranger = await createSigner(await generateSigningKey());
    const honest = server.sign.bind(server);
    server.sign = (status, body, auth) => honest(status, body, auth, stranger);
    expect(await loop.exchangeNow()).toMatchObject({ online: false, waiting: 2 });
    expect(waitingIds()).toEqual(ids);
  });

  it.each<[string, Partial<KioskAuthorization>]>([
    ['another kiosk', { kioskId: mintId<KioskId>() }],
    ['an earlier request', { counter: 1 }],
    ['another epoch of this kiosk', { kioskEpoch: '0'.repeat(32) }],
  ])('R3, S3: an answer that our server signed for %s', async (_whom, change) => {
    const ids = commit(2);
    const honest = server.sign.bind(server);
    server.sign = (status, body, auth, signer) => honest(status, body, { ...auth, ...change }, signer);
    expect(await loop.exchangeNow()).toMatchObject({ online: false, waiting: 2 });
    expect(waitingIds()).toEqual(ids);
  });

  it.each([
    ['head', 0],
    ['middle', 70],
    ['tail', 119],
  ])(
    'S4: one record that the server chokes on, at the %s of the queue, does not hold up the others',
    async (_where, at) => {
      const ids = commit(120);
      const poison = ids[at] ?? '';
      server.judge = (id) => {
        if (id === poison) throw new Error('choked');
        return 'stored';
      };
      for (let tries = 0; tries < 60 && store.countWaiting().waiting > 1; tries += 1) await loop.exchangeNow();
      expect(waitingIds()).toEqual([poison]);
      server.judge = () => 'stored';
      await vi.waitFor(
        async () => {
          expect(await loop.exchangeNow()).toMatchObject({ waiting: 0 });
        },
        { timeout: 10_000, interval: 200 },
      );
    },
  );
});

describe('compressed bodies', () => {
  beforeEach(async () => {
    await loop.pair(server.url, server.code);
    server.wire.length = 0;
  });
  const kinds = () => server.wire.filter(({ bytes }) => bytes > 2_000).map(({ isGzip }) => isGzip);

  it('S17: records travel compressed, and arrive whole', async () => {
    const ids = commit(50);
    expect(await loop.exchangeNow()).toMatchObject({ stored: 50, waiting: 0 });
    expect([...server.stored.keys()]).toEqual(ids);
    const raw = [...server.stored.values()].join('').length;
    expect(server.wire[0]?.isGzip).toBe(true);
    expect(server.wire[0]?.bytes).toBeLessThan(raw);
  });

  it('S17: a proxy that unpacks them is got round, and remembered', async () => {
    server.unpacks = true;
    const ids = commit(120);
    for (let tries = 0; tries < 20 && store.countWaiting().waiting > 0; tries += 1) await loop.exchangeNow();
    expect([...server.stored.keys()].toSorted()).toEqual(ids.toSorted());
    expect(kinds()[0]).toBe(true);
    expect(kinds().slice(1)).not.toContain(true);
  });

  it('S17: a record that the server chokes on is no reason to stop compressing', async () => {
    const ids = commit(60);
    server.judge = (id) => {
      if (id === ids[3]) throw new Error('choked');
      return 'stored';
    };
    for (let tries = 0; tries < 60 && store.countWaiting().waiting > 1; tries += 1) await loop.exchangeNow();
    server.wire.length = 0;
    commit(30);
    await loop.exchangeNow();
    await loop.exchangeNow();
    expect(kinds()).toContain(true);
  });
});

describe('by itself', () => {
  beforeEach(async () => {
    await loop.pair(server.url, server.code);
  });

  it('exchanges at the start, and soon after a check-in', async () => {
    loop.start();
    await vi.waitFor(() => expect(reports.length).toBe(1));
    const ids = commit(1);
    loop.wake();
    await vi.waitFor(() => expect(reports.at(-1)).toMatchObject({ online: true, stored: 1, waiting: 0 }), {
      timeout: 2_000,
    });
    expect([...server.stored.keys()]).toEqual(ids);
  });

  it('S3: goes offline honestly, keeps what waits, and sends it when the server is back', async () => {
    loop.start();
    await vi.waitFor(() => expect(reports.at(-1)?.online).toBe(true));
    const { port } = server;
    await server.close();
    const ids = commit(3);
    loop.wake();
    await vi.waitFor(() => expect(reports.at(-1)).toMatchObject({ online: false, waiting: 3 }), { timeout: 5_000 });
    await server.open(port);
    await vi.waitFor(() => expect(reports.at(-1)).toMatchObject({ online: true, waiting: 0 }), { timeout: 15_000 });
    expect([...server.stored.keys()]).toEqual(ids);
  });

  it('drains a long queue in growing batches without waiting in between', async () => {
    commit(700);
    loop.start();
    await vi.waitFor(() => expect(store.countWaiting().waiting).toBe(0), { timeout: 10_000 });
    expect(server.requests.map(({ records }) => records.length)).toEqual([50, 100, 200, 350]);
  });

  it('stops at once, in the middle of an exchange', async () => {
    commit(1);
    server.interfere = (honest) => {
      void loop.stop();
      return honest;
    };
    loop.start();
    await vi.waitFor(() => expect(server.requests.length).toBe(1));
    await loop.stop();
    expect(reports).toEqual([]);
    expect(store.countWaiting().waiting).toBe(1);
  });
});

describe('a disk that cannot be read for a while', () => {
  it('ends nothing: not the loop, not a wish for an exchange, not the program', async () => {
    await loop.pair(server.url, server.code);
    await loop.stop();
    let isBroken = false;
    const fragile = <A extends unknown[], R>(read: (...args: A) => R) => {
      return (...args: A): R => {
        if (isBroken) throw new StorageFailure('io');
        return read(...args);
      };
    };
    const flaky: SyncStore = {
      ...store,
      readPairing: fragile(store.readPairing),
      readDownLink: fragile(store.readDownLink),
      countWaiting: fragile(store.countWaiting),
    };
    const other = createSyncLoop({
      store: flaky,
      signer: await createSigner(await generateSigningKey()),
      clock,
      deviceStatus: () => makeDeviceStatus(),
      listener: { onExchange: () => {}, onDownLink: () => {}, onStanding: () => {} },
    });
    isBroken = true;
    expect(() => other.start()).not.toThrow();
    expect(() => other.wake()).not.toThrow();
    expect(await other.exchangeNow()).toMatchObject({ online: false });
    await other.stop();
  });
});
