import type { PosterChoices } from '#shared/contract/portal-posters.ts';

export interface History {
  readonly past: readonly PosterChoices[];
  readonly now: PosterChoices;
  readonly future: readonly PosterChoices[];
  /** What the last change was about, and when: dragging through colours is one step. */
  readonly last: { readonly about: string; readonly at: number } | null;
}

export type HistoryAct =
  | { readonly kind: 'change'; readonly part: Partial<PosterChoices>; readonly at: number }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' };

const MAX_STEPS = 50;
const SAME_STEP_MS = 800;

export const startHistory = (now: PosterChoices): History => ({ past: [], now, future: [], last: null });

export function changeHistory(history: History, act: HistoryAct): History {
  const { past, now, future, last } = history;
  switch (act.kind) {
    case 'change': {
      const next = { ...now, ...act.part };
      if (JSON.stringify(next) === JSON.stringify(now)) return history;
      const about = Object.keys(act.part).join();
      const isSameStep = about === 'brand' && last?.about === about && act.at - last.at < SAME_STEP_MS;
      const steps = isSameStep ? past : [...past, now].slice(-MAX_STEPS);
      return { past: steps, now: next, future: [], last: { about, at: act.at } };
    }
    case 'undo': {
      const before = past.at(-1);
      return before ? { past: past.slice(0, -1), now: before, future: [now, ...future], last: null } : history;
    }
    case 'redo': {
      const [after, ...rest] = future;
      return after ? { past: [...past, now], now: after, future: rest, last: null } : history;
    }
  }
}
