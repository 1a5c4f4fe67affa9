import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildAndStamp, hashSources, isFresh } from './stamps.mjs';

let root: string;
const target = { name: 'thing', sources: ['src', 'lock.json'], outputs: ['dist/thing.js'] };

function write(path: string, text: string): void {
  mkdirSync(join(root, path, '..'), { recursive: true });
  writeFileSync(join(root, path), text);
}

const build = async (): Promise<void> => write('dist/thing.js', 'built');

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'stamps-'));
  write('src/a.ts', 'a');
  write('src/deep/b.ts', 'b');
  write('lock.json', '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('a stamp', () => {
  it('is fresh after a build, and no longer after a change, a new file, a renamed file or a lost output', async () => {
    expect(isFresh(root, target)).toBe(false);
    const changes = [
      () => write('src/deep/b.ts', 'changed'),
      () => write('src/c.ts', ''),
      () => rmSync(join(root, 'src/c.ts')),
      () => write('lock.json', '{ }'),
      () => rmSync(join(root, 'dist/thing.js')),
    ];
    for (const change of changes) {
      await buildAndStamp(root, target, build);
      expect(isFresh(root, target)).toBe(true);
      change();
      expect(isFresh(root, target)).toBe(false);
    }
  });

  it('does not care about tests and other tools', async () => {
    await buildAndStamp(root, target, build);
    write('src/a.test.ts', 'a test');
    write('src/node_modules/x.js', '');
    expect(isFresh(root, target)).toBe(true);
  });

  it('is not left by a build that failed', async () => {
    await buildAndStamp(root, target, build);
    await expect(
      buildAndStamp(root, target, async () => {
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(isFresh(root, target)).toBe(false);
  });

  it('stands for the sources as they were before the build', async () => {
    await buildAndStamp(root, target, async () => {
      await build();
      write('src/a.ts', 'edited meanwhile');
    });
    expect(isFresh(root, target)).toBe(false);
  });

  it('tells the border between two files', () => {
    write('src/a.ts', 'ab');
    write('src/deep/b.ts', '');
    const moved = hashSources(root, ['src']);
    write('src/a.ts', 'a');
    write('src/deep/b.ts', 'b');
    expect(hashSources(root, ['src'])).not.toBe(moved);
  });
});
