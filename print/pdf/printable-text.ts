export interface PrintableText {
  /** NFC, one line, single spaces; may be empty. */
  readonly text: string;
  /** What had to be left out, in order, without repeats: emoji and scripts the font lacks. Not control characters. */
  readonly leftOut: readonly string[];
}

/**
 * Turns any text into what the font can set on one line. NFC, since decomposed Vietnamese extracts and copies garbled.
 * Control and format characters go silently: bidirectional overrides could make a poster read as something else.
 */
export function toPrintable(text: string, hasGlyph: (codePoint: number) => boolean): PrintableText {
  const leftOut = new Set<string>();
  let kept = '';
  for (const character of text.normalize('NFC').replace(/\p{White_Space}+/gu, ' ')) {
    if (/\p{C}|\p{Variation_Selector}/u.test(character)) continue;
    if (hasGlyph(character.codePointAt(0) ?? 0)) kept += character;
    else leftOut.add(character);
  }
  return { text: kept.replace(/ {2,}/g, ' ').trim(), leftOut: [...leftOut] };
}
