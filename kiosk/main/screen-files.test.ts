import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isPermitted } from './permissions.ts';
import { serveScreenFile } from './screen-files.ts';

let root: string;
let folder: string;
const get = async (url: string) => serveScreenFile(folder, url);

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'screen-files-'));
  folder = join(root, 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html><html><head></head></html>');
  writeFileSync(join(folder, 'assets', 'reader.wasm'), 'wasm');
  writeFileSync(join(folder, 'assets', 'worker.js'), 'postMessage(1)');
  writeFileSync(join(root, 'secret.js'), 'secret');
  mkdirSync(`${folder}-other`);
  writeFileSync(join(`${folder}-other`, 'secret.js'), 'secret');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('screen files', () => {
  it('serves the page with a strict policy and a nonce of its own each time', async () => {
    const [first, second] = [await get('app://kiosk/index.html'), await get('app://kiosk/index.html')];
    const policy = first.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe-inline');
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(await first.text()).toContain(`nonce="${nonce}"`);
    expect(second.headers.get('content-security-policy')).not.toBe(policy);
  });

  it('gives a worker a policy with its script', async () => {
    const policy = (await get('app://kiosk/assets/worker.js')).headers.get('content-security-policy');
    expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval'");
  });

  it('serves WebAssembly as what it is', async () => {
    const response = await get('app://kiosk/assets/reader.wasm?url');
    expect(response.headers.get('content-type')).toBe('application/wasm');
    expect(await response.text()).toBe('wasm');
  });

  it.each([
    'app://kiosk/../secret.js',
    'app://kiosk/%2e%2e/secret.js',
    'app://kiosk/..%2fsecret.js',
    'app://kiosk/assets/..%2f..%2fsecret.js',
    'app://kiosk/..%5csecret.js',
    'app://kiosk/%2e%2e%2frenderer-other/secret.js',
    'app://kiosk//etc/passwd',
    'app://kiosk/%00',
    'app://kiosk/%ff',
    'app://kiosk/',
    'app://kiosk/assets',
    'app://elsewhere/index.html',
    'file:///index.html',
  ])('refuses %s', async (url) => {
    expect((await get(url)).status).toBe(404);
  });

  it('never leaves its folder, whatever the address', async () => {
    const piece = fc.constantFrom(
      '..',
      '%2e%2e',
      '/',
      '%2f',
      '%5c',
      '\\',
      '.',
      'assets',
      'renderer',
      'secret.js',
      '%25',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 12 }), async (pieces) => {
        const response = await get(`app://kiosk/${pieces.join('')}`);
        expect(await response.text()).not.toContain('secret');
      }),
    );
  });
});

describe('permissions', () => {
  it('grants the camera to our page and nothing else to anybody', () => {
    const camera = { permission: 'media', origin: 'app://kiosk/', media: ['video'] };
    expect(isPermitted(camera)).toBe(true);
    const refused = [
      { ...camera, media: ['video', 'audio'] },
      { ...camera, media: [] },
      { ...camera, media: ['unknown'] },
      { ...camera, origin: 'app://kiosk.evil/' },
      { ...camera, origin: 'https://kiosk/' },
      { ...camera, permission: 'geolocation' },
      { ...camera, permission: 'display-capture' },
    ];
    expect(refused.filter(isPermitted)).toEqual([]);
  });
});
