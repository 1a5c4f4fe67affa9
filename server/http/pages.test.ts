import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import express from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { servePages } from './pages.ts';

let folder: string;
let server: Server;
let url: string;

const page = (name: string) =>
  `<html><head><meta name="csp-nonce" content="__CSP_NONCE__"></head><body>${name}</body></html>`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'venue-pages-'));
  for (const app of ['portal', 'visitor']) {
    mkdirSync(join(folder, app, 'assets'), { recursive: true });
    writeFileSync(join(folder, app, 'index.html'), page(app));
    writeFileSync(join(folder, app, 'assets', 'main-abc123.js'), `"${app}"`);
    writeFileSync(join(folder, app, 'assets', 'icon-abc123.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  }
  writeFileSync(join(folder, 'portal', 'offline-worker.js'), '"worker"');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  mkdirSync(join(folder, 'portal', '.git'));
  writeFileSync(join(folder, 'portal', '.git', 'HEAD'), 'secret');
  const app = express();
  servePages(app, { portal: join(folder, 'portal'), visitor: join(folder, 'visitor') });
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

describe('pages', () => {
  // Neither a list of files nor what begins with a dot.
  it.each(['/', '/venues/1/log', '/sign-in', '/assets/', '/assets', '/.git/HEAD', '/.git/'])(
    'answers %s with the portal',
    async (path) => {
      expect(await (await fetch(url + path)).text()).toContain('<body>portal</body>');
    },
  );

  it.each(['/v/AbCdEfGhIjKlMnOpQrStUv', '/v/demo', '/pass', '/withdraw'])(
    'answers %s with the phone page',
    async (path) => {
      expect(await (await fetch(url + path)).text()).toContain('<body>visitor</body>');
    },
  );

  it('gives each page a nonce of its own, in its policy and in itself', async () => {
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const response = await fetch(`${url}/`);
        const policy = response.headers.get('content-security-policy') ?? '';
        const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
        expect(await response.text()).toContain(`content="${nonce}"`);
        expect(policy).toContain("script-src 'self';");
        expect(policy).not.toContain('unsafe');
        return nonce;
      }),
    );
    expect(new Set(nonces).size).toBe(2);
  });

  it.each([
    ['/', 'text/html; charset=utf-8'],
    ['/assets/main-abc123.js', 'text/javascript; charset=utf-8'],
    ['/assets/icon-abc123.svg', 'image/svg+xml; charset=utf-8'],
  ])('say what %s is, and how its letters are written', async (path, type) => {
    expect((await fetch(url + path)).headers.get('content-type')).toBe(type);
  });

  it('serves hashed files for ever, and each app its own', async () => {
    const portal = await fetch(`${url}/assets/main-abc123.js`);
    expect(portal.headers.get('cache-control')).toContain('immutable');
    expect(await portal.text()).toBe('"portal"');
    expect(await (await fetch(`${url}/v/assets/main-abc123.js`)).text()).toBe('"visitor"');
  });

  it('serve the service worker fresh each time, under a policy by which it may fetch and nothing else', async () => {
    const { headers } = await fetch(`${url}/offline-worker.js`);
    expect([headers.get('cache-control'), headers.get('content-security-policy')]).toEqual([
      'no-cache',
      "default-src 'none'; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    ]);
    const policyOf = async (path: string) => (await fetch(url + path)).headers.get('content-security-policy');
    expect(await policyOf('/ward/inspect')).toContain("worker-src 'self'");
    expect(await policyOf('/v/demo')).toContain("worker-src 'none'");
  });

  it.each(['/assets/gone.js', '/v/assets/gone.js', '/api/portal/v1/gone', '/../secret.txt', '/%2e%2e/secret.txt'])(
    'has no page for %s',
    async (path) => {
      const response = await fetch(url + path);
      expect([path, response.status]).toEqual([path, 404]);
    },
  );

  it.each(['/..%2fsecret.txt', '/v/..%2f..%2fsecret.txt', '/v/assets/..%2f..%2f..%2fsecret.txt'])(
    'never leaves its folders for %s',
    async (path) => {
      expect(await (await fetch(url + path)).text()).not.toBe('secret');
    },
  );
});
