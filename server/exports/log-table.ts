import { createHash } from 'node:crypto';
import { EXPORT_COLUMNS, type ExportColumn } from '#shared/contract/portal-exports.ts';
import { type Instant, MINUTE_MS } from '#shared/domain/instant.ts';
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

const EMPTY: Cell = { kind: 'empty' };
export const textCell = (text: string | null): Cell => (text === null ? EMPTY : { kind: 'text', text });
const instantCell = (at: Instant | null): Cell => (at === null ? EMPTY : { kind: 'instant', at });

const WIDTHS: Readonly<Record<ExportColumn, number>> = {
  arrivedAt: 19,
  leftAt: 19,
  entrance: 20,
  name: 28,
  phone: 15,
  way: 24,
  assurance: 16,
  verdict: 18,
  notes: 30,
  id: 38,
};

/** Always in the order of the log, whatever order they were asked for in. */
export const chosenColumns = (asked: readonly ExportColumn[] = EXPORT_COLUMNS): readonly ExportColumn[] =>
  EXPORT_COLUMNS.filter((column) => asked.includes(column));

export const logColumns = (language: Language, asked?: readonly ExportColumn[]): Column[] =>
  chosenColumns(asked).map((column) => ({
    title: translators[language](`export.columns.${column}`),
    width: WIDTHS[column],
  }));

/** Plain look-ups: a translator call per cell took two thirds of an export's time. */
const LABELS = { vi: serverVi.export, en: serverEn.export };

/** @returns how the cells of a line are made, in the order of {@link logColumns}. */
export function createCellMaker(
  language: Language,
  asked?: readonly ExportColumn[],
): (line: VisitLine) => readonly Cell[] {
  const { ways, assurances, verdicts } = LABELS[language];
  const make: Readonly<Record<ExportColumn, (line: VisitLine) => Cell>> = {
    arrivedAt: (line) => instantCell(line.arrivedAt),
    leftAt: (line) => instantCell(line.leftAt),
    entrance: (line) => textCell(line.entranceName),
    name: (line) => textCell(line.name),
    phone: (line) => textCell(line.phone),
    way: (line) => textCell(ways[line.way]),
    assurance: (line) => textCell(assurances[line.assurance]),
    verdict: (line) => textCell(line.verdict && verdicts[line.verdict]),
    notes: (line) => textCell(notesOf(line, language)),
    id: (line) => textCell(line.id),
  };
  const makers = chosenColumns(asked).map((column) => make[column]);
  return (line) => makers.map((each) => each(line));
}

function notesOf({ flags, leftBy }: VisitLine, language: Language): string | null {
  const labels: Readonly<Record<string, string>> = LABELS[language].flags;
  const notes = flags.map((flag) => labels[flag] ?? flag);
  // A code at the door is how people leave; what else ended a visit is worth a word.
  if (leftBy !== null && leftBy !== 'scan') notes.unshift(LABELS[language].leftBy[leftBy]);
  return notes.length === 0 ? null : notes.join('; ');
}

/** How a cell reads in plain text: instants as `2026-11-05 14:03:22` in the table's zone. */
export function cellText(cell: Cell, timeZone: string): string {
  switch (cell.kind) {
    case 'text':
      return cell.text;
    case 'instant':
      return clockText(cell.at, timeZone);
    case 'number':
      return String(cell.value);
    case 'empty':
      return '';
  }
}

const REMEMBERED_MINUTES = 1_024;
const minutes = { timeZone: '', texts: new Map<number, string>() };

/** As {@link wallClockText}: arrivals, and the departures among them, follow each other within minutes, and a date is costly to write. */
function clockText(at: Instant, timeZone: string): string {
  const number = Math.floor(at / MINUTE_MS);
  if (timeZone !== minutes.timeZone || minutes.texts.size > REMEMBERED_MINUTES) {
    Object.assign(minutes, { timeZone, texts: new Map() });
  }
  let minute = minutes.texts.get(number);
  if (minute === undefined) {
    const text = wallClockText(number * MINUTE_MS, timeZone);
    // A zone that is off by seconds has no such minutes.
    if (!text.endsWith(':00')) return wallClockText(at, timeZone);
    minute = text.slice(0, -2);
    minutes.texts.set(number, minute);
  }
  const second = Math.floor((at - number * MINUTE_MS) / 1000);
  return `${minute}${second < 10 ? '0' : ''}${second}`;
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
      let text = '';
      for (const row of page) text += `${JSON.stringify(row.map((cell) => cellText(cell, table.timeZone)))}\n`;
      hash.update(text);
      yield page;
    }
  }
  return {
    table: { ...table, pages: counted() },
    tally: () => ({ rows, sha256: hash.copy().digest('hex') }),
  };
}
