import type { Clock } from '../config/clock.ts';

/** Whether a reading begins, or goes on that the trail knows of already. */
export type Readings = (reading: string) => boolean;

/** A screen that stays open asks every few seconds: one act, not thousands. */
const READING_MS = 10 * 60_000;
const REMEMBERED = 10_000;

export function createReadings(clock: Pick<Clock, 'now'>): Readings {
  const begun = new Map<string, number>();
  return (reading) => {
    const known = begun.get(reading);
    const age = known === undefined ? READING_MS : clock.now() - known;
    if (age >= 0 && age < READING_MS) return false;
    if (begun.size >= REMEMBERED) begun.clear();
    begun.set(reading, clock.now());
    return true;
  };
}
