import type { ExportRequest } from '#shared/contract/portal-api.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import type { FileAnswer } from '../http/define-route.ts';
import { fileNameOf } from '../http/file-name.ts';
import type { VisitLine } from '../visits/service.ts';
import { type CsvDelimiter, writeCsv } from './csv.ts';
import {
  type Cell,
  type LogTable,
  logCells,
  logColumns,
  type Tally,
  tallyPages,
  textCell,
  translators,
} from './log-table.ts';
import { type AboutRows, writeXlsx } from './xlsx.ts';

/** What the second sheet says beside the tally. */
export interface Provenance {
  readonly organisationName: string;
  readonly venueName: string;
  /** Name and e-mail address of the person. */
  readonly exportedBy: string;
  readonly exportedAt: Instant;
}

export interface LogFile {
  readonly request: ExportRequest;
  readonly provenance: Provenance;
  readonly timeZone: string;
  readonly pages: AsyncIterable<readonly VisitLine[]>;
  /** Called once, when the last row is out. */
  readonly onFinished: (tally: Tally) => Promise<void>;
}

const DELIMITERS: Readonly<Record<ExportRequest['delimiter'], CsvDelimiter>> = { ',': ',', ';': ';', tab: '\t' };

export const CSV_TYPE = 'text/csv; charset=utf-8';
export const XLSX_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A visit log as a file that is written while it is sent. */
export function createLogFile(file: LogFile): FileAnswer {
  const { request, provenance, timeZone } = file;
  const { language, format, from, to } = request;
  const t = translators[language];
  const table: LogTable = { columns: logColumns(language), timeZone, pages: toCells(file.pages, language) };
  const { table: counted, tally } = tallyPages(table);
  const finished = () => file.onFinished(tally());
  const days = from === to ? from : `${from}_${to}`;
  const fileName = fileNameOf([t('export.fileName'), provenance.venueName, days], format);
  if (format === 'csv') {
    const rows = writeCsv(counted, { delimiter: DELIMITERS[request.delimiter], byteOrderMark: true });
    return { contentType: CSV_TYPE, fileName, disposition: 'attachment', body: thenDo(rows, finished) };
  }
  const names = { log: t('export.logSheet'), about: t('export.aboutSheet') };
  const workbook = writeXlsx(counted, names, () => aboutRows(file, tally()));
  return { contentType: XLSX_TYPE, fileName, disposition: 'attachment', body: thenDo(workbook, finished) };
}

export async function* toCells(
  pages: AsyncIterable<readonly VisitLine[]>,
  language: Language,
): AsyncGenerator<Cell[][]> {
  for await (const page of pages) yield page.map((line) => logCells(line, language));
}

async function* thenDo<T>(chunks: AsyncIterable<T>, finished: () => Promise<void>): AsyncGenerator<T> {
  yield* chunks;
  await finished();
}

function aboutRows({ request, provenance, timeZone }: LogFile, { rows, sha256 }: Tally): AboutRows {
  const t = translators[request.language];
  const { from, to, reveal, reason } = request;
  return [
    [t('export.about.organisation'), textCell(provenance.organisationName)],
    [t('export.about.venue'), textCell(provenance.venueName)],
    [t('export.about.exportedBy'), textCell(provenance.exportedBy)],
    [t('export.about.exportedAt'), { kind: 'instant', at: provenance.exportedAt }],
    [t('export.about.filter'), textCell(t('export.about.range', { from, to }))],
    [t('export.about.detail'), textCell(reveal ? t('export.about.revealed') : t('export.about.masked'))],
    [t('export.about.reason'), textCell(reason ? reason : null)],
    [t('export.about.rows'), { kind: 'number', value: rows }],
    [t('export.about.timeZone'), textCell(timeZone)],
    [t('export.about.sha256'), textCell(sha256)],
  ];
}
