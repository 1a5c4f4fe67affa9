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

export const findSetOfVersion = async (db: Readable, version: number): Promise<string | undefined> =>
  (await db.selectFrom('question_sets').select('questions_json').where('version', '=', version).executeTakeFirst())
    ?.questions_json;
