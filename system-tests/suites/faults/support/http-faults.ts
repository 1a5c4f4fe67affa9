import { setTimeout as delay } from 'node:timers/promises';
import { ANSWER_SIGNATURE_HEADER } from '#shared/contract/kiosk-signature.ts';
import { type Answer, type Fault, giveBack, type Passing } from './fault-proxy.ts';

const HTML = '<!doctype html><html lang="vi"><title>Wi-Fi miễn phí</title><h1>Xin chào</h1><form></form></html>';
const page =
  (status: number, headers: Readonly<Record<string, string>> = {}): Fault =>
  (_passing, response) => {
    response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(HTML);
  };

/** Answers of somebody who is not the server. */
export const PAGES: Readonly<Record<string, Fault>> = {
  'a captive portal: 200 and a page': page(200),
  'a captive portal: a redirect': page(302, { location: 'http://192.0.2.1/login' }),
  'a proxy: 307 to elsewhere': page(307, { location: '/elsewhere' }),
  'a proxy: 404': page(404),
  'a proxy: 407, log in first': page(407, { 'proxy-authenticate': 'Basic realm="proxy"' }),
  'a proxy: 413, whatever the size': page(413),
  'a proxy: 500': page(500),
  'a proxy: 502': page(502),
  'a proxy: 503, again in a second': page(503, { 'retry-after': '1' }),
  'nothing: 200 without a body': (_passing, response) => void response.writeHead(200).end(),
  'nothing: 204': (_passing, response) => void response.writeHead(204).end(),
};

const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Fault => {
  return (_passing, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  };
};

/** All is well, it says, and has sent nothing on. */
function allStored(records: readonly string[]): Record<string, unknown> {
  return {
    results: records.map((id) => ({ id, outcome: 'stored' })),
    standing: 'active',
    serverEpoch: 'f'.repeat(32),
    serverTime: Date.now(),
    highWater: 1_000_000,
    down: {},
  };
}

const alter = (change: (answer: Answer, passing: Passing) => Answer): Fault => {
  return async (passing, response) => giveBack(response, change(await passing.forward(), passing));
};

/** Each stands alone: what it remembers it has forgotten in the next round. */
export const createLies = (): Readonly<Record<string, Fault>> => {
  let replay: Answer | null = null;
  return {
    'all stored, unsigned': (passing, response) => json(200, allStored(passing.records))(passing, response),
    'all stored, with a signature of nobody': (passing, response) =>
      json(200, allStored(passing.records), { [ANSWER_SIGNATURE_HEADER]: 'A'.repeat(86) })(passing, response),
    'all stored, though the server said otherwise': alter((answer, { records }) => ({
      ...answer,
      body: Buffer.from(JSON.stringify(allStored(records))),
    })),
    'an earlier answer again, signature and all': async (passing, response) => {
      if (replay) return giveBack(response, replay);
      replay = await passing.forward();
      response.destroy();
    },
    'revoked, unsigned': json(403, { type: 'about:blank', title: 'revoked', status: 403, code: 'kiosk-revoked' }),
    'counter reused, unsigned': json(409, { type: 'about:blank', title: 'x', status: 409, code: 'counter-reused' }),
    'another status under the same signature': alter((answer) => ({ ...answer, status: 201 })),
    'another time in the answer': alter((answer) => ({
      ...answer,
      body: Buffer.from(answer.body.toString('utf8').replace(/"serverTime":\d+/, '"serverTime":1')),
    })),
    'a body that says gzip and is none': (_passing, response) =>
      void response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end('{}'),
    'an answer of 6 MB': (_passing, response) =>
      void response.writeHead(200, { 'content-type': 'application/json' }).end(`"${'x'.repeat(6 * 1024 * 1024)}"`),
  };
};

const without = (passing: Passing, name: string) => {
  const { [name]: _left, ...headers } = passing.headers;
  return headers;
};

/** What a careless or broken middle does to a request that it hands on. */
export const createMeddling = (): Readonly<Record<string, Fault>> => {
  let held: Passing | null = null;
  return {
    'leaves out the authorization': async (passing, response) =>
      giveBack(response, await passing.forward({ headers: without(passing, 'authorization') })),
    'doubles the authorization': async (passing, response) => {
      const { authorization = '' } = passing.headers;
      const headers = { ...passing.headers, authorization: `${authorization}, ${authorization}` };
      giveBack(response, await passing.forward({ headers }));
    },
    'leaves out the signature of the answer': async (passing, response) => {
      const answer = await passing.forward();
      const { [ANSWER_SIGNATURE_HEADER.toLowerCase()]: _left, ...headers } = answer.headers;
      giveBack(response, { ...answer, headers });
    },
    'changes the content type': async (passing, response) =>
      giveBack(response, await passing.forward({ headers: { ...passing.headers, 'content-type': 'text/plain' } })),
    'flips a bit of the body': async (passing, response) => {
      const body = Buffer.from(passing.body);
      body[body.length >> 1] = (body[body.length >> 1] ?? 0) ^ 1;
      giveBack(response, await passing.forward({ body }));
    },
    'cuts the body short': async (passing, response) =>
      giveBack(response, await passing.forward({ body: passing.body.subarray(0, passing.body.length - 40) })),
    'hands every request on twice and gives the second answer': async (passing, response) => {
      await passing.forward();
      giveBack(response, await passing.forward());
    },
    'hands every request on after the next one': async (passing, response) => {
      const late = held;
      held = passing;
      await passing.forward();
      await late?.forward();
      response.writeHead(504, { 'content-type': 'text/html' }).end(HTML);
    },
  };
};

/** Where the line goes. */
export const CUTS: Readonly<Record<string, Fault>> = {
  'before the request is handed on': (_passing, response) => void response.destroy(),
  'after the server has stored it': async (passing, response) => {
    await passing.forward();
    response.destroy();
  },
  'in the middle of the answer': async (passing, response) => {
    const { status, headers, body } = await passing.forward();
    response.writeHead(status, { ...headers, 'content-length': body.length });
    response.write(body.subarray(0, body.length >> 1), () => response.destroy());
  },
  'in the middle of the answer, which then looks whole': alter((answer) => ({
    ...answer,
    body: answer.body.subarray(0, answer.body.length >> 1),
  })),
  'after the head of the answer': async (passing, response) => {
    const { status, headers } = await passing.forward();
    response.writeHead(status, headers);
    response.flushHeaders();
    response.destroy();
  },
};

/** Nobody says no, and nothing comes. */
export const STALLS: Readonly<Record<string, Fault>> = {
  'no answer, though the server has it': async (passing) => void (await passing.forward()),
  'an answer that stops half-way': async (passing, response) => {
    const { status, headers, body } = await passing.forward();
    response.writeHead(status, { ...headers, 'content-length': body.length }).write(body.subarray(0, body.length >> 1));
  },
  'no answer, ever': () => undefined,
  'an answer byte by byte, without an end': async (_passing, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    for (let sent = 0; sent < 600 && !response.destroyed; sent += 1) {
      response.write(' ');
      await delay(100);
    }
    response.destroy();
  },
};
