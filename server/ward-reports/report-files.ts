import { formatDay } from '#print/print-texts.ts';
import type { ReportTable } from '#print/ward-report/ward-report.ts';
import type { CityRow, Report } from '#shared/contract/portal-ward-reports.ts';
import { dayOf, type Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import { wallClockText } from '#shared/domain/zoned-time.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import { wardReportEn } from '#shared/i18n/ward-report.en.ts';
import { wardReportVi } from '#shared/i18n/ward-report.vi.ts';
import { type Cell, writeXlsx, XLSX_TYPE } from '../exports/service.ts';
import type { FileAnswer } from '../http/define-route.ts';

const translators = createTranslators(wardReportVi, wardReportEn);

interface Order {
  readonly report: Report;
  readonly language: Language;
  readonly at: Instant;
  readonly timeZone: string;
  /** Whose submission it is; null: the report as it stands now. */
  readonly city: CityRow | null;
}

const COUNTS = ['registered', 'active', 'phoneOnly', 'silent', 'neverScanned', 'escalated', 'unverified'] as const;

const fileName = ({ report, at, timeZone, city }: Order, extension: string): string =>
  [report.call.title, ...(city ? [city.name] : []), dayOf(at, timeZone)].join(' - ') + `.${extension}`;

/** As people write it: `22/11/2026 17:00`. */
const momentText = (at: Instant, timeZone: string, language: Language): string =>
  `${formatDay(dayOf(at, timeZone), language)} ${wallClockText(at, timeZone).slice(11, 16)}`;

/** The table of wards, A4 across, to be printed and signed. */
export async function writeReportPdf(order: Order): Promise<FileAnswer> {
  // Loaded when first needed: fonts and PDF cost a quarter of a second of every start.
  const { renderWardReportPdf } = await import('#print/ward-report/ward-report.ts');
  const body = await renderWardReportPdf(tableOf(order));
  return { contentType: 'application/pdf', fileName: fileName(order, 'pdf'), disposition: 'inline', body };
}

/** Who reports to whom, and how far the cities are: lines above the table, in both kinds of file. */
function cityLines({ report, city, language, timeZone }: Order): string[] {
  const t = translators[language];
  const time = (instant: Instant): string => momentText(instant, timeZone, language);
  if (city?.submittedAt !== undefined && city.submittedAt !== null) {
    const { name, submittedAt, sha256 } = city;
    return [t('citySubmitted', { name, time: time(submittedAt), hash: sha256 ?? '' })];
  }
  const { cities } = report.call;
  if (!cities) return [];
  const { submitted, asked, late, dueAt } = cities;
  return [
    t('cities', { submitted, asked, late, time: time(dueAt) }),
    ...report.cities.map(({ name, state, submittedAt, figures, sha256 }) =>
      submittedAt === null || !figures
        ? t('cityMissing', { name })
        : t('cityRow', {
            ...{ name, state: t(`states.${state}`), time: time(submittedAt), hash: sha256?.slice(0, 8) ?? '' },
            ...{ wards: figures.wards.length, asked: figures.wards.length + figures.missing.length },
            ...{ registered: figures.counts.registered, active: figures.counts.active },
          }),
    ),
  ];
}

function tableOf(order: Order): ReportTable {
  const { report, language, at, timeZone, city } = order;
  const t = translators[language];
  const { call, rows, totals } = report;
  const number = new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB');
  const time = (instant: Instant): string => momentText(instant, timeZone, language);
  return {
    language,
    title: city ? `${call.title} – ${city.name}` : call.title,
    createdOn: dayOf(at, timeZone),
    facts: [
      t('due', { time: time(call.dueAt) }),
      t('progress', { submitted: call.submitted, asked: call.asked, late: call.late }),
      ...cityLines(order),
      t('madeAt', { time: time(at) }),
    ],
    columns: [t('unit'), t('state'), ...COUNTS.map((name) => t(`counts.${name}`)), t('inspected'), t('hash')],
    rows: rows.map(({ unit, state, submittedAt, figures, sha256 }) => [
      unit.name,
      submittedAt === null ? t('states.missing') : `${t(`states.${state}`)} ${time(submittedAt)}`,
      ...COUNTS.map((name) => (figures ? number.format(figures.counts[name]) : '–')),
      figures ? `${number.format(figures.passed)}/${number.format(figures.inspected)}` : '–',
      sha256?.slice(0, 8) ?? '–',
    ]),
    total: [t('total'), '', ...COUNTS.map((name) => number.format(totals[name])), '', ''],
    notes: [
      ...(city && city.note !== '' ? [t('note', { unit: city.name, note: city.note })] : []),
      ...rows.flatMap(({ unit, note }) => (note === '' ? [] : t('note', { unit: unit.name, note }))),
      t('definitions'),
    ],
  };
}

/** Of the columns that hold more than a count, in characters: the ward, its state, when; far right its note and the proof. */
const WIDTHS: Readonly<Record<number, number>> = { 0: 28, 1: 12, 2: 20, 13: 40, 14: 20 };
const COUNT_WIDTH = 13;

/** The same as a workbook: typed cells, and a second sheet that says what it is. */
export async function writeReportXlsx(order: Order): Promise<FileAnswer> {
  const { report, language, at, timeZone } = order;
  const t = translators[language];
  const text = (words: string): Cell => ({ kind: 'text', text: words });
  const value = (count: number | undefined): Cell =>
    count === undefined ? { kind: 'empty' } : { kind: 'number', value: count };
  const when = (instant: Instant | null): Cell =>
    instant === null ? { kind: 'empty' } : { kind: 'instant', at: instant };
  const titles = [
    t('unit'),
    t('state'),
    t('submittedAt'),
    ...COUNTS.map((name) => t(`counts.${name}`)),
    t('inspectedCount'),
    t('passed'),
    t('openCases'),
    t('noteColumn'),
    t('hash'),
  ];
  const rows = report.rows.map(({ unit, state, submittedAt, figures, note, sha256 }): Cell[] => [
    text(unit.name),
    text(t(`states.${state}`)),
    when(submittedAt),
    ...COUNTS.map((name) => value(figures?.counts[name])),
    value(figures?.inspected),
    value(figures?.passed),
    value(figures?.openCases),
    text(note),
    text(sha256 ?? ''),
  ]);
  const pages = (async function* () {
    yield rows;
  })();
  const columns = titles.map((title, index) => ({ title, width: WIDTHS[index] ?? COUNT_WIDTH }));
  const { call } = report;
  const body = writeXlsx({ columns, timeZone, pages }, { log: t('sheet'), about: t('about') }, () => [
    [t('aboutTitle'), text(call.title)],
    [t('aboutDue'), when(call.dueAt)],
    [t('aboutMade'), when(at)],
    [t('aboutProgress'), text(t('progress', { submitted: call.submitted, asked: call.asked, late: call.late }))],
    ...cityLines(order).map((line): [string, Cell] => [t('aboutCities'), text(line)]),
    ...(order.city && order.city.note !== '' ? [[t('noteColumn'), text(order.city.note)] as [string, Cell]] : []),
    [t('aboutDefinitions'), text(t('definitions'))],
  ]);
  return { contentType: XLSX_TYPE, fileName: fileName(order, 'xlsx'), disposition: 'attachment', body };
}
