import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXCHANGE_PATH } from '#shared/contract/kiosk-sync.ts';
import { pairKiosk, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';
import type { SimulatedKiosk } from './simulated-kiosk.ts';

const MB = 1024 * 1024;

let test: TestServer;
let kiosk: SimulatedKiosk;
beforeAll(async () => {
  test = await startTestServer();
  kiosk = await pairKiosk(test, await registerOwner(test.url));
});
afterAll(() => test.close());

const bomb = Buffer.from(gzipSync(Buffer.alloc(100 * MB, 0x20)));

const gzipped = (text: string): Buffer<ArrayBuffer> => Buffer.from(gzipSync(text));

describe('compressed bodies', () => {
  it('R1, S17: the signature is over what travels; the records in it are stored', async () => {
    const records = await Promise.all(Array.from({ length: 40 }, () => kiosk.makeRecord()));
    const answer = await kiosk.sendBytes(EXCHANGE_PATH, gzipped(kiosk.exchangeBody(records)));
    expect(answer).toMatchObject({ status: 200, verified: true });
    const { results } = answer.body as { results: { outcome: string }[] };
    expect(results.map(({ outcome }) => outcome)).toEqual(records.map(() => 'stored'));
  });

  it('S17: a bomb is refused before it takes up memory, however small it came', async () => {
    expect(bomb.length).toBeLessThan(MB / 2);
    const before = process.memoryUsage.rss();
    const answer = await kiosk.sendBytes(EXCHANGE_PATH, bomb);
    expect(answer).toMatchObject({ status: 413, verified: true, body: { code: 'too-large' } });
    expect(process.memoryUsage.rss() - before).toBeLessThan(64 * MB);
  });

  it.each([
    ['cut off', (body: Buffer) => body.subarray(0, body.length / 2), 400],
    ['no gzip at all', () => Buffer.from('{"records":[]}'), 400],
    ['deep', () => gzipped(`{"records":${'['.repeat(100_000)}${']'.repeat(100_000)}}`), 400],
  ] as const)('S17: a body that is %s is refused, and nothing of it stored', async (_what, change, status) => {
    const record = await kiosk.makeRecord();
    const body = Buffer.from(change(gzipped(kiosk.exchangeBody([record]))));
    expect(await kiosk.sendBytes(EXCHANGE_PATH, body)).toMatchObject({ status, verified: true });
    expect((await kiosk.exchange([record])).body).toMatchObject({ results: [{ outcome: 'stored' }] });
  });

  it('S17: one that nobody signed is not even unpacked', async () => {
    const answer = await kiosk.sendBytes(EXCHANGE_PATH, bomb, {
      authorization: await kiosk.authorize(EXCHANGE_PATH, '{}'),
    });
    expect(answer).toMatchObject({ status: 401, body: { code: 'signature-invalid' } });
  });
});

describe('a server that has too much to do', () => {
  it('S18: a kiosk that asks too often is told when to come back, signed, and is let in then; others are not kept waiting', async () => {
    const strict = await startTestServer({ rateFactor: 0.05 });
    try {
      const owner = await registerOwner(strict.url);
      const [eager, calm] = [await pairKiosk(strict, owner), await pairKiosk(strict, owner)];
      const statuses: number[] = [];
      let turnedAway: Awaited<ReturnType<SimulatedKiosk['exchange']>> | null = null;
      for (let count = 0; count < 10 && !turnedAway; count += 1) {
        const answers = await Promise.all(Array.from({ length: 20 }, () => eager.exchange([])));
        statuses.push(...answers.map(({ status }) => status));
        turnedAway = answers.find(({ status }) => status === 429) ?? null;
      }
      expect(turnedAway).toMatchObject({ status: 429, verified: true, body: { code: 'too-many-requests' } });
      expect(turnedAway?.retryAfterS).toBeGreaterThanOrEqual(1);
      expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(60);
      expect(await calm.exchange([await calm.makeRecord()])).toMatchObject({ status: 200 });
    } finally {
      await strict.close();
    }
  });
});
