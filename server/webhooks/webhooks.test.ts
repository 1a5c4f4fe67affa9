import { createHmac } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Delivery, Webhook, WebhookSecret } from '#shared/contract/portal-integrations.ts';
import type { OrganisationId } from '#shared/domain/ids.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import type { SimulatedKiosk } from '../sync/simulated-kiosk.ts';
import { type Owner, pairKiosk, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';
import { GIVE_UP_AFTER } from './backoff.ts';
import { listDue } from './reader.ts';
import { type SendOutcome, sendWebhook } from './send.ts';
import { deleteOldDeliveries } from './transactor.ts';

interface Heard {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let test: TestServer;
let owner: Owner;
let kiosk: SimulatedKiosk;
let receiver: Server;
let url: string;
let status = 204;
const heard: Heard[] = [];

beforeAll(async () => {
  receiver = createServer((req, res) => {
    let body = '';
    req.on('data', (chunk) => (body += chunk));
    req.on('end', () => {
      heard.push({ headers: req.headers, body });
      res.writeHead(status, status === 302 ? { location: 'http://127.0.0.1:1/' } : {}).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  test = await startTestServer({ webhooksToPrivate: true });
  owner = await registerOwner(test.url);
  kiosk = await pairKiosk(test, owner);
});
afterAll(async () => {
  await test.close();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
});

const make = async (events: readonly string[] = ['visit.arrived']): Promise<WebhookSecret> => {
  const response = await owner.call('POST', '/webhooks', { url, events });
  expect(response.status).toBe(201);
  return (await response.json()) as WebhookSecret;
};
const remove = (id: string) => owner.call('DELETE', `/webhooks/${id}`);
const work = () => test.server.services.webhooks.work();
const webhooks = () => test.server.services.webhooks;
const organisationId = (): OrganisationId => owner.me.organisation?.id as OrganisationId;
const listDeliveries = async (id: string): Promise<Delivery[]> =>
  (await webhooks().deliveries(organisationId(), id)) ?? [];
const find = async (id: string): Promise<Webhook | undefined> =>
  (await webhooks().list(organisationId())).find((one) => one.id === id);

function verifies({ headers, body }: Heard, secret: string): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const mac = createHmac('sha256', key)
    .update(`${String(id)}.${String(timestamp)}.${body}`)
    .digest('base64');
  return String(signatures).split(' ').includes(`v1,${mac}`);
}

/** What the server does by itself every two seconds may come between: both send, each message once. */
async function untilDelivered(id: string, count: number): Promise<Delivery[]> {
  for (let round = 0; round < 200; round += 1) {
    // oxlint-disable-next-line no-await-in-loop
    await work();
    // oxlint-disable-next-line no-await-in-loop
    const deliveries = await listDeliveries(id);
    if (deliveries.filter(({ lastAt }) => lastAt !== null).length >= count) return deliveries;
  }
  throw new Error('never delivered');
}

describe('a webhook', () => {
  it('is told of an arrival, signed, once, without anything about the person', async () => {
    const { webhook, secret } = await make();
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    await work();
    const contact = { v: 1, name: 'Phan Thị Bí Mật', phone: '+84912333444' } as const;
    const record = await kiosk.makeRecord({ contact });
    heard.length = 0;
    await kiosk.exchange([record]);
    const [delivery] = await untilDelivered(webhook.id, 1);
    expect(delivery).toMatchObject({ state: 'delivered', attempts: 1, lastOutcome: '204' });
    const [message] = heard;
    if (!message) throw new Error('nothing came');
    expect(verifies(message, secret)).toBe(true);
    expect(verifies(message, `whsec_${Buffer.alloc(32).toString('base64')}`)).toBe(false);
    expect(JSON.parse(message.body)).toEqual({
      type: 'visit.arrived',
      timestamp: expect.any(String),
      data: { visitId: record.id, venueId: owner.venueId, entranceId: owner.entranceId },
    });
    for (const canary of ['Bí Mật', '912333444']) expect(JSON.stringify(heard)).not.toContain(canary);
    await work();
    expect(heard).toHaveLength(1);
    await remove(webhook.id);
  });

  it('is tried by a button, and signs with both secrets for a day after a change', async () => {
    const { webhook, secret: first } = await make();
    const rotated = await owner.call('POST', `/webhooks/${webhook.id}/secret`);
    const { secret: second } = (await rotated.json()) as WebhookSecret;
    heard.length = 0;
    await owner.call('POST', `/webhooks/${webhook.id}/test`);
    await untilDelivered(webhook.id, 1);
    expect([first, second].map((secret) => heard.some((message) => verifies(message, secret)))).toEqual([true, true]);
    await remove(webhook.id);
    expect((await owner.call('GET', `/webhooks/${webhook.id}/deliveries`)).status).toBe(404);
  });

  it('follows no redirect', async () => {
    const { webhook } = await make();
    status = 302;
    await owner.call('POST', `/webhooks/${webhook.id}/test`);
    expect((await untilDelivered(webhook.id, 1))[0]).toMatchObject({ state: 'waiting', lastOutcome: '302' });
    status = 204;
    await remove(webhook.id);
  });

  it('that fails is tried again later, for days, and turned off when nobody listens; by hand it starts anew', async () => {
    const { webhook } = await make();
    status = 503;
    for (let message = 0; message < GIVE_UP_AFTER; message += 1) {
      // oxlint-disable-next-line no-await-in-loop
      await owner.call('POST', `/webhooks/${webhook.id}/test`);
    }
    const first = await untilDelivered(webhook.id, GIVE_UP_AFTER);
    expect(first[0]).toMatchObject({ state: 'waiting', lastOutcome: '503' });
    const begun = test.now;
    for (let round = 0; round < 40 && (await find(webhook.id))?.disabledAt === null; round += 1) {
      test.now += DAY_MS / 4;
      // oxlint-disable-next-line no-await-in-loop
      await work();
    }
    expect(await find(webhook.id)).toMatchObject({ disabledWhy: 'failures', waiting: 0 });
    expect(test.now - begun).toBeGreaterThan(2 * DAY_MS);
    status = 204;
    // Days have passed: nobody is signed in any more.
    await webhooks().setEnabled(organisationId(), webhook.id, true, owner.me.accountId);
    const [failed] = await listDeliveries(webhook.id);
    expect(await webhooks().resend(organisationId(), webhook.id, failed?.id ?? '')).toBe(true);
    for (let round = 0; round < 100 && heard.at(-1)?.headers['webhook-id'] !== failed?.messageId; round += 1) {
      // oxlint-disable-next-line no-await-in-loop
      await work();
    }
    expect(heard.at(-1)?.headers['webhook-id']).toBe(failed?.messageId);
  });
});

describe('what waits', () => {
  const DUE = {
    attempts: 0,
    delivered_at: null,
    last_at: null,
    last_outcome: null,
    event: 'test.ping',
    body: '{}',
  } as const;
  let mine: string;
  let theirs: string;
  let now: number;

  /** Of two organisations, without the server's own sending in between: what is due is far ahead. */
  beforeAll(async () => {
    const own = await startTestServer({ webhooksToPrivate: true });
    const { store } = own.server.services;
    const people = [await registerOwner(own.url), await registerOwner(own.url)];
    [mine = '', theirs = ''] = await Promise.all(
      people.map(async (one) => {
        const made = await one.call('POST', '/webhooks', { url, events: ['visit.arrived'] });
        return ((await made.json()) as WebhookSecret).webhook.id;
      }),
    );
    now = own.now + 300 * DAY_MS;
    await store.transact(async (tx) => {
      const rows = Array.from({ length: 31 }, (_, i) => ({
        ...DUE,
        id: `d${i}`,
        message_id: `m${i}`,
        webhook_id: i === 30 ? theirs : mine,
        created_at: now - 31 * DAY_MS + i,
        next_at: now - DAY_MS + i,
      }));
      await tx.insertInto('webhook_deliveries').values(rows).execute();
    });
    due = (await listDue(store.read, now, 10)).map(({ id }) => id);
    await store.transact((tx) => deleteOldDeliveries(tx, now - 31 * DAY_MS + 20));
    left = (await store.read.selectFrom('webhook_deliveries').select('id').execute()).length;
    await own.close();
  });
  let due: string[];
  let left: number;

  it('is sent for each organisation in its turn, however much waits for another', () => {
    expect(due).toHaveLength(10);
    expect(due).toContain('d30');
    expect(due).toContain('d0');
  });

  it('is forgotten in time, though it was never sent', () => {
    expect(left).toBe(11);
  });
});

/** What a receiver may do to whoever speaks to it: whatever it is, the message is settled and the connection gone. */
const HOSTILE: ReadonlyArray<readonly [string, (socket: Socket) => void, SendOutcome]> = [
  ['says nothing', () => undefined, 'timeout'],
  ['hangs up', (socket) => socket.resetAndDestroy(), 'unreachable'],
  ['speaks something else', (socket) => socket.end('SSH-2.0-x\r\n'), 'unreachable'],
  [
    'changes the protocol',
    (socket) => socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: Upgrade\r\n\r\n'),
    101,
  ],
  ['asks to go on without end', (socket) => repeatOn(socket, 'HTTP/1.1 100 Continue\r\n\r\n'), 'timeout'],
  ['has headers without end', (socket) => repeatOn(socket, 'X: y\r\n', 'HTTP/1.1 200 OK\r\n'), 'unreachable'],
  [
    'has a body without end',
    (socket) =>
      repeatOn(socket, `10000\r\n${'a'.repeat(65_536)}\r\n`, 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n'),
    200,
  ],
  ['promises a body and holds it back', (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n'), 200],
];

function repeatOn(socket: Socket, text: string, first = ''): void {
  socket.write(first);
  const again = setInterval(() => socket.write(text.repeat(100)), 1);
  socket.once('close', () => clearInterval(again));
}

describe('sending', () => {
  const outgoing = { url: 'https://rebind.example.com/', headers: {}, body: '{}' };
  const strict = { allowPrivate: false, timeoutMs: 2_000 };

  it.each([[['127.0.0.1']], [['1.1.1.1', '10.0.0.7']], [['::ffff:10.0.0.7']], [['fd00::1']]])(
    'goes nowhere when a name means %j',
    async (addresses) => {
      const resolve = async () => addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
      expect(await sendWebhook(outgoing, strict, resolve)).toBe('refused-address');
    },
  );

  it('connects to the address that was looked at, whatever the name means a moment later', async () => {
    const { port } = new URL(url);
    const answers = ['127.0.0.1', '192.0.2.1'];
    const resolve = async () => [{ address: answers.shift() ?? '192.0.2.1', family: 4 }];
    const sent = sendWebhook(
      { ...outgoing, url: `http://rebind.example.com:${port}/` },
      { ...strict, allowPrivate: true },
      resolve,
    );
    expect(await sent).toBe(204);
    expect(answers).toEqual(['192.0.2.1']);
  });

  it('goes on to the next address of a name when nobody answers at the first', async () => {
    const { port } = new URL(url);
    const resolve = async () => ['127.0.0.9', '127.0.0.1'].map((address) => ({ address, family: 4 }));
    const several = { ...outgoing, url: `http://several.example.com:${port}/` };
    expect(await sendWebhook(several, { ...strict, allowPrivate: true }, resolve)).toBe(204);
  });

  it.each(HOSTILE)('is over in time when the receiver %s', async (_what, act, expected) => {
    const sockets = new Set<Socket>();
    const hostile = createTcpServer((socket) => {
      sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket)));
      socket.once('data', () => act(socket));
    });
    await new Promise<void>((resolve) => hostile.listen(0, '127.0.0.1', resolve));
    const { port } = hostile.address() as AddressInfo;
    const sent = sendWebhook({ ...outgoing, url: `http://127.0.0.1:${port}/` }, { allowPrivate: true, timeoutMs: 300 });
    expect(await sent).toBe(expected);
    await expect.poll(() => sockets.size).toBe(0);
    hostile.close();
  });

  it('waits for a name no longer than for an answer', async () => {
    const silent = () => new Promise<never>(() => undefined);
    expect(await sendWebhook(outgoing, { ...strict, timeoutMs: 20 }, silent)).toBe('timeout');
  });

  it('says what kept it', async () => {
    const nobody = async () => [];
    expect(await sendWebhook(outgoing, strict, nobody)).toBe('unknown-host');
    expect(await sendWebhook({ ...outgoing, url: 'http://example.com/' }, strict)).toBe('bad-address');
    expect(await sendWebhook({ ...outgoing, url: 'https://10.0.0.1/' }, strict)).toBe('refused-address');
    const closed = { ...outgoing, url: 'http://127.0.0.1:1/' };
    expect(await sendWebhook(closed, { ...strict, allowPrivate: true })).toBe('unreachable');
  });
});

it('what could not be sent is sent after a restart, under the same id', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'webhooks-'));
  const before = await startTestServer({ dataDir, webhooksToPrivate: true });
  const someone = await registerOwner(before.url);
  const made = await someone.call('POST', '/webhooks', { url, events: ['visit.arrived'] });
  const { webhook, secret } = (await made.json()) as WebhookSecret;
  const organisation = someone.me.organisation?.id as OrganisationId;
  status = 503;
  heard.length = 0;
  await someone.call('POST', `/webhooks/${webhook.id}/test`);
  await before.server.services.webhooks.work();
  await expect.poll(() => heard.length).toBe(1);
  await before.server.close();
  status = 204;
  const after = await startTestServer({ dataDir, webhooksToPrivate: true });
  after.now = before.now + DAY_MS;
  await after.server.services.webhooks.work();
  await expect.poll(() => heard.length).toBe(2);
  const [first, second] = heard;
  expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
  expect(second && verifies(second, secret)).toBe(true);
  const state = async () => (await after.server.services.webhooks.deliveries(organisation, webhook.id))?.[0]?.state;
  await expect.poll(state).toBe('delivered');
  await after.server.close();
  rmSync(dataDir, { recursive: true });
});

describe('a receiver that never answers', () => {
  it('keeps nobody else’s messages waiting', async () => {
    const silent = createTcpServer(() => undefined);
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const own = await startTestServer({ webhooksToPrivate: true });
    const [attacker, someone] = [await registerOwner(own.url), await registerOwner(own.url)];
    const makeAt = async (who: Owner, at: string): Promise<string> => {
      const made = await who.call('POST', '/webhooks', { url: at, events: ['visit.arrived'] });
      return ((await made.json()) as WebhookSecret).webhook.id;
    };
    const slow = await makeAt(attacker, `http://127.0.0.1:${(silent.address() as AddressInfo).port}/`);
    const quick = await makeAt(someone, url);
    for (let n = 0; n < 12; n += 1) await attacker.call('POST', `/webhooks/${slow}/test`);
    await own.server.services.webhooks.work();
    heard.length = 0;
    const begun = performance.now();
    for (let n = 0; n < 3; n += 1) await someone.call('POST', `/webhooks/${quick}/test`);
    await own.server.services.webhooks.work();
    await expect.poll(() => heard.length, { timeout: 5_000 }).toBe(3);
    // The silent one would have held each round for ten seconds.
    expect(performance.now() - begun).toBeLessThan(5_000);
    await own.close();
    silent.close();
  });
});

describe('at a server that keeps to public addresses', () => {
  it('a private one is refused when it is entered, with a reason', async () => {
    const strict = await startTestServer();
    const someone = await registerOwner(strict.url);
    const refused = await someone.call('POST', '/webhooks', {
      url: 'https://192.168.1.10/hook',
      events: ['visit.arrived'],
    });
    expect([refused.status, await refused.json()]).toMatchObject([400, { fields: { url: 'private' } }]);
    await strict.close();
  });
});
