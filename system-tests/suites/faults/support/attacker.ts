/**
 * A program that misuses a server until its input ends, from an address of its own. Arguments: the server, and the pairing
 * code of a kiosk that was stolen. It prints `{"ready": true}`, `{"round": true}` when each attack was made once, and at the
 * end what came back: `{"statuses": {"bomb 413": 7, ...}}`, where `closed` is a connection that the server ended and `open`
 * one that it still bore.
 */
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import process from 'node:process';
import { gzipSync } from 'node:zlib';
import { SimulatedKiosk } from '#server/sync/simulated-kiosk.ts';
import { EXCHANGE_PATH } from '#shared/contract/kiosk-sync.ts';
import { CSRF_HEADER, PORTAL_API } from '#shared/contract/portal-api.ts';

const [address = '', code = ''] = process.argv.slice(2);
const server = new URL(address);
/** As another machine would, so that limits by address meet the right one. */
const LOCAL_ADDRESS = '127.0.0.66';
const MB = 1024 * 1024;
const AT_ONCE = 4;
const SLOW_CONNECTIONS = 60;

const agent = new Agent({ keepAlive: true, maxSockets: 64, localAddress: LOCAL_ADDRESS });
const statuses: Record<string, number> = {};
const note = (what: string): void => {
  statuses[what] = (statuses[what] ?? 0) + 1;
};

const bomb = gzipSync(Buffer.alloc(200 * MB, 0x20));
const depth = 100_000;
const deep = Buffer.from('['.repeat(depth) + ']'.repeat(depth));
const deepObject = Buffer.from(`${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`);
const JSON_TYPE = { 'content-type': 'application/json', [CSRF_HEADER]: '1' };

interface Attack {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** As the stolen kiosk. */
  readonly signed?: true;
}

const ATTACKS: Readonly<Record<string, Attack>> = {
  bomb: { path: `${PORTAL_API}/sessions`, headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, body: bomb },
  'signed bomb': {
    path: EXCHANGE_PATH,
    headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
    body: bomb,
    signed: true,
  },
  deep: { path: `${PORTAL_API}/sessions`, headers: JSON_TYPE, body: deep },
  'deep object': { path: `${PORTAL_API}/registrations`, headers: JSON_TYPE, body: deepObject },
  'signed deep': { path: EXCHANGE_PATH, headers: JSON_TYPE, body: deep, signed: true },
  'signed deep object': { path: EXCHANGE_PATH, headers: JSON_TYPE, body: deepObject, signed: true },
  'oversize header': { path: '/healthz', headers: { 'x-long': 'x'.repeat(100_000) }, body: Buffer.alloc(0) },
  'oversize body': { path: EXCHANGE_PATH, headers: JSON_TYPE, body: Buffer.alloc(8 * MB, 0x20) },
};

const stolen = await SimulatedKiosk.create(server.origin);
await stolen.pair(code);
const done = new Set<string>();
let stopping = false;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function misuse(name: string, { path, headers, body, signed }: Attack): Promise<void> {
  const length = { 'content-length': String(body.length) };
  const signature = signed && { authorization: await stolen.authorize(path, body) };
  const all = { ...headers, ...length, ...signature };
  return new Promise((resolve) => {
    const sent = request(new URL(path, server), { method: 'POST', agent, headers: all }, (answer) => {
      note(`${name} ${answer.statusCode}`);
      answer.resume().on('close', resolve);
    });
    sent.on('error', () => {
      note(`${name} closed`);
      resolve();
    });
    sent.end(body);
  });
}

async function repeat(start: number): Promise<void> {
  const attacks = Object.entries(ATTACKS);
  for (let turn = start; !stopping; turn += 1) {
    const [name, attack] = attacks[turn % attacks.length] ?? [];
    if (name === undefined || attack === undefined) return;
    await misuse(name, attack);
    done.add(name);
    if (done.size === attacks.length) say('{"round":true}');
  }
}

/** Slow bodies and slow heads: a byte a second, for as long as the server bears it. */
function dribble(head: string, name: string): () => void {
  const socket = connect({ host: server.hostname, port: Number(server.port), localAddress: LOCAL_ADDRESS });
  let open = true;
  socket.write(head);
  const timer = setInterval(() => socket.write('x'), 1_000);
  socket
    .on('error', () => undefined)
    .on('close', () => {
      clearInterval(timer);
      if (open) note(`${name} closed`);
      open = false;
    });
  socket.resume();
  return () => {
    if (open) note(`${name} open`);
    open = false;
    socket.destroy();
  };
}

const slowBody = `POST ${EXCHANGE_PATH} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 1000000\r\n\r\n{`;
const slowHead = 'GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow: ';
const dribbles = Array.from({ length: SLOW_CONNECTIONS }, (_, at) =>
  at % 2 === 0 ? dribble(slowBody, 'slow body') : dribble(slowHead, 'slow head'),
);

process.stdin.resume().on('end', () => {
  stopping = true;
});
const all = Promise.all(Array.from({ length: AT_ONCE }, (_, at) => repeat(at)));
say('{"ready":true}');
await all;
for (const end of dribbles) end();
agent.destroy();
say(JSON.stringify({ statuses }));
