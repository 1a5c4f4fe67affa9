import type { RightsDetail } from '#shared/contract/portal-rights.ts';
import type { ContactRecord } from '#shared/domain/contact.ts';
import { type AccountId, mintId, type OrganisationId, type VisitId } from '#shared/domain/ids.ts';
import { parsePhone } from '#shared/domain/phone.ts';
import { err, type Result } from '#shared/domain/result.ts';
import { hashPerson } from '../sync/service.ts';
import type { RightsParts } from './parts.ts';
import { openContact } from './person.ts';
import { listVisitsById, type PersonVisit } from './reader.ts';
import { close, findOpen } from './requests.ts';
import { insertCorrection } from './transactor.ts';

export interface Change {
  readonly visitIds: readonly VisitId[];
  readonly name?: string | undefined;
  readonly phone?: string | undefined;
  readonly birthYear?: number | undefined;
}

/** What stood there before is kept beside it, sealed as it was, until the same key is destroyed. */
export async function correctVisits(
  parts: RightsParts,
  organisationId: OrganisationId,
  id: string,
  { visitIds, phone: typed, name, birthYear }: Change,
  by: AccountId,
): Promise<Result<RightsDetail, 'not-found' | 'conflict' | 'not-a-phone'>> {
  const request = await findOpen(parts, organisationId, id);
  if (typeof request === 'string') return err(request);
  if (request.kind !== 'correction') return err('conflict');
  const phone = typed === undefined ? null : parsePhone(typed);
  if (phone && !phone.ok) return phone;
  const change: Partial<ContactRecord> = {
    ...(name !== undefined && { name }),
    ...(phone && { phone: phone.value }),
    ...(birthYear !== undefined && { birthYear }),
  };
  const visits = await listVisitsById(parts.store.read, organisationId, visitIds);
  const corrections = visits.flatMap((visit) => prepare(parts, visit, change) ?? []);
  if (corrections.length === 0) return err('conflict');
  const at = parts.clock.now();
  let done = 0;
  await parts.store.transact(async (tx) => {
    for (const correction of corrections) {
      // oxlint-disable-next-line no-await-in-loop
      const changed = await insertCorrection(tx, { ...correction, id: mintId<string>(), requestId: id, at, by });
      if (changed) done += 1;
    }
  });
  const outcome = { visits: done, held: 0 };
  return close(parts, organisationId, id, { by, status: 'done', action: 'rights.corrected', outcome });
}

/** null: its contact is gone, or says so already. */
function prepare({ keys }: RightsParts, visit: PersonVisit, change: Partial<ContactRecord>) {
  const before = openContact(keys, visit);
  if (!before) return null;
  const after: ContactRecord = { ...before, ...change };
  const fields = Object.entries(change)
    .filter(([field, value]) => before[field as keyof ContactRecord] !== value)
    .map(([field]) => field);
  if (fields.length === 0) return null;
  const contact = keys.seal({ owner: visit.venueId, class: 'contact', recordId: visit.id }, visit.day, after);
  return contact && { visit, fields, contact, hashes: hashPerson(keys, after, visit.day) };
}
