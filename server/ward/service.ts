import { z } from 'zod';
import type {
  Board,
  VenueMark,
  Ward,
  WardVenue,
  WardVenueDetail,
  WardVenueQuery,
} from '#shared/contract/portal-ward.ts';
import type { AccountId, VenueId } from '#shared/domain/ids.ts';
import { addDays } from '#shared/domain/instant.ts';
import { type OfficerRole, officerRoleSchema } from '#shared/domain/roles.ts';
import { foldAccents } from '#shared/domain/search-text.ts';
import { startOfDay } from '#shared/domain/zoned-time.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { Session } from '../http/principals.ts';
import { listPosterFacts } from '../posters/service.ts';
import type { Store } from '../store/access.ts';
import { listCommunesWithin, type NamedUnit, nameUnits } from '../units/service.ts';
import { arrangeCounts, arrangeWeeks, trendStart } from './board.ts';
import { type Count, createCountKeeper } from './count-keeper.ts';
import { findVenues, type ListPlace } from './list-reader.ts';
import type { FactsOf } from './predicates.ts';
import {
  findStanding,
  listKiosksOf,
  listUncutStreets,
  listUnitDays,
  listVenueFactsById,
  type VenueFacts,
} from './reader.ts';
import { createRollUp } from './roll-up.ts';
import { streetOf } from './street.ts';
import { markVerified, upsertStreets } from './transactor.ts';

export { sumCounts } from './board.ts';

/** The units that somebody's look is limited to. */
export type Units = Pick<Session, 'unitCodes'>;

export interface WardService {
  describe(officer: Pick<Session, 'unitCodes' | 'role'>): Promise<Ward>;
  /** null: a unit that is not the officer's. */
  readBoard(officer: Units, unit: string | undefined): Promise<Board | null>;
  listVenues(
    officer: Units,
    query: WardVenueQuery,
  ): Promise<{ venues: WardVenue[]; total: number; next: string | null } | null>;
  /** The venue must be known to be one of theirs. */
  findVenue(officer: Units, id: VenueId): Promise<Omit<WardVenueDetail, 'reminders'> | null>;
  /** Those of the venues that are of these units. */
  listVenuesById(officer: Units, ids: readonly VenueId[]): Promise<WardVenue[]>;
  verify(id: VenueId, by: AccountId, isSeen: boolean): Promise<void>;
  findVerifiedAt(id: VenueId): Promise<number | null>;
  listCommunes(officer: Units): Promise<NamedUnit[]>;
  /** Counts what the log has to tell; at most `rounds` batches. */
  rollUp(rounds?: number): Promise<void>;
}

export interface WardDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly timeZone: string;
}

const PAGE = 50;
/** Nobody waits for more: the rest is counted in the background. */
const ROUNDS_WAITED_FOR = 5;

export function createWardService(deps: WardDependencies): WardService {
  const { store, clock } = deps;
  const rollUp = createRollUp(deps);
  const factsOf = (communes: readonly NamedUnit[]): FactsOf => {
    const today = clock.today();
    const freshFrom = startOfDay(addDays(today, -2), deps.timeZone);
    return { communes: communes.map(({ code }) => code), today, now: clock.now(), freshFrom };
  };
  const parts: Parts = { ...deps, factsOf, rollUp, count: createCountKeeper(deps) };
  const view = (communes: readonly NamedUnit[]) => viewVenue(communes, clock.today());
  return {
    rollUp,
    listCommunes: ({ unitCodes }) => listCommunesWithin(store.read, unitCodes),
    async describe({ unitCodes, role }) {
      return {
        role: officerRoleSchema.parse(role) satisfies OfficerRole,
        units: await nameUnits(store.read, unitCodes),
        communes: (await listCommunesWithin(store.read, unitCodes)).map(({ code, name }) => ({ code, name })),
        today: clock.today(),
      };
    },

    readBoard: (officer, unit) => readBoard(parts, officer, unit),
    listVenues: (officer, query) => listVenues(parts, officer, query),

    async findVenue({ unitCodes }, id) {
      const communes = await listCommunesWithin(store.read, unitCodes);
      const [found] = await listVenueFactsById(store.read, factsOf(communes), [id]);
      if (!found) return null;
      const posters = await listPosterFacts(store.read, [id]);
      return {
        venue: view(communes)(found),
        posterPrintedAt: latest(posters.map(({ printedAt }) => printedAt)),
        firstScanAt: earliest(posters.map(({ firstScanAt }) => firstScanAt)),
        kiosks: await listKiosksOf(store.read, id),
        verifiedAt: found.verifiedAt,
      };
    },

    async listVenuesById({ unitCodes }, ids) {
      const communes = await listCommunesWithin(store.read, unitCodes);
      return (await listVenueFactsById(store.read, factsOf(communes), ids)).map(view(communes));
    },

    async verify(id, by, isSeen) {
      const at = clock.now();
      const action = isSeen ? 'ward-venue.verified' : 'ward-venue.unverified';
      await store.transact(async (tx) => {
        await markVerified(tx, id, isSeen ? { at, by } : null);
        await recordAudit(tx, { at, actor: by, action, organisationId: null, subject: `venue:${id}` });
      });
    },

    findVerifiedAt: async (id) => (await findStanding(store.read, id))?.verifiedAt ?? null,
  };
}

