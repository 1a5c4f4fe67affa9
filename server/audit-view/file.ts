import type { AuditRow } from '#shared/contract/portal-audit.ts';
import type { Language } from '#shared/domain/language.ts';
import { actionText, actorText, factText, subjectText } from '#shared/i18n/audit-words.ts';
import { rightsEn } from '#shared/i18n/rights.en.ts';
import { rightsVi } from '#shared/i18n/rights.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import { type Cell, CSV_TYPE, type LogTable, writeCsv, writeXlsx, XLSX_TYPE } from '../exports/service.ts';
import type { FileAnswer } from '../http/define-route.ts';
import { fileNameOf } from '../http/file-name.ts';

export interface AuditFileFormat {
  readonly format: 'csv' | 'xlsx';
  readonly language: Language;
}

const texts = createTranslators(rightsVi, rightsEn);

/** Sentences, not codes; the code stands beside it for programs. Written while it is sent. */
export function createAuditFile(
  pages: AsyncIterable<readonly AuditRow[]>,
  { format, language }: AuditFileFormat,
  timeZone: string,
): FileAnswer {
  const t = texts[language];
  let rows = 0;
  async function* cells(): AsyncGenerator<Cell[][]> {
    for await (const page of pages) {
      rows += page.length;
      yield page.map((row) => toCells(row, language));
    }
  }
  const table: LogTable = {
    timeZone,
    columns: [
      { title: t('audit.columns.at'), width: 19 },
      { title: t('audit.columns.who'), width: 26 },
      { title: t('audit.columns.what'), width: 48 },
      { title: t('audit.columns.where'), width: 30 },
      { title: t('audit.columns.facts'), width: 40 },
      { title: t('audit.columns.number'), width: 10 },
      { title: t('audit.columns.code'), width: 26 },
    ],
    pages: cells(),
  };
  const fileName = fileNameOf([t('audit.fileName')], format);
  if (format === 'csv') {
    const body = writeCsv(table, { delimiter: ',', byteOrderMark: true });
    return { contentType: CSV_TYPE, fileName, disposition: 'attachment', body };
  }
  const names = { log: t('audit.title'), about: t('audit.aboutSheet') };
  const about = () => [[t('audit.rows'), { kind: 'number', value: rows }] as const];
  return { contentType: XLSX_TYPE, fileName, disposition: 'attachment', body: writeXlsx(table, names, about) };
}

function toCells(row: AuditRow, language: Language): Cell[] {
  const t = texts[language];
  const text = (value: string): Cell => (value === '' ? { kind: 'empty' } : { kind: 'text', text: value });
  return [
    { kind: 'instant', at: row.at },
    text(actorText(t, row.actor)),
    text(actionText(t, row.action)),
    text(subjectText(t, row.subject)),
    text(row.facts.map((fact) => factText(t, fact)).join('; ')),
    { kind: 'number', value: row.seq },
    text(row.action),
  ];
}
