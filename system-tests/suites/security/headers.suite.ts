import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CSRF_HEADER } from '#shared/contract/portal-api.ts';
import { startTestServer, type TestServer } from '../../../server/testing/test-server.ts';
import { goOnToPairing, openTab, registerBusiness } from '../../story/owner.ts';
import { checkInByPoster, makePass } from '../../story/phone.ts';
import { launchChromium } from '../../support/chromium.ts';
import { addressOf, idsOfNothing } from './support/address.ts';
import { ask, type Heard } from './support/ask.ts';
import { plantWorld, type World } from './support/world.ts';

let world: World;
beforeAll(async () => {
  world = await plantWorld();
});
afterAll(() => world.test.close());

/** On every answer, whatever it says. */
const ALWAYS: Readonly<Record<string, RegExp>> = {
  'x-content-type-options': /^nosniff$/,
  'referrer-policy': /^no-referrer$/,
  'x-frame-options': /^DENY$/,
  'cross-origin-opener-policy': /^same-origin$/,
  'cross-origin-resource-policy': /^same-origin$/,
  'origin-agent-cluster': /^\?1$/,
  'x-dns-prefetch-control': /^off$/,
  'strict-transport-security': /^max-age=31536000; includeSubDomains$/,
  'permissions-policy': /camera=\(\).*microphone=\(\).*geolocation=\(\)/,
  'content-security-policy': /default-src 'none'.*object-src 'none'.*base-uri 'none'.*frame-ancestors 'none'/,
  'x-request-id': /^[\w-]{12}$/,
};
const NEVER = ['x-powered-by', 'server', 'etag', 'access-control-allow-origin', 'access-control-allow-credentials'];

function findMissing({ headers }: Heard): string[] {
  const missing = Object.entries(ALWAYS).filter(([name, value]) => !value.test(String(headers[name] ?? '')));
  return [...missing.map(([name]) => name), ...NEVER.filter((name) => name in headers)];
}

describe('every answer', () => {
  it('of every route carries the headers, as an error too, and is kept by nobody', async () => {
    const { cookie } = world.ours.owner;
    for (const route of world.routes) {
      for (const ids of [world.ours.ids, idsOfNothing(world.ours.ids)]) {
        const isDangerous = route.method === 'DELETE' || route.path.includes('/sessions');
        const headers = { [CSRF_HEADER]: '1', ...(isDangerous ? {} : { cookie }) };
        const heard = await ask(world.url, { method: route.method, path: addressOf(route, ids), headers });
        expect([route.path, heard.status, findMissing(heard)]).toEqual([route.path, heard.status, []]);
        expect([route.path, heard.headers['cache-control']]).toEqual([route.path, 'no-store']);
      }
    }
  });

  it.each([
    ['GET', '/'],
    ['GET', '/venues/1/log'],
    ['GET', '/v/AbCdEfGhIjKlMnOpQrStUv'],
    ['GET', '/pass'],
    ['GET', '/api/nothing'],
    ['PUT', '/api/portal/v1/sessions'],
    ['GET', '/assets/gone.js'],
    ['GET', '/%ff'],
    ['GET', '/healthz'],
    ['HEAD', '/'],
    ['POST', '/'],
    ['TRACE', '/'],
  ])('to %s %s carries them', async (method, path) => {
    expect(findMissing(await ask(world.url, { method, path }))).toEqual([]);
  });

  it.each(['/', '/v/AbCdEfGhIjKlMnOpQrStUv'])(
    'with the page %s forbids inline code and text as markup',
    async (path) => {
      const { headers, text } = await ask(world.url, { method: 'GET', path });
      const policy = String(headers['content-security-policy']);
      expect(policy).not.toMatch(/unsafe|\*|http:|script-src[^;]*(?:data|blob):/);
      for (const rule of [
        "default-src 'none'",
        "script-src 'self';",
        "base-uri 'none'",
        "require-trusted-types-for 'script'",
      ])
        expect(policy).toContain(rule);
      expect(headers['cache-control']).toBe('no-store');
      expect(text).not.toMatch(/<script(?![^>]*\bsrc=)|\son\w+=|javascript:|\sstyle=/i);
    },
  );

  it('to another site’s page is a refusal, and no preflight is ever answered', async () => {
    const { cookie } = world.ours.owner;
    for (const route of world.routes.filter(({ auth }) => typeof auth === 'object')) {
      const path = addressOf(route, world.ours.ids);
      const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site', [CSRF_HEADER]: '1', cookie };
      const { status } = await ask(world.url, { method: route.method, path, headers: foreign });
      expect([route.path, status]).toEqual([route.path, 403]);
      const preflight = { origin: 'https://evil.example', 'access-control-request-method': route.method };
      const asked = await ask(world.url, { method: 'OPTIONS', path, headers: preflight });
      expect([route.path, asked.status, asked.headers['access-control-allow-origin']]).toEqual([
        route.path,
        403,
        undefined,
      ]);
    }
  });
});

interface Told {
  tellViolation: (violation: string) => void;
}

describe('in a real browser', () => {
  let browser: Browser;
  /** Over plain http, as a browser on this machine reaches it. */
  let plain: TestServer;
  const violations: string[] = [];
  beforeAll(async () => {
    plain = await startTestServer();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    await plain.close();
  });

  async function openPage(): Promise<Page> {
    const page = await (
      await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'vi-VN' })
    ).newPage();
    await page.exposeFunction('tellViolation', (violation: string) => violations.push(violation));
    await page.addInitScript(() =>
      document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) =>
        (window as unknown as Told).tellViolation(`${violatedDirective} ${blockedURI} ${sample}`),
      ),
    );
    return page;
  }

  it('portal and phone page do all they do without one violation of their policy', async () => {
    const page = await openPage();
    await registerBusiness(page, plain.url, {
      ...{ organisation: 'Hộ kinh doanh Bún bò', owner: 'Trần Thị Rớt', email: 'rot@example.vn' },
      ...{ password: 'bún bò giò heo 36', venue: 'Bún bò', commune: 'Phường Phú Xuân', addressLine: '12 Lê Lợi' },
    });
    const poster = (await page.locator('dd a').first().getAttribute('href')) ?? '';
    await goOnToPairing(page);
    for (const tab of ['today', 'log', 'export', 'kiosks'] as const) await openTab(page, tab);
    const phone = await openPage();
    await checkInByPoster(phone, poster, { name: 'Lê Thị Thuỷ', phone: '0905123456' });
    await makePass(phone, plain.url, { name: 'Lê Thị Thuỷ', phone: '0905123456' });
    expect(violations).toEqual([]);
  });

  it('text becomes neither markup nor code', async () => {
    const page = await openPage();
    await page.goto(plain.url);
    await page.locator('form').first().waitFor();
    const outcome = await page.evaluate(() => {
      const attempt = (act: () => void): string => {
        try {
          act();
          return 'done';
        } catch {
          return 'refused';
        }
      };
      const element = document.createElement('div');
      return [
        attempt(() => (element.innerHTML = '<img src=x>')),
        attempt(() => document.write('<p>')),
        attempt(() => new Worker('data:text/javascript,1')),
        // oxlint-disable-next-line typescript/no-implied-eval -- it is what must be refused
        attempt(() => setTimeout('1')),
        attempt(() => (document.createElement('script').src = 'https://evil.example/x.js')),
        attempt(() => (element.innerHTML = 'only text')),
      ];
    });
    expect(outcome).toEqual(['refused', 'refused', 'refused', 'refused', 'refused', 'done']);
    // Told a moment later.
    await expect.poll(() => violations.length).toBeGreaterThan(0);
  });
});
