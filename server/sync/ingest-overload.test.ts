import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EXCHANGE_PATH, exchangeResponseSchema } from '#shared/contract/kiosk-sync.ts';
import { pairKiosk, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';
import { GATE_LIMITS } from './ingest-gate.ts';
import type { Answer, SimulatedKiosk } from './simulated-kiosk.ts';

let test: TestServer;
let kiosk: SimulatedKiosk;
beforeEach(async () => {
  test = await startTestServer();
  kiosk = await pairKiosk(test, await registerOwner(test.url));
});
afterEach(() => test.close());

/** No commit while `work` runs, as on a disk that is busy: what was let in waits. */
async function whileNothingCommits(work: () => Promise<void>): Promise<void> {
  const { store } = test.server.services;
  let go = (): void => undefined;
  const waited = new Promise<void>((resolve) => {
    go = resolve;
  });
  const held = store.transact(() => waited);
  try {
    await work();
  } finally {
    go();
    await held;
  }
}

it('S3, S18: a server that is full says so, signed and with a time, and what it turned away is taken later, once', async () => {
  const records = await Promise.all(Array.from({ length: GATE_LIMITS.requests + 4 }, () => kiosk.makeRecord()));
  const turnedAway: Answer[] = [];
  let answers: Promise<Answer[]> | null = null;
  await whileNothingCommits(async () => {
    let told = (): void => undefined;
    const enough = new Promise<void>((resolve) => {
      told = resolve;
    });
    answers = Promise.all(
      records.map(async (record) => {
        const answer = await kiosk.exchange([record]);
        if (answer.status === 503) turnedAway.push(answer);
        if (turnedAway.length === 4) told();
        return answer;
      }),
    );
    await enough;
  });
  const all = await (answers as unknown as Promise<Answer[]>);
  expect(all.filter(({ status }) => status === 200)).toHaveLength(GATE_LIMITS.requests);
  for (const answer of turnedAway) {
    expect(answer).toMatchObject({ verified: true, body: { code: 'unavailable' } });
    expect(answer.retryAfterS).toBeGreaterThanOrEqual(1);
  }
  const outcomes = exchangeResponseSchema
    .parse((await kiosk.exchange(records)).body)
    .results.map(({ outcome }) => outcome);
  expect(outcomes.filter((outcome) => outcome === 'stored')).toHaveLength(4);
  expect(outcomes.filter((outcome) => outcome === 'duplicate')).toHaveLength(GATE_LIMITS.requests);
});

/** Nearly all of a body of 4 MB, and then nothing: not even its signature can be looked at. */
async function sendSlowly(): Promise<Socket> {
  const { hostname, port, host } = new URL(test.url);
  const socket = connect(Number(port), hostname);
  const length = 4 * 1024 * 1024;
  const head = `POST ${EXCHANGE_PATH} HTTP/1.1\r\nhost: ${host}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n`;
  await new Promise<void>((sent) =>
    socket.write(Buffer.concat([Buffer.from(head), Buffer.alloc(length - 1)]), () => sent()),
  );
  return socket;
}

it('S18: bodies that never end take no more memory than their part, and others are served again when they are gone', async () => {
  const sockets = await Promise.all(Array.from({ length: 20 }, sendSlowly));
  try {
    const turned = await Promise.race(
      sockets.map(
        (socket) => new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString()))),
      ),
    );
    expect(turned).toMatch(/^HTTP\/1\.1 503 /);
    expect(turned).toMatch(/\r\nRetry-After: \d+\r\n/);
  } finally {
    for (const socket of sockets) socket.destroy();
  }
  const record = await kiosk.makeRecord();
  await expect.poll(async () => (await kiosk.exchange([record])).status).toBe(200);
});
