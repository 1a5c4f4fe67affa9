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
  const line = kept.replace(/ {2,}/g, ' ').trim();
  return { text: leftOut.size > 0 ? withoutRests(line) : line, leftOut: [...leftOut] };
}

const JOINTS = String.raw`[\p{Pd}|/·•,;:&+]`;
const EMPTY_BRACKETS = /[([{«“] ?[)\]}»”]/gu;
const BETWEEN = new RegExp(`( ${JOINTS})(?: ${JOINTS})+ `, 'gu');
const AT_THE_ENDS = new RegExp(`^(?:${JOINTS}| )+|(?:${JOINTS}| )+$`, 'gu');

/** The dash between two names, of which one is gone, joins nothing any more. */
const withoutRests = (text: string): string =>
  text.replace(EMPTY_BRACKETS, ' ').replace(/ {2,}/g, ' ').replace(BETWEEN, '$1 ').replace(AT_THE_ENDS, '');
