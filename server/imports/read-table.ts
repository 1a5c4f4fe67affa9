import type { WorkSheet } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { IMPORT_LIMITS, type ImportRefusal } from '#shared/contract/portal-imports.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { unzip, zipStored } from './zip.ts';

/** A cell's text, or that it is computed: what a formula shows on another machine nobody knows. */
export type SheetCell = string | { readonly formula: true };

export interface SheetRow {
  /** As the spreadsheet counts, from 1. */
  readonly number: number;
  readonly cells: readonly SheetCell[];
}

/** Rows with something in them. */
export type Sheet = readonly SheetRow[];

const ZIP = [0x50, 0x4b, 3, 4];
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0];

/** What a CSV file (any usual encoding and delimiter) or an XLSX workbook has in its rows. Runs in a thread of its own. */
export async function readTable(bytes: Uint8Array): Promise<Result<Sheet, ImportRefusal>> {
  if (bytes.length === 0) return err('empty');
  if (bytes.length > IMPORT_LIMITS.fileBytes) return err('too-large');
  const begins = (magic: readonly number[]): boolean => magic.every((byte, i) => bytes[i] === byte);
  if (begins(COMPOUND)) return err('old-excel');
  const sheet = begins(ZIP) ? await readWorkbook(bytes) : readCsv(bytes);
  if (!sheet.ok) return sheet;
  const rows = sheet.value.filter(({ cells }) => cells.some((cell) => cell !== ''));
  if (rows.length === 0) return err('empty');
  if (rows.length > IMPORT_LIMITS.rows + 1) return err('too-many-rows');
  if (rows.some(({ cells }) => cells.length > IMPORT_LIMITS.columns)) return err('too-many-columns');
  return ok(rows);
}

/** Pictures and whatever else is no text are left out before it is read. */
const NEEDED = /\.(xml|rels)$/i;

async function readWorkbook(bytes: Uint8Array): Promise<Result<Sheet, ImportRefusal>> {
  const files = unzip(bytes);
  if (!files.ok) return files;
  const names = [...files.value.keys()];
  if (names.some((name) => /vbaproject|macrosheets\//i.test(name))) return err('macros');
  if (!names.some((name) => /^xl\/workbook\.xml$/i.test(name))) return err('not-a-table');
  const kept = new Map([...files.value].filter(([name]) => NEEDED.test(name)));
  // Loaded for workbooks alone: most of the time that a CSV file would take.
  const { read } = await import('@e965/xlsx');
  try {
    const book = read(zipStored(kept), {
      type: 'buffer',
      dense: true,
      // One more than allowed, so that too many are noticed and not cut off.
      sheetRows: IMPORT_LIMITS.rows + 3,
      cellFormula: true,
      cellHTML: false,
      cellText: false,
      cellNF: false,
      bookVBA: false,
      sheets: 0,
    });
    const sheet = book.Sheets[book.SheetNames[0] ?? ''];
    return sheet ? ok(readSheet(sheet)) : err('empty');
  } catch {
    return err('damaged');
  }
}

interface RawCell {
  readonly t?: string;
  readonly v?: string | number | boolean | Date;
  readonly f?: string;
}

function readSheet(sheet: WorkSheet): SheetRow[] {
  const rows: readonly (readonly (RawCell | undefined)[] | undefined)[] = sheet['!data'] ?? [];
  return Array.from(rows, (cells, index) => ({
    number: index + 1,
    cells: trimEnd(Array.from((cells ?? []).slice(0, IMPORT_LIMITS.columns + 1), readCell)),
  }));
}

function readCell(cell: RawCell | undefined): SheetCell {
  if (!cell) return '';
  if (cell.f !== undefined) return { formula: true };
  if (cell.t === 'z' || cell.t === 'e') return '';
  return tidyCell(String(cell.v ?? ''));
}

/** Excel formats whole columns: cells without anything behind the last one are none. */
function trimEnd(cells: SheetCell[]): SheetCell[] {
  const last = cells.findLastIndex((cell) => cell !== '');
  return cells.slice(0, last + 1);
}

function readCsv(bytes: Uint8Array): Result<Sheet, ImportRefusal> {
  const text = decodeText(bytes);
  if (text === null) return err('not-a-table');
  const delimiter = findDelimiter(text);
  try {
    const records: string[][] = parse(text.replace(/^sep=.\r?\n/i, ''), {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: 50_000,
      to: IMPORT_LIMITS.rows + 3,
    });
    return ok(
      records.map((record, index) => ({ number: index + 1, cells: trimEnd(record.map((cell) => readCsvCell(cell))) })),
    );
  } catch {
    return err('not-a-table');
  }
}

/** An apostrophe that disarmed a formula in one of our own files goes; a formula is text here, as in every CSV. */
const readCsvCell = (cell: string): SheetCell => tidyCell(cell.replace(/^'(?=[=+\-@])/, ''));

const tidyCell = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim();

/** UTF-8, UTF-16 with or without its mark, else the code page of Vietnamese Windows. null: no text. */
export function decodeText(bytes: Uint8Array): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  const sample = bytes.subarray(0, 400);
  const zeros = (parity: number): number => sample.filter((byte, i) => byte === 0 && i % 2 === parity).length;
  // Vietnamese in UTF-16: most letters are ASCII, so every other byte is zero.
  if (zeros(1) * 4 > sample.length) return new TextDecoder('utf-16le').decode(bytes);
  if (zeros(0) * 4 > sample.length) return new TextDecoder('utf-16be').decode(bytes);
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1258').decode(bytes).normalize('NFC');
  }
}

const DELIMITERS = [',', ';', '\t', '|'] as const;

/** The one that stands most often in the first line, outside quotes. */
export function findDelimiter(text: string): string {
  const named = /^sep=(.)\r?\n/i.exec(text);
  if (named?.[1] !== undefined) return named[1];
  const header = (/^[^\r\n]*/.exec(text.slice(0, 10_000))?.[0] ?? '').replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  return counts.toSorted((a, b) => b.count - a.count)[0]?.delimiter ?? ',';
}
