import type { Language } from '#shared/domain/language.ts';
import { printTexts } from '../print-texts.ts';
import { type Piece, type TextStyle, textPiece } from './column.ts';
import type { PrintLanguage } from './description.ts';
import { languagesOf } from './speak.ts';

type Words = (say: (typeof printTexts)[Language]) => string;

/** One thing in every language, under each other and alike. */
export const spokenAlike = (language: PrintLanguage, words: Words, style: TextStyle): Piece[] =>
  languagesOf(language).map((each) => textPiece(words(printTexts[each]), { ...style, language: each }));

/** One thing in every language, under each other: the second smaller and lighter. */
export function spokenTitle(language: PrintLanguage, words: Words, style: TextStyle): Piece[] {
  const second = {
    size: style.size * 0.68,
    minSize: Math.min(style.minSize, style.size * 0.68),
    weight: 'medium',
    tag: 'P',
  } as const;
  return languagesOf(language).map((each, index) =>
    textPiece(words(printTexts[each]), { ...style, ...(index === 0 ? {} : second), language: each }),
  );
}
