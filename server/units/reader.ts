import type { CalendarDay } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';
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
