import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BLANK_MACHINE } from '#kiosk/core/staff/machine-view.ts';
import { openMachineSettings } from './machine-settings.ts';

const USUAL = BLANK_MACHINE.settings;

let dir: string;
let file: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'machine-'));
  file = join(dir, 'machine.json');
});
afterEach(() => rmSync(dir, { recursive: true }));

describe("a machine's own settings", () => {
  it('are the usual ones before anybody set them, and nothing is written', () => {
    expect(openMachineSettings(dir).settings).toEqual(USUAL);
    expect(existsSync(file)).toBe(false);
  });

  it('change one by one and are there after a restart, for their owner only', () => {
    const opened = openMachineSettings(dir);
    opened.save({ pixelsPerMm: 6.25 });
    expect(opened.save({ volume: 40, printer: { kind: 'system', name: null } })).toEqual(opened.settings);
    expect(openMachineSettings(dir).settings).toEqual({
      ...USUAL,
      pixelsPerMm: 6.25,
      volume: 40,
      printer: { kind: 'system', name: null },
    });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it.each(['', '{"language":', '[]', 'null', '7'])('are the usual ones when the file holds %j', (text) => {
    writeFileSync(file, text);
    expect(openMachineSettings(dir).settings).toEqual(USUAL);
  });

  it('keep what still makes sense beside what does not', () => {
    writeFileSync(file, '{"language":"en","volume":900,"printer":{"kind":"laser"},"later":true}');
    expect(openMachineSettings(dir).settings).toEqual({ ...USUAL, language: 'en' });
  });

  it('hold for this run when the disk takes nothing, and the old file stays whole', () => {
    const opened = openMachineSettings(dir);
    opened.save({ volume: 10 });
    mkdirSync(`${file}.part`);
    expect(opened.save({ volume: 20 }).volume).toBe(20);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ volume: 10 });
  });
});
