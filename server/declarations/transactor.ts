import type { QuestionSet } from '#shared/domain/declaration.ts';
import type { DeclarationDraft } from '#shared/domain/declaration-draft.ts';
import type { AccountId, OrganisationId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';
import type { DeclarationScope } from './reader.ts';

/** What comes with the program. A version that is there stays as it is. */
export async function insertStandardSet(tx: Writable, set: QuestionSet, at: Instant): Promise<void> {
  await tx
    .insertInto('question_sets')
    .values({
      version: set.version,
      organisation_id: null,
      questions_json: JSON.stringify(set),
      published_at: at,
    })
    .onConflict((conflict) => conflict.column('version').doNothing())
    .execute();
}

/** @throws Error when the version is taken. */
export async function insertSet(
  tx: Writable,
  set: QuestionSet,
  { organisationId, venueId }: DeclarationScope,
  by: AccountId,
  at: Instant,
): Promise<void> {
  await tx
    .insertInto('question_sets')
    .values({
      version: set.version,
      organisation_id: organisationId,
      venue_id: venueId,
      questions_json: JSON.stringify(set),
      published_at: at,
      published_by: by,
    })
    .execute();
}

/** They stay to be read: what was declared names its version. */
export async function retireSets(
  tx: Writable,
  { organisationId, venueId }: DeclarationScope,
  at: Instant,
): Promise<void> {
  await tx
    .updateTable('question_sets')
    .set({ retired_at: at })
    .where('organisation_id', '=', organisationId)
    .where('venue_id', venueId === null ? 'is' : '=', venueId)
    .where('retired_at', 'is', null)
    .execute();
}

interface NewDraft {
  readonly id: string;
  readonly organisationId: OrganisationId;
  readonly content: DeclarationDraft;
  readonly revision: number;
  readonly at: Instant;
  readonly by: AccountId;
}

export async function saveDraft(tx: Writable, draft: NewDraft): Promise<void> {
  const changing = {
    draft_json: JSON.stringify(draft.content),
    revision: draft.revision,
    saved_at: draft.at,
    saved_by: draft.by,
  };
  await tx
    .insertInto('question_set_drafts')
    .values({ id: draft.id, organisation_id: draft.organisationId, ...changing })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(changing))
    .execute();
}

export async function deleteDraft(tx: Writable, id: string): Promise<void> {
  await tx.deleteFrom('question_set_drafts').where('id', '=', id).execute();
}
