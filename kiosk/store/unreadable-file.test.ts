import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StorageFailure } from '#kiosk/core/ports.ts';
import { unlessUnreadable } from './unreadable-file.ts';

const unreadable = new StorageFailure('io', { cause: Object.assign(new Error('EIO'), { code: 'EIO' }) });
const forbidden = new StorageFailure('io', { cause: Object.assign(new Error('EACCES'), { code: 'EACCES' }) });

describe('E2: a database that cannot be read', () => {
  let dir: string;
  let begun: number;
  let failure: StorageFailure;
  let next: () => string;

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'unreadable-'));
    begun = 0;
    failure = unreadable;
    next = () => {
      throw failure;
    };
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const opener = (folder = dir, beginAnew: () => string = () => 'another') =>
    unlessUnreadable(
      folder,
      () => next(),
      () => {
        begun += 1;
        return beginAnew();
      },
    );
  const fail = (open: () => string, times: number): void => {
    for (let count = 0; count < times; count += 1) expect(open).toThrow(StorageFailure);
  };

  it('is tried four times before another is begun, and nothing is left of the trial', () => {
    const open = opener();
    fail(open, 4);
    expect(begun).toBe(0);
    expect(open()).toBe('another');
    expect(readdirSync(dir)).toEqual([]);
  });

  it('is not given up for what permissions stand in the way of', () => {
    failure = forbidden;
    fail(opener(), 10);
    expect(begun).toBe(0);
  });

  it('is given up as soon as the disk takes new files, however late that is', () => {
    const later = join(dir, 'later');
    const open = opener(later);
    fail(open, 8);
    expect(begun).toBe(0);
    mkdirSync(later);
    expect(open()).toBe('another');
  });

  it('is followed by one new file, not by one after the other, until one was opened', () => {
    const open = opener(dir, () => {
      throw unreadable;
    });
    fail(open, 12);
    expect(begun).toBe(1);
    next = () => 'well again';
    expect(open()).toBe('well again');
    next = () => {
      throw unreadable;
    };
    fail(open, 5);
    expect(begun).toBe(2);
  });
});
