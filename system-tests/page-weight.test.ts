import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const DIST = new URL('../dist', import.meta.url).pathname;

/** Script a browser fetches before the first view: what the page names, gzip, in kB. */
function weighFirstScripts(app: 'portal' | 'visitor'): number {
  const page = readFileSync(join(DIST, app, 'index.html'), 'utf8');
  const scripts = [...page.matchAll(/(?:src|href)="([^"]+[.]js)"/gu)].map(([, path = '']) => basename(path));
  expect(scripts.length).toBeGreaterThan(0);
  const bytes = scripts.map((name) => gzipSync(readFileSync(join(DIST, app, 'assets', name))).length);
  return bytes.reduce((sum, size) => sum + size, 0) / 1_000;
}

describe('what a phone on a bad network loads first', () => {
  it('is under 230 kB of script for the portal', () => expect(weighFirstScripts('portal')).toBeLessThan(230));

  it('is under 110 kB of script for the page behind the poster', () => {
    expect(weighFirstScripts('visitor')).toBeLessThan(110);
  });
});
