/** Present in Node, Chromium and workers alike, but in no library that shared/ compiles against. */
declare const performance: { now(): number };

/** Milliseconds of a clock that never jumps, for durations only. */
export const monotonicNow = (): number => performance.now();
