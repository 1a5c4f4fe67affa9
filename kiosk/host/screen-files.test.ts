import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readScreenFile } from './screen-files.ts';

let root: string;
let folder: string;
const get = (path: string) => readScreenFile(folder, path);
const policyOf = async (path: string): Promise<string> => (await get(path))?.headers['content-security-policy'] ?? '';

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
  it('are the page with a strict policy and a nonce of its own each time', async () => {
    const page = await get('/');
    const policy = page?.headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe-inline');
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(new TextDecoder().decode(page?.body)).toContain(`nonce="${nonce}"`);
    expect(await policyOf('/index.html')).not.toBe(policy);
  });

  it('are scripts with a policy, which their workers live under', async () => {
    expect(await policyOf('/assets/worker.js')).toContain("script-src 'self' 'wasm-unsafe-eval'");
  });

  it('are WebAssembly as what it is, kept by the browser for the hash in its name', async () => {
    const file = await get('/assets/reader.wasm');
    expect(file?.headers).toMatchObject({
      'content-type': 'application/wasm',
      'cache-control': expect.stringContaining('immutable'),
    });
    expect(new TextDecoder().decode(file?.body)).toBe('wasm');
  });

  it.each([
    '/../secret.js',
    '/%2e%2e/secret.js',
    '/..%2fsecret.js',
    '/assets/..%2f..%2fsecret.js',
    '/..%5csecret.js',
    '/%2e%2e%2frenderer-other/secret.js',
    '//etc/passwd',
    '/%00',
    '/%ff',
    '/assets',
    '/.env',
    '',
  ])('are never %s', async (path) => {
    expect(await get(path)).toBeNull();
  });

  it('never lie outside the folder, whatever the address', async () => {
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
        const file = await get(`/${pieces.join('')}`);
        expect(new TextDecoder().decode(file?.body)).not.toContain('secret');
      }),
    );
  });
});
