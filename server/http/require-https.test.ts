import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

let secure: TestServer;
beforeAll(async () => {
  secure = await startTestServer({ publicUrl: 'https://checkin.example.vn' });
});
afterAll(() => secure.close());

async function ask(path: string, scheme: string, method = 'GET') {
  const init = { method, headers: { 'x-forwarded-proto': scheme }, redirect: 'manual' } as const;
  const { status, headers } = await fetch(secure.url + path, init);
  return [status, headers.get('location')];
}

it.each(['http', 'HTTP', 'http, https'])(
  'leads a page that a proxy took as %s to its own https address',
  async (said) => {
    expect(await ask('/v/demo?x=1', said)).toEqual([308, 'https://checkin.example.vn/v/demo?x=1']);
    expect(await ask('//evil.example/x', said)).toEqual([308, 'https://checkin.example.vn//evil.example/x']);
  },
);

it.each([
  ['GET', '/api/portal/v1/me'],
  ['POST', '/api/visitor/v1/passes'],
  ['POST', '/api/kiosk/v1/exchange'],
  ['POST', '/'],
])('does nothing for %s %s in the open, and leads nowhere', async (method, path) => {
  expect(await ask(path, 'http', method)).toEqual([421, null]);
});

it('hears whom a proxy took over https, or who came without one', async () => {
  expect(await ask('/healthz', 'https')).toEqual([200, null]);
  expect((await fetch(`${secure.url}/healthz`)).status).toBe(200);
});

it('asks for no https where there is none', async () => {
  const plain = await startTestServer();
  const response = await fetch(`${plain.url}/healthz`, { headers: { 'x-forwarded-proto': 'http' } });
  expect(response.status).toBe(200);
  await plain.close();
});
