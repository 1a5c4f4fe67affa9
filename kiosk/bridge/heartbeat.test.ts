import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Patience, type Pulse, watchPulse } from './heartbeat.ts';

/** Answers while `lives`; what is asked in between waits. */
function startPulse(options: Partial<Pulse> = {}) {
  const seen = { lives: true, silences: 0, pings: 0 };
  const stop = watchPulse({
    ping: () => {
      seen.pings += 1;
      return seen.lives ? Promise.resolve() : new Promise(() => undefined);
    },
    patienceMs: () => 1_600,
    onSilence: () => {
      seen.silences += 1;
    },
    ...options,
  });
  return { seen, stop };
}

describe('a watched pulse', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is silent once, at most 1.8 s after the last sign of life', async () => {
    const { seen } = startPulse();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen.silences).toBe(0);
    seen.lives = false;
    await vi.advanceTimersByTimeAsync(1_500);
    expect(seen.silences).toBe(0);
    await vi.advanceTimersByTimeAsync(300);
    expect(seen.silences).toBe(1);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen.silences).toBe(1);
  });

  it('is asked one question at a time', async () => {
    const { seen } = startPulse({ patienceMs: () => 60_000 });
    seen.lives = false;
    await vi.advanceTimersByTimeAsync(10_000);
    expect(seen.pings).toBe(1);
  });

  it('has no sign of life in an answer that is a failure', async () => {
    let silences = 0;
    startPulse({ ping: () => Promise.reject(new Error('nothing drawn')), onSilence: () => (silences += 1) });
    await vi.advanceTimersByTimeAsync(1_800);
    expect(silences).toBe(1);
  });

  it('is not missed by a machine that slept: time is counted in our own ticks', async () => {
    const { seen } = startPulse();
    await vi.advanceTimersByTimeAsync(1_000);
    vi.setSystemTime(Date.now() + 8 * 3_600_000);
    await vi.advanceTimersByTimeAsync(200);
    expect(seen.silences).toBe(0);
  });

  it('may wait for its disk, but not for ever', async () => {
    const { seen } = startPulse({ isWaitingForDisk: () => true });
    seen.lives = false;
    await vi.advanceTimersByTimeAsync(9_500);
    expect(seen.silences).toBe(0);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(seen.silences).toBe(1);
  });

  it('is not asked any more after its end', async () => {
    const { seen, stop } = startPulse();
    seen.lives = false;
    stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(seen).toMatchObject({ pings: 0, silences: 0 });
  });
});

describe('patience', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('is short twice, longer for what is lost again and again, and short again a minute later', async () => {
    const patience = new Patience(1_600);
    const seen: number[] = [];
    for (let losses = 0; losses < 7; losses += 1) {
      seen.push(patience.ms);
      patience.lose();
    }
    expect(seen).toEqual([1_600, 1_600, 3_200, 6_400, 12_800, 12_800, 12_800]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(patience.ms).toBe(1_600);
  });
});
