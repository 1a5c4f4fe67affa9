import type { Mark, Tone } from './vietnamese-letters.ts';

/** What a key of a typing scheme asks for; where nothing can take it, it is the letter or digit it shows. */
export type Command =
  | { readonly does: 'tone'; readonly tone: Tone | null }
  | {
      readonly does: 'mark';
      readonly mark: Mark;
      /** Unmarked letters it goes on. */
      readonly on: string;
    }
  /** Telex w: ư and ơ, else ă, else a letter ư of its own. VNI 7 does only the first. */
  | { readonly does: 'horn'; readonly orBreve: boolean }
  | { readonly does: 'letter'; readonly letter: string };

const TONE_KEYS = (keys: string): [string, Command][] =>
  ([null, 'acute', 'grave', 'hook', 'tilde', 'dot'] as const).map((tone, index) => [
    keys[index] ?? '',
    { does: 'tone', tone },
  ]);

/** As UniKey's: one letter doubled for a circumflex, w for horn and breve, dd, s f r x j for the tones, z takes the tone off. */
const TELEX = new Map<string, Command>([
  ...TONE_KEYS('zsfrxj'),
  ['a', { does: 'mark', mark: 'circumflex', on: 'a' }],
  ['e', { does: 'mark', mark: 'circumflex', on: 'e' }],
  ['o', { does: 'mark', mark: 'circumflex', on: 'o' }],
  ['d', { does: 'mark', mark: 'stroke', on: 'd' }],
  ['w', { does: 'horn', orBreve: true }],
  ['[', { does: 'letter', letter: 'ơ' }],
  [']', { does: 'letter', letter: 'ư' }],
  ['{', { does: 'letter', letter: 'Ơ' }],
  ['}', { does: 'letter', letter: 'Ư' }],
]);

const VNI = new Map<string, Command>([
  ...TONE_KEYS('012345'),
  ['6', { does: 'mark', mark: 'circumflex', on: 'aeo' }],
  ['7', { does: 'horn', orBreve: false }],
  ['8', { does: 'mark', mark: 'breve', on: 'a' }],
  ['9', { does: 'mark', mark: 'stroke', on: 'd' }],
]);

export const SCHEMES = { telex: TELEX, vni: VNI } as const;
/** `off`: each key is its own letter; the board's accented letters and tone keys work all the same. */
export type TypingScheme = keyof typeof SCHEMES | 'off';

/** One act of the person on the current word. A `key` remembers the scheme it was pressed under. */
export type Stroke =
  | { readonly is: 'letter'; readonly char: string }
  | { readonly is: 'key'; readonly char: string; readonly scheme: keyof typeof SCHEMES }
  | { readonly is: 'tone'; readonly tone: Tone };

/** @returns null where the character ends the word: a space, a hyphen, a digit that stands for itself. */
export function strokeOf(char: string, scheme: TypingScheme): Stroke | null {
  if (scheme !== 'off' && SCHEMES[scheme].has(char.toLowerCase())) return { is: 'key', char, scheme };
  return /^\p{L}$/u.test(char) ? { is: 'letter', char } : null;
}
