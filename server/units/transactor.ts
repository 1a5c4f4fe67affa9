import { foldAccents } from '#shared/domain/search-text.ts';
import type { Writable } from '../store/access.ts';
import type { UnitAlias } from './alias-csv.ts';
import type { AdministrativeUnit } from './unit-csv.ts';

const ROWS_PER_STATEMENT = 500;

/** A row of the same code and first day is replaced when `replace`, else left as it is. */
export async function insertUnits(tx: Writable, units: readonly AdministrativeUnit[], replace: boolean): Promise<void> {
  for (let i = 0; i < units.length; i += ROWS_PER_STATEMENT) {
    const rows = units.slice(i, i + ROWS_PER_STATEMENT).map((unit) => ({
      code: unit.code,
      name: unit.name,
      name_search: foldAccents(unit.name),
      province_code: unit.provinceCode,
      effective_from: unit.effectiveFrom,
      effective_to: unit.effectiveTo,
    }));
    await tx
      .insertInto('administrative_units')
      .values(rows)
      .onConflict((conflict) => {
        const same = conflict.columns(['code', 'effective_from']);
        if (!replace) return same.doNothing();
        return same.doUpdateSet((excluded) => ({
          name: excluded.ref('excluded.name'),
          name_search: excluded.ref('excluded.name_search'),
          province_code: excluded.ref('excluded.province_code'),
          effective_to: excluded.ref('excluded.effective_to'),
        }));
      })
      .execute();
  }
}

/** One that is known already is left as it is. */
export async function insertAliases(tx: Writable, aliases: readonly UnitAlias[]): Promise<void> {
  for (let i = 0; i < aliases.length; i += ROWS_PER_STATEMENT) {
    const rows = aliases.slice(i, i + ROWS_PER_STATEMENT).map(({ name, within, communeCode }) => ({
      name,
      name_search: foldAccents(name),
      within,
      within_search: foldAccents(within),
      commune_code: communeCode,
    }));
    await tx
      .insertInto('unit_aliases')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['commune_code', 'name_search', 'within_search']).doNothing())
      .execute();
  }
}
