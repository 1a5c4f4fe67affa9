import type { DeclarationDraft } from '#shared/domain/declaration-draft.ts';

/** A draft and the way back: letters typed into one field are one step. */
export interface EditHistory {
  readonly past: readonly DeclarationDraft[];
  readonly present: DeclarationDraft;
  readonly future: readonly DeclarationDraft[];
  /** Which field the last edit was typed into; null: it was no typing. */
  readonly field: string | null;
}

export type EditAct =
  | {
      readonly do: 'edit';
      readonly edit: (draft: DeclarationDraft) => DeclarationDraft;
      readonly field?: string;
    }
  | { readonly do: 'undo' | 'redo' };

const MAX_STEPS = 100;

export const beginHistory = (present: DeclarationDraft): EditHistory => ({
  past: [],
  present,
  future: [],
  field: null,
});

export function stepHistory(history: EditHistory, act: EditAct): EditHistory {
  const { past, present, future } = history;
  switch (act.do) {
    case 'edit': {
      const next = act.edit(present);
      const field = act.field ?? null;
      if (next === present) return history;
      const isSameStep = field !== null && field === history.field;
      return { past: isSameStep ? past : [...past, present].slice(-MAX_STEPS), present: next, future: [], field };
    }
    case 'undo': {
      const before = past.at(-1);
      if (!before) return history;
      return { past: past.slice(0, -1), present: before, future: [present, ...future], field: null };
    }
    case 'redo': {
      const [next, ...rest] = future;
      return next ? { past: [...past, present], present: next, future: rest, field: null } : history;
    }
  }
}
