import type { AccountId, OrganisationId, VisitId } from '#shared/domain/ids.ts';
import type { Language } from '#shared/domain/language.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { FileAnswer } from '../http/define-route.ts';
import { type AnsweredVisit, createAnswerFile } from './answer-file.ts';
import type { RightsParts } from './parts.ts';
import { openContact, openHealth } from './person.ts';
import { findOrganisationName, findRequest, listCorrections, listVisitsById, type PersonVisit } from './reader.ts';
import { close, trace, traceVisits } from './requests.ts';

interface AnswerOrder {
  readonly visitIds: readonly VisitId[];
  readonly format: 'pdf' | 'json';
  readonly language: Language;
}

/**
 * Everything that is kept, in full, for the person. The trail has it before the file is made; an open request is done with
 * it, and the file may be made again while it is still kept.
 */
export async function answerAccess(
  parts: RightsParts,
  organisationId: OrganisationId,
  id: string,
  { visitIds, format, language }: AnswerOrder,
  by: AccountId,
): Promise<Result<FileAnswer, 'not-found' | 'conflict'>> {
  const { store, clock, timeZone } = parts;
  const row = await findRequest(store.read, organisationId, id);
  if (!row) return err('not-found');
  if (row.kind !== 'access' || row.status === 'refused') return err('conflict');
  const visits = await listVisitsById(store.read, organisationId, visitIds);
  if (visits.length === 0) return err('conflict');
  const action = 'rights.answered';
  const shown = visits.map((visit) => visit.id);
  if (row.status === 'open') {
    const outcome = { visits: visits.length, held: 0 };
    const closed = await close(parts, organisationId, id, { by, status: 'done', action, outcome, shown });
    if (!closed.ok) return closed;
  } else {
    await store.transact(async (tx) => {
      await trace(parts, tx, row, action, by, { visits: visits.length, again: true });
      await traceVisits(parts, tx, row, action, by, shown);
    });
  }
  const answer = {
    reference: row.reference,
    organisationName: await findOrganisationName(store.read, organisationId),
    answeredAt: clock.now(),
    visits: await openAll(parts, visits),
    timeZone,
  };
  return ok(await createAnswerFile(answer, { format, language }));
}

async function openAll(
  { store, keys, auditView, declarations }: RightsParts,
  visits: readonly PersonVisit[],
): Promise<AnsweredVisit[]> {
  const corrections = await listCorrections(
    store.read,
    visits.map(({ id }) => id),
  );
  return Promise.all(
    visits.map(async (visit) => ({
      visit,
      contact: openContact(keys, visit),
      health: openHealth(keys, visit),
      questions:
        visit.questionsVersion === null
          ? null
          : await declarations.findVersion(visit.organisationId, visit.questionsVersion),
      corrections: corrections
        .filter(({ visitId }) => visitId === visit.id)
        .map(({ at, fieldsJson }) => ({ at, fields: JSON.parse(fieldsJson) as string[] })),
      readings: await auditView.readingsOf({ ...visit, endedAt: visit.leftAt ?? visit.endsAt }),
    })),
  );
}
