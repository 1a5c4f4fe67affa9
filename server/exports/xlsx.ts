import { Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Instant } from '#shared/domain/instant.ts';
import { zoneOffsetMs } from '#shared/domain/zoned-time.ts';
import type { Cell, LogTable } from './log-table.ts';
import {
  columnName,
  contentTypesXml,
  relationsXml,
  STATIC_PARTS,
  STYLE,
  stringsOf,
  workbookXml,
} from './xlsx-parts.ts';

/** Rows of a sheet, the header among them (Excel's limit); a longer log goes on in another sheet. */
const SHEET_ROWS = 1_048_576;
const COMPRESSION_LEVEL = 4;

export interface XlsxSheetNames {
  readonly log: string;
  readonly about: string;
}

/** Label and value, one row each. */
export type AboutRows = readonly (readonly [string, Cell])[];

/**
 * A workbook (ECMA-376, SpreadsheetML) as it is read: a log of any length in constant memory, as many sheets as it takes; the
 * second sheet is about it. Instants are real dates (number format `yyyy-mm-dd hh:mm:ss`) on the wall clock of the table's zone;
 * text is text, so a phone keeps its zero and nothing is a formula. A failing page destroys the stream.
 *
 * @param about asked for once the last row is out.
 */
export function writeXlsx(
  table: LogTable,
  names: XlsxSheetNames,
  about: () => AboutRows,
  sheetRows = SHEET_ROWS,
): Readable {
  const zip = new ZipFile();
  const out = zip.outputStream as Readable;
  const options = { compressionLevel: COMPRESSION_LEVEL, mtime: new Date() };
  const fail = (error: Error) => void out.destroy(error);
  zip.on('error', fail);
  const addText = (path: string, xml: string) => zip.addBuffer(Buffer.from(xml), path, options);
  const rows = createRowSource(table.pages);
  out.once('close', () => void rows.end());
  for (const [path, xml] of Object.entries(STATIC_PARTS)) addText(path, xml);

  const addSheet = (number: number): void =>
    zip.addReadStreamLazy(`xl/worksheets/log${number}.xml`, options, (done) => {
      // In bytes: a stream of objects would not tell how much is waiting.
      const stream = Readable.from(sheet(number), { objectMode: false });
      out.once('close', () => stream.destroy());
      done(null, stream.on('error', fail));
    });
  async function* sheet(number: number): AsyncGenerator<string> {
    yield* logSheet(table, rows, { most: sheetRows - 1, isFirst: number === 1 });
    if (await rows.hasMore()) addSheet(number + 1);
    else finish(number);
  }
  const finish = (sheets: number): void => {
    addText('xl/worksheets/about.xml', aboutSheet(about(), table.timeZone));
    const logs = Array.from({ length: sheets }, (_, i) => (i === 0 ? names.log : `${names.log} ${i + 1}`));
    addText('xl/workbook.xml', workbookXml(logs, names.about));
    addText('xl/_rels/workbook.xml.rels', relationsXml(sheets));
    addText('[Content_Types].xml', contentTypesXml(sheets));
    zip.end();
  };
  addSheet(1);
  return out;
}

type Row = readonly Cell[];

interface RowSource {
  hasMore(): Promise<boolean>;
  /** The rest of the page that is being read, at most so many rows. */
  take(most: number): readonly Row[];
  end(): Promise<unknown>;
}

/** Rows page by page, where a page may be cut in two. */
function createRowSource(pages: AsyncIterable<readonly Row[]>): RowSource {
  const iterator = pages[Symbol.asyncIterator]();
  let page: readonly Row[] = [];
  let at = 0;
  return {
    async hasMore() {
      while (at >= page.length) {
        const next = await iterator.next();
        if (next.done) return false;
        page = next.value;
        at = 0;
      }
      return true;
    },
    take(most) {
      const taken = page.slice(at, at + most);
      at += taken.length;
      return taken;
    },
    end: async () => iterator.return?.(),
  };
}

const SHEET_OPEN =
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';

async function* logSheet(
  { columns, timeZone }: LogTable,
  rows: RowSource,
  { most, isFirst }: { readonly most: number; readonly isFirst: boolean },
): AsyncGenerator<string> {
  const frozenHeader = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>';
  const fitToWidth = '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>';
  const selected = isFirst ? ' tabSelected="1"' : '';
  yield `${SHEET_OPEN}${fitToWidth}<sheetViews><sheetView${selected} workbookViewId="0">${frozenHeader}</sheetView></sheetViews>${widths(columns.map(({ width }) => width))}<sheetData>`;
  const letters = columns.map((_, i) => columnName(i));
  const header = columns.map(({ title }): Cell => ({ kind: 'text', text: title }));
  yield rowXml(1, header, { letters, timeZone, style: STYLE.header });
  let number = 1;
  while (number <= most && (await rows.hasMore())) {
    let xml = '';
    for (const row of rows.take(most - number + 1)) {
      number += 1;
      xml += rowXml(number, row, { letters, timeZone });
    }
    yield xml;
  }
  const page = '<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>';
  yield `</sheetData><autoFilter ref="A1:${letters.at(-1) ?? 'A'}${number}"/>${page}</worksheet>`;
}

function aboutSheet(rows: AboutRows, timeZone: string): string {
  const letters = ['A', 'B'];
  const body = rows.map(([label, value], index) =>
    rowXml(index + 1, [{ kind: 'text', text: label }, value], { letters, timeZone, firstStyle: STYLE.header }),
  );
  return `${SHEET_OPEN}${widths([24, 70])}<sheetData>${body.join('')}</sheetData></worksheet>`;
}

const widths = (each: readonly number[]): string =>
  `<cols>${each.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`).join('')}</cols>`;

interface RowStyle {
  readonly letters: readonly string[];
  readonly timeZone: string;
  readonly style?: number;
  readonly firstStyle?: number;
}

function rowXml(number: number, cells: Row, { letters, timeZone, style, firstStyle = style }: RowStyle): string {
  let xml = `<row r="${number}">`;
  for (const [i, cell] of cells.entries()) {
    xml += cellXml(`${letters[i] ?? ''}${number}`, cell, timeZone, i === 0 ? firstStyle : style);
  }
  return `${xml}</row>`;
}

/** With its reference: many readers count on it. */
function cellXml(reference: string, cell: Cell, timeZone: string, style: number | undefined): string {
  switch (cell.kind) {
    case 'text':
      return `<c r="${reference}" s="${style ?? STYLE.text}" t="inlineStr"><is>${stringsOf(cell.text)}</is></c>`;
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
