import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { addDays } from '#shared/domain/instant.ts';
import { openWitnessFile } from './witness-file.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'witness-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('heads of the audit trail that a kiosk witnesses', () => {
  it('D4: keeps the first of each day, on the disk, and never replaces one', () => {
    const file = openWitnessFile(dir);
    expect([file.newestDay(), file.pick()]).toEqual([null, null]);
    file.keep({ day: '2026-11-22', document: 'first' });
    file.keep({ day: '2026-11-22', document: 'second' });
    file.keep({ day: '2026-11-21', document: 'of before' });
    file.keep({ day: '2026-11-23', document: 'two\nlines' });
    expect(readFileSync(join(dir, 'witnesses.txt'), 'utf8')).toBe('2026-11-22 first\n');
    expect(statSync(join(dir, 'witnesses.txt')).mode & 0o777).toBe(0o600);
    const again = openWitnessFile(dir);
    expect([again.newestDay(), again.pick()]).toEqual(['2026-11-22', 'first']);
  });

  it('D4: keeps 400 days and shows each of them in its turn', () => {
    const lines = Array.from({ length: 400 }, (_, day) => `${addDays('2026-11-22', day)} d${day}\n`);
    writeFileSync(join(dir, 'witnesses.txt'), lines.join(''));
    const file = openWitnessFile(dir);
    for (let day = 400; day < 403; day += 1) file.keep({ day: addDays('2026-11-22', day), document: `d${day}` });
    const shown = new Set(Array.from({ length: 400 }, () => file.pick()));
    expect(shown.size).toBe(400);
    expect([shown.has('d2'), shown.has('d3'), shown.has('d402')]).toEqual([false, true, true]);
  });

  it('does without a file that cannot be read, and leaves it alone', () => {
    mkdirSync(join(dir, 'witnesses.txt'));
    const file = openWitnessFile(dir);
    file.keep({ day: '2026-11-22', document: 'first' });
    expect([file.newestDay(), file.pick()]).toEqual([null, null]);
  });

  it('leaves out what is no head', () => {
    writeFileSync(join(dir, 'witnesses.txt'), '2026-11-22 first\nnonsense\n\u0000\n2026-11-23 sec');
    expect(openWitnessFile(dir).newestDay()).toBe('2026-11-23');
  });
});
