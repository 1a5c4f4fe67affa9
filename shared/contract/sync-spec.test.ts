import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..', '..');
const ROOMS = ['kiosk', 'print', 'server', 'shared', 'system-tests', 'venue-portal'];
const RULE = /^- ([A-Z]\d+)\. /gm;
/** The beginning of a test's name: `'S3: ...'`, or `'R3, S3: ...'` of several. */
const PROOF = /['"`]([A-Z]\d+(?:, [A-Z]\d+)*): /g;

const rules = [...readFileSync(join(ROOT, 'shared/contract/SYNC-SPEC.md'), 'utf8').matchAll(RULE)].map(([, id]) => id);

function listProved(): Set<string> {
  const files = ROOMS.flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(test|suite)\.ts$/.test(file))
      .map((file) => join(ROOT, room, file)),
  );
  const names = files.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(PROOF)].map(([, ids]) => ids ?? ''));
  return new Set(names.flatMap((ids) => ids.split(', ')));
}

describe('SYNC-SPEC.md', () => {
  it('numbers its rules once each', () => {
    expect(rules.length).toBeGreaterThan(40);
    expect(new Set(rules).size).toBe(rules.length);
  });

  it('has a test for each of its rules', () => {
    const proved = listProved();
    expect(rules.filter((rule) => rule !== undefined && !proved.has(rule))).toEqual([]);
  });

  it('knows every rule that a test claims to prove', () => {
    expect([...listProved()].filter((rule) => !rules.includes(rule))).toEqual([]);
  });
});
