import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const TEST_FILE = /`([\w./-]+\.(?:test|suite)\.tsx?)`/g;
const named = (text: string): string[] => [...text.matchAll(TEST_FILE)].map(([, path = '']) => path);

it('every test that docs/security.md names exists', () => {
  const tests = named(read('docs/security.md'));
  expect(tests.length).toBeGreaterThan(40);
  expect(tests.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

it('every row of its tables has a test, or a reason in words', () => {
  const rows = read('docs/security.md')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !/^\| (?:---|asset|item)/.test(line));
  expect(rows.length).toBeGreaterThan(30);
  for (const row of rows) {
    const last = row.split('|').at(-2)?.trim() ?? '';
    expect([row, named(last).length > 0 || /^[A-Z][^`]{10,}$/.test(last)]).toEqual([row, true]);
  }
});
