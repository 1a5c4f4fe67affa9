/** The room a text may take; all lengths in one unit (posters: millimetres). */
export interface TextRoom {
  readonly width: number;
  readonly height: number;
  readonly maxLines: number;
  /** Type sizes (ems); the text takes the largest that fits. */
  readonly maxSize: number;
  readonly minSize: number;
  /** Distance of baselines in ems. */
  readonly lineHeight: number;
}

export interface FittedText {
  readonly lines: readonly string[];
  readonly size: number;
  /** An ellipsis stands for the end that did not fit at the smallest size. */
  readonly cut: boolean;
}

/** Width of one line in ems. */
export type Measure = (text: string) => number;

const SIZE_STEP = 0.96;
const graphemes = new Intl.Segmenter('vi', { granularity: 'grapheme' });

/**
 * Sets a text as large as its room allows: fewer, larger lines first; words are broken only at the smallest size, and
 * what still does not fit ends in an ellipsis. Lines are balanced, so that no last line holds one lone word.
 * @param text one line without doubled spaces.
 */
export function fitText(text: string, room: TextRoom, measure: Measure): FittedText {
  if (text === '') return { lines: [], size: room.maxSize, cut: false };
  const measured = measureWords(text, measure);
  for (let size = room.maxSize; size > room.minSize; size *= SIZE_STEP) {
    const lines = breakLines(measured, room.width / size);
    if (lines && lines.length <= linesThatFit(room, size)) return { lines, size, cut: false };
  }
  return cutAtSmallest(text, room, measure);
}

function linesThatFit(room: TextRoom, size: number): number {
  return Math.max(1, Math.min(room.maxLines, Math.floor(room.height / (size * room.lineHeight) + 1e-6)));
}

interface MeasuredWords {
  readonly words: readonly string[];
  readonly widths: readonly number[];
  readonly space: number;
}

function measureWords(text: string, measure: Measure): MeasuredWords {
  const words = text.split(' ');
  return { words, widths: words.map(measure), space: measure(' ') };
}

/** The fewest lines of whole words, as even as possible; undefined when a word is wider than the line. */
function breakLines(measured: MeasuredWords, width: number): string[] | undefined {
  const widest = Math.max(...measured.widths);
  if (widest > width) return undefined;
  const fewest = breakGreedily(measured, width);
  let [low, high] = [widest, width];
  for (let round = 0; round < 12; round++) {
    const middle = (low + high) / 2;
    if (breakGreedily(measured, middle).length > fewest.length) low = middle;
    else high = middle;
  }
  return breakGreedily(measured, high);
}

function breakGreedily({ words, widths, space }: MeasuredWords, width: number): string[] {
  const lines: string[] = [];
  let used = Number.POSITIVE_INFINITY;
  for (const [index, word] of words.entries()) {
    const wordWidth = widths[index] ?? 0;
    if (used + space + wordWidth <= width) {
      lines.push(`${lines.pop() ?? ''} ${word}`);
      used += space + wordWidth;
    } else {
      lines.push(word);
      used = wordWidth;
    }
  }
  return lines;
}

function cutAtSmallest(text: string, room: TextRoom, measure: Measure): FittedText {
  const size = room.minSize;
  const width = room.width / size;
  const words = text.split(' ').flatMap((word) => breakWord(word, width, measure));
  const lines = breakGreedily({ words, widths: words.map(measure), space: measure(' ') }, width);
  const allowed = linesThatFit(room, size);
  if (lines.length <= allowed) return { lines, size, cut: false };
  const kept = lines.slice(0, allowed);
  return { lines: [...kept.slice(0, -1), withEllipsis(kept.at(-1) ?? '', width, measure)], size, cut: true };
}

/** Pieces of a word that each fit a line, cut between what people see as characters. */
function breakWord(word: string, width: number, measure: Measure): string[] {
  if (measure(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const { segment } of graphemes.segment(word)) {
    if (piece !== '' && measure(piece + segment) > width) {
      pieces.push(piece);
      piece = segment;
    } else piece += segment;
  }
  return [...pieces, piece];
}

function withEllipsis(line: string, width: number, measure: Measure): string {
  const kept = Array.from(graphemes.segment(line), ({ segment }) => segment);
  while (kept.length > 0 && measure(`${kept.join('').trimEnd()}…`) > width) kept.pop();
  return `${kept.join('').trimEnd()}…`;
}
