import { type Cell, cellText, type LogTable } from './log-table.ts';

export type CsvDelimiter = ',' | ';' | '\t';

export interface CsvOptions {
  readonly delimiter: CsvDelimiter;
  /** Excel takes a file without it for the machine's old code page and garbles Vietnamese. */
  readonly byteOrderMark: boolean;
}

/**
 * What a spreadsheet may take for a formula, at the start of a cell or, when the file is opened with another delimiter
 * than it was written with, after one; blanks and invisible characters before it are passed over. The full-width and small
 * forms are folded to ASCII by Japanese and Chinese settings.
 */
const FORMULA_START = /(^|[,;|"])([\s\p{Cf}]*)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20\uFE66\uFE62\uFE63\uFE6B])/gu;

/**
 * OWASP "CSV injection": an apostrophe before what a spreadsheet would execute; control characters (tab, line breaks)
 * become a space. Anything else, every name included, stays as it is.
 */
export const neutraliseFormula = (text: string): string =>
  text.replace(/\p{Cc}+/gu, ' ').replace(FORMULA_START, "$1$2'");

const quoteField = (text: string): string =>
  /[",;|\t]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

/** RFC 4180 row with its CRLF. Instants as `2026-11-05 14:03:22` in the given zone, which spreadsheets take for a date. */
export function formatCsvRow(cells: readonly Cell[], delimiter: CsvDelimiter, timeZone: string): string {
  const fields = cells.map((cell) => {
    const text = cellText(cell, timeZone);
    return cell.kind === 'text' ? quoteField(neutraliseFormula(text)) : text;
  });
  return `${fields.join(delimiter)}\r\n`;
}

/** A CSV file (RFC 4180, UTF-8) as text, one chunk a page. */
export async function* writeCsv(table: LogTable, { delimiter, byteOrderMark }: CsvOptions): AsyncGenerator<string> {
  const header = table.columns.map(({ title }): Cell => ({ kind: 'text', text: title }));
  yield `${byteOrderMark ? '\uFEFF' : ''}${formatCsvRow(header, delimiter, table.timeZone)}`;
  for await (const page of table.pages) {
    yield page.map((row) => formatCsvRow(row, delimiter, table.timeZone)).join('');
  }
}
