import type { Report } from '#shared/contract/portal-ward-reports.ts';
import type { OfficerRole } from '#shared/domain/roles.ts';
import type { Store } from '../store/access.ts';
import { areWithin, listCommunesWithin, type NamedUnit, nameUnits } from '../units/service.ts';

/** What a city's officers answer for: since 2025 no unit of its own stands between communes and their province. */
export interface Area {
  /** Its unit codes in their order, with commas: the same for all who hold the same office. */
  readonly key: string;
  readonly codes: readonly string[];
  readonly name: string;
  readonly communes: readonly NamedUnit[];
}

export const areaKeyOf = (unitCodes: readonly string[]): string => [...new Set(unitCodes)].toSorted().join();

export interface Office {
  readonly accountId: string;
  readonly role: OfficerRole;
  readonly unitCode: string;
}

/** The areas of all city officers within these units, in the order of their keys. */
export async function listAreas(store: Store, offices: readonly Office[], within: readonly string[]): Promise<Area[]> {
  const held = new Map<string, string[]>();
  for (const { accountId, role, unitCode } of offices) {
    if (role === 'city-officer') held.set(accountId, [...(held.get(accountId) ?? []), unitCode]);
  }
  const keys = [...new Set([...held.values()].map(areaKeyOf))].toSorted();
  const areas: Area[] = [];
  for (const key of keys) {
    const codes = key.split(',');
    if (await areWithin(store.read, codes, within)) areas.push(await openArea(store, key));
  }
  return areas;
}

/** Two units are named, more are counted. */
const NAMED = 2;

export async function openArea(store: Store, key: string): Promise<Area> {
  const codes = key.split(',');
  const names = (await nameUnits(store.read, codes)).map(({ name }) => name);
  const more = names.length - NAMED;
  const name = names.slice(0, NAMED).join(', ') + (more > 0 ? ` +${more}` : '');
  return { key, codes, name, communes: await listCommunesWithin(store.read, codes) };
}

/** The rows of a report that are an area's. */
export const rowsOfArea = (rows: Report['rows'], { communes }: Area): Report['rows'] => {
  const codes = new Set(communes.map(({ code }) => code));
  return rows.filter(({ unit }) => codes.has(unit.code));
};
