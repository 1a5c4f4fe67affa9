import type { DeclarationDraft } from '#shared/domain/declaration-draft.ts';

/** What has just been done, and what was thrown away by it. */
export interface Done {
  readonly words: string;
  readonly discarded?: DeclarationDraft;
}
