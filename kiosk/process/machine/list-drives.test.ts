import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { listDrives } from './list-drives.ts';

it('leaves out a drive that does not answer, and keeps nobody waiting for it', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const asked: string[] = [];
    const listed = listDrives(['/quick', '/hangs'], (dir) => {
      asked.push(dir);
      return dir === '/hangs' ? new Promise(() => undefined) : Promise.resolve(4_096);
    });
    await vi.waitFor(() => expect(asked).toContain('/hangs'), { interval: 1 });
    await vi.advanceTimersByTimeAsync(3_000);
    const found = await listed;
    expect(found.find(({ id }) => id === '/quick')).toMatchObject({ freeBytes: 4_096 });
    expect(found.some(({ id }) => id === '/hangs')).toBe(false);
  } finally {
    vi.useRealTimers();
  }
});

it('lists the folders that were named, with their room, and not those that are gone', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'stick-'));
  const found = await listDrives([dir, join(dir, 'unplugged'), dir]);
  const named = found.filter(({ id }) => id.startsWith(dir));
  expect(named).toEqual([{ id: dir, label: basename(dir), freeBytes: expect.any(Number) }]);
  expect(named[0]?.freeBytes).toBeGreaterThan(0);
  rmSync(dir, { recursive: true });
});
