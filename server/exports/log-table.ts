import { createHash } from 'node:crypto';
import type { Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import { wallClockText } from '#shared/domain/zoned-time.ts';
import { serverEn } from '#shared/i18n/server.en.ts';
import { serverVi } from '#shared/i18n/server.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import type { VisitLine } from '../visits/service.ts';

export type Cell =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'instant'; readonly at: Instant }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'empty' };

export interface Column {
  readonly title: string;
  /** In characters, for formats that have widths. */
  readonly width: number;
}

/** A table of any length: header, then pages of rows as they are read. */
export interface LogTable {
  readonly columns: readonly Column[];
  readonly timeZone: string;
  readonly pages: AsyncIterable<readonly (readonly Cell[])[]>;
}

/** What stands in the file, known once its last row is out. */
export interface Tally {
  readonly rows: number;
  /** Lower-case hex; see {@link tallyPages}. */
  readonly sha256: string;
}

export const translators = createTranslators(serverVi, serverEn);

export const textCell = (text: string | null): Cell => (text === null ? { kind: 'empty' } : { kind: 'text', text });
export const instantCell = (at: Instant | null): Cell => (at === null ? { kind: 'empty' } : { kind: 'instant', at });

export function logColumns(language: Language): Column[] {
  const t = translators[language];
  return [
    { title: t('export.columns.arrivedAt'), width: 19 },
    { title: t('export.columns.leftAt'), width: 19 },
    { title: t('export.columns.entrance'), width: 20 },
    { title: t('export.columns.name'), width: 28 },
    { title: t('export.columns.phone'), width: 15 },
    { title: t('export.columns.way'), width: 24 },
    { title: t('export.columns.assurance'), width: 16 },
    { title: t('export.columns.verdict'), width: 18 },
    { title: t('export.columns.notes'), width: 30 },
    { title: t('export.columns.id'), width: 38 },
  ];
}

/** Plain look-ups: a translator call per cell took two thirds of an export's time. */
const LABELS = { vi: serverVi.export, en: serverEn.export };

/** In the order of {@link logColumns}. */
export function logCells(row: VisitLine, language: Language): Cell[] {
  const { ways, assurances, verdicts, leftBy } = LABELS[language];
  const flags: Readonly<Record<string, string>> = LABELS[language].flags;
  const notes = row.flags.map((flag) => flags[flag] ?? flag);
  // A code at the door is how people leave; what else ended a visit is worth a word.
  if (row.leftBy !== null && row.leftBy !== 'scan') notes.unshift(leftBy[row.leftBy]);
  return [
    instantCell(row.arrivedAt),
    instantCell(row.leftAt),
    textCell(row.entranceName),
    textCell(row.name),
    textCell(row.phone),
    textCell(ways[row.way]),
    textCell(assurances[row.assurance]),
    textCell(row.verdict && verdicts[row.verdict]),
    textCell(notes.join('; ') || null),
    textCell(row.id),
  ];
}

/** How a cell reads in plain text: instants as `2026-11-05 14:03:22` in the table's zone. */
export function cellText(cell: Cell, timeZone: string): string {
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'instant':
      return wallClockText(cell.at, timeZone);
    case 'number':
      return String(cell.value);
    case 'empty':
      return '';
  }
}

/**
 * Passes pages through and counts them. The digest is SHA-256 over every row below the header, each as the JSON array of
 * its cells' plain texts followed by a line feed, so that whoever holds the file can compute it again.
 */
export function tallyPages(table: LogTable): { readonly table: LogTable; readonly tally: () => Tally } {
  const hash = createHash('sha256');
  let rows = 0;
  async function* counted() {
    for await (const page of table.pages) {
      rows += page.length;
      for (const row of page) hash.update(`${JSON.stringify(row.map((cell) => cellText(cell, table.timeZone)))}\n`);
      yield page;
    }
  }
  return {
    table: { ...table, pages: counted() },
    tally: () => ({ rows, sha256: hash.copy().digest('hex') }),
  };
}
