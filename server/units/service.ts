import { readFile } from 'node:fs/promises';
import { type CalendarDay, dayOf } from '#shared/domain/instant.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Readable, Store } from '../store/access.ts';
import { countUnits, findUnits, listUnits } from './reader.ts';
import { insertUnits } from './transactor.ts';
import { type AdministrativeUnit, parseUnitCsv, type UnitCsvProblem } from './unit-csv.ts';

/** All provinces and the communes of Huế as of 2026-07; the rest of the country is imported. */
const BUILT_IN = new URL('./administrative-units.csv', import.meta.url);

export interface UnitNames {
  readonly communeName: string;
  readonly provinceName: string;
}

/** Puts in the units that come with the program; what the database has already stays. */
export async function prepareUnits(store: Store): Promise<void> {
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
      const provinceName = provinces.get(commune?.provinceCode ?? '')?.name ?? '';
      return [code, { communeName: commune?.name ?? code, provinceName }];
    }),
  );
}

const isEffective = (unit: AdministrativeUnit, on: CalendarDay): boolean =>
  unit.effectiveFrom <= on && (unit.effectiveTo === null || unit.effectiveTo > on);

const lastByCode = (units: readonly AdministrativeUnit[]): Map<string, AdministrativeUnit> =>
  new Map(units.map((unit) => [unit.code, unit]));
