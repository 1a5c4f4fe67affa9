import type { Stroke } from './burst-detector.ts';

/** What is read of a KeyboardEvent. */
export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  /** Held down: only a finger does that. */
  readonly repeat: boolean;
}

export interface KeyReader {
  /** @returns null for a key that is no stroke of its own. */
  down(press: KeyPress): Stroke | null;
  /** The release of Alt completes a character given by its number. */
  up(press: Pick<KeyPress, 'key'>): Stroke | null;
}

const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'CapsLock', 'NumLock', 'Meta', 'Fn']);
/** An input method has taken the key, or the layout waits for another one: only its place is known. */
const NOT_A_CHARACTER = new Set(['Process', 'Unidentified', 'Dead']);

/** Reads keys, and what scanners on Windows send for letters their layout lacks: Alt with a number on the keypad. */
export function createKeyReader(): KeyReader {
  let altDigits = '';

  return {
    down(press) {
      const digit = /^Numpad(\d)$/.exec(press.code)?.[1];
      if (press.altKey && !press.ctrlKey && digit !== undefined && altDigits.length < 8) {
        altDigits += digit;
        return null;
      }
      if (MODIFIERS.has(press.key)) return null;
      return press.repeat ? { is: 'other' } : strokeOf(press);
    },
    up({ key }) {
      const digits = altDigits;
      if (key !== 'Alt' || digits === '') return null;
      altDigits = '';
      const char = charOfNumber(digits);
      return { is: 'char', byLayout: char, byPosition: char };
    },
  };
}

function strokeOf({ key, code, shiftKey, ctrlKey, altKey, metaKey }: KeyPress): Stroke {
  if (key === 'Enter' || key === 'Tab') return { is: 'end', char: key === 'Enter' ? '\n' : '\t' };
  if (key === 'Backspace') return { is: 'erase' };
  if (/^F\d{1,2}$/.test(key)) return { is: 'framing', char: '' };
  if (metaKey || ctrlKey !== altKey) return ctrlKey && !metaKey ? controlStroke(key) : { is: 'other' };
  const us = US_KEYS.get(code)?.[shiftKey ? 1 : 0];
  if (NOT_A_CHARACTER.has(key))
    return us === undefined ? { is: 'other' } : { is: 'char', byLayout: us, byPosition: us };
  // Ctrl with Alt is how Windows says AltGr.
  return [...key].length === 1 ? { is: 'char', byLayout: key, byPosition: us ?? key } : { is: 'other' };
}

/** Ctrl with a letter is how scanners send control characters (Ctrl-B for STX, Ctrl-] for GS). */
function controlStroke(key: string): Stroke {
  if (!/^[a-z[\\\]^_]$/i.test(key)) return { is: 'other' };
  const char = String.fromCodePoint((key.toUpperCase().codePointAt(0) ?? 0) & 0x1f);
  if (char === '\n' || char === '\r') return { is: 'end', char: '\n' };
  return char === '\t' ? { is: 'end', char } : { is: 'framing', char };
}

/** A number below 256 means a character of some code page; which one, nobody says, and a name must not be guessed. */
function charOfNumber(digits: string): string {
  const number = Number(digits);
  const isKnown = (number >= 0x20 && number < 0x7f) || (number > 0xff && number <= 0xffff);
  return isKnown ? String.fromCodePoint(number) : '\ufffd';
}

const US_KEYS: ReadonlyMap<string, readonly [string, string]> = new Map([
  ...Array.from('abcdefghijklmnopqrstuvwxyz', (letter): [string, readonly [string, string]] => [
    `Key${letter.toUpperCase()}`,
    [letter, letter.toUpperCase()],
  ]),
  ...Array.from(')!@#$%^&*(', (shifted, digit): [string, readonly [string, string]] => [
    `Digit${digit}`,
    [String(digit), shifted],
  ]),
  ...Array.from({ length: 10 }, (_, digit): [string, readonly [string, string]] => [
    `Numpad${digit}`,
    [String(digit), String(digit)],
  ]),
  ...Object.entries({
    Space: '  ',
    Minus: '-_',
    Equal: '=+',
    BracketLeft: '[{',
    BracketRight: ']}',
    Backslash: '\\|',
    Semicolon: ';:',
    Quote: '\'"',
    Backquote: '`~',
    Comma: ',<',
    Period: '.>',
    Slash: '/?',
    NumpadAdd: '++',
    NumpadSubtract: '--',
    NumpadMultiply: '**',
    NumpadDivide: '//',
    NumpadDecimal: '..',
  }).map(([code, [plain = '', shifted = '']]): [string, readonly [string, string]] => [code, [plain, shifted]]),
]);
