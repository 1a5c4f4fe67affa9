import type { CalendarDay } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';
import type { CommuneName } from './commune-search.ts';
import type { AdministrativeUnit } from './unit-csv.ts';

const COLUMNS = [
  'code',
  'name',
  'province_code as provinceCode',
  'effective_from as effectiveFrom',
  'effective_to as effectiveTo',
] as const;

/** @param provinceCode null for the provinces themselves. In the order of their codes. */
export function listUnits(db: Readable, provinceCode: string | null, on: CalendarDay): Promise<AdministrativeUnit[]> {
  return db
    .selectFrom('administrative_units')
    .select(COLUMNS)
    .where('province_code', provinceCode === null ? 'is' : '=', provinceCode)
    .where('effective_from', '<=', on)
    .where((where) => where.or([where('effective_to', 'is', null), where('effective_to', '>', on)]))
    .orderBy('code')
    .execute();
}

/** Every row of these codes, whatever its days, oldest first. */
export async function findUnits(db: Readable, codes: readonly string[]): Promise<AdministrativeUnit[]> {
  if (codes.length === 0) return [];
  return db
    .selectFrom('administrative_units')
    .select(COLUMNS)
    .where('code', 'in', codes)
    .orderBy('effective_from')
    .execute();
}

export async function countUnits(db: Readable): Promise<number> {
  const { count } = await db
    .selectFrom('administrative_units')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function countAliases(db: Readable): Promise<number> {
  const { count } = await db
    .selectFrom('unit_aliases')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

const selectCommunes = (db: Readable, on: CalendarDay) =>
  db
    .selectFrom('administrative_units as commune')
    .innerJoin('administrative_units as province', 'province.code', 'commune.province_code')
    .where('commune.effective_from', '<=', on)
    .where((where) => where.or([where('commune.effective_to', 'is', null), where('commune.effective_to', '>', on)]))
    .where('province.effective_from', '<=', on)
    .where((where) => where.or([where('province.effective_to', 'is', null), where('province.effective_to', '>', on)]));

/** Every name that leads to a commune of that day: its own, and those of before. */
export async function listCommuneNames(db: Readable, on: CalendarDay): Promise<CommuneName[]> {
  const own = await selectCommunes(db, on)
    .select(['commune.code', 'commune.name', 'province.code as provinceCode', 'province.name as provinceName'])
    .select(['commune.name_search as nameSearch', 'province.name_search as placeSearch'])
    .execute();
  const former = await selectCommunes(db, on)
    .innerJoin('unit_aliases as alias', 'alias.commune_code', 'commune.code')
    .select(['commune.code', 'commune.name', 'province.code as provinceCode', 'province.name as provinceName'])
    .select(['alias.name as formerName', 'alias.within', 'alias.name_search as nameSearch'])
    .select(['alias.within_search as withinSearch', 'province.name_search as provinceSearch'])
    .execute();
  return [
    ...own.map((name) => ({ ...name, formerly: null })),
    ...former.map(({ formerName, within, withinSearch, provinceSearch, ...name }) => ({
      ...name,
      placeSearch: `${withinSearch} ${provinceSearch}`,
      formerly: within === '' ? formerName : `${formerName}, ${within}`,
    })),
  ];
}
