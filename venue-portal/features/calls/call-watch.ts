import type { CallList } from '#shared/contract/portal-door.ts';

export type Call = CallList['calls'][number];

/** Somebody still waits: reminded this often. */
const AGAIN_MS = 20_000;

export interface Watch {
  readonly known: ReadonlySet<string>;
  readonly rangAt: number;
}

export const WATCH_NOTHING: Watch = { known: new Set(), rangAt: Number.NEGATIVE_INFINITY };

/** Whether the bell should ring now: for everybody who is new, and again while anybody waits. */
export function watchCalls(watch: Watch, calls: readonly Call[], now: number): { ring: boolean; watch: Watch } {
  const isNew = calls.some(({ visitId }) => !watch.known.has(visitId));
  const ring = isNew || (calls.length > 0 && now - watch.rangAt >= AGAIN_MS);
  const known = new Set(calls.map(({ visitId }) => visitId));
  return { ring, watch: { known, rangAt: ring ? now : watch.rangAt } };
}
