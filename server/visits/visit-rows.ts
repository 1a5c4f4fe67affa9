import type { VisitRow } from '#shared/contract/portal-api.ts';
import type { AccountId, VenueId } from '#shared/domain/ids.ts';
import type { KeyService } from '../keys/service.ts';
import type { Readable } from '../store/access.ts';
import { countParties, labelCards, nameAccounts, type VisitRecord } from './reader.ts';
import { readVisit } from './visit-line.ts';

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
  const nameOf = seesStaff ? await nameStaff(db, venueId, records) : () => null;
  return records.map((record) => {
    const { name, phone, flags, ...line } = readVisit(keys, record, 'masked');
    return {
      ...line,
      maskedName: name,
      maskedPhone: phone,
      flags: [...flags],
      partySize: parties.get(record.partyId) ?? 1,
      resolution: resolutionOf(record, nameOf),
    };
  });
}

type NameOf = (actor: string) => string | null;

function resolutionOf({ resolvedAt, resolvedBy, verdict }: VisitRecord, nameOf: NameOf): VisitRow['resolution'] {
  if (resolvedAt === null || verdict === null) return null;
  return { verdict, at: resolvedAt, by: resolvedBy === null ? null : nameOf(resolvedBy) };
}

/** From `card:<hash>` and `account:<id>` to what people call them. */
async function nameStaff(db: Readable, venueId: VenueId, records: readonly VisitRecord[]): Promise<NameOf> {
  const actors = [...new Set(records.flatMap(({ resolvedBy }) => resolvedBy ?? []))];
  const after = (prefix: string): string[] =>
    actors.filter((actor) => actor.startsWith(prefix)).map((actor) => actor.slice(prefix.length));
  const labels = await labelCards(db, venueId, after('card:'));
  const names = await nameAccounts(db, after('account:') as AccountId[]);
  return (actor) => {
    const [kind, id = ''] = actor.split(':');
    return (kind === 'card' ? labels.get(id) : names.get(id)) ?? null;
  };
}
