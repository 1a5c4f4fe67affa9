import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, expect, it } from 'vitest';
import { isInDiskWait } from './disk-wait.ts';

const proc = mkdtempSync(join(tmpdir(), 'proc-'));
afterAll(() => rmSync(proc, { recursive: true }));

it.each([
  ['7 (node) D 1 7 7 0', true],
  ['7 (a) R (b) D 1 7 7 0', true],
  ['7 (node) R 1 7 7 0', false],
  ['7 (x) D ) S 1 7 7 0', false],
  ['', false],
])('reads the state of a process from "%s"', (stat, waits) => {
  mkdirSync(join(proc, '7'), { recursive: true });
  writeFileSync(join(proc, '7', 'stat'), stat);
  expect(isInDiskWait(7, proc)).toBe(waits);
});

it('knows nothing of a process that is not there, and sees itself at work', () => {
  expect(isInDiskWait(undefined)).toBe(false);
  expect(isInDiskWait(8, proc)).toBe(false);
  expect(isInDiskWait(process.pid)).toBe(false);
});
