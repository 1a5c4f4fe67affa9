/** SYNC-SPEC R2: any unseen counter within this of the highest is taken. */
export const COUNTER_WINDOW = 4_096;

/** The counters of one (kiosk, epoch) that were seen. Bit `counter mod 4096`. */
export interface CounterWindow {
  highest: number;
  readonly seen: Uint8Array;
}

export const emptyWindow = (): CounterWindow => ({ highest: 0, seen: new Uint8Array(COUNTER_WINDOW / 8) });

/** Marks a counter as seen. @returns false when it was seen before or is too old to know. */
export function claimCounter(window: CounterWindow, counter: number): boolean {
  if (counter > window.highest) {
    forgetBetween(window, counter);
    window.highest = counter;
  } else if (counter <= window.highest - COUNTER_WINDOW || isSeen(window, counter)) {
    return false;
  }
  const bit = counter % COUNTER_WINDOW;
  window.seen[bit >> 3] = (window.seen[bit >> 3] ?? 0) | (1 << (bit & 7));
  return true;
}

/** The places of the counters that were jumped over hold what is 4,096 older. */
function forgetBetween({ highest, seen }: CounterWindow, counter: number): void {
  if (counter - highest >= COUNTER_WINDOW) {
    seen.fill(0);
    return;
  }
  for (let skipped = highest + 1; skipped <= counter; skipped += 1) {
    const bit = skipped % COUNTER_WINDOW;
    seen[bit >> 3] = (seen[bit >> 3] ?? 0) & ~(1 << (bit & 7));
  }
}

function isSeen({ seen }: CounterWindow, counter: number): boolean {
  const bit = counter % COUNTER_WINDOW;
  return ((seen[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0;
}
