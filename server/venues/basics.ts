import type { VenueBasics, VenueChanges } from '#shared/contract/portal-venues.ts';
import type { EntranceId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import { formatPhone } from '#shared/domain/phone.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { type AuditAction, type AuditDetails, recordAudit } from '../audit/service.ts';
import type { Writable } from '../store/access.ts';
import { isCommune, nameCommunes } from '../units/service.ts';
import {
  findByExternalId,
  findOwned,
  findVenueIdOfEntrance,
  isClosedByWard,
  listAllEntrances,
  type OwnedEntrance,
} from './basics-reader.ts';
import {
  updateClosedAt,
  updateEntranceName,
  updatePositions,
  updateRetiredAt,
  updateVenue,
} from './basics-transactor.ts';
import type { VenueDependencies } from './dependencies.ts';

/** Who changes what of the organisation. */
export interface VenueAct {
  readonly organisationId: OrganisationId;
  readonly venueId: VenueId;
  /** As the audit trail names who did it. */
  readonly actor: string;
}

export type BasicsRefusal =
  | 'not-found'
  | 'unknown-commune'
  | 'external-id-taken'
  /** A kiosk works there, its ward closed it, or it is the last entrance, or the order names other entrances. */
  | 'conflict';
type Answer = Promise<Result<VenueBasics, BasicsRefusal>>;

/** What the owner's page of a venue shows and changes. */
export interface VenueBasicsService {
  find(organisationId: OrganisationId, venueId: VenueId): Promise<VenueBasics | null>;
  change(act: VenueAct, changes: VenueChanges): Answer;
  close(act: VenueAct): Answer;
  reopen(act: VenueAct): Answer;
  order(act: VenueAct, ids: readonly EntranceId[]): Answer;
  rename(act: Omit<VenueAct, 'venueId'>, id: EntranceId, name: string): Answer;
  retire(act: Omit<VenueAct, 'venueId'>, id: EntranceId): Answer;
  restore(act: Omit<VenueAct, 'venueId'>, id: EntranceId): Answer;
}

export function createVenueBasics(deps: VenueDependencies): VenueBasicsService {
  return {
    find: (organisationId, venueId) => viewBasics(deps, organisationId, venueId),
    change: (act, changes) => changeVenue(deps, act, changes),
    close: (act) => closeVenue(deps, act),
    reopen: (act) =>
      transact(deps, act, async (tx) => {
        if (await isClosedByWard(tx, act.venueId)) return 'conflict';
        await updateClosedAt(tx, act.venueId, null);
        return record(deps, tx, act, 'venue.reopened');
      }),
    order: (act, ids) => orderEntrances(deps, act, ids),
    rename: (act, id, name) =>
      actOnEntrance(deps, act, id, async (tx) => {
        await updateEntranceName(tx, id, name);
        return 'entrance.renamed';
      }),
    retire: (act, id) =>
      actOnEntrance(deps, act, id, async (tx, entrances) => {
        const open = entrances.filter(({ retiredAt }) => retiredAt === null);
        const entrance = open.find((each) => each.id === id);
        // Somebody could not come in any more, and would be told so by a machine that still stands there.
        if (!entrance || entrance.hasKiosk || open.length === 1) return null;
        await updateRetiredAt(tx, id, deps.clock.now());
        return 'entrance.retired';
      }),
    restore: (act, id) =>
      actOnEntrance(deps, act, id, async (tx) => {
        await updateRetiredAt(tx, id, null);
        return 'entrance.restored';
      }),
  };
}

async function viewBasics(
  { store }: VenueDependencies,
  organisationId: OrganisationId,
  venueId: VenueId,
): Promise<VenueBasics | null> {
  const venue = await findOwned(store.read, organisationId, venueId);
  if (!venue) return null;
  const names = (await nameCommunes(store.read, [venue.communeCode])).get(venue.communeCode);
  const { communeName = '', provinceName = '', provinceCode = '' } = names ?? {};
  const entrances = await listAllEntrances(store.read, venueId);
  const { id, name, type, externalId, responsibleName, responsiblePhone, createdAt, closedAt } = venue;
  return {
    ...{ id, name, type, externalId, createdAt, closedAt },
    address: { line: venue.addressLine, communeCode: venue.communeCode, communeName, provinceName, provinceCode },
    responsible:
      responsibleName === null || responsiblePhone === null
        ? null
        : { name: responsibleName, phone: formatPhone(responsiblePhone) },
    entrances: entrances.flatMap(({ retiredAt, ...entrance }) => (retiredAt === null ? [entrance] : [])),
    retiredEntrances: entrances
      .filter(({ retiredAt }) => retiredAt !== null)
      .map((entrance) => ({ id: entrance.id, name: entrance.name, serial: entrance.serial })),
  };
}

async function record(
  { clock }: VenueDependencies,
  tx: Writable,
  { organisationId, venueId, actor }: VenueAct,
  action: AuditAction,
  details?: AuditDetails,
): Promise<null> {
  const subject = `venue:${venueId}`;
  await recordAudit(tx, { at: clock.now(), actor, action, organisationId, subject, ...(details && { details }) });
  return null;
}

/** @param work what stands in its way, or null once it is done. */
async function transact(
  deps: VenueDependencies,
  { organisationId, venueId }: VenueAct,
  work: (tx: Writable) => Promise<BasicsRefusal | null>,
): Answer {
  const refused = await deps.store.transact(async (tx) => {
    if (!(await findOwned(tx, organisationId, venueId))) return 'not-found';
    return work(tx);
  });
  if (refused !== null) return err(refused);
  const basics = await viewBasics(deps, organisationId, venueId);
  return basics ? ok(basics) : err('not-found');
}

async function changeVenue(deps: VenueDependencies, act: VenueAct, changes: VenueChanges): Answer {
  const { address, externalId } = changes;
  return transact(deps, act, async (tx) => {
    if (address && !(await isCommune(tx, address.communeCode, deps.clock.today()))) return 'unknown-commune';
    if (typeof externalId === 'string') {
      const other = await findByExternalId(tx, act.organisationId, externalId);
      if (other && other.id !== act.venueId) return 'external-id-taken';
    }
    await updateVenue(tx, act.venueId, changes);
    // What was changed, not to what: a person's name and number have no place in the trail.
    return record(deps, tx, act, 'venue.changed', { fields: Object.keys(changes).toSorted().join() });
  });
}

const closeVenue = (deps: VenueDependencies, act: VenueAct): Answer =>
  transact(deps, act, async (tx) => {
    const entrances = await listAllEntrances(tx, act.venueId);
    if (entrances.some(({ hasKiosk }) => hasKiosk)) return 'conflict';
    await updateClosedAt(tx, act.venueId, deps.clock.now());
    return record(deps, tx, act, 'venue.closed');
  });

const orderEntrances = (deps: VenueDependencies, act: VenueAct, ids: readonly EntranceId[]): Answer =>
  transact(deps, act, async (tx) => {
    const open = (await listAllEntrances(tx, act.venueId)).filter(({ retiredAt }) => retiredAt === null);
    const isSame = open.length === ids.length && open.every(({ id }) => ids.includes(id));
    if (!isSame) return 'conflict';
    await updatePositions(tx, ids);
    return record(deps, tx, act, 'entrances.reordered');
  });

/** @param work what was done; null: it cannot be done. */
async function actOnEntrance(
  deps: VenueDependencies,
  { organisationId, actor }: Omit<VenueAct, 'venueId'>,
  id: EntranceId,
  work: (tx: Writable, entrances: readonly OwnedEntrance[]) => Promise<AuditAction | null>,
): Answer {
  const venueId = await findVenueIdOfEntrance(deps.store.read, id);
  if (venueId === null) return err('not-found');
  return transact(deps, { organisationId, venueId, actor }, async (tx) => {
    const action = await work(tx, await listAllEntrances(tx, venueId));
    if (action === null) return 'conflict';
    await recordAudit(tx, { at: deps.clock.now(), actor, action, organisationId, subject: `entrance:${id}` });
    return null;
  });
}
