import type { CalendarDay } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import { printEn } from '#shared/i18n/print.en.ts';
import { printVi } from '#shared/i18n/print.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';

/** Texts of everything printed, by language. */
export const printTexts = createTranslators(printVi, printEn);

const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');

/** `22/11/2026` in Vietnamese; `22 Nov 2026` in English, which no reader takes for a month-first date. */
export function formatDay(day: CalendarDay, language: Language): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return language === 'vi' ? `${date}/${month}/${year}` : `${Number(date)} ${MONTHS[Number(month) - 1] ?? ''} ${year}`;
}
