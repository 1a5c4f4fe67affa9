import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CSRF_HEADER, PORTAL_API } from '#shared/contract/portal-api.ts';
import { startTestServer, type TestServer } from '../testing/test-server.ts';

const MINUTE = 60_000;
let test: TestServer;
beforeAll(async () => {
  test = await startTestServer();
});
afterAll(() => test.close());

const send = (method: string, path: string, body?: unknown, cookie = '') =>
  fetch(`${test.url}${PORTAL_API}${path}`, {
    method,
    headers: { 'content-type': 'application/json', [CSRF_HEADER]: '1', cookie },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
const cookieOf = (response: Response): string => (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';

const registration = (email: string, communeCode = '19789') => ({
  organisationName: 'Hộ kinh doanh Bà Đỏ',
  owner: { name: 'Trần Thị Đỏ', email, password: 'bánh bèo nậm lọc' },
  venue: {
    name: 'Bánh bèo Bà Đỏ',
    type: 'restaurant',
    address: { line: '8 Nguyễn Bỉnh Khiêm', communeCode },
    entrances: ['Cửa'],
  },
  language: 'vi',
});
const password = 'bánh bèo nậm lọc';

describe('registration', () => {
  it('makes organisation, owner, venue and entrances, and signs in', async () => {
    const response = await send('POST', '/registrations', registration('Ba.Do@Example.VN'));
    expect(response.status).toBe(201);
    expect(response.headers.getSetCookie()[0]).toMatch(/^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict/);
    expect(await response.json()).toMatchObject({
      me: { email: 'ba.do@example.vn', role: 'owner', organisation: { name: 'Hộ kinh doanh Bà Đỏ' } },
      venue: {
        name: 'Bánh bèo Bà Đỏ',
        address: { communeName: 'Phường Thuận Hoá', provinceName: 'Thành phố Huế' },
        entrances: [{ name: 'Cửa', serial: expect.stringMatching(/^HUE-[0-9A-HJKMNP-TV-Z]{5}-01$/) }],
      },
    });
    const me = await send('GET', '/me', undefined, cookieOf(response));
    expect(await me.json()).toMatchObject({ name: 'Trần Thị Đỏ' });
  });

  it('says when the address has an account, and when there is no such commune', async () => {
    await send('POST', '/registrations', registration('taken@example.vn'));
    const again = await send('POST', '/registrations', registration('taken@example.vn'));
    expect([again.status, await again.json()]).toMatchObject([409, { code: 'email-taken' }]);
    const nowhere = await send('POST', '/registrations', registration('new@example.vn', '99999'));
    expect([nowhere.status, await nowhere.json()]).toMatchObject([
      400,
      { code: 'invalid-input', fields: { 'venue.address.communeCode': 'unknown' } },
    ]);
    expect((await send('POST', '/sessions', { email: 'new@example.vn', password })).status).toBe(401);
  });
});

describe('sessions', () => {
  it('opens with the password, however it is composed, and ends by signing out', async () => {
    await send('POST', '/registrations', registration('signin@example.vn'));
    const signedIn = await send('POST', '/sessions', {
      email: ' SignIn@example.vn',
      password: password.normalize('NFD'),
    });
    expect(signedIn.status).toBe(201);
    const cookie = cookieOf(signedIn);
    expect((await send('DELETE', '/sessions/current', undefined, cookie)).status).toBe(204);
    expect((await send('GET', '/me', undefined, cookie)).status).toBe(401);
  });

  it('ends half an hour after the last act of a person, and after twelve hours in any case', async () => {
    const cookie = cookieOf(await send('POST', '/registrations', registration('idle@example.vn')));
    const started = test.now;
    for (let minutes = 25; minutes < 12 * 60; minutes += 25) {
      test.now = started + minutes * MINUTE;
      expect((await send('POST', '/sessions/current/activity', undefined, cookie)).status).toBe(204);
    }
    test.now = started + 12 * 60 * MINUTE;
    expect((await send('GET', '/me', undefined, cookie)).status).toBe(401);
    const other = cookieOf(await send('POST', '/sessions', { email: 'idle@example.vn', password }));
    test.now += 30 * MINUTE;
    expect((await send('GET', '/me', undefined, other)).status).toBe(401);
  });

  it('is not kept alive by what a page asks for by itself', async () => {
    const cookie = cookieOf(await send('POST', '/registrations', registration('polled@example.vn')));
    for (let minutes = 5; minutes < 30; minutes += 5) {
      test.now += 5 * MINUTE;
      expect((await send('GET', '/me', undefined, cookie)).status).toBe(200);
    }
    test.now += 5 * MINUTE;
    expect((await send('GET', '/me', undefined, cookie)).status).toBe(401);
  });

  it('answers a wrong password and an unknown address alike, in about the same time', async () => {
    await send('POST', '/registrations', registration('known@example.vn'));
    const timed = async (email: string) => {
      const started = performance.now();
      const response = await send('POST', '/sessions', { email, password: 'falsch falsch' });
      const { requestId: _, ...problem } = (await response.json()) as Record<string, unknown>;
      return { ms: performance.now() - started, problem };
    };
    const known = await timed('known@example.vn');
    const unknown = await timed('nobody@example.vn');
    expect(unknown.problem).toEqual(known.problem);
    // One argon2 each, about 13 ms; without it a few at most.
    expect(unknown.ms).toBeGreaterThan(8);
  });

  it('slows guessing down after five tries, right password or not, and never for long', async () => {
    await send('POST', '/registrations', registration('guessed@example.vn'));
    const attempt = (word: string) => send('POST', '/sessions', { email: 'guessed@example.vn', password: word });
    const volley = await Promise.all(Array.from({ length: 12 }, () => attempt('wrong')));
    expect(volley.filter(({ status }) => status === 401)).toHaveLength(5);
    const slowed = await attempt(password);
    expect([slowed.status, slowed.headers.get('retry-after')]).toEqual([429, '5']);
    test.now += 15 * MINUTE;
    expect((await attempt(password)).status).toBe(201);
  });

  it('keeps neither tokens nor passwords', async () => {
    const cookie = cookieOf(await send('POST', '/registrations', registration('secret@example.vn')));
    const { store } = test.server.services;
    const rows = JSON.stringify([
      await store.read.selectFrom('sessions').selectAll().execute(),
      await store.read.selectFrom('accounts').selectAll().execute(),
      await store.read.selectFrom('audit').selectAll().execute(),
    ]);
    expect(rows).not.toContain(cookie.slice('session='.length));
    expect(rows).not.toContain(password);
    expect(rows).toContain('$argon2id$');
  });
});
