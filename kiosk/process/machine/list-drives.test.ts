import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { listDrives } from './list-drives.ts';

it('lists the folders that were named, with their room, and not those that are gone', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'stick-'));
  const found = await listDrives([dir, join(dir, 'unplugged'), dir]);
  const named = found.filter(({ id }) => id.startsWith(dir));
  expect(named).toEqual([{ id: dir, label: basename(dir), freeBytes: expect.any(Number) }]);
  expect(named[0]?.freeBytes).toBeGreaterThan(0);
  rmSync(dir, { recursive: true });
});
