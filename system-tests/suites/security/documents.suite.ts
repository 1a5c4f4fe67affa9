import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const TEST_FILE = /`([\w./-]+\.(?:test|suite)\.tsx?)`/g;
const named = (text: string): string[] => [...text.matchAll(TEST_FILE)].map(([, path = '']) => path);
const rowsOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => /^\| (?!---|asset|item)/.test(line))
    .map((line) => line.split('|').map((cell) => cell.trim()));

/** Security.md's tables of what is decided name no tests: they are what tests hold others to. */
const threatsOf = (text: string): string => text.slice(0, text.indexOf('## What is decided'));

describe.each([
  ['docs/security.md', threatsOf],
  ['docs/asvs.md', (text: string) => text],
])('%s', (file, partOf) => {
  it('names tests that exist', () => {
    const tests = named(read(file));
    expect(tests.length).toBeGreaterThan(40);
    expect(tests.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  it('has a test, or a reason in words, in every row of its tables', () => {
    const rows = rowsOf(partOf(read(file)));
    expect(rows.length).toBeGreaterThan(30);
    for (const row of rows) {
      const last = row.at(-2) ?? '';
      expect([row, named(last).length > 0 || /^[A-Z][^`]{10,}$/.test(last)]).toEqual([row, true]);
    }
  });
});

/** Section -> how many requirements of levels 1 and 2 it has in ASVS 5.0.0; they come first in each, numbered from 1. */
const REQUIRED: Readonly<Record<string, number>> = {
  ...{ '1.1': 2, '1.2': 9, '1.3': 11, '1.4': 3, '1.5': 2 },
  ...{ '2.1': 3, '2.2': 3, '2.3': 4, '2.4': 1 },
  ...{ '3.2': 2, '3.3': 4, '3.4': 6, '3.5': 5, '3.7': 2 },
  ...{ '4.1': 3, '4.2': 1, '4.3': 2, '4.4': 4 },
  ...{ '5.1': 1, '5.2': 3, '5.3': 2, '5.4': 3 },
  ...{ '6.1': 3, '6.2': 12, '6.3': 4, '6.4': 4, '6.5': 5, '6.6': 3, '6.8': 4 },
  ...{ '7.1': 3, '7.2': 4, '7.3': 2, '7.4': 5, '7.5': 2, '7.6': 2 },
  ...{ '8.1': 2, '8.2': 3, '8.3': 1, '8.4': 1 },
  ...{ '9.1': 3, '9.2': 4 },
  ...{ '10.1': 2, '10.2': 2, '10.3': 4, '10.4': 11, '10.5': 5, '10.6': 2, '10.7': 3 },
  ...{ '11.1': 2, '11.2': 3, '11.3': 3, '11.4': 4, '11.5': 1, '11.6': 1 },
  ...{ '12.1': 3, '12.2': 2, '12.3': 4 },
  ...{ '13.1': 1, '13.2': 5, '13.3': 2, '13.4': 5 },
  ...{ '14.1': 2, '14.2': 4, '14.3': 3 },
  ...{ '15.1': 3, '15.2': 3, '15.3': 7 },
  ...{ '16.1': 1, '16.2': 5, '16.3': 4, '16.4': 3, '16.5': 3 },
  ...{ '17.1': 1, '17.2': 4, '17.3': 2 },
};

const chapterOf = (section: string): string => section.split('.')[0] ?? '';

/** Each chapter by its number, with its rows. */
const chapters = (): Map<string, string[][]> =>
  new Map(
    read('docs/asvs.md')
      .split(/^## V/m)
      .slice(1)
      .map((part) => [String(Number.parseInt(part, 10)), rowsOf(part)]),
  );

describe('the requirements of ASVS', () => {
  it('are all there, each once and in its chapter', () => {
    for (const [chapter, rows] of chapters()) {
      const items = rows.flatMap(([, item = '']) => item.split(', '));
      const required = Object.entries(REQUIRED)
        .filter(([section]) => chapterOf(section) === chapter)
        .flatMap(([section, count]) => Array.from({ length: count }, (_, i) => `${section}.${i + 1}`));
      expect([chapter, items.toSorted()]).toEqual([chapter, required.toSorted()]);
    }
    expect([...chapters().keys()]).toEqual([...new Set(Object.keys(REQUIRED).map(chapterOf))]);
  });

  it('that something be written down point at what is', () => {
    const written = ['security', 'privacy', 'accounts', 'cryptography'].map((name) => read(`docs/${name}.md`)).join('');
    const parts = [...read('docs/asvs.md').matchAll(/"([^"]+)"/g)].map(([, title = '']) => title);
    expect(parts.length).toBeGreaterThan(5);
    for (const part of parts) {
      expect([part, [`**${part}**`, `## ${part}\n`].some((as) => written.includes(as))]).toEqual([part, true]);
    }
  });
});
