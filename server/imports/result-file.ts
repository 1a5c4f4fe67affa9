import type { Venue } from '#shared/contract/portal-api.ts';
import { type ImportColumn, importColumnSchema, type RowResult } from '#shared/contract/portal-imports.ts';
import type { OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import { type Cell, CSV_TYPE, type LogTable, writeCsv, writeXlsx, XLSX_TYPE } from '../exports/service.ts';
import type { FileAnswer } from '../http/define-route.ts';
import type { VenueService } from '../venues/service.ts';
import { FILE_WORDS, fileTexts } from './columns.ts';
import type { PlannedRow } from './interpret.ts';

export type FileFormat = 'xlsx' | 'csv';

export interface ResultSource {
  readonly rows: AsyncIterable<readonly { readonly planned: PlannedRow; readonly result: RowResult | null }[]>;
  readonly venues: VenueService;
  readonly organisationId: OrganisationId;
  readonly timeZone: string;
  readonly checkedAt: Instant;
  readonly total: number;
}

const WIDTHS: Readonly<Record<ImportColumn, number>> = {
  externalId: 14,
  name: 34,
  type: 20,
  addressLine: 30,
  commune: 24,
  province: 20,
  entrances: 30,
  responsibleName: 24,
  responsiblePhone: 16,
};

const text = (value: string): Cell => (value === '' ? { kind: 'empty' } : { kind: 'text', text: value });

export const importColumns = (language: Language) =>
  importColumnSchema.options.map((column) => ({ title: FILE_WORDS[language].columns[column], width: WIDTHS[column] }));

/** The rows as they came, with what became of them: the columns of the template first, so that it can be corrected and let in again. */
export function writeResult(source: ResultSource, format: FileFormat, language: Language): FileAnswer {
  const words = FILE_WORDS[language].result;
  const table: LogTable = {
    timeZone: source.timeZone,
    columns: [
      ...importColumns(language),
      { title: words.row, width: 7 },
      { title: words.status, width: 14 },
      { title: words.problems, width: 50 },
      { title: words.serials, width: 24 },
      { title: words.urls, width: 60 },
      { title: words.venueId, width: 38 },
    ],
    pages: pagesOf(source, language),
  };
  const { about, sheet } = FILE_WORDS[language];
  const fileName = `${sheet} - ${words.status}.${format}`;
  const common = { fileName, disposition: 'attachment' } as const;
  if (format === 'csv') {
    return { ...common, contentType: CSV_TYPE, body: writeCsv(table, { delimiter: ';', byteOrderMark: true }) };
  }
  const body = writeXlsx(table, { log: sheet, about: about.title }, () => [
    [about.checked, { kind: 'instant', at: source.checkedAt }],
    [about.rows, { kind: 'number', value: source.total }],
  ]);
  return { ...common, contentType: XLSX_TYPE, body };
}

async function* pagesOf({ rows, venues, organisationId }: ResultSource, language: Language): AsyncGenerator<Cell[][]> {
  for await (const page of rows) {
    const ids = page.flatMap(({ result }) => result?.venueId ?? []);
    const known = await venues.findMany(organisationId, ids);
    yield page.map(({ planned, result }) => cellsOf(planned, result, known, language));
  }
}

function cellsOf(
  { cells, row, status, problems }: PlannedRow,
  result: RowResult | null,
  venues: ReadonlyMap<VenueId, Venue>,
  language: Language,
): Cell[] {
  const t = fileTexts[language];
  const entrances = (result?.venueId && venues.get(result.venueId)?.entrances) || [];
  const why = problems.map(({ column, code, otherRow, suggestions }) => {
    const what = t(`import.problems.${code}`, { other: otherRow ?? '' });
    const meant = suggestions.length > 0 ? ` ${t('import.didYouMean', { names: suggestions.join(' / ') })}` : '';
    return `${t(`file.columns.${column}`)}: ${what}.${meant}`;
  });
  return [
    ...importColumnSchema.options.map((column) => text(cells[column] ?? '')),
    { kind: 'number', value: row },
    text(t(`import.statuses.${result?.status ?? status}`)),
    text(why.join(' ')),
    text(entrances.map(({ serial }) => serial).join('; ')),
    text(entrances.map(({ posterUrl }) => posterUrl).join(' ; ')),
    text(result?.venueId ?? ''),
  ];
}
