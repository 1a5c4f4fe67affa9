import type { Command, Stroke } from './typing-schemes.ts';
import { type Mark, withMark, withoutMark } from './vietnamese-letters.ts';
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
  const span = findNucleus(spelled);
  if (mark === 'stroke') return Array.from({ length: span?.from ?? spelled.length }, (_, at) => at);
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
 * The same mark asked for again: the letters without it. A w that was the letter ư goes altogether.
 * @returns null where the word has no such mark.
 */
export function takeMarksOff(
  letters: readonly Letter[],
  command: MarkCommand,
  strokes: readonly Stroke[],
): Letter[] | null {
  const wears = (char: string): boolean =>
    command.does === 'mark'
      ? has(char, command.mark) && command.on.includes(withoutMark(char).toLowerCase())
      : has(char, 'horn') || (command.orBreve && has(char, 'breve'));
  const mark = command.does === 'mark' ? command.mark : 'horn';
  const marked = placesOf(spell(letters), mark).filter((at) => wears(letters[at]?.char ?? ''));
  if (marked.length === 0) return null;
  return letters.flatMap((letter, at) => {
    if (!marked.includes(at)) return letter;
    const char = withoutMark(letter.char);
    const writer = strokes[letter.by[0] ?? -1];
    const wroteItself = writer?.is === 'key' && writer.char.toLowerCase() !== char.toLowerCase();
    return wroteItself ? [] : { ...letter, char };
  });
}
