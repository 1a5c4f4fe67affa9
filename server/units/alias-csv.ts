import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { UnitCsvProblem } from './unit-csv.ts';

/** A name of before, and a commune of today that it is part of. A district has one for each of its communes. */
export interface UnitAlias {
  readonly name: string;
  /** Where it was: `Quận Thuận Hoá, Thừa Thiên Huế`. */
  readonly within: string;
  readonly communeCode: string;
}

const rowSchema = z.object({
  name: z.string().trim().normalize('NFC').min(2).max(100),
  within: z.string().trim().normalize('NFC').max(150).default(''),
  commune_code: z.string().regex(/^\d{5}$/),
});

/** Reads `name,within,commune_code` (UTF-8, with or without BOM; comma or semicolon). */
export function parseAliasCsv(text: string): Result<UnitAlias[], UnitCsvProblem> {
  const rows = parseRows(text);
  if (!rows) return err({ row: 0, column: 'name' });
  const aliases: UnitAlias[] = [];
  for (const [index, raw] of rows.entries()) {
    const row = rowSchema.safeParse(raw);
    if (!row.success) return err({ row: index + 1, column: String(row.error.issues[0]?.path[0] ?? 'name') });
    const { name, within, commune_code } = row.data;
    aliases.push({ name, within, communeCode: commune_code });
  }
  return ok(aliases);
}

function parseRows(text: string): unknown[] | null {
  try {
    return parse(text, { bom: true, columns: true, delimiter: [',', ';'], skip_empty_lines: true, trim: true });
  } catch {
    return null;
  }
}
