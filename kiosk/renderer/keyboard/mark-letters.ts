import type { Command, Stroke } from './typing-schemes.ts';
import { isVowel, type Mark, withMark, withoutMark } from './vietnamese-letters.ts';
import { findNucleus } from './vietnamese-tone.ts';

/** One letter on the screen and the strokes (by index) that made it: the first wrote it, the others marked it. */
export interface Letter {
  readonly char: string;
  readonly by: readonly number[];
}
export type MarkCommand = Extract<Command, { does: 'mark' | 'horn' }>;

const has = (char: string, mark: Mark): boolean => withMark(char, mark) === char && withoutMark(char) !== char;
const spell = (letters: readonly Letter[]): string[] => letters.map(({ char }) => char.toLowerCase());
const bareAt = (spelled: readonly string[], at: number): string => withoutMark(spelled[at] ?? '');

/** Ways a mark may be put on the word, the likeliest first. Which of them is Vietnamese is for the caller to judge. */
export function listMarkings(letters: readonly Letter[], command: MarkCommand, stroke: number): Letter[][] {
  const put = (marks: Readonly<Record<number, Mark | null>>): Letter[] =>
    letters.map((letter, at) => {
      const mark = marks[at];
      if (mark === undefined) return letter;
      const char = mark === null ? withoutMark(letter.char) : withMark(letter.char, mark);
      return { char, by: [...letter.by, stroke] };
    });
  const spelled = spell(letters);
  if (command.does === 'horn') return listHorns(spelled, command.orBreve).map(put);
  const { mark, on } = command;
  return placesOf(spelled, mark)
    .filter((at) => on.includes(bareAt(spelled, at)) && !has(spelled[at] ?? '', mark))
    .flatMap((at) => [put({ [at]: mark }), ...(spelled[at - 1] === 'ư' ? [put({ [at - 1]: null, [at]: mark })] : [])]);
}

/** From the end, because the mark meant is nearer to where one is typing. */
function placesOf(spelled: readonly string[], mark: Mark): number[] {
  if (mark === 'stroke') return spelled.length > 0 ? [0] : [];
  const span = findNucleus(spelled);
  if (!span) return [];
  return Array.from({ length: span.to - span.from + 1 }, (_, back) => span.to - back);
}

function listHorns(spelled: readonly string[], orBreve: boolean): Record<number, Mark>[] {
  const places = placesOf(spelled, 'horn').toReversed();
  const u = places.find((at) => bareAt(spelled, at) === 'u' && bareAt(spelled, at + 1) === 'o');
  if (u !== undefined) {
    const o = u + 1;
    if (has(spelled[o] ?? '', 'horn')) return [];
    if (has(spelled[u] ?? '', 'horn')) return [{ [o]: 'horn' }];
    // thuở, huơ, khuơ: the only open syllables with a plain u before ơ; a coda makes it ươ (spreadHorn).
    const plainU = o === spelled.length - 1 && /^(?:h|th|kh)$/u.test(spelled.slice(0, u).join(''));
    return plainU ? [{ [o]: 'horn' }] : [{ [u]: 'horn', [o]: 'horn' }, { [o]: 'horn' }];
  }
  const unmarked = (letters: string, mark: Mark): number[] =>
    places.filter((at) => letters.includes(bareAt(spelled, at)) && !has(spelled[at] ?? '', mark));
  const horns = unmarked('uo', 'horn').map((at) => ({ [at]: 'horn' as const }));
  return orBreve ? [...horns, ...unmarked('a', 'breve').map((at) => ({ [at]: 'breve' as const }))] : horns;
}

/** `thuơ` + n -> `thươn`, `ưo` + n -> `ươn`: before a final letter both have the horn. */
export function spreadHorn(letters: readonly Letter[]): readonly Letter[] {
  const spelled = spell(letters);
  const span = findNucleus(spelled);
  if (!span) return letters;
  const u = spelled.findIndex((_, at) => at >= span.from && /^(?:uơ|ưo)$/u.test(spelled.slice(at, at + 2).join('')));
  if (u < 0 || u + 2 >= spelled.length) return letters;
  return letters.map((letter, at) =>
    at === u || at === u + 1 ? { ...letter, char: withMark(letter.char, 'horn') } : letter,
  );
}

/**
 * The same mark asked for again: the strokes without those that made it, and the key as the letter it shows.
 * @returns null where the word has no such mark.
 */
export function undoMarking(
  letters: readonly Letter[],
  command: MarkCommand,
  strokes: readonly Stroke[],
  key: { readonly at: number; readonly char: string },
): Stroke[] | null {
  const wears = (char: string): boolean =>
    command.does === 'mark'
      ? has(char, command.mark) && command.on.includes(withoutMark(char).toLowerCase())
      : has(char, 'horn') || (command.orBreve && has(char, 'breve'));
  const places = placesOf(spell(letters), command.does === 'mark' ? command.mark : 'horn');
  const marked = places.flatMap((at) => letters[at] ?? []).filter(({ char }) => wears(char));
  if (marked.length === 0) return null;
  const kept = strokes.slice(0, key.at).flatMap((stroke, at) => {
    const letter = marked.find(({ by }) => by.includes(at));
    return letter === undefined ? stroke : stripStroke(stroke, letter, at);
  });
  return [...kept, { is: 'letter', char: key.char }];
}

/** Of the strokes behind a marked letter, the one that wrote it stays, bare; a w that was the letter ư goes as well. */
function stripStroke(stroke: Stroke, letter: Letter, at: number): Stroke[] {
  if (stroke.is === 'tone') return [stroke];
  if (at !== letter.by[0]) return [];
  if (stroke.is === 'letter') return [{ is: 'letter', char: withoutMark(stroke.char) }];
  return isVowel(stroke.char) || /^d$/iu.test(stroke.char) ? [stroke] : [];
}
