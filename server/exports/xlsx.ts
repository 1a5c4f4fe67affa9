import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Instant } from '#shared/domain/instant.ts';
import { zoneOffsetMs } from '#shared/domain/zoned-time.ts';
import type { Cell, LogTable } from './log-table.ts';
import { columnName, escapeXml, STATIC_PARTS, STYLE, workbookXml } from './xlsx-parts.ts';

/** A sheet allows 1,048,576 rows; one is the header, the rest is left for visits that arrive while the file is written. */
export const MAX_XLSX_ROWS = 1_048_000;

export interface XlsxSheetNames {
  readonly log: string;
  readonly about: string;
}

/** Label and value, one row each. */
export type AboutRows = readonly (readonly [string, Cell])[];

/**
 * A workbook (ECMA-376, SpreadsheetML) as it is read: a log sheet of any length in constant memory, then a sheet about it.
 * Instants are real dates (number format `yyyy-mm-dd hh:mm:ss`) on the wall clock of the table's zone; text is text, so a
 * phone keeps its zero and nothing is a formula. A failing page destroys the stream.
 *
 * @param about asked for once the last row is out.
 */
export function writeXlsx(table: LogTable, names: XlsxSheetNames, about: () => AboutRows): Readable {
  const zip = new ZipFile();
  const out = zip.outputStream as Readable;
  const options = { compressionLevel: 6, mtime: new Date() };
  const fail = (error: Error) => void out.destroy(error);
  zip.on('error', fail);
  for (const [path, xml] of Object.entries(STATIC_PARTS)) zip.addBuffer(Buffer.from(xml), path, options);
  zip.addBuffer(Buffer.from(workbookXml(names.log, names.about)), 'xl/workbook.xml', options);
  const addLazy = (path: string, chunks: () => AsyncGenerator<string>) =>
    zip.addReadStreamLazy(path, options, (done) => {
      // In bytes: a stream of objects would not tell how much is waiting.
      const stream = Readable.from(chunks(), { objectMode: false });
      out.once('close', () => stream.destroy());
      done(null, stream.on('error', fail));
    });
  addLazy('xl/worksheets/sheet1.xml', () => logSheet(table));
  addLazy('xl/worksheets/sheet2.xml', () => aboutSheet(about(), table.timeZone));
  zip.end();
  return out;
}

const SHEET_OPEN =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';

async function* logSheet({ columns, pages, timeZone }: LogTable): AsyncGenerator<string> {
  const frozenHeader = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const fitToWidth = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';
  yield `${SHEET_OPEN}${fitToWidth}<sheetViews><sheetView tabSelected="1" workbookViewId="0">${frozenHeader}</sheetView></sheetViews>${widths(columns.map(({ width }) => width))}<sheetData>`;
  const header = columns.map(({ title }): Cell => ({ kind: 'text', text: title }));
  yield rowXml(1, header, timeZone, STYLE.header);
  let number = 1;
  for await (const page of pages) {
    let xml = '';
    for (const row of page) xml += rowXml(++number, row, timeZone);
    yield xml;
  }
  const page = '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>';
  yield `</sheetData><autoFilter ref="A1:${columnName(columns.length - 1)}${number}"/>${page}</worksheet>`;
}

async function* aboutSheet(rows: AboutRows, timeZone: string): AsyncGenerator<string> {
  const body = rows.map(([label, value], index) =>
    rowXml(index + 1, [{ kind: 'text', text: label }, value], timeZone, undefined, STYLE.header),
  );
  yield `${SHEET_OPEN}${widths([24, 70])}<sheetData>${body.join('')}</sheetData></worksheet>`;
}

const widths = (each: readonly number[]): string =>
  `<cols>${each.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`;

function rowXml(number: number, cells: readonly Cell[], timeZone: string, style?: number, firstStyle = style): string {
  let xml = `<row r="${number}">`;
  cells.forEach((cell, i) => {
    xml += cellXml(`${columnName(i)}${number}`, cell, timeZone, i === 0 ? firstStyle : style);
  });
  return `${xml}</row>`;
}

/** With its reference: many readers count on it. */
function cellXml(reference: string, cell: Cell, timeZone: string, style: number | undefined): string {
  switch (cell.kind) {
    case 'text':
      return `<c r="${reference}" s="${style ?? STYLE.text}" t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell.text)}</t></is></c>`;
    case 'instant':
      return `<c r="${reference}" s="${style ?? STYLE.instant}"><v>${excelSerial(cell.at, timeZone)}</v></c>`;
    case 'number':
      return `<c r="${reference}" s="${style ?? STYLE.plain}"><v>${cell.value}</v></c>`;
    case 'empty':
      return '';
  }
}

/** Days since 1899-12-30 on the wall clock, whole seconds. */
function excelSerial(at: Instant, timeZone: string): number {
  const wallSeconds = Math.floor((at + zoneOffsetMs(at, timeZone)) / 1000);
  return wallSeconds / 86_400 + 25_569;
}
