import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readLastRun, writeLastRun } from './last-run.ts';

it('remembers how the server ran last', () => {
  const folder = mkdtempSync(join(tmpdir(), 'last-run-'));
  expect(readLastRun(folder)).toBeNull();
  writeLastRun(folder, { origin: 'http://127.0.0.1:8080', timeZone: 'UTC' });
  writeLastRun(folder, { origin: 'https://checkin.example.vn', timeZone: 'Asia/Ho_Chi_Minh' });
  expect(readLastRun(folder)).toEqual({ origin: 'https://checkin.example.vn', timeZone: 'Asia/Ho_Chi_Minh' });
  writeFileSync(join(folder, 'run/server.json'), '{');
  expect(readLastRun(folder)).toBeNull();
  rmSync(folder, { recursive: true });
});
