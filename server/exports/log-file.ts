import { formatDay } from '#print/print-texts.ts';
import {
  EXPORT_COLUMNS,
  type ExportColumn,
  type ExportFormat,
  type ExportRequest,
} from '#shared/contract/portal-exports.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { fileNameOf } from '../http/file-name.ts';
import type { VisitLine } from '../visits/service.ts';
import { type CsvDelimiter, writeCsv } from './csv.ts';
import { describeFilter } from './describe-filter.ts';
import {
  type Cell,
  cellText,
  createCellMaker,
  type LogTable,
  logColumns,
  type Tally,
  tallyPages,
  textCell,
  translators,
} from './log-table.ts';
import { type AboutRows, writeXlsx } from './xlsx.ts';

/** What the file says of itself beside its rows. */
export interface Provenance {
  readonly organisationName: string;
  readonly venueName: string;
  /** null: every entrance. */
  readonly entranceName: string | null;
  /** Name and e-mail address of the person. */
  readonly exportedBy: string;
  readonly exportedAt: Instant;
  /** By which the audit trail knows it. */
  readonly reference: string;
}

export interface LogFile {
  readonly request: ExportRequest;
  readonly provenance: Provenance;
  readonly timeZone: string;
}

const DELIMITERS: Readonly<Record<ExportRequest['delimiter'], CsvDelimiter>> = { ',': ',', ';': ';', tab: '\t' };

export const CSV_TYPE = 'text/csv; charset=utf-8';
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const CONTENT_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: CSV_TYPE,
  xlsx: XLSX_TYPE,
  pdf: 'application/pdf',
};

/** With the reference: a CSV has no other place for it. */
export function nameLogFile({ request, provenance }: Pick<LogFile, 'request' | 'provenance'>): string {
  const { language, format, from, to } = request;
  const days = from === to ? from : `${from}_${to}`;
  const parts = [translators[language]('export.fileName'), provenance.venueName, days, provenance.reference];
  return fileNameOf(parts, format);
}

/** An id is of use to programs only, and paper is narrow. */
const columnsOf = ({ columns, format }: ExportRequest): readonly ExportColumn[] =>
  columns ?? EXPORT_COLUMNS.filter((column) => format !== 'pdf' || column !== 'id');

/** @returns the file piece by piece as its pages are read, and what stands in it once they all are. */
export function writeLogFile(
  file: LogFile,
  pages: AsyncIterable<readonly VisitLine[]>,
): { readonly chunks: AsyncIterable<Uint8Array | string>; readonly tally: () => Tally } {
  const { language } = file.request;
  const columns = columnsOf(file.request);
  const { table, tally } = tallyPages({
    columns: logColumns(language, columns),
    timeZone: file.timeZone,
    pages: toCells(pages, createCellMaker(language, columns)),
  });
  return { chunks: writeTable(file, table, tally), tally };
}

function writeTable(file: LogFile, table: LogTable, tally: () => Tally): AsyncIterable<Uint8Array | string> {
  const { request } = file;
  const t = translators[request.language];
  switch (request.format) {
    case 'csv':
      return writeCsv(table, { delimiter: DELIMITERS[request.delimiter], byteOrderMark: true });
    case 'xlsx': {
      const names = { log: t('export.logSheet'), about: t('export.aboutSheet') };
      return writeXlsx(table, names, () => aboutRows(file, tally()));
    }
    case 'pdf':
      return writePdf(file, table, tally);
  }
}

/** Paper says on each page how many there are, and what they are worth: all rows are read before the first is drawn. */
async function* writePdf(file: LogFile, table: LogTable, tally: () => Tally): AsyncGenerator<Uint8Array> {
  const { request, timeZone } = file;
  // Fonts and drawing take 13 MB: a thread that writes a spreadsheet goes without.
  const { renderVisitListPdf } = await import('#print/visit-list/visit-list.ts');
  const rows: string[][] = [];
  for await (const page of table.pages) {
    for (const cells of page) rows.push(cells.map((cell) => paperText(cell, file)));
  }
  yield* renderVisitListPdf({
    title: translators[request.language]('export.listTitle'),
    venueName: file.provenance.venueName,
    language: request.language,
    at: file.provenance.exportedAt,
    timeZone,
    columns: table.columns,
    rows,
    nothing: translators[request.language]('export.nothing'),
    about: aboutRows(file, tally()).map(([label, cell], i) => ({
      label,
      value: paperText(cell, file),
      isOnFoot: FOOT_FACTS.includes(i),
    })),
    reference: file.provenance.reference,
  });
}

/** Who, when, which and why, by their place in {@link aboutRows}. */
const FOOT_FACTS: readonly number[] = [2, 3, 4, 6];

/** Days as people of the language write them. */
function paperText(cell: Cell, { request, timeZone }: LogFile): string {
  const text = cellText(cell, timeZone);
  return cell.kind === 'instant' ? `${formatDay(text.slice(0, 10), request.language)} ${text.slice(11)}` : text;
}

export async function* toCells(
  pages: AsyncIterable<readonly VisitLine[]>,
  makeCells: (line: VisitLine) => readonly Cell[],
): AsyncGenerator<(readonly Cell[])[]> {
  for await (const page of pages) yield page.map(makeCells);
}

function aboutRows({ request, provenance, timeZone }: LogFile, { rows, sha256 }: Tally): AboutRows {
  const t = translators[request.language];
  const { reveal, reason } = request;
  return [
    [t('export.about.organisation'), textCell(provenance.organisationName)],
    [t('export.about.venue'), textCell(provenance.venueName)],
    [t('export.about.exportedBy'), textCell(provenance.exportedBy)],
    [t('export.about.exportedAt'), { kind: 'instant', at: provenance.exportedAt }],
    [t('export.about.filter'), textCell(describeFilter(request, provenance.entranceName))],
    [t('export.about.detail'), textCell(reveal ? t('export.about.revealed') : t('export.about.masked'))],
    [t('export.about.reason'), textCell(reason ? reason : null)],
    [t('export.about.rows'), { kind: 'number', value: rows }],
    [t('export.about.timeZone'), textCell(timeZone)],
    [t('export.about.reference'), textCell(provenance.reference)],
    [t('export.about.sha256'), textCell(sha256)],
  ];
}
