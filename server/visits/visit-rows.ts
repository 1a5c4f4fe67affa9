import type { VisitRow } from '#shared/contract/portal-api.ts';
import type { AccountId, VenueId } from '#shared/domain/ids.ts';
import type { KeyService } from '../keys/service.ts';
import type { Readable } from '../store/access.ts';
import { countParties, labelCards, nameAccounts, type VisitRecord } from './reader.ts';
import { contactStateOf, readVisit } from './visit-line.ts';

export interface RowParts {
  readonly db: Readable;
  readonly keys: Pick<KeyService, 'open'>;
}

/** Who reads: only some may see which of the staff did what. */
export interface RowReader {
  readonly seesStaff: boolean;
}

/** Visits of one venue as the portal shows them, masked. */
export async function toVisitRows(
  { db, keys }: RowParts,
  venueId: VenueId,
  records: readonly VisitRecord[],
  { seesStaff }: RowReader,
): Promise<VisitRow[]> {
  const parties = await countParties(db, venueId, records);
  const actors = records.map(({ resolvedBy }) => resolvedBy);
  const nameOf = seesStaff ? await nameStaff(db, venueId, actors) : () => null;
  return records.map((record) => {
    const line = readVisit(keys, record, 'masked');
    const { name, phone, flags, ...others } = line;
    return {
      ...others,
      maskedName: name,
      maskedPhone: phone,
      contact: contactStateOf(keys, record, line),
      flags: [...flags],
      partySize: parties.get(record.partyId) ?? 1,
      resolution: resolutionOf(record, nameOf),
    };
  });
}

export type NameOf = (actor: string) => string | null;

function resolutionOf({ resolvedAt, resolvedBy, verdict }: VisitRecord, nameOf: NameOf): VisitRow['resolution'] {
  if (resolvedAt === null || verdict === null) return null;
  return { verdict, at: resolvedAt, by: resolvedBy === null ? null : nameOf(resolvedBy) };
}

/** From `card:<hash>` and `account:<id>` to what people call them. */
export async function nameStaff(db: Readable, venueId: VenueId, acted: ReadonlyArray<string | null>): Promise<NameOf> {
  const actors = [...new Set(acted.flatMap((actor) => actor ?? []))];
  const after = (prefix: string): string[] =>
    actors.filter((actor) => actor.startsWith(prefix)).map((actor) => actor.slice(prefix.length));
  const labels = await labelCards(db, venueId, after('card:'));
  const names = await nameAccounts(db, after('account:') as AccountId[]);
  return (actor) => {
    const [kind, id = ''] = actor.split(':');
    return (kind === 'card' ? labels.get(id) : names.get(id)) ?? null;
  };
}
