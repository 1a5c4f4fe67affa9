import { POSTER_FORMATS, type PosterFormat } from '#shared/contract/poster-options.ts';
import type { Language } from '#shared/domain/language.ts';
import type { StudioTranslate } from './studio-text.ts';

/** Phones read a code from about ten times its side. */
const READING_DISTANCE = 10;

const decimal = (language: Language) =>
  new Intl.NumberFormat(language === 'vi' ? 'vi-VN' : 'en-GB', { maximumFractionDigits: 1 });

/** `21 × 29,7 cm`, or pixels of a display. */
export function describeSize(t: StudioTranslate, format: PosterFormat, language: Language): string {
  const { width, height, unit } = POSTER_FORMATS[format];
  if (unit === 'px') return t('format.pixels', { width, height });
  const number = decimal(language);
  return t('format.size', { width: number.format(width / 10), height: number.format(height / 10) });
}

/** What there is to know before printing: paper, code, distance, copies. */
export function describeFormat(t: StudioTranslate, format: PosterFormat, language: Language): string[] {
  const { unit, codeSide, copies, pages } = POSTER_FORMATS[format];
  const number = decimal(language);
  const facts = [describeSize(t, format, language)];
  if (unit === 'mm') {
    facts.push(t('format.code', { side: number.format(codeSide / 10) }));
    facts.push(t('format.distance', { metres: number.format((codeSide * READING_DISTANCE) / 1_000) }));
  }
  if (copies > 1) facts.push(t('format.copies', { count: copies }));
  if (pages > 1) facts.push(t('format.bothSides'));
  return facts;
}
