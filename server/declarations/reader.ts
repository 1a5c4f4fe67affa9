import type { OrganisationId } from '#shared/domain/ids.ts';
import type { Readable } from '../store/access.ts';

/** JSON of the newest set of the organisation, else of the deployment. */
export async function findCurrentSet(db: Readable, organisationId: OrganisationId): Promise<string | undefined> {
  const newest = (own: boolean) =>
    db
      .selectFrom('question_sets')
      .select('questions_json')
      .where('organisation_id', own ? '=' : 'is', own ? organisationId : null)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();
  return ((await newest(true)) ?? (await newest(false)))?.questions_json;
}

/** JSON of a set that the organisation asks or has asked; null: of the deployment alone. */
export const findSetOfVersion = async (
  db: Readable,
  version: number,
  organisationId: OrganisationId | null,
): Promise<string | undefined> =>
  (
    await db
      .selectFrom('question_sets')
      .select('questions_json')
      .where('version', '=', version)
      .where((where) => where.or([where('organisation_id', 'is', null), where('organisation_id', '=', organisationId)]))
      .executeTakeFirst()
  )?.questions_json;
