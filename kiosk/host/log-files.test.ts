import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LogFiles } from './log-files.ts';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'log-files-'));
  folder = join(root, 'logs');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const sizes = (): Record<string, number> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, statSync(join(folder, name)).size]));

describe('log files', () => {
  it('turn over, and all of them together stay within their bounds', async () => {
    const logs = new LogFiles(folder, { maxBytes: 1_000, files: 3 });
    for (let number = 0; number < 500; number += 1) {
      logs.append(`line ${String(number).padStart(4, '0')} ${'ế'.repeat(30)}`);
      if (number % 50 === 0) await logs.flush();
    }
    await logs.flush();
    expect(Object.keys(sizes()).toSorted()).toEqual(['kiosk.1.log', 'kiosk.2.log', 'kiosk.log']);
    for (const size of Object.values(sizes())) expect(size).toBeLessThanOrEqual(1_000);
    const kept = ['kiosk.2.log', 'kiosk.1.log', 'kiosk.log'].map((name) => readFileSync(join(folder, name), 'utf8'));
    const numbers =
      kept
        .join('')
        .match(/(?<=line )\d+/g)
        ?.map(Number) ?? [];
    expect(numbers.at(-1)).toBe(499);
    // The newest, in order, without a gap.
    expect(numbers).toEqual(numbers.map((_, index) => 500 - numbers.length + index));
  });

  it('go on where the last run ended', async () => {
    for (const word of ['one', 'two']) {
      const logs = new LogFiles(folder);
      logs.append(word);
      await logs.flush();
    }
    expect(readFileSync(join(folder, 'kiosk.log'), 'utf8')).toBe('one\ntwo\n');
  });

  it('are for the account of the kiosk alone', async () => {
    const logs = new LogFiles(folder);
    logs.append('x');
    await logs.flush();
    expect(statSync(join(folder, 'kiosk.log')).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it('cut a line that has no end', async () => {
    const logs = new LogFiles(folder, { maxBytes: 10_000, files: 2 });
    logs.append('x'.repeat(1_000_000));
    await logs.flush();
    expect(sizes()['kiosk.log']).toBeLessThan(10_000);
  });

  it('never stop the kiosk: no folder can be made, none can be written to, then one can', async () => {
    writeFileSync(folder, 'a file in the way');
    const logs = new LogFiles(folder);
    logs.append('lost');
    await logs.flush();
    rmSync(folder);
    logs.append('kept');
    await logs.flush();
    expect(readFileSync(join(folder, 'kiosk.log'), 'utf8')).toBe('kept\n');
    chmodSync(folder, 0o500);
    logs.append('maybe lost, as root not');
    await logs.flush();
    chmodSync(folder, 0o700);
  });

  it('never stop the kiosk: the disk is full', async () => {
    const logs = new LogFiles('/dev/full');
    for (let number = 0; number < 5_000; number += 1) logs.append('lost');
    await expect(logs.flush()).resolves.toBeUndefined();
  });
});
