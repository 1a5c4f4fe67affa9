import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { Declaration } from '#shared/contract/portal-settings.ts';
import { type DeclarationDraft, isSameDraft, toDraft } from '#shared/domain/declaration-draft.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { ProblemError } from '../../api/problem-error.ts';
import { type DeclarationOwner, saveDraft, useNoteDraft } from '../../api/settings.ts';
import { beginHistory, type EditAct, type EditHistory, stepHistory } from './edit-history.ts';

type SaveState =
  | { readonly is: 'none' | 'saving' | 'failed' | 'conflict' }
  | { readonly is: 'saved'; readonly at: Instant };

/** Typing pauses for so long when a thought ends. */
const SAVE_AFTER_MS = 900;
const RETRY_MS = 6_000;

export interface DraftWork {
  readonly history: EditHistory;
  readonly draft: DeclarationDraft;
  readonly edit: (act: EditAct) => void;
  readonly state: SaveState;
  /** Differs from what is asked now. */
  readonly isChanged: boolean;
  /** Saves what is not saved yet. @returns the revision that is on the server; null when it could not be saved. */
  readonly flush: () => Promise<number | null>;
}

/**
 * What is being written: kept on the server by itself, a moment after each change.
 *
 * @param start what to begin with in place of the draft that is there: an older version, or one that was thrown away.
 */
export function useDraft(owner: DeclarationOwner, declaration: Declaration, start: DeclarationDraft | null): DraftWork {
  const [asked] = useState(() => toDraft(declaration.current));
  const [initial] = useState(() => ({
    content: declaration.draft?.content ?? asked,
    revision: declaration.draft?.revision ?? 0,
  }));
  const [history, edit] = useReducer(stepHistory, start ?? initial.content, beginHistory);
  const { present } = history;
  const note = useNoteDraft(owner);
  const [state, setState] = useState<SaveState>(
    declaration.draft ? { is: 'saved', at: declaration.draft.savedAt } : { is: 'none' },
  );
  const [storedContent, setStoredContent] = useState(initial.content);
  const stored = useRef(initial);
  const latest = useRef(present);
  const saving = useRef<Promise<number | null> | null>(null);
  useEffect(() => {
    latest.current = present;
  }, [present]);

  const flush = useCallback(async (): Promise<number | null> => {
    await saving.current;
    const content = latest.current;
    const { revision } = stored.current;
    if (content === stored.current.content && revision > 0) return revision;
    setState({ is: 'saving' });
    saving.current = saveDraft(owner, content, revision).then(
      (saved) => {
        stored.current = { content, revision: saved.revision };
        setStoredContent(content);
        setState({ is: 'saved', at: saved.savedAt });
        note({ content, savedBy: null, ...saved });
        return saved.revision;
      },
      (error: unknown) => {
        const isTaken = error instanceof ProblemError && error.code === 'conflict';
        setState({ is: isTaken ? 'conflict' : 'failed' });
        return null;
      },
    );
    return saving.current;
  }, [owner, note]);

  const isStored = present === storedContent;
  useEffect(() => {
    // Every change begins to wait anew.
    if (present === storedContent || state.is === 'conflict') return undefined;
    const timer = setTimeout(() => void flush(), state.is === 'failed' ? RETRY_MS : SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [present, storedContent, state, flush]);
  useWarnBeforeLeaving(!isStored && state.is !== 'conflict');
  return { history, draft: present, edit, state, isChanged: !isSameDraft(present, asked), flush };
}

/** Closing the page within the second in which nothing is saved yet. */
function useWarnBeforeLeaving(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return undefined;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    globalThis.addEventListener('beforeunload', warn);
    return () => globalThis.removeEventListener('beforeunload', warn);
  }, [isOn]);
}
