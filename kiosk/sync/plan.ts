import { DEFAULT_BATCH, MAX_BATCH } from '#shared/contract/kiosk-sync.ts';

/** Times are milliseconds of one monotonic clock; rows are named by their seq. */
export interface Plan {
  /** Records in the next batch at most. */
  readonly limit: number;
  /** Half of what last failed whole though the line was good: beyond it the batch grows slowly. */
  readonly ceiling: number;
  /** Exchanges that failed one after another. */
  readonly failures: number;
  /** A batch that failed whole: an exchange without records tells whether it was the records' fault. */
  readonly suspects: readonly number[] | null;
  /** Records that failed alone wait behind the others (SYNC-SPEC S4). */
  readonly parked: ReadonlyMap<number, Parking>;
  /** The next exchange, if nothing calls for one sooner. */
  readonly dueMs: number;
}

interface Parking {
  readonly untilMs: number;
  readonly tries: number;
}

export type Request =
  | { readonly kind: 'heartbeat' }
  /** Up to `limit` waiting rows by rising seq, without those in `except`. */
  | { readonly kind: 'batch'; readonly limit: number; readonly except: readonly number[] };

export const HEARTBEAT_MS = 30_000;
export const WAKE_MS = 200;
const FIRST_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 30_000;
const FIRST_PARKING_MS = 1_000;
const MAX_PARKING_MS = 3_600_000;
/** A batch on a slow line: what a cut takes away is half of it on the average. */
const BATCH_MS = 4_000;
/** Who was asked to wait comes back within as long again, or within this. */
const MAX_SPREAD_MS = 30_000;

export const startPlan = (nowMs: number): Plan => ({
  limit: DEFAULT_BATCH,
  ceiling: MAX_BATCH,
  failures: 0,
  suspects: null,
  parked: new Map(),
  dueMs: nowMs,
});

/** After a failure the line is tried without records first. @param waiting records that wait, parked ones among them. */
export function planRequest(plan: Plan, waiting: number, nowMs: number): Request {
  if (plan.failures > 0 || waiting === 0) return { kind: 'heartbeat' };
  if (waiting > plan.parked.size) return { kind: 'batch', limit: plan.limit, except: [...plan.parked.keys()] };
  // Only parked ones are left: each alone, so that none can fail another.
  const [due] = [...plan.parked].find(([, { untilMs }]) => untilMs <= nowMs) ?? [];
  if (due === undefined) return { kind: 'heartbeat' };
  return { kind: 'batch', limit: 1, except: [...plan.parked.keys()].filter((seq) => seq !== due) };
}

/** @param sent rows that were in it. @param waiting what still waits afterwards. @param random in [0, 1). @param tookMs there and back. */
export function planAfterSuccess(
  plan: Plan,
  sent: readonly number[],
  waiting: number,
  nowMs: number,
  random: number,
  tookMs: number,
): Plan {
  if (plan.suspects !== null) return splitSuspects(plan, plan.suspects, nowMs);
  const parked = new Map(plan.parked);
  for (const seq of sent) parked.delete(seq);
  const ready = waiting > parked.size;
  const dueMs = ready ? nowMs : Math.min(nowMs + jitter(HEARTBEAT_MS, random), ...untilOf(parked));
  return { ...plan, limit: nextLimit(plan, sent, ready, tookMs), failures: 0, parked, dueMs };
}

/** Larger while a queue drains, by what the line carries; back to normal when it is empty. */
function nextLimit({ limit, ceiling }: Plan, sent: readonly number[], ready: boolean, tookMs: number): number {
  if (sent.length === 0) return limit;
  const inTime = Math.max(1, Math.floor((sent.length * BATCH_MS) / Math.max(tookMs, 1)));
  const grown = limit < ceiling ? Math.min(limit * 2, ceiling) : limit + Math.max(1, limit >> 3);
  return Math.min(ready ? Math.min(MAX_BATCH, grown) : DEFAULT_BATCH, inTime);
}

/** The line is good, so it was the batch: halve it, or let the one record that is left wait behind the others. */
function splitSuspects(plan: Plan, suspects: readonly number[], nowMs: number): Plan {
  const next = { ...plan, failures: 0, suspects: null, dueMs: nowMs };
  const [first, ...others] = suspects;
  if (first === undefined || others.length > 0) {
    const half = Math.max(1, suspects.length >> 1);
    return { ...next, limit: half, ceiling: half };
  }
  const tries = (plan.parked.get(first)?.tries ?? 0) + 1;
  const untilMs = nowMs + Math.min(MAX_PARKING_MS, FIRST_PARKING_MS * 4 ** Math.min(tries - 1, 10));
  // It was the record, then, and not how many they were.
  return { ...next, ceiling: MAX_BATCH, parked: new Map(plan.parked).set(first, { untilMs, tries }) };
}

/** @param retryAfterMs what the other side asked for, null when it did not. @param random in [0, 1). */
export function planAfterFailure(
  plan: Plan,
  sent: readonly number[],
  retryAfterMs: number | null,
  nowMs: number,
  random: number,
): Plan {
  const failures = plan.failures + 1;
  // Asked again at once, without the records: the answer tells whether it was the line or the batch.
  if (sent.length > 0 && retryAfterMs === null) return { ...plan, failures, suspects: sent, dueMs: nowMs };
  const backoffMs = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(plan.failures, 10));
  const dueMs = nowMs + (retryAfterMs === null ? jitter(backoffMs, random) : spread(retryAfterMs, random));
  return { ...plan, limit: Math.min(plan.limit, DEFAULT_BATCH), failures, suspects: null, dueMs };
}

/** A new record waits: soon when the line is good, with the next attempt when it is not. */
export const planWake = (plan: Plan, nowMs: number): Plan =>
  plan.failures === 0 ? { ...plan, dueMs: Math.min(plan.dueMs, nowMs + WAKE_MS) } : plan;

const untilOf = (parked: ReadonlyMap<number, Parking>): number[] => [...parked.values()].map(({ untilMs }) => untilMs);

/** Never sooner than asked, and not all at once. */
const spread = (ms: number, random: number): number => ms + random * Math.min(ms, MAX_SPREAD_MS);

/** Between 75 % and 125 %: kiosks that lost the server together do not come back together. */
const jitter = (ms: number, random: number): number => ms * (0.75 + random / 2);
