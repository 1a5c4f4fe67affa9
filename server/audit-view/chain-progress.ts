import type { ChainCheck } from '#shared/contract/portal-audit.ts';
import { collectProofs, type TrailVerdict, verifyTrail } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { KeyService } from '../keys/service.ts';
import type { Store } from '../store/access.ts';
import { countTrail } from './reader.ts';

/** Follows the chain of the whole deployment in the background, one check at a time. */
export interface ChainChecker {
  /** @returns what is known now; begins a check unless one runs. */
  begin(): ChainCheck;
  look(): ChainCheck;
  /** Waits for the one that runs. */
  settle(): Promise<void>;
}

const NONE: ChainCheck = { state: 'none', checked: 0, total: 0, startedAt: null, endedAt: null, verdict: null };

export function createChainChecker(parts: {
  readonly store: Store;
  readonly keys: KeyService;
  readonly clock: Clock;
}): ChainChecker {
  const { store, keys, clock } = parts;
  let state = NONE;
  let running: Promise<void> = Promise.resolve();

  async function check(): Promise<void> {
    try {
      const total = await countTrail(store.read);
      state = { ...state, total };
      const verdict = await verifyTrail(store.read, await collectProofs(keys), (checked) => {
        state = { ...state, checked };
      });
      state = {
        ...state,
        state: 'done',
        checked: Math.max(state.checked, total),
        endedAt: clock.now(),
        verdict: tell(verdict),
      };
    } catch {
      state = { ...state, state: 'failed', endedAt: clock.now() };
    }
  }

  return {
    look: () => state,
    begin() {
      if (state.state === 'running') return state;
      state = { ...NONE, state: 'running', startedAt: clock.now() };
      running = check();
      return state;
    },
    settle: () => running,
  };
}

function tell(verdict: TrailVerdict): ChainCheck['verdict'] {
  if (!verdict.holds) return verdict;
  const { holds, entries, heads, cutOff } = verdict;
  return { holds, entries, heads, cutOff };
}
