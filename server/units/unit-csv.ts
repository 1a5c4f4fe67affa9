import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type CalendarDay, calendarDaySchema } from '#shared/domain/instant.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';

/** A province-level unit (two digits, no parent) or a commune-level one (five digits, under its province). */
export interface AdministrativeUnit {
  readonly code: string;
  readonly name: string;
  readonly provinceCode: string | null;
  /** First day on which it exists. */
  readonly effectiveFrom: CalendarDay;
  /** First day on which it exists no more. */
  readonly effectiveTo: CalendarDay | null;
}

/** Viet Nam has had two levels since then; the date of rows that bring none. */
const TWO_LEVELS_SINCE: CalendarDay = '2025-07-01';

const orNull = (text: string | undefined): string | null => (text ? text : null);

const rowSchema = z
  .object({
    code: z.string().regex(/^(\d{2}|\d{5})$/),
    name: z.string().trim().normalize('NFC').min(2).max(100),
    province_code: z
      .string()
      .optional()
      .transform(orNull)
      .pipe(
        z
          .string()
          .regex(/^\d{2}$/)
          .nullable(),
      ),
    effective_from: z
      .string()
      .optional()
      .transform((text) => text || TWO_LEVELS_SINCE)
      .pipe(calendarDaySchema),
    effective_to: z.string().optional().transform(orNull).pipe(calendarDaySchema.nullable()),
  })
  .refine((row) => (row.code.length === 5) === (row.province_code !== null), { path: ['province_code'] });

export interface UnitCsvProblem {
  /** 1 is the first below the header, 0 a file that is no table at all. */
  readonly row: number;
  readonly column: string;
}

/**
 * Reads `code,name,province_code[,effective_from,effective_to]` (UTF-8, with or without BOM; comma or semicolon): a province
 * has two digits and no province code, a commune five digits and its province's. Codes keep their leading zeros.
 */
export function parseUnitCsv(text: string): Result<AdministrativeUnit[], UnitCsvProblem> {
  const units: AdministrativeUnit[] = [];
  const rows = parseRows(text);
  if (!rows) return err({ row: 0, column: 'code' });
  for (const [index, raw] of rows.entries()) {
    const row = rowSchema.safeParse(raw);
    if (!row.success) return err({ row: index + 1, column: String(row.error.issues[0]?.path[0] ?? 'code') });
    const { code, name, province_code, effective_from, effective_to } = row.data;
    units.push({ code, name, provinceCode: province_code, effectiveFrom: effective_from, effectiveTo: effective_to });
  }
  return ok(units);
}

function parseRows(text: string): unknown[] | null {
  try {
    return parse(text, { bom: true, columns: true, delimiter: [',', ';'], skip_empty_lines: true, trim: true });
  } catch {
    return null;
  }
}
