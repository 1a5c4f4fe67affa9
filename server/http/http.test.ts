import { once } from 'node:events';
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CSRF_HEADER, PORTAL_API } from '#shared/contract/portal-api.ts';
import { problemSchema } from '#shared/contract/problem.ts';
import { createRoutes } from '../routes.ts';
import { type Owner, PASSWORD, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';
import { openApiPath } from './openapi.ts';

let test: TestServer;
let owner: Owner;
beforeAll(async () => {
  test = await startTestServer();
  owner = await registerOwner(test.url);
});
afterAll(() => test.close());

const SESSIONS = `${PORTAL_API}/sessions`;
const post = (path: string, body: BodyInit, headers: Record<string, string> = {}) =>
  fetch(test.url + path, { method: 'POST', body, headers: { 'content-type': 'application/json', ...headers } });
const problemOf = async (response: Response) => {
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  return problemSchema.parse(await response.json());
};

describe('deny by default', () => {
  it('answers unknown API paths with a problem', async () => {
    expect(await problemOf(await fetch(`${test.url}/api/nothing`))).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('answers a wrong method with 405 and what is allowed', async () => {
    const response = await fetch(`${test.url}${SESSIONS}`, { method: 'PUT' });
    expect(response.headers.get('allow')).toBe('POST');
    expect(await problemOf(response)).toMatchObject({ status: 405, code: 'method-not-allowed' });
  });

  it('lets nobody without a session or signature through any route that is not declared public', async () => {
    const guarded = createRoutes(test.server.services).filter((route) => route.auth !== 'public');
    expect(guarded.length).toBeGreaterThan(10);
    for (const route of guarded) {
      const path = route.path.replace(/:\w+/g, '0190a000-0000-7000-8000-000000000001');
      const init = { method: route.method, headers: { [CSRF_HEADER]: '1', 'content-type': 'application/json' } };
      const response = await fetch(test.url + path, route.method === 'GET' ? init : { ...init, body: '{}' });
      expect([`${route.method} ${route.path}`, response.status >= 400 && response.status < 404]).toEqual([
        `${route.method} ${route.path}`,
        true,
      ]);
    }
  });

  it('hides what belongs to another organisation', async () => {
    const stranger = await registerOwner(test.url);
    const scoped = createRoutes(test.server.services).filter(
      (route) => typeof route.auth === 'object' && 'scope' in route.auth && route.auth.scope === 'venue',
    );
    expect(scoped.length).toBeGreaterThan(3);
    for (const route of scoped) {
      const path = route.path.slice(PORTAL_API.length).replace(':venueId', owner.venueId);
      expect([
        route.path,
        (await stranger.call(route.method, path, route.method === 'GET' ? undefined : {})).status,
      ]).toEqual([route.path, 404]);
    }
  });

  it('wants the header that no foreign page can send, for everything that changes', async () => {
    const changing = createRoutes(test.server.services).filter(
      // No page can make a browser send a token.
      (route) => typeof route.auth === 'object' && !('token' in route.auth) && route.method !== 'GET',
    );
    expect(changing.length).toBeGreaterThan(3);
    for (const route of changing) {
      const path = route.path.replace(/:\w+/g, owner.venueId);
      const response = await fetch(test.url + path, { method: route.method });
      expect([route.path, (await problemOf(response)).code]).toEqual([route.path, 'not-allowed']);
    }
  });
});

describe('somebody put out while the body of their request was under way', () => {
  it('does nothing more', async () => {
    const person = await registerOwner(test.url);
    const headers = { cookie: person.cookie, 'content-type': 'application/json', [CSRF_HEADER]: '1' };
    const address = `${test.url}${PORTAL_API}/invitations`;
    // The server says "go on" once it has the head of the request, and has let the person in by it.
    const begun = request(address, { method: 'POST', headers: { ...headers, expect: '100-continue' } });
    const heard = new Promise<number | undefined>((resolve, reject) => {
      begun.once('response', (response) => resolve(response.resume().statusCode));
      begun.once('error', reject);
    });
    begun.flushHeaders();
    await once(begun, 'continue');
    expect((await person.call('DELETE', '/sessions/current')).status).toBe(204);
    begun.end(JSON.stringify({ role: 'manager', label: 'Lan' }));
    expect(await heard).toBe(401);
  });
});

describe('input', () => {
  it('names the fields that are wrong, never their values', async () => {
    const secret = 'khong-phai-email';
    const response = await post(SESSIONS, JSON.stringify({ email: secret, password: '' }));
    const text = await response.clone().text();
    const problem = await problemOf(response);
    expect(problem).toMatchObject({ status: 400, code: 'invalid-input' });
    expect(Object.keys(problem.fields ?? {}).toSorted()).toEqual(['email', 'password']);
    expect(text).not.toContain(secret);
  });

  it.each<[string, BodyInit, Record<string, string>, number]>([
    ['no JSON', '{"a":', {}, 400],
    ['another type', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['another charset', '{}', { 'content-type': 'application/json; charset=utf-16' }, 415],
    ['broken UTF-8', new Uint8Array([0x22, 0xff, 0x22]), {}, 400],
    ['deep nesting', '['.repeat(100) + ']'.repeat(100), {}, 400],
    ['too much', JSON.stringify({ email: 'x'.repeat(300_000) }), {}, 413],
    ['a bomb', gzipSync(JSON.stringify({ email: 'x'.repeat(20_000_000) })), { 'content-encoding': 'gzip' }, 413],
    ['broken gzip', 'xxxx', { 'content-encoding': 'gzip' }, 400],
    ['brotli', '{}', { 'content-encoding': 'br' }, 415],
  ])('refuses %s', async (_what, body, headers, status) => {
    expect((await problemOf(await post(SESSIONS, body, headers))).status).toBe(status);
  });

  it('reads gzip', async () => {
    const body = gzipSync(JSON.stringify({ email: 'nobody@example.vn', password: 'x' }));
    const response = await post(SESSIONS, body, { 'content-encoding': 'gzip' });
    expect(await problemOf(response)).toMatchObject({ code: 'wrong-credentials' });
  });

  it('answers before a body that is too large has ended', async () => {
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const req = request(
        test.url + SESSIONS,
        { method: 'POST', headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' } },
        (res) => {
          resolve(res.statusCode);
          req.destroy();
        },
      );
      req.on('error', reject);
      req.write('x'.repeat(100_000));
    });
    expect(status).toBe(413);
  });

  it('says each thing once: a value that comes twice, or stands in another place, is none', async () => {
    const code = 'AbCdEfGhIjKlMnOpQrStUv';
    const entrance = `/api/visitor/v1/entrances/${code}`;
    expect((await fetch(`${test.url}${entrance}?look=1`)).status).toBe(404);
    for (const query of ['look=1&look=1', 'look[]=1', `code=${code}`]) {
      expect([query, (await fetch(`${test.url}${entrance}?${query}`)).status]).toEqual([query, 400]);
    }
    const twice = await post(`${SESSIONS}?email=${owner.me.email}&password=${PASSWORD}`, '{}');
    expect(await problemOf(twice)).toMatchObject({ code: 'invalid-input' });
  });

  it('takes an impossible id for a thing that is not there', async () => {
    expect((await owner.call('GET', '/venues/not-an-id')).status).toBe(404);
  });

  it('survives a path that cannot be decoded', async () => {
    expect((await fetch(`${test.url}/api/portal/v1/venues/%ff`)).status).toBe(404);
  });
});

describe('answers', () => {
  it('carry the security headers', async () => {
    const { headers } = await fetch(`${test.url}/healthz`);
    expect(headers.get('content-security-policy')).toBe(
      "default-src 'none';object-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    );
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('permissions-policy')).toContain('camera=()');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('strict-transport-security')).toBeNull();
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('set a cookie that scripts cannot read', async () => {
    const response = await post(SESSIONS, JSON.stringify({ email: owner.me.email, password: PASSWORD }));
    expect(response.status).toBe(201);
    const [, token = ''] = /^session=([\w-]+)/.exec(response.headers.getSetCookie()[0] ?? '') ?? [];
    expect(token.length).toBeGreaterThan(20);
    expect(await response.text()).not.toContain(token);
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^session=[\w-]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/),
      expect.stringMatching(/^device=[\w.-]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/),
    ]);
  });

  it('are limited per network', async () => {
    const strict = await startTestServer({ rateFactor: 0.1 });
    const tries = await Promise.all(
      Array.from({ length: 6 }, () => fetch(`${strict.url}${SESSIONS}`, { method: 'POST' })),
    );
    const limited = tries.filter((response) => response.status === 429);
    expect(limited.length).toBe(3);
    expect(Number(limited[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    await strict.close();
  });
});

describe('whom a proxy speaks for', () => {
  /** @returns how many of six tries were too many where three are allowed. */
  async function countLimited(publicUrl: string | null, forwardedFor: (client: number) => string): Promise<number> {
    const strict = await startTestServer({ rateFactor: 0.1, publicUrl });
    const ask = (client: number) =>
      fetch(strict.url + SESSIONS, { method: 'POST', headers: { 'x-forwarded-for': forwardedFor(client) } });
    const tries = await Promise.all([1, 2, 3, 4, 5, 6].map(ask));
    await strict.close();
    return tries.filter(({ status }) => status === 429).length;
  }

  it('is what it added itself, whatever the client wrote before', async () => {
    const secure = 'https://checkin.example.vn';
    expect(await countLimited(secure, (client) => `203.0.113.${client}, 198.51.100.7`)).toBe(3);
    expect(await countLimited(secure, (client) => `198.51.100.7, 203.0.113.${client}`)).toBe(0);
  });

  it('is nobody where there is none', async () => {
    expect(await countLimited(null, (client) => `203.0.113.${client}`)).toBe(3);
  });
});

describe('over https', () => {
  it('binds the cookie to the host and asks for https from then on', async () => {
    const secure = await startTestServer({ publicUrl: 'https://checkin.example.vn' });
    const { cookie, me } = await registerOwner(secure.url);
    expect(cookie).toMatch(/^__Host-session=/);
    const response = await fetch(`${secure.url}${PORTAL_API}/me`, { headers: { cookie } });
    expect(await response.json()).toMatchObject({ email: me.email });
    expect(response.headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains');
    await secure.close();
  });
});

describe('OpenAPI', () => {
  it('describes every route that is served', async () => {
    const document = (await (await fetch(`${test.url}/api/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { summary: string; security: unknown[]; responses: object }>>;
    };
    expect(document.openapi).toBe('3.1.0');
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const served = createRoutes(test.server.services).map((route) => `${route.method} ${openApiPath(route.path)}`);
    const own = ['GET /healthz', 'GET /readyz', 'GET /api/openapi.json'];
    expect(described.toSorted()).toEqual([...served, ...own].toSorted());
    const exchange = document.paths['/api/kiosk/v1/exchange']?.['post'];
    expect(exchange?.security).toEqual([{ kiosk: [] }]);
    expect(JSON.stringify(exchange)).toContain('"maxItems":500');
  });
});
