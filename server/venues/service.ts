import type { Venue, VenueInput } from '#shared/contract/portal-api.ts';
import type { VenueListQuery, VenueMatches, VenuePage } from '#shared/contract/portal-venues.ts';
import type { EntranceCode, EntranceId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { Writable } from '../store/access.ts';
import { isCommune, nameCommunes, type UnitNames } from '../units/service.ts';
import { createVenueBasics, type VenueBasicsService } from './basics.ts';
import { updateVenue } from './basics-transactor.ts';
import type { VenueDependencies } from './dependencies.ts';
import { listVenuePage } from './list.ts';
import { findMatches, type PlaceToMatch } from './matches.ts';
import {
  countEntrances,
  type EntranceRecord,
  findEntrance,
  findEntranceByCode,
  findEntranceByWord,
  findVenue,
  isStemTaken,
  listEntrances,
  listVenues,
  listVenuesById,
  type VenueRecord,
} from './reader.ts';
import { formatSerial, mintSerialStem, stemOf } from './serial.ts';
import { insertEntrance, insertVenue } from './transactor.ts';
import {
  applyChanges,
  type KnownVenues,
  type PutResult,
  readKnownVenues,
  type VenueEntry,
  type VenueUpdate,
} from './upsert.ts';

export { compareVenue, type KnownVenues, placeKey, type VenueEntry } from './upsert.ts';

/** An entrance with the venue it belongs to, whoever asks. */
export interface Place {
  readonly entrance: EntranceRecord;
  readonly venue: VenueRecord;
  /** One line: street, commune, province. */
  readonly address: string;
  readonly posterUrl: string;
}

export interface NewVenue {
  readonly organisationId: OrganisationId;
  /** As the audit trail names who did it. */
  readonly actor: string;
  readonly input: VenueInput;
  /** Names for commands, one per entrance. */
  readonly slugs?: readonly (string | null)[] | undefined;
}

export interface VenuePut extends VenueUpdate {
  readonly known: KnownVenues;
  readonly entry: VenueEntry;
  /** Of the one entrance of a list that names none. */
  readonly entranceName: string;
}

export interface VenueService {
  readonly basics: VenueBasicsService;
  /** null: `after` is none that this server gave out. */
  listPage(organisationId: OrganisationId, query: VenueListQuery): Promise<VenuePage | null>;
  /** @param organisationId null: nobody is signed in. */
  findMatches(organisationId: OrganisationId | null, place: PlaceToMatch): Promise<VenueMatches>;
  readonly readKnown: typeof readKnownVenues;
  /** Makes a venue what a list says, within the caller's transaction: a new one, a changed one, or none that is closed. */
  put(tx: Writable, put: VenuePut): Promise<PutResult>;
  /** Those of the organisation among them. */
  findMany(organisationId: OrganisationId, ids: readonly VenueId[]): Promise<ReadonlyMap<VenueId, Venue>>;
  isCommune(code: string): Promise<boolean>;
  list(organisationId: OrganisationId): Promise<Venue[]>;
  /** null when the organisation has no such venue. */
  find(organisationId: OrganisationId, id: VenueId): Promise<Venue | null>;
  /** Venue and entrances within the caller's transaction. */
  insert(tx: Writable, venue: NewVenue): Promise<VenueId>;
  create(venue: NewVenue): Promise<Venue | 'unknown-commune'>;
  /** null when the organisation has no such venue. */
  addEntrance(organisationId: OrganisationId, venueId: VenueId, name: string, actor: string): Promise<Venue | null>;
  findPlace(id: EntranceId): Promise<Place | null>;
  findPlaceByCode(code: EntranceCode): Promise<Place | null>;
  /** @param word slug, id or serial. */
  findPlaceByWord(word: string): Promise<Place | null>;
}

const FREE_STEM_TRIES = 20;
/** Behind all others, whatever their order was made. */
const LAST = 1_000;

export function createVenueService(deps: VenueDependencies): VenueService {
  const { store, clock } = deps;
  return {
    basics: createVenueBasics(deps),
    listPage: (organisationId, query) => listVenuePage(deps, organisationId, query),
    findMatches: (organisationId, place) => findMatches(store.read, organisationId, place),
    readKnown: readKnownVenues,
    put: (tx, put) => putVenue(clock, tx, put),
    async findMany(organisationId, ids) {
      const own = (await listVenuesById(store.read, ids)).filter((venue) => venue.organisationId === organisationId);
      return new Map((await viewVenues(deps, own)).map((venue) => [venue.id, venue]));
    },
    isCommune: (code) => isCommune(store.read, code, clock.today()),
    list: async (organisationId) => viewVenues(deps, await listVenues(store.read, organisationId)),
    find: (organisationId, id) => findOwn(deps, organisationId, id),
    insert: (tx, venue) => insertWithEntrances(clock, tx, venue),

    async create(venue) {
      if (!(await isCommune(store.read, venue.input.address.communeCode, clock.today()))) return 'unknown-commune';
      const id = await store.transact((tx) => insertWithEntrances(clock, tx, venue));
      const created = await findOwn(deps, venue.organisationId, id);
      if (!created) throw new Error('a venue just made is gone');
      return created;
    },

    addEntrance: (organisationId, venueId, name, actor) => addEntrance(deps, organisationId, venueId, name, actor),
    findPlace: async (id) => placeOf(deps, await findEntrance(store.read, id)),
    findPlaceByCode: async (code) => placeOf(deps, await findEntranceByCode(store.read, code)),
    findPlaceByWord: async (word) => placeOf(deps, await findEntranceByWord(store.read, word)),
  };
}

async function putVenue(clock: Clock, tx: Writable, put: VenuePut): Promise<PutResult> {
  const { organisationId, actor, known, entry, entranceName } = put;
  const match = known.find(entry);
  if (match?.isClosed) return { status: 'error', venueId: null };
  if (match) {
    const changes = await applyChanges(tx, put, match, entry);
    return { status: changes.length > 0 ? 'changed' : 'unchanged', venueId: match.id };
  }
  const { name, type, address, externalId, responsible } = entry;
  if (type === null) return { status: 'error', venueId: null };
  const entrances = entry.entrances.length > 0 ? [...entry.entrances] : [entranceName];
  const input = { name, type, address, entrances };
  const venueId = await insertWithEntrances(clock, tx, { organisationId, actor, input });
  await updateVenue(tx, venueId, { externalId, responsible });
  return { status: 'new', venueId };
}

const posterUrlOf = ({ publicOrigin }: VenueDependencies, code: EntranceCode): string => `${publicOrigin()}/v/${code}`;

async function viewVenues(deps: VenueDependencies, records: readonly VenueRecord[]): Promise<Venue[]> {
  const ids = records.map(({ id }) => id);
  const entrances = new Map<VenueId, EntranceRecord[]>(ids.map((id) => [id, []]));
  for (const entrance of await listEntrances(deps.store.read, ids)) entrances.get(entrance.venueId)?.push(entrance);
  const communeCodes = records.map(({ communeCode }) => communeCode);
  const names = await nameCommunes(deps.store.read, communeCodes);
  return records.map(({ id, name, type, addressLine, communeCode, createdAt }) => ({
    id,
    name,
    type,
    address: { line: addressLine, communeCode, ...viewNames(names.get(communeCode)) },
    entrances: (entrances.get(id) ?? []).map((entrance) => viewEntrance(deps, entrance)),
    createdAt,
  }));
}

const viewNames = (names: UnitNames | undefined) => ({
  communeName: names?.communeName ?? '',
  provinceName: names?.provinceName ?? '',
});

const viewEntrance = (
  deps: VenueDependencies,
  { id, name, code, serial }: EntranceRecord,
): Venue['entrances'][number] => ({
  id,
  name,
  code,
  posterUrl: posterUrlOf(deps, code),
  serial,
});

async function findOwn(deps: VenueDependencies, organisationId: OrganisationId, id: VenueId): Promise<Venue | null> {
  const record = await findVenue(deps.store.read, id);
  if (record?.organisationId !== organisationId) return null;
  return (await viewVenues(deps, [record]))[0] ?? null;
}

async function placeOf(deps: VenueDependencies, entrance: EntranceRecord | undefined): Promise<Place | null> {
  const venue = entrance && (await findVenue(deps.store.read, entrance.venueId));
  if (!venue) return null;
  const names = (await nameCommunes(deps.store.read, [venue.communeCode])).get(venue.communeCode);
  const address = [venue.addressLine, names?.communeName, names?.provinceName].filter(Boolean).join(', ');
  return { entrance, venue, address, posterUrl: posterUrlOf(deps, entrance.code) };
}

async function insertWithEntrances(
  clock: Clock,
  tx: Writable,
  { organisationId, actor, input, slugs = [] }: NewVenue,
): Promise<VenueId> {
  const at = clock.now();
  const venueId = await insertVenue(tx, organisationId, input, at);
  const names = (await nameCommunes(tx, [input.address.communeCode])).get(input.address.communeCode);
  const stem = await freeStem(tx, names?.provinceName ?? '');
  for (const [index, name] of input.entrances.entries()) {
    const serial = formatSerial(stem, index + 1);
    await insertEntrance(tx, { venueId, name, serial, slug: slugs[index] ?? null, at, position: index });
  }
  const details = { type: input.type, entrances: input.entrances.length };
  await recordAudit(tx, { at, actor, action: 'venue.created', organisationId, subject: `venue:${venueId}`, details });
  return venueId;
}

async function addEntrance(
  deps: VenueDependencies,
  organisationId: OrganisationId,
  venueId: VenueId,
  name: string,
  actor: string,
): Promise<Venue | null> {
  const venue = await findOwn(deps, organisationId, venueId);
  if (!venue) return null;
  const at = deps.clock.now();
  await deps.store.transact(async (tx) => {
    const known = venue.entrances[0];
    const stem = known ? stemOf(known.serial) : await freeStem(tx, venue.address.provinceName);
    const serial = formatSerial(stem, (await countEntrances(tx, venueId)) + 1);
    const id = await insertEntrance(tx, { venueId, name, serial, slug: null, at, position: LAST });
    await recordAudit(tx, { at, actor, action: 'entrance.created', organisationId, subject: `entrance:${id}` });
  });
  return findOwn(deps, organisationId, venueId);
}

async function freeStem(tx: Writable, provinceName: string): Promise<string> {
  for (let tries = 0; tries < FREE_STEM_TRIES; tries += 1) {
    const stem = mintSerialStem(provinceName);
    if (!(await isStemTaken(tx, stem))) return stem;
  }
  throw new Error('no free serial found');
}
