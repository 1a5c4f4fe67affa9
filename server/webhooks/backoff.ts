import { HOUR_MS, MINUTE_MS } from '#shared/domain/instant.ts';

/** Waits after each failed attempt, as Standard Webhooks recommends: over three days in all. */
const WAITS_MS = [
  5_000,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

/** Deliveries given up in a row after which nobody listens there any more. */
export const GIVE_UP_AFTER = 5;

/** @param attempts made so far. @returns null when it is given up. */
export const waitAfter = (attempts: number, jitter: number): number | null => {
  const wait = WAITS_MS[attempts - 1];
  return wait === undefined ? null : Math.round(wait * (1 + 0.1 * jitter));
};