interface Parts extends WardDependencies {
  readonly factsOf: (communes: readonly NamedUnit[]) => FactsOf;
  readonly rollUp: (rounds?: number) => Promise<void>;
  readonly count: (of: FactsOf, byStreet: boolean) => Promise<Count>;
}

async function readBoard(
  { store, factsOf, rollUp, count }: Parts,
  officer: Units,
  unit: string | undefined,
): Promise<Board | null> {
  const communes = await narrow(store, officer, unit);
  if (!communes) return null;
  await rollUp(ROUNDS_WAITED_FOR);
  const [only] = communes;
  const isOne = communes.length === 1 && only !== undefined;
  if (isOne) await cutStreets(store, only.code);
  const of = factsOf(communes);
  const { at, groups } = await count(of, isOne);
  const days = await listUnitDays(store.read, of.communes, trendStart(of.today), addDays(of.today, -1));
  const weeks = arrangeWeeks(days, of.today);
  return { today: of.today, countedAt: at, ...arrangeCounts(groups, communes), weeks };
}

async function listVenues(
  { store, clock, factsOf }: Parts,
  officer: Units,
  query: WardVenueQuery,
): ReturnType<WardService['listVenues']> {
  const { unit, after, search = '', ...filter } = query;
  const communes = await narrow(store, officer, unit);
  if (!communes) return null;
  if (communes.length === 1 && communes[0]) await cutStreets(store, communes[0].code);
  const of = factsOf(communes);
  const wanted = { ...filter, words: foldAccents(search).split(/\s+/).filter(Boolean) };
  const { page: found, total } = await findVenues(store.read, of, wanted, {
    after: readPlace(after),
    limit: PAGE + 1,
  });
  const page = found.slice(0, PAGE);
  const last = page.at(-1);
  // What else is to be said of a venue is looked up for those of the page alone.
  const ids = page.map(({ id }) => id);
  return {
    venues: (await listVenueFactsById(store.read, of, ids)).map(viewVenue(communes, clock.today())),
    total,
    next: found.length > PAGE && last ? JSON.stringify([last.nameSearch, last.id]) : null,
  };
}

/** The officer's communes, or those of one of their units. @returns null when it is not theirs. */
async function narrow(store: Store, { unitCodes }: Units, unit: string | undefined): Promise<NamedUnit[] | null> {
  const communes = await listCommunesWithin(store.read, unitCodes);
  if (unit === undefined || unitCodes.includes(unit)) {
    return unit === undefined ? communes : listCommunesWithin(store.read, [unit]);
  }
  const one = communes.filter(({ code }) => code === unit);
  return one.length > 0 ? one : null;
}

/** New and moved venues get their street; the rest have it. */
async function cutStreets(store: Store, communeCode: string): Promise<void> {
  const uncut = await listUncutStreets(store.read, communeCode);
  if (uncut.length === 0) return;
  const streets = uncut.map(({ id, addressLine }) => ({ venueId: id, addressLine, street: streetOf(addressLine) }));
  await store.transact((tx) => upsertStreets(tx, streets));
}

const placeSchema = z.tuple([z.string(), z.string()]);

/** What is no place of ours starts from the beginning. */
function readPlace(text: string | undefined): ListPlace | null {
  if (text === undefined) return null;
  try {
    const [nameSearch, id] = placeSchema.parse(JSON.parse(text));
    return { nameSearch, id: id as VenueId };
  } catch {
    return null;
  }
}

const viewVenue = (communes: readonly NamedUnit[], today: string) => {
  const names = new Map(communes.map(({ code, name }) => [code, name]));
  return (venue: VenueFacts): WardVenue => ({
    id: venue.id,
    name: venue.name,
    type: venue.type,
    addressLine: venue.addressLine,
    communeName: names.get(venue.communeCode) ?? venue.communeCode,
    registeredAt: venue.createdAt,
    standing: venue.standing,
    marks: venue.marks.split(',').filter(Boolean) as VenueMark[],
    lastActiveDay: venue.lastAttendedDay,
    lastPhoneDay: venue.lastPhoneDay,
    reminders: venue.reminders,
    remindedToday: venue.remindedDay === today,
  });
};

const given = (instants: readonly (number | null)[]): number[] => instants.flatMap((at) => at ?? []);
const latest = (instants: readonly (number | null)[]): number | null =>
  given(instants).reduce<number | null>((last, at) => Math.max(last ?? at, at), null);
const earliest = (instants: readonly (number | null)[]): number | null =>
  given(instants).reduce<number | null>((first, at) => Math.min(first ?? at, at), null);
