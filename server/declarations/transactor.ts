import type { QuestionSet } from '#shared/domain/declaration.ts';
import type { OrganisationId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';

/** A version that is there stays as it is. */
export async function insertSet(
  tx: Writable,
  set: QuestionSet,
  organisationId: OrganisationId | null,
  at: Instant,
): Promise<void> {
  await tx
    .insertInto('question_sets')
    .values({
      version: set.version,
      organisation_id: organisationId,
      questions_json: JSON.stringify(set),
      published_at: at,
    })
    .onConflict((conflict) => conflict.column('version').doNothing())
    .execute();
}
