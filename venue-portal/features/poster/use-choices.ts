import { useCallback, useEffect, useReducer, useRef } from 'react';
import type { PosterChoices } from '#shared/contract/portal-posters.ts';
import type { VenueId } from '#shared/domain/ids.ts';
import { saveChoices } from '../../api/posters.ts';
import { changeHistory, type History, startHistory } from './choice-history.ts';

const SAVE_AFTER_MS = 1_000;

export interface Choices {
  readonly choices: PosterChoices;
  readonly change: (part: Partial<PosterChoices>) => void;
  readonly undo: (() => void) | null;
  readonly redo: (() => void) | null;
}

/** What was chosen, the way back, and the server's memory of it. @param keep false for those who may not print. */
export function useChoices(venueId: VenueId, saved: PosterChoices, keep: boolean): Choices {
  const [history, act] = useReducer(changeHistory, saved, startHistory);
  useSaving(venueId, history, saved, keep);
  const change = useCallback((part: Partial<PosterChoices>) => act({ kind: 'change', part, at: Date.now() }), []);
  return {
    choices: history.now,
    change,
    undo: history.past.length > 0 ? () => act({ kind: 'undo' }) : null,
    redo: history.future.length > 0 ? () => act({ kind: 'redo' }) : null,
  };
}

function useSaving(venueId: VenueId, { now }: History, saved: PosterChoices, keep: boolean): void {
  const last = useRef(saved);
  useEffect(() => {
    if (!keep || now === last.current) return;
    const save = (): void => {
      last.current = now;
      // A convenience: what is printed is what is on the screen, remembered or not.
      saveChoices(venueId, now).catch(() => undefined);
    };
    const timer = setTimeout(save, SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [venueId, now, keep]);
}
