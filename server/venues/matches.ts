import type { VenueMatches } from '#shared/contract/portal-venues.ts';
import type { OrganisationId } from '#shared/domain/ids.ts';
import { nameKey, searchWords } from '#shared/domain/search-text.ts';
import type { Readable } from '../store/access.ts';

export interface PlaceToMatch {
  readonly name: string;
  readonly address: { readonly line: string; readonly communeCode: string };
}

/**
 * Whether two address lines of one commune may mean one house: the same number, if both have one, and at least half of the
 * words of the shorter. `12 Lê Lợi` and `Số 12, đường Lê Lợi` may; `12 Lê Lợi` and `14 Lê Lợi` may not.
 */
export function mayBeSameAddress(one: string, other: string): boolean {
  const [first, second] = [wordsOf(one), wordsOf(other)];
  const [numberOne, numberOther] = [first.find(isNumber), second.find(isNumber)];
  if (numberOne !== undefined && numberOther !== undefined && numberOne !== numberOther) return false;
  const [shorter, longer] = first.length <= second.length ? [first, second] : [second, first];
  const shared = shorter.filter((word) => longer.includes(word)).length;
  return shorter.length === 0 || shared * 2 >= shorter.length;
}

/** Words that say what a thing is and not which. */
const FILLERS = new Set(['so', 'duong', 'pho', 'thon', 'to', 'khu', 'dan', 'no', 'street', 'st', 'road']);
const wordsOf = (line: string): string[] => searchWords(line).filter((word) => !FILLERS.has(word));
const isNumber = (word: string): boolean => /^\d/.test(word);

/** @param organisationId null: nobody is signed in, so nothing is their own. */
export async function findMatches(
  db: Readable,
  organisationId: OrganisationId | null,
  { name, address }: PlaceToMatch,
): Promise<VenueMatches> {
  const rows = await db
    .selectFrom('venues')
    .select(['id', 'name', 'organisation_id as organisationId', 'address_line as addressLine'])
    .where('commune_code', '=', address.communeCode)
    .where('name_key', '=', nameKey(name))
    .where('closed_at', 'is', null)
    .limit(100)
    .execute();
  const near = rows.filter(({ addressLine }) => mayBeSameAddress(addressLine, address.line));
  return {
    own: near
      .filter((venue) => venue.organisationId === organisationId)
      .map(({ id, name: known, addressLine }) => ({ id, name: known, addressLine })),
    elsewhere: near.some((venue) => venue.organisationId !== organisationId),
  };
}
