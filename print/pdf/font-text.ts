import { loadFont } from './fonts.ts';
import { toPrintable } from './printable-text.ts';

export const hasGlyph = (codePoint: number): boolean => loadFont('bold').hasGlyphForCodePoint(codePoint);

/** One line of what our font can set; may be empty. */
export const printable = (text: string | undefined): string => toPrintable(text ?? '', hasGlyph).text;
