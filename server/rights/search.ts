import type { PersonKey, PersonMatches } from '#shared/contract/portal-rights.ts';
import type { ContactRecord } from '#shared/domain/contact.ts';
import type { AccountId, OrganisationId } from '#shared/domain/ids.ts';
import type { CalendarDay } from '#shared/domain/instant.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { hashPerson } from '../sync/service.ts';
import { hashReceiptCode } from '../visitor/service.ts';
import type { RightsParts } from './parts.ts';
import { hashesOf, readPersonKey, toMatch } from './person.ts';
import { findReceipt, findRequest, listVisitsByHash, listVisitsById, type PersonVisit } from './reader.ts';
import { trace, traceVisits } from './requests.ts';

/** As many as one person may have in a month, ten times over. */
const MOST = 500;

export interface Found {
  readonly visits: readonly PersonVisit[];
  /** Of every day that may still hold something; empty where a receipt was given. */
  readonly hashes: readonly Uint8Array[];
}

export async function findVisits(
  { store, keys, clock }: RightsParts,
  organisationId: OrganisationId | null,
  key: PersonKey,
): Promise<Result<Found, 'not-a-key'>> {
  const known = readPersonKey(key);
  if (!known.ok) return known;
  if ('receipt' in known.value) {
    const receipt = await findReceipt(store.read, hashReceiptCode(known.value.receipt));
    const ids = receipt?.visitId ? [receipt.visitId] : [];
    return ok({ visits: await listVisitsById(store.read, organisationId, ids), hashes: [] });
  }
  const hashes = hashesOf(keys, [known.value], clock.today());
  return ok({ visits: await listVisitsByHash(store.read, organisationId, hashes, MOST + 1), hashes });
}

/** Sealed records that wait are opened to see whose they are: nothing else says it. */
export function findHeld(
  { sync, keys }: Pick<RightsParts, 'sync' | 'keys'>,
  organisationId: OrganisationId,
  hashes: readonly Uint8Array[],
): Promise<string[]> {
  if (hashes.length === 0) return Promise.resolve([]);
  const wanted = new Set(hashes.map(textOf));
  const isPerson = (contact: ContactRecord, days: readonly CalendarDay[]): boolean =>
    days.some((day) => hashPerson(keys, contact, day).some((hash) => wanted.has(textOf(hash))));
  return sync.findHeldOf(organisationId, isPerson);
}

const textOf = (hash: Uint8Array): string => Buffer.from(hash).toString('hex');

export async function searchByKey(
  parts: RightsParts,
  organisationId: OrganisationId | null,
  key: PersonKey,
): Promise<Result<PersonMatches, 'not-a-key'>> {
  const found = await findVisits(parts, organisationId, key);
  if (!found.ok) return found;
  const { visits, hashes } = found.value;
  const organisations = organisationId === null ? await listOrganisations(parts) : [organisationId];
  const held = await Promise.all(organisations.map((one) => findHeld(parts, one, hashes)));
  return ok({
    matches: visits.slice(0, MOST).map((visit) => toMatch(parts.keys, visit)),
    held: held.flat().length,
    cut: visits.length > MOST,
  });
}

export async function listOrganisations({ store }: Pick<RightsParts, 'store'>): Promise<OrganisationId[]> {
  const rows = await store.read.selectFrom('organisations').select('id').execute();
  return rows.map(({ id }) => id);
}

/** For a request; the look-up is in the trail, what was looked up by is not. */
export async function findMatches(
  parts: RightsParts,
  organisationId: OrganisationId,
  id: string,
  key: PersonKey,
  by: AccountId,
): Promise<Result<PersonMatches, 'not-found' | 'not-a-key'>> {
  const row = await findRequest(parts.store.read, organisationId, id);
  if (!row) return err('not-found');
  const found = await searchByKey(parts, organisationId, key);
  if (!found.ok) return found;
  const details = { by: key.kind, visits: found.value.matches.length, held: found.value.held };
  const shown = found.value.matches.map(({ visitId }) => visitId);
  await parts.store.transact(async (tx) => {
    await trace(parts, tx, row, 'rights.searched', by, details);
    await traceVisits(parts, tx, row, 'rights.searched', by, shown);
  });
  return found;
}
