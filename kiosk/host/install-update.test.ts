import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installUpdate } from './install-update.ts';
import { findUpdatePlace, type UpdatePlace } from './update-place.ts';
import { endTrial, tryUpdate } from './update-trial.ts';

const OLD = '#!/bin/sh\necho old\n';
const NEW = '#!/bin/sh\necho new\n';
const sha256 = createHash('sha256').update(NEW).digest('base64url');

let dir: string;
let data: string;
let app: string;
let file: string;
let place: UpdatePlace;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'install-update-'));
  data = join(dir, 'data');
  app = join(dir, 'kiosk.AppImage');
  file = join(data, 'updates', `${sha256}.package`);
  mkdirSync(join(data, 'updates'), { recursive: true });
  writeFileSync(app, OLD, { mode: 0o755 });
  writeFileSync(file, NEW);
  place = { kind: 'appimage', file: app, platform: 'linux-x64' };
});
afterEach(() => rmSync(dir, { recursive: true }));

const install = (what: Partial<{ file: string; sha256: string }> = {}) =>
  installUpdate(place, { file, sha256, version: '0.2.0', ...what }, data);
const here = (): string => readFileSync(app, 'utf8');

describe('installUpdate', () => {
  it('puts the new program in the place of the old one, which is kept', async () => {
    expect(await install()).toEqual({ ok: true, value: undefined });
    expect([here(), readFileSync(`${app}.previous`, 'utf8')]).toEqual([NEW, OLD]);
    expect(statSync(app).mode & 0o777).toBe(0o755);
    expect(existsSync(`${app}.new`)).toBe(false);
  });

  it('touches nothing for other bytes, nor for a file from elsewhere', async () => {
    writeFileSync(file, `${NEW}#`);
    expect(await install()).toEqual({ ok: false, error: 'wrong-hash' });
    const elsewhere = join(dir, 'elsewhere');
    writeFileSync(elsewhere, NEW);
    expect(await install({ file: elsewhere })).toEqual({ ok: false, error: 'foreign-file' });
    expect(await install({ file: join(data, 'updates', '..', '..', 'elsewhere') })).toMatchObject({ ok: false });
    expect(await install({ file: join(data, 'updates', 'absent') })).toEqual({ ok: false, error: 'failed' });
    expect(here()).toBe(OLD);
    expect(existsSync(`${app}.previous`)).toBe(false);
    expect(tryUpdate(data, app, 1)).toBe('settled');
  });
});

describe('a new program', () => {
  it('that does not come up three times in a row makes room for the one before, and is remembered', async () => {
    await install();
    expect([1, 2, 3].map((n) => tryUpdate(data, app, n * 1_000))).toEqual(['on-trial', 'on-trial', 'on-trial']);
    expect(here()).toBe(NEW);
    expect(tryUpdate(data, app, 4_000)).toBe('rolled-back');
    expect(here()).toBe(OLD);
    expect(JSON.parse(readFileSync(join(data, 'updates', 'refused.json'), 'utf8'))).toEqual({ refused: [sha256] });
    expect(tryUpdate(data, app, 5_000)).toBe('settled');
  });

  it('stays once it came up, however often it is started after that', async () => {
    await install();
    tryUpdate(data, app, 1_000);
    endTrial(data);
    for (const n of [2, 3, 4, 5, 6]) expect(tryUpdate(data, app, n * 1_000)).toBe('settled');
    expect(here()).toBe(NEW);
  });

  it('is not taken back for starts that lie hours apart', async () => {
    await install();
    for (const n of [1, 2, 3, 4, 5]) expect(tryUpdate(data, app, n * 3_600_000)).toBe('on-trial');
  });

  it('stays where it brought the records to a form that the one before cannot read', async () => {
    const bring = (format: number) => writeFileSync(join(data, 'kept.json'), JSON.stringify({ v: 1, format }));
    bring(40);
    await install();
    for (const n of [1, 2, 3]) tryUpdate(data, app, n * 1_000);
    bring(50);
    expect(tryUpdate(data, app, 4_000)).toBe('settled');
    expect(here()).toBe(NEW);
  });

  it('is started, and taken back, on a disk that takes nothing', async () => {
    await install();
    for (const n of [1, 2, 3]) tryUpdate(data, app, n * 1_000);
    const blocked = ['trial.json.part', 'refused.json.part'].map((name) => join(data, 'updates', name));
    for (const name of blocked) mkdirSync(name);
    expect(tryUpdate(data, app, 3_600_000)).toBe('on-trial');
    expect(tryUpdate(data, app, 4_000)).toBe('rolled-back');
    expect(here()).toBe(OLD);
  });

  it('goes on where there is nothing to go back to', async () => {
    await install();
    rmSync(`${app}.previous`);
    for (const n of [1, 2, 3]) tryUpdate(data, app, n * 1_000);
    expect(tryUpdate(data, app, 4_000)).toBe('settled');
    expect(here()).toBe(NEW);
  });
});

describe('findUpdatePlace', () => {
  const linux = { platform: 'linux', arch: 'x64', isPackaged: true } as const;

  it('is an AppImage whose folder can be written to, or an installed program of Windows', () => {
    expect(findUpdatePlace({ ...linux, appImage: app })).toEqual(place);
    expect(findUpdatePlace({ ...linux, platform: 'win32', appImage: undefined })).toEqual({
      kind: 'nsis',
      platform: 'win-x64',
    });
  });

  it.each([
    ['a folder', { ...linux, appImage: undefined }],
    ['an AppImage that is gone', { ...linux, appImage: '/nowhere/kiosk.AppImage' }],
    ['a Mac', { ...linux, platform: 'darwin' as const, appImage: undefined }],
    [
      'a kiosk of Windows that runs from a folder',
      { ...linux, platform: 'win32' as const, isPackaged: false, appImage: undefined },
    ],
  ])('is not %s', (_, around) => expect(findUpdatePlace(around)).toBeNull());
});
