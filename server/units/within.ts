import type { Readable } from '../store/access.ts';
import { findUnits } from './reader.ts';

export interface NamedUnit {
  readonly code: string;
  readonly name: string;
}

/**
 * The communes that belong to these units, in the order of their codes: provinces have many, a commune itself. One that is no
 * more counts too, for its venues are still there.
 */
export async function listCommunesWithin(db: Readable, codes: readonly string[]): Promise<NamedUnit[]> {
  if (codes.length === 0) return [];
  const rows = await db
    .selectFrom('administrative_units')
    .select(['code', 'name'])
    .where('province_code', 'is not', null)
    .where((where) => where.or([where('code', 'in', codes), where('province_code', 'in', codes)]))
    .orderBy('code')
    .orderBy('effective_from')
    .execute();
  return [...new Map(rows.map((unit) => [unit.code, unit])).values()];
}

/** By their last names, in the given order; one nobody knows is called by its code. */
export async function nameUnits(db: Readable, codes: readonly string[]): Promise<NamedUnit[]> {
  const names = new Map((await findUnits(db, codes)).map(({ code, name }) => [code, name]));
  return codes.map((code) => ({ code, name: names.get(code) ?? code }));
}

/** Whether every one of `codes` is one of `within`, or belongs to one of them. */
export async function areWithin(db: Readable, codes: readonly string[], within: readonly string[]): Promise<boolean> {
  const communes = new Set((await listCommunesWithin(db, within)).map(({ code }) => code));
  return codes.every((code) => within.includes(code) || communes.has(code));
}
