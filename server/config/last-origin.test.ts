import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readLastOrigin, writeLastOrigin } from './last-origin.ts';

it('remembers where the server was reached last', () => {
  const folder = mkdtempSync(join(tmpdir(), 'origin-'));
  expect(readLastOrigin(folder)).toBeNull();
  writeLastOrigin(folder, 'http://127.0.0.1:8080');
  writeLastOrigin(folder, 'https://checkin.example.vn');
  expect(readLastOrigin(folder)).toBe('https://checkin.example.vn');
  writeFileSync(join(folder, 'run/server.json'), '{');
  expect(readLastOrigin(folder)).toBeNull();
  rmSync(folder, { recursive: true });
});
