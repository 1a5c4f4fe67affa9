import { adoptWord, eraseLetter, finishWord, readWord, showWord } from './compose-word.ts';
import { type Stroke, strokeOf, type TypingScheme } from './typing-schemes.ts';
import type { Tone } from './vietnamese-letters.ts';
import type { TonePlacement } from './vietnamese-tone.ts';

/** A line of text with the word being typed at its caret. */
export interface TypedText {
  /** Left of that word: finished. */
  readonly before: string;
  readonly strokes: readonly Stroke[];
  /** Right of the caret. */
  readonly after: string;
}
export const NOTHING_TYPED: TypedText = { before: '', strokes: [], after: '' };

const PLACEMENT: TonePlacement = 'old';
const LAST_WORD = /[\p{L}\p{M}]*$/u;

/** Left of the caret, as it stands on the screen. */
const showLeft = ({ before, strokes }: TypedText): string => before + showWord(readWord(strokes), PLACEMENT);

export const showText = (typed: TypedText): string => showLeft(typed) + typed.after;

/** In UTF-16 units, as an input counts. */
export const caretOf = (typed: TypedText): number => showLeft(typed).length;

/** The text once the person is done with it. NFC. */
export const finishText = ({ before, strokes, after }: TypedText): string =>
  before + finishWord(readWord(strokes), PLACEMENT) + after;

/** Text that came from elsewhere (pasted, another input method, a moved caret); its last word before the caret can be gone on with. */
export function adoptText(text: string, caret: number): TypedText {
  const left = text.slice(0, caret);
  const start = left.search(LAST_WORD);
  return { before: left.slice(0, start), strokes: adoptWord(left.slice(start)), after: text.slice(caret) };
}

/** Goes to where the caret of the input is; what is selected goes. The word at hand keeps its strokes if the caret never left it. */
export function moveTo(typed: TypedText, from: number, to: number): TypedText {
  if (from === to && from === caretOf(typed)) return typed;
  const text = showText(typed);
  return adoptText(text.slice(0, from) + text.slice(to), from);
}

/** @param char one character; one that is no part of a word finishes the word before it. */
export function typeChar(typed: TypedText, char: string, scheme: TypingScheme): TypedText {
  const stroke = strokeOf(char, scheme);
  if (stroke) return settle({ ...typed, strokes: [...typed.strokes, stroke] });
  return { ...typed, before: typed.before + finishWord(readWord(typed.strokes), PLACEMENT) + char, strokes: [] };
}

/** A tone key of the board, for the word at hand; the same tone again takes it off. */
export const typeTone = (typed: TypedText, tone: Tone): TypedText =>
  settle({ ...typed, strokes: [...typed.strokes, { is: 'tone', tone }] });

export function eraseChar(typed: TypedText): TypedText {
  if (typed.strokes.length > 0) return { ...typed, strokes: eraseLetter(readWord(typed.strokes), PLACEMENT) };
  const left = [...typed.before].slice(0, -1).join('');
  return adoptText(left + typed.after, left.length);
}

/** Undone strokes are forgotten here, so that they are not read again with every key. */
const settle = (typed: TypedText): TypedText => ({ ...typed, strokes: readWord(typed.strokes).strokes });

/** Words, and parts of names such as O'Brien and H'Hen, start with a capital by themselves on the board. */
export const startsWord = (typed: TypedText): boolean =>
  typed.strokes.length === 0 && /(?:^|[\s'’.-])$/u.test(typed.before);
