import { readFile } from 'node:fs/promises';
import { type CalendarDay, dayOf } from '#shared/domain/instant.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Readable, Store } from '../store/access.ts';
import { parseAliasCsv } from './alias-csv.ts';
import { type CommuneName, identifyCommunes, indexName, rankCommunes, suggestCommunes } from './commune-search.ts';
import { countAliases, countUnits, findUnits, listCommuneNames, listUnits } from './reader.ts';
import { insertAliases, insertUnits } from './transactor.ts';
import { type AdministrativeUnit, parseUnitCsv, type UnitCsvProblem } from './unit-csv.ts';

export { areWithin, listCommunesWithin, type NamedUnit, nameUnits } from './within.ts';

/** All provinces and the communes of Huế as of 2026-07; the rest of the country is imported. */
const BUILT_IN = new URL('./administrative-units.csv', import.meta.url);

export interface UnitNames {
  readonly communeName: string;
  readonly provinceName: string;
  readonly provinceCode: string;
}

/** Names of before 2025-07 (and before 2021 and 2020) of what is Huế today; the rest of the country is imported. */
const BUILT_IN_ALIASES = new URL('./unit-aliases.csv', import.meta.url);

/** Puts in the units and names that come with the program; what the database has already stays. */
export async function prepareUnits(store: Store): Promise<void> {
  if ((await countAliases(store.read)) === 0) {
    const aliases = parseAliasCsv(await readFile(BUILT_IN_ALIASES, 'utf8'));
    if (!aliases.ok) throw new Error(`the built-in aliases do not parse: row ${aliases.error.row}`);
    await store.transact((tx) => insertAliases(tx, aliases.value));
  }
  if ((await countUnits(store.read)) > 0) return;
  const units = parseUnitCsv(await readFile(BUILT_IN, 'utf8'));
  if (!units.ok) throw new Error(`the built-in units do not parse: row ${units.error.row}, ${units.error.column}`);
  await store.transact((tx) => insertUnits(tx, units.value, false));
}

/** @returns how many rows the file had. Rows of the same code and first day are replaced. */
export async function importUnits(store: Store, csv: string): Promise<Result<number, UnitCsvProblem>> {
  const units = parseUnitCsv(csv);
  if (!units.ok) return err(units.error);
  await store.transact((tx) => insertUnits(tx, units.value, true));
  return ok(units.value.length);
}

/** @returns how many rows the file had. Names that are known already stay. */
export async function importAliases(store: Store, csv: string): Promise<Result<number, UnitCsvProblem>> {
  const aliases = parseAliasCsv(csv);
  if (!aliases.ok) return err(aliases.error);
  await store.transact((tx) => insertAliases(tx, aliases.value));
  return ok(aliases.value.length);
}

/** Looks communes up by what people call them, for as long as it is kept: names are read once. */
export interface CommuneFinder {
  /** The nearest first. @param near a province. */
  find(typed: string, near: string | null, limit: number): readonly CommuneName[];
  /** Which communes a list may mean by a code or a name, its province beside it or in it: one, when it is sure. */
  identify(commune: string, province: string): readonly CommuneName[];
  /** For what matches nothing. */
  suggest(typed: string): readonly CommuneName[];
}

export async function openCommuneFinder(db: Readable, on: CalendarDay): Promise<CommuneFinder> {
  const names = (await listCommuneNames(db, on)).map(indexName);
  return {
    find: (typed, near, limit) => rankCommunes(names, typed, near).slice(0, limit),
    identify: (commune, province) => identifyCommunes(names, commune, province),
    suggest: (typed) => suggestCommunes(names, typed),
  };
}

const FINDER_MS = 60_000;

/** Keeps a finder for a minute: an import of the admin command, another process, is seen soon enough. */
export function createFinderKeeper(db: Readable, today: () => CalendarDay): () => Promise<CommuneFinder> {
  let kept: { readonly finder: Promise<CommuneFinder>; readonly day: CalendarDay; readonly until: number } | null =
    null;
  return () => {
    const [day, now] = [today(), performance.now()];
    if (kept?.day === day && now < kept.until) return kept.finder;
    const finder = openCommuneFinder(db, day);
    kept = { finder, day, until: now + FINDER_MS };
    finder.catch(() => {
      kept = null;
    });
    return finder;
  };
}

export const listProvinces = (db: Readable, on: CalendarDay = dayOf(Date.now())): Promise<AdministrativeUnit[]> =>
  listUnits(db, null, on);

export const listCommunes = (
  db: Readable,
  provinceCode: string,
  on: CalendarDay = dayOf(Date.now()),
): Promise<AdministrativeUnit[]> => listUnits(db, provinceCode, on);

export async function isCommune(db: Readable, code: string, on: CalendarDay = dayOf(Date.now())): Promise<boolean> {
  const rows = await findUnits(db, [code]);
  return rows.some((unit) => unit.provinceCode !== null && isEffective(unit, on));
}

/** Names for addresses; a unit that is no more keeps its last name, one nobody knows shows its code. */
export async function nameCommunes(db: Readable, codes: readonly string[]): Promise<Map<string, UnitNames>> {
  const communes = lastByCode(await findUnits(db, [...new Set(codes)]));
  const provinceCodes = [...communes.values()].flatMap(({ provinceCode }) => provinceCode ?? []);
  const provinces = lastByCode(await findUnits(db, [...new Set(provinceCodes)]));
  return new Map(
    codes.map((code) => {
      const commune = communes.get(code);
      const provinceCode = commune?.provinceCode ?? '';
      const provinceName = provinces.get(provinceCode)?.name ?? '';
      return [code, { communeName: commune?.name ?? code, provinceName, provinceCode }];
    }),
  );
}

const isEffective = (unit: AdministrativeUnit, on: CalendarDay): boolean =>
  unit.effectiveFrom <= on && (unit.effectiveTo === null || unit.effectiveTo > on);

const lastByCode = (units: readonly AdministrativeUnit[]): Map<string, AdministrativeUnit> =>
  new Map(units.map((unit) => [unit.code, unit]));
