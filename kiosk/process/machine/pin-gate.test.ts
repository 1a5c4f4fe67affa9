import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hash } from '@node-rs/argon2';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { MINUTE_MS } from '#shared/domain/instant.ts';
import { createPinGate, lockMs, type PinGate } from './pin-gate.ts';

const QUICK = { memoryCost: 1_024, timeCost: 1, parallelism: 1 };

let stored = '';
let dir: string;
let gate: PinGate;

beforeAll(async () => {
  stored = await hash('271828', QUICK);
});
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'clearTimeout', 'Date'] });
  dir = mkdtempSync(join(tmpdir(), 'pin-'));
  gate = createPinGate(dir);
});
afterEach(() => {
  gate.close();
  vi.useRealTimers();
  rmSync(dir, { recursive: true });
});

const tryWrong = async (times: number): Promise<unknown> => {
  let last: unknown;
  for (let n = 0; n < times; n += 1) last = await gate.check(stored, `31415${n}`);
  return last;
};
const tryRight = () => gate.check(stored, '271828');
function powerCycle(): void {
  gate.close();
  gate = createPinGate(dir);
}

describe('the staff PIN', () => {
  it('is right or wrong, or was never set', async () => {
    expect(await gate.check(null, '271828')).toEqual({ is: 'unset' });
    expect(await gate.check(stored, '271829')).toEqual({ is: 'wrong', triesLeft: 4 });
    expect(await tryRight()).toEqual({ is: 'right' });
    expect(await gate.check(stored, '271829')).toEqual({ is: 'wrong', triesLeft: 4 });
  });

  it('is not looked at for longer and longer after five wrong ones; the right one ends that', async () => {
    expect(await tryWrong(5)).toEqual({ is: 'locked', forMs: 30_000 });
    expect(await tryRight()).toEqual({ is: 'locked', forMs: 30_000 });
    vi.advanceTimersByTime(29_990);
    expect(await tryRight()).toEqual({ is: 'locked', forMs: 10 });
    vi.advanceTimersByTime(10);
    expect(await tryWrong(1)).toEqual({ is: 'locked', forMs: MINUTE_MS });
    vi.advanceTimersByTime(MINUTE_MS);
    expect(await tryRight()).toEqual({ is: 'right' });
    expect(await tryWrong(1)).toEqual({ is: 'wrong', triesLeft: 4 });
    expect(Array.from({ length: 12 }, (_, wrong) => lockMs(wrong) / 1_000)).toEqual([
      0, 0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900,
    ]);
    expect(lockMs(1_000_000)).toBe(900_000);
  });

  it('counts on over a power cut, also in the middle of a try', async () => {
    await tryWrong(3);
    powerCycle();
    expect(await tryWrong(1)).toEqual({ is: 'wrong', triesLeft: 1 });
    void gate.check(stored, '000000');
    await Promise.resolve();
    powerCycle();
    expect(await tryRight()).toMatchObject({ is: 'locked' });
  });

  it('a lock is as long after a power cut, whatever the clock says, and once it was paid it is over', async () => {
    await tryWrong(6 - 1);
    vi.advanceTimersByTime(20_000);
    vi.setSystemTime(Date.now() + 365 * 24 * 60 * MINUTE_MS);
    expect(await tryRight()).toEqual({ is: 'locked', forMs: 10_000 });
    powerCycle();
    expect(await tryRight()).toEqual({ is: 'locked', forMs: 30_000 });
    vi.advanceTimersByTime(30_000);
    powerCycle();
    expect(await tryRight()).toEqual({ is: 'right' });
  });

  it('a new PIN begins anew', async () => {
    await tryWrong(5);
    const other = await hash('161803', QUICK);
    expect(await gate.check(other, '271828')).toEqual({ is: 'wrong', triesLeft: 4 });
    expect(await gate.check(other, '161803')).toEqual({ is: 'right' });
  });

  it('is tried one after the other, however fast they come', async () => {
    const all = await Promise.all(Array.from({ length: 8 }, (_, n) => gate.check(stored, `99990${n}`)));
    expect(all.map(({ is }) => is)).toEqual([...Array(4).fill('wrong'), ...Array(4).fill('locked')]);
  });

  it('leaves counts behind and nothing else, for its owner only', async () => {
    await tryWrong(2);
    const file = join(dir, 'staff-pin.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      v: 1,
      of: expect.stringMatching(/^.{16}$/),
      wrong: 2,
      locked: false,
    });
  });

  it('is locked once when somebody has been at the file, and says nothing of a hash that is none', async () => {
    writeFileSync(join(dir, 'staff-pin.json'), '{"v":1,"wrong":-3}');
    powerCycle();
    expect(await tryRight()).toEqual({ is: 'locked', forMs: 30_000 });
    expect(await gate.check('not a hash', '271828')).toMatchObject({ is: 'locked' });
    vi.advanceTimersByTime(30_000);
    expect(await tryRight()).toEqual({ is: 'right' });
    expect(await gate.check('not a hash', '271828')).toEqual({ is: 'wrong', triesLeft: 4 });
  });
});
