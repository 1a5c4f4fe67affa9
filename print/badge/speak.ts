import { dayOf, type Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import { wallClockText } from '#shared/domain/zoned-time.ts';
import { formatDay, printTexts } from '../print-texts.ts';
import type { PrintLanguage } from './description.ts';

type PrintText = (typeof printTexts)[Language];

export const languagesOf = (language: PrintLanguage): readonly [Language, ...Language[]] =>
  language === 'both' ? ['vi', 'en'] : [language];

/** One thing in every language, beside each other. */
export const sayBeside = (language: PrintLanguage, words: (say: PrintText) => string): string =>
  languagesOf(language)
    .map((each) => words(printTexts[each]))
    .join(' · ');

/** `14:03`. */
export const formatTime = (at: Instant, timeZone: string): string => wallClockText(at, timeZone).slice(11, 16);

/** `22/11/2026`, or `22 Nov 2026` where nobody reads Vietnamese. */
export const formatDate = (at: Instant, timeZone: string, language: PrintLanguage): string =>
  formatDay(dayOf(at, timeZone), languagesOf(language)[0]);
