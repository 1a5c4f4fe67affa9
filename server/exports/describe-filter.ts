import type { ExportRequest } from '#shared/contract/portal-exports.ts';
import { serverEn } from '#shared/i18n/server.en.ts';
import { serverVi } from '#shared/i18n/server.vi.ts';
import { translators } from './log-table.ts';

const LABELS = { vi: serverVi.export, en: serverEn.export };

/** What of the log it is, in words: `từ 2026-11-01 đến 2026-11-22; Cửa: Cổng chính; Kết quả: Gặp nhân viên`. */
export function describeFilter(request: ExportRequest, entranceName: string | null): string {
  const { from, to, verdicts = [], ways = [], assurances = [], presence, marks = [], language } = request;
  const t = translators[language];
  const labels = LABELS[language];
  const list = (title: string, values: readonly string[]) =>
    values.length === 0 ? [] : [`${title}: ${values.join(', ')}`];
  return [
    t('export.about.range', { from, to }),
    ...list(t('export.columns.entrance'), entranceName === null ? [] : [entranceName]),
    ...list(
      t('export.columns.verdict'),
      verdicts.map((verdict) => (verdict === 'none' ? t('export.filter.noVerdict') : labels.verdicts[verdict])),
    ),
    ...list(
      t('export.columns.way'),
      ways.map((way) => labels.ways[way]),
    ),
    ...list(
      t('export.columns.assurance'),
      assurances.map((assurance) => labels.assurances[assurance]),
    ),
    ...list(t('export.filter.presence'), presence === undefined ? [] : [labels.filter.presences[presence]]),
    ...list(
      t('export.filter.marks'),
      marks.map((mark) => labels.filter.marksNamed[mark]),
    ),
  ].join('; ');
}
