import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CSRF_HEADER, PORTAL_API } from '#shared/contract/portal-api.ts';
import { registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';

let test: TestServer;
beforeAll(async () => {
  test = await startTestServer({ publicUrl: 'https://checkin.example.vn' });
});
afterAll(() => test.close());

/** As a browser may send it: `fetch` would not let us set these headers. */
function ask(method: string, path: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const req = request(test.url + path, { method, headers: { [CSRF_HEADER]: '1', ...headers } }, (res) => {
      res.resume();
      resolve(res.statusCode);
    });
    req.on('error', reject).end();
  });
}

const SIGN_OUT = `${PORTAL_API}/sessions/current`;

describe('a name that is not ours', () => {
  it.each(['checkin.example.vn', '127.0.0.1:8080', '[::1]:8080', 'localhost:1', 'server', 'checkin.local'])(
    'is not %s',
    async (host) => {
      expect(await ask('GET', '/healthz', { host })).toBe(200);
    },
  );

  it.each(['evil.example', '127.0.0.1.evil.example', 'checkin.example.vn.evil.example', 'a@checkin.example.vn', 'a/b'])(
    'is %s, and gets neither page nor answer',
    async (host) => {
      expect(await ask('GET', '/', { host })).toBe(421);
      expect(await ask('GET', '/healthz', { host })).toBe(421);
    },
  );

  it.each([
    ['evil.example', 'checkin.example.vn'],
    ['checkin.example.vn', 'evil.example'],
  ])('is one of two: %s and %s', async (first, second) => {
    const asked = request(`${test.url}/healthz`, { headers: ['Host', first, 'Host', second] }).end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    expect(response.resume().statusCode).toBe(421);
  });

  it('matters to no kiosk, whose requests are signed', async () => {
    expect(await ask('POST', '/api/kiosk/v1/exchange', { host: 'checkin.kiosks.example.vn' })).toBe(401);
  });
});

describe('a page of another site', () => {
  it.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: 'https://checkin.example.vn:8443' }],
  ])('is told nothing: %j', async (headers) => {
    const { cookie } = await registerOwner(test.url);
    expect(await ask('GET', `${PORTAL_API}/me`, { ...headers, cookie })).toBe(403);
    expect(await ask('DELETE', SIGN_OUT, { ...headers, cookie })).toBe(403);
    expect(await ask('GET', `${PORTAL_API}/me`, { cookie })).toBe(200);
  });

  it('may lead a person to our pages', async () => {
    expect(await ask('GET', '/', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).not.toBe(403);
  });

  it.each([
    [{ 'sec-fetch-site': 'same-origin', origin: 'https://checkin.example.vn' }],
    [{ 'sec-fetch-site': 'none' }],
    [{ origin: 'https://checkin.example.vn' }],
    // Without https a browser says no site, only where the page came from.
    [{ origin: 'http://192.168.1.5:8080', host: '192.168.1.5:8080' }],
  ])('is not ours: %j', async (headers) => {
    const { cookie } = await registerOwner(test.url);
    expect(await ask('DELETE', SIGN_OUT, { ...headers, cookie })).toBe(204);
  });
});
