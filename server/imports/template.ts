import { utils, write } from '@e965/xlsx';
import { IMPORT_LIMITS, type ImportColumn, importColumnSchema } from '#shared/contract/portal-imports.ts';
import type { Language } from '#shared/domain/language.ts';
import { venueTypeSchema } from '#shared/domain/venue.ts';
import { CSV_TYPE, writeCsv, XLSX_TYPE } from '../exports/service.ts';
import type { FileAnswer } from '../http/define-route.ts';
import { FILE_WORDS, typeLabel } from './columns.ts';
import { EXAMPLE_ID } from './interpret.ts';
import { type FileFormat, importColumns } from './result-file.ts';
import { unzip, zipStored } from './zip.ts';

/** Two venues as they are written in practice; rows with such a number are never let in. */
function examples(language: Language): string[][] {
  const of = (cells: Readonly<Record<ImportColumn, string>>) =>
    importColumnSchema.options.map((column) => cells[column]);
  const { entrance } = FILE_WORDS[language];
  return [
    of({
      externalId: `${EXAMPLE_ID[language]} 1`,
      name: 'Bún bò Mụ Rớt',
      type: typeLabel('restaurant', language),
      addressLine: '12 Nguyễn Chí Diểu',
      commune: 'Phường Phú Xuân',
      province: 'Thành phố Huế',
      entrances: entrance,
      responsibleName: 'Trần Thị Rớt',
      responsiblePhone: '0912345678',
    }),
    of({
      externalId: `${EXAMPLE_ID[language]} 2`,
      name: 'Khách sạn Sông Hương',
      type: typeLabel('hotel', language),
      addressLine: '5 Lê Lợi',
      commune: 'Phường Phú Hội',
      province: 'Huế',
      entrances: language === 'vi' ? 'Sảnh; Bãi xe' : 'Lobby; Car park',
      responsibleName: '',
      responsiblePhone: '',
    }),
  ];
}

export async function writeTemplate(format: FileFormat, language: Language, timeZone: string): Promise<FileAnswer> {
  const { sheet } = FILE_WORDS[language];
  const common = { fileName: `${sheet}.${format}`, disposition: 'attachment' } as const;
  if (format === 'xlsx') return { ...common, contentType: XLSX_TYPE, body: buildWorkbook(language) };
  async function* pages() {
    yield examples(language).map((row) => row.map((text) => ({ kind: 'text', text }) as const));
  }
  const table = { columns: importColumns(language), timeZone, pages: pages() };
  return { ...common, contentType: CSV_TYPE, body: writeCsv(table, { delimiter: ';', byteOrderMark: true }) };
}

/** The sheet to fill in, a guide to it, and the types that its cells offer. */
function buildWorkbook(language: Language): Uint8Array {
  const words = FILE_WORDS[language];
  const columns = importColumns(language);
  const venues = utils.aoa_to_sheet([columns.map(({ title }) => title), ...examples(language)]);
  venues['!cols'] = columns.map(({ width }) => ({ wch: width }));
  const guide = utils.aoa_to_sheet([
    ...importColumnSchema.options.map((column) => [words.columns[column], words.guides[column]]),
    [],
    ...Object.values(words.guideNotes).map((note) => ['', note]),
    ['', words.exampleNote],
  ]);
  guide['!cols'] = [{ wch: 28 }, { wch: 110 }];
  const types = utils.aoa_to_sheet(venueTypeSchema.options.map((type) => [typeLabel(type, language)]));
  types['!cols'] = [{ wch: 30 }];
  const book = utils.book_new();
  utils.book_append_sheet(book, venues, words.sheet);
  utils.book_append_sheet(book, guide, words.guide);
  utils.book_append_sheet(book, types, words.columns.type);
  const bytes: Uint8Array = write(book, { type: 'buffer', bookType: 'xlsx' });
  return addTypeChoice(bytes, words.columns.type);
}

/** The writer knows no validations (ECMA-376, 18.3.1.33): the one we want is put where the standard has it. */
function addTypeChoice(bytes: Uint8Array, typesSheet: string): Uint8Array {
  const files = unzip(bytes);
  if (!files.ok) throw new Error('our own workbook does not unpack');
  const path = 'xl/worksheets/sheet1.xml';
  const column = String.fromCharCode('A'.charCodeAt(0) + importColumnSchema.options.indexOf('type'));
  const cells = `${column}2:${column}${IMPORT_LIMITS.rows + 1}`;
  const choice =
    '<dataValidations count="1"><dataValidation type="list" allowBlank="1" showErrorMessage="1" ' +
    `sqref="${cells}"><formula1>'${typesSheet}'!$A$1:$A$${venueTypeSchema.options.length}</formula1></dataValidation></dataValidations>`;
  const xml = Buffer.from(files.value.get(path) ?? []).toString('utf8');
  const changed = xml.replace('</sheetData>', `</sheetData>${choice}`);
  if (changed === xml) throw new Error('the sheet has no data to offer choices for');
  return zipStored(new Map([...files.value, [path, Buffer.from(changed)]]));
}
