import type { KioskMode } from '#shared/contract/kiosk-settings.ts';
import type { DoorChanges, DoorSettings } from '#shared/contract/portal-door.ts';
import type { EntranceId, VenueId } from '#shared/domain/ids.ts';
import { parseOpeningHours } from '#shared/domain/opening-hours.ts';
import type { VisitEndRule } from '#shared/domain/visit-end.ts';
import { type AuditRecord, recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { Store, Writable } from '../store/access.ts';
import { readChoices, storeChoices } from './choices.ts';
import { type DoorRecord, findDoor, findVenueOfEntrance, listModes } from './reader.ts';
import { hashStaffPin } from './staff-pin.ts';
import { updateChoices, updateMode, updateStaffPin } from './transactor.ts';

export { readChoices, type StoredChoices, type VenueChoices } from './choices.ts';

/** How kiosks behave at a venue's doors, and the PIN of their staff pages. */
export interface DoorService {
  /** null when there is no such venue. */
  find(venueId: VenueId): Promise<DoorSettings | null>;
  /** People inside at once; null: no limit. */
  findCapacity(venueId: VenueId): Promise<number | null>;
  /** What is left out stays. @param by an account. */
  change(venueId: VenueId, changes: DoorChanges, by: string): Promise<DoorSettings | null>;
  changeMode(entranceId: EntranceId, mode: KioskMode, by: string): Promise<DoorSettings | null>;
}

export interface DoorDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly timeZone: string;
  /** Who is inside now goes by a new rule too. */
  readonly replanEnds: (tx: Writable, venueId: VenueId, rule: VisitEndRule) => Promise<void>;
}

export const createDoorService = (deps: DoorDependencies): DoorService => ({
  find: (venueId) => viewDoor(deps, venueId),
  async findCapacity(venueId) {
    const door = await findDoor(deps.store.read, venueId);
    return door ? readChoices(door).capacity : null;
  },
  change: (venueId, changes, by) => changeDoor(deps, venueId, changes, by),
  changeMode: (entranceId, mode, by) => changeMode(deps, entranceId, mode, by),
});

async function viewDoor({ store }: DoorDependencies, venueId: VenueId): Promise<DoorSettings | null> {
  const door = await findDoor(store.read, venueId);
  if (!door) return null;
  const entrances = await listModes(store.read, venueId);
  return { choices: readChoices(door), entrances, staffPinSetAt: door.staffPinSetAt };
}

async function changeDoor(
  deps: DoorDependencies,
  venueId: VenueId,
  { choices, staffPin }: DoorChanges,
  by: string,
): Promise<DoorSettings | null> {
  const { store, clock } = deps;
  // Before the transaction: it takes long, on purpose.
  const pinHash = typeof staffPin === 'string' ? await hashStaffPin(staffPin) : null;
  const found = await store.transact(async (tx) => {
    const door = await findDoor(tx, venueId);
    if (!door) return false;
    const { organisationId } = door;
    const act = { at: clock.now(), actor: by, organisationId, subject: `venue:${venueId}` } as const;
    if (choices) await changeChoices(deps, tx, { venueId, door, choices, act });
    if (staffPin !== undefined) {
      await updateStaffPin(tx, venueId, pinHash, act.at);
      await recordAudit(tx, { ...act, action: pinHash === null ? 'staff-pin.removed' : 'staff-pin.set' });
    }
    return true;
  });
  return found ? viewDoor(deps, venueId) : null;
}

interface ChoicesChange {
  readonly venueId: VenueId;
  readonly door: DoorRecord;
  readonly choices: NonNullable<DoorChanges['choices']>;
  readonly act: Omit<AuditRecord, 'action'>;
}

async function changeChoices(
  { timeZone, replanEnds }: DoorDependencies,
  tx: Writable,
  { venueId, door, choices, act }: ChoicesChange,
): Promise<void> {
  const before = readChoices(door);
  const after = { ...before, ...withoutUndefined(choices) };
  await updateChoices(tx, venueId, storeChoices(after));
  const isEndMoved = (['maxStayMs', 'closesAt', 'closingBy'] as const).some((name) => before[name] !== after[name]);
  if (isEndMoved)
    await replanEnds(tx, venueId, { ...after, openingHours: parseOpeningHours(door.hoursJson), timeZone });
  // The names of what was chosen anew: the values are in the settings.
  await recordAudit(tx, { ...act, action: 'door.changed', details: { choices: Object.keys(choices).join() } });
}

const withoutUndefined = <T extends object>(changes: T): { [K in keyof T]: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) as never;

async function changeMode(
  deps: DoorDependencies,
  entranceId: EntranceId,
  mode: KioskMode,
  by: string,
): Promise<DoorSettings | null> {
  const { store, clock } = deps;
  const venueId = await store.transact(async (tx) => {
    const entrance = await findVenueOfEntrance(tx, entranceId);
    const door = entrance && (await findDoor(tx, entrance.venueId));
    if (!door) return null;
    await updateMode(tx, entranceId, mode);
    const { organisationId } = door;
    const act = { at: clock.now(), actor: by, action: 'entrance.mode-changed', details: { mode } } as const;
    await recordAudit(tx, { ...act, organisationId, subject: `entrance:${entranceId}` });
    return entrance.venueId;
  });
  return venueId && viewDoor(deps, venueId);
}
