import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXCHANGE_PATH, exchangeResponseSchema } from '#shared/contract/kiosk-sync.ts';
import { kioskListSchema } from '#shared/contract/portal-api.ts';
import { SimulatedKiosk } from '../sync/simulated-kiosk.ts';
import {
  makePairingCode,
  type Owner,
  pairKiosk,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts';

let test: TestServer;
let owner: Owner;

beforeAll(async () => {
  test = await startTestServer();
  owner = await registerOwner(test.url);
});
afterAll(() => test.close());

const newKiosk = () => SimulatedKiosk.create(test.url, () => test.now);

describe('pairing', () => {
  it('R4, R5: trades a code for a certificate and all that is needed to work alone', async () => {
    const kiosk = await newKiosk();
    const answer = await kiosk.pair(await makePairingCode(owner));
    expect(answer).toMatchObject({ status: 200, verified: true });
    const { down, serverPublicKey, serverTime } = kiosk.paired;
    expect(serverPublicKey).toBe(test.server.services.keys.serverPublicKey);
    expect(serverTime).toBe(test.now);
    expect(down.settings).toMatchObject({ entranceId: owner.entranceId, entranceName: 'Cổng chính' });
    expect(down.settings.posterUrl).toBe(`${test.url}/v/${down.settings.entranceCode}`);
    expect(down.questions.questions.length).toBeGreaterThan(0);
    expect(down.keys.keys.filter((key) => key.day === null)).toHaveLength(2);
  });

  it('R4: a code works once; the same kiosk may repeat its request', async () => {
    const code = await makePairingCode(owner);
    const kiosk = await newKiosk();
    await kiosk.pair(code);
    const { kioskId } = kiosk.paired;
    expect((await kiosk.pair(code)).status).toBe(200);
    expect(kiosk.paired.kioskId).toBe(kioskId);
    const thief = await newKiosk();
    expect(await thief.pair(code)).toMatchObject({ status: 409, body: { code: 'code-used' } });
  });

  it('R4: one kiosk is paired by a code, though several use it at the same moment', async () => {
    const code = await makePairingCode(owner);
    const kiosks = await Promise.all(Array.from({ length: 4 }, newKiosk));
    const answers = await Promise.all(kiosks.map((kiosk) => kiosk.pair(code)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409]);
  });

  it('R4: a kiosk that is revoked while its code still runs is told nothing more by it', async () => {
    const code = await makePairingCode(owner);
    const kiosk = await newKiosk();
    await kiosk.pair(code);
    await owner.call('POST', `/kiosks/${kiosk.paired.kioskId}/revocation`);
    expect(await kiosk.pair(code)).toMatchObject({ status: 409, body: { code: 'code-used' } });
  });

  it('R4: a code dies after 10 minutes', async () => {
    const code = await makePairingCode(owner);
    test.now += 600_001;
    expect(await (await newKiosk()).pair(code)).toMatchObject({ status: 410, body: { code: 'code-expired' } });
  });

  it('R4: an unknown code is unknown', async () => {
    expect(await (await newKiosk()).pair('ZZZZZZZZ')).toMatchObject({ status: 404, body: { code: 'code-unknown' } });
  });

  it('R4: the kiosk proves its key', async () => {
    const kiosk = await newKiosk();
    const other = await newKiosk();
    const body = JSON.stringify({
      code: await makePairingCode(owner),
      publicKey: other.signer.publicKey,
      appVersion: 'x',
    });
    const answer = await kiosk.send('/api/kiosk/v1/pairing', body, {});
    expect(answer).toMatchObject({ status: 401, body: { code: 'signature-invalid' } });
  });

  it('keeps no code readable in the database', async () => {
    const code = await makePairingCode(owner);
    const rows = await test.server.services.store.read.selectFrom('pairing_codes').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(code);
  });

  it('R4: only who may manage the entrance gets a code', async () => {
    const stranger = await registerOwner(test.url);
    const response = await stranger.call('POST', `/entrances/${owner.entranceId}/pairing-codes`);
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([404, 'not-found']);
  });
});

describe('signed requests', () => {
  let kiosk: SimulatedKiosk;
  beforeAll(async () => {
    kiosk = await pairKiosk(test, owner);
  });

  it('R1: refuses a changed body, path, kiosk, epoch or signature', async () => {
    const wrongBody = await kiosk.exchange([], { swapBody: '{"records":[]}' });
    expect(wrongBody).toMatchObject({ status: 401, body: { code: 'signature-invalid' }, verified: true });
    const wrongPath = await kiosk.exchange([], { path: `${EXCHANGE_PATH}?x=1` });
    expect(wrongPath).toMatchObject({ status: 401, body: { code: 'signature-invalid' } });
    const wrongCounter = await kiosk.exchange([], {
      headers: {
        authorization: `Kiosk id="${kiosk.paired.kioskId}",epoch="${kiosk.epoch}",counter="999",signature="${'A'.repeat(86)}"`,
      },
    });
    expect(wrongCounter).toMatchObject({ status: 401, body: { code: 'signature-invalid' } });
    const none = await kiosk.exchange([], { headers: { authorization: 'Bearer x' } });
    expect(none).toMatchObject({ status: 401, body: { code: 'signature-invalid' }, verified: false });
  });

  it('R2: takes a counter once and keeps that on disk', async () => {
    expect(await kiosk.exchange([], { counter: 5_000 })).toMatchObject({ status: 200 });
    expect(await kiosk.exchange([], { counter: 5_000 })).toMatchObject({
      status: 409,
      body: { code: 'counter-reused' },
    });
    expect(await kiosk.exchange([], { counter: 4_000 })).toMatchObject({ status: 200 });
    expect(await kiosk.exchange([], { counter: 904 })).toMatchObject({ status: 409 });
    expect(await kiosk.exchange([], { counter: 905 })).toMatchObject({ status: 200 });
    const window = await test.server.services.store.read
      .selectFrom('kiosk_epochs')
      .select(['highest_counter', 'seen_window'])
      .where('epoch', '=', kiosk.epoch)
      .executeTakeFirstOrThrow();
    expect(window.highest_counter).toBe(5_000);
    const isSeen = (counter: number) => ((window.seen_window[(counter % 4096) >> 3] ?? 0) >> (counter % 8)) & 1;
    expect([5_000, 4_000, 905, 906].map(isSeen)).toEqual([1, 1, 1, 0]);
  });

  it('R2: knows the counters it saw before a restart', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'venue-restart-'));
    const first = await startTestServer({ dataDir });
    const restarted = await pairKiosk(first, await registerOwner(first.url));
    expect(await restarted.exchange([], { counter: 7 })).toMatchObject({ status: 200 });
    await first.close();
    const second = await startTestServer({ dataDir });
    restarted.url = second.url;
    expect(await restarted.exchange([], { counter: 7 })).toMatchObject({
      status: 409,
      body: { code: 'counter-reused' },
    });
    expect(await restarted.exchange([], { counter: 8 })).toMatchObject({ status: 200, verified: true });
    await second.close();
    rmSync(dataDir, { recursive: true });
  });

  it('R3: signs every answer, problems too, bound to the counter', async () => {
    kiosk.counter = 6_000;
    const answers = [
      await kiosk.exchange([], { counter: 6_000 }),
      await kiosk.exchange([], { counter: 6_000 }),
      await kiosk.exchange([], { headers: { 'content-type': 'text/plain' } }),
      await kiosk.send(EXCHANGE_PATH, '{"nonsense":1}', {}),
      await kiosk.send(EXCHANGE_PATH, 'x'.repeat(5_000_000), {}),
    ];
    expect(answers.map(({ status, verified }) => [status, verified])).toEqual([
      [200, true],
      [409, true],
      [415, true],
      [400, true],
      [413, true],
    ]);
  });

  it('R6: a server that forgot a kiosk asks for its certificate and re-admits it into quarantine', async () => {
    const forgotten = await pairKiosk(test, owner);
    const { store } = test.server.services;
    await store.transact(async (tx) => {
      await tx.deleteFrom('kiosks').where('id', '=', forgotten.paired.kioskId).execute();
    });
    expect(await forgotten.exchange([])).toMatchObject({
      status: 401,
      body: { code: 'kiosk-unknown' },
      verified: true,
    });
    const { certificate } = forgotten.paired;
    const forged = `${certificate.slice(0, -4)}AAAA`;
    expect(await forgotten.exchange([], { certificate: forged })).toMatchObject({ body: { code: 'kiosk-unknown' } });
    const record = await forgotten.makeRecord();
    const answer = await forgotten.exchange([record], { certificate });
    expect(answer).toMatchObject({ status: 200, verified: true });
    expect(exchangeResponseSchema.parse(answer.body).results).toEqual([
      { id: record.id, outcome: 'quarantined', code: 'readmitted' },
    ]);
    expect(await forgotten.exchange([])).toMatchObject({ status: 200 });
  });

  it('R6: a re-admitted kiosk gets keys and questions, and no settings: it may have been stolen since', async () => {
    const mine = await registerOwner(test.url);
    const forgotten = await pairKiosk(test, mine);
    await test.server.services.store.transact(async (tx) => {
      await tx.deleteFrom('kiosks').where('id', '=', forgotten.paired.kioskId).execute();
    });
    await mine.call('PATCH', `/venues/${mine.venueId}/door`, { staffPin: '482915' });
    test.now += 2_001;
    const answer = await forgotten.exchange([], { certificate: forgotten.paired.certificate });
    const { down, inside, standing } = exchangeResponseSchema.parse(answer.body);
    expect({ parts: Object.keys(down).toSorted(), inside, standing }).toEqual({
      parts: ['keys', 'notices', 'questions'],
      inside: null,
      standing: 'active',
    });
    expect(JSON.stringify(answer.body)).not.toContain('argon2');
  });

  it('R6: a certificate does not help who has not its key', async () => {
    const forgotten = await pairKiosk(test, owner);
    const thief = await newKiosk();
    thief.pairing = forgotten.paired;
    const answer = await thief.exchange([], { certificate: forgotten.paired.certificate });
    expect(answer).toMatchObject({ status: 401, body: { code: 'signature-invalid' } });
  });
});

describe('kiosks in the portal', () => {
  it("lists a venue's kiosks with status, and no others", async () => {
    const mine = await registerOwner(test.url);
    const kiosk = await pairKiosk(test, mine);
    await kiosk.exchange([]);
    const list = kioskListSchema.parse(await (await mine.call('GET', `/venues/${mine.venueId}/kiosks`)).json());
    expect(list.kiosks).toMatchObject([
      { id: kiosk.paired.kioskId, entranceName: 'Cổng chính', lastSeenAt: test.now, revokedAt: null, quarantined: 0 },
    ]);
    expect(list.kiosks[0]?.status?.appVersion).toBe('simulated');
    expect(list.kiosks[0]).toMatchObject({ mode: 'entrance', clockErrorMs: 0, alerts: [] });
    expect((await owner.call('GET', `/venues/${mine.venueId}/kiosks`)).status).toBe(404);
    expect((await owner.call('POST', `/kiosks/${kiosk.paired.kioskId}/revocation`)).status).toBe(404);
  });
});
