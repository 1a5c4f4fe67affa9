import type { ChangedField } from '#shared/contract/portal-imports.ts';
import type { Responsible } from '#shared/contract/portal-venues.ts';
import type { OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { E164 } from '#shared/domain/phone.ts';
import { nameKey } from '#shared/domain/search-text.ts';
import type { VenueType } from '#shared/domain/venue.ts';
import { recordAudit } from '../audit/service.ts';
import type { Readable, Writable } from '../store/access.ts';
import { updateVenue } from './basics-transactor.ts';
import { countEntrances, findVenue, listEntrances } from './reader.ts';
import { formatSerial, stemOf } from './serial.ts';
import { insertEntrance } from './transactor.ts';

/** A venue as a list of another program has it. What it does not tell stays as it is. */
export interface VenueEntry {
  readonly externalId: string | null;
  readonly name: string;
  readonly type: VenueType | null;
  readonly address: { readonly line: string; readonly communeCode: string };
  readonly entrances: readonly string[];
  readonly responsible: Responsible | null;
}

export interface KnownVenue {
  readonly id: VenueId;
  readonly externalId: string | null;
  readonly name: string;
  readonly type: VenueType;
  readonly addressLine: string;
  readonly communeCode: string;
  readonly responsibleName: string | null;
  readonly responsiblePhone: E164 | null;
  readonly isClosed: boolean;
  readonly entrances: readonly string[];
}

/** The organisation's venues, to find again what a list names. */
export interface KnownVenues {
  /** By its number; else, where that does not say otherwise, by name, commune and address. */
  find(entry: VenueEntry): KnownVenue | null;
}

export const placeKey = ({ name, address }: Pick<VenueEntry, 'name' | 'address'>): string =>
  `${address.communeCode} ${nameKey(name)} ${nameKey(address.line)}`;

/** @param ids null: all of them, which is what a dry run wants. */
export async function readKnownVenues(
  db: Readable,
  organisationId: OrganisationId,
  entries: readonly VenueEntry[] | null,
): Promise<KnownVenues> {
  let query = db
    .selectFrom('venues')
    .select(['id', 'external_id as externalId', 'name', 'type', 'address_line as addressLine'])
    .select(['commune_code as communeCode', 'responsible_name as responsibleName', 'closed_at as closedAt'])
    .select((select) => select.ref('responsible_phone').$castTo<E164 | null>().as('responsiblePhone'))
    .where('organisation_id', '=', organisationId)
    .orderBy('closed_at');
  if (entries) {
    const numbers = entries.flatMap(({ externalId }) => externalId ?? []);
    const names = [...new Set(entries.map(({ name }) => nameKey(name)))];
    query = query.where((where) =>
      where.or([where('name_key', 'in', names), ...(numbers.length > 0 ? [where('external_id', 'in', numbers)] : [])]),
    );
  }
  const rows = await query.execute();
  const entrances = await readEntranceNames(db, organisationId, entries ? rows.map(({ id }) => id) : null);
  const byNumber = new Map<string, KnownVenue>();
  const byPlace = new Map<string, KnownVenue>();
  for (const { closedAt, ...row } of rows) {
    const venue = { ...row, isClosed: closedAt !== null, entrances: entrances.get(row.id) ?? [] };
    if (venue.externalId !== null) byNumber.set(venue.externalId, venue);
    const key = placeKey({ name: row.name, address: { line: row.addressLine, communeCode: row.communeCode } });
    // A closed one is no answer: who lists it anew means a new one.
    if (!venue.isClosed && !byPlace.has(key)) byPlace.set(key, venue);
  }
  return {
    find(entry) {
      const numbered = entry.externalId === null ? undefined : byNumber.get(entry.externalId);
      if (numbered) return numbered;
      const placed = byPlace.get(placeKey(entry));
      // Two numbers are two venues, even at one address under one name.
      const isOther = placed && placed.externalId !== null && entry.externalId !== null;
      return placed && !isOther ? placed : null;
    },
  };
}

async function readEntranceNames(
  db: Readable,
  organisationId: OrganisationId,
  ids: readonly VenueId[] | null,
): Promise<ReadonlyMap<VenueId, readonly string[]>> {
  if (ids?.length === 0) return new Map();
  let query = db
    .selectFrom('entrances')
    .innerJoin('venues', 'venues.id', 'entrances.venue_id')
    .select(['entrances.venue_id as venueId', 'entrances.name'])
    .where('venues.organisation_id', '=', organisationId)
    .where('entrances.retired_at', 'is', null);
  if (ids) query = query.where('venues.id', 'in', ids);
  const names = new Map<VenueId, string[]>();
  for (const { venueId, name } of await query.execute()) {
    const known = names.get(venueId);
    if (known) known.push(name);
    else names.set(venueId, [name]);
  }
  return names;
}

/** What the entry tells otherwise than it is. */
export function compareVenue(known: KnownVenue, entry: VenueEntry): ChangedField[] {
  const { externalId, name, type, address, responsible } = entry;
  const changes: ChangedField[] = [];
  if (externalId !== null && externalId !== known.externalId) changes.push('externalId');
  if (name !== known.name) changes.push('name');
  if (type !== null && type !== known.type) changes.push('type');
  if (address.line !== known.addressLine || address.communeCode !== known.communeCode) changes.push('address');
  const isSamePerson = responsible?.name === known.responsibleName && responsible?.phone === known.responsiblePhone;
  if (responsible && !isSamePerson) changes.push('responsible');
  if (missingEntrances(known, entry).length > 0) changes.push('entrances');
  return changes;
}

/** Doors that are not told of stay: a list never takes one away. */
function missingEntrances(known: KnownVenue, { entrances }: VenueEntry): string[] {
  const keys = new Set(known.entrances.map(nameKey));
  return entrances.filter((name) => !keys.has(nameKey(name)));
}

export type PutResult = {
  readonly status: 'new' | 'changed' | 'unchanged' | 'error';
  readonly venueId: VenueId | null;
};

export interface VenueUpdate {
  readonly organisationId: OrganisationId;
  readonly actor: string;
  readonly at: number;
}

/** Makes it as the entry says, within the caller's transaction. */
export async function applyChanges(
  tx: Writable,
  { organisationId, actor, at }: VenueUpdate,
  known: KnownVenue,
  entry: VenueEntry,
): Promise<readonly ChangedField[]> {
  const changes = compareVenue(known, entry);
  if (changes.length === 0) return changes;
  const { name, type, address, externalId, responsible } = entry;
  await updateVenue(tx, known.id, {
    name,
    address,
    ...(type !== null && { type }),
    ...(externalId !== null && { externalId }),
    ...(responsible !== null && { responsible }),
  });
  await addEntrances(tx, known.id, missingEntrances(known, entry), at);
  const details = { fields: changes.join(), by: 'import' };
  await recordAudit(tx, { at, actor, action: 'venue.changed', organisationId, subject: `venue:${known.id}`, details });
  return changes;
}

async function addEntrances(tx: Writable, venueId: VenueId, names: readonly string[], at: number): Promise<void> {
  if (names.length === 0) return;
  const venue = await findVenue(tx, venueId);
  const [first] = await listEntrances(tx, [venueId]);
  if (!venue || !first) throw new Error('a venue without an entrance');
  let number = await countEntrances(tx, venueId);
  for (const name of names) {
    number += 1;
    const serial = formatSerial(stemOf(first.serial), number);
    await insertEntrance(tx, { venueId, name, serial, slug: null, at, position: 1_000 });
  }
}
