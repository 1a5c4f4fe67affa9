import type { PosterPart } from '#shared/contract/poster-options.ts';
import type { Language } from '#shared/domain/language.ts';
import type { TextRoom } from '../pdf/fit-text.ts';
import type { FontWeight } from '../pdf/fonts.ts';
import { type Align, setBlock, stackHeight, type TagType, type TextBlock } from '../pdf/page.ts';
import type { TextMark } from '../sheet/mark.ts';
import type { Voice, Voices } from './voices.ts';

/** Largest and smallest type size of a text, in ems. */
export interface TypeSizes {
  readonly max: number;
  readonly min: number;
}

/** Two languages under each other: their rooms and the gap between. */
export interface PairedText {
  readonly primary: TextRoom;
  readonly secondary: TextRoom;
  readonly gap: number;
}

interface Spoken {
  readonly block: TextBlock;
  readonly language: Language;
}

/** A text in the poster's one or two languages, set and ready to be placed. */
export interface SpokenStack {
  readonly lines: readonly Spoken[];
  readonly gap: number;
  readonly width: number;
  readonly height: number;
}

export function stackOf(lines: readonly Spoken[], gap: number): SpokenStack {
  const blocks = lines.map(({ block }) => block);
  return { lines, gap, width: Math.max(0, ...blocks.map(({ width }) => width)), height: stackHeight(blocks, gap) };
}

export function setPaired(
  voices: Voices,
  words: (voice: Voice) => string,
  rooms: PairedText,
  weight: FontWeight,
): SpokenStack {
  const { primary, secondary } = voices;
  const lines: Spoken[] = [{ block: setBlock(words(primary), rooms.primary, weight), language: primary.language }];
  if (secondary) {
    lines.push({ block: setBlock(words(secondary), rooms.secondary, 'medium'), language: secondary.language });
  }
  return stackOf(lines, rooms.gap);
}

export interface TextStyle {
  readonly part: PosterPart;
  readonly color: string;
  readonly ground: string;
  readonly align?: Align;
  readonly tag?: TagType | null;
  readonly language?: Language | undefined;
}

export const textMark = (
  block: TextBlock,
  at: { readonly x: number; readonly top: number },
  { align = 'left', tag = 'P', ...style }: TextStyle,
): TextMark => ({ kind: 'text', block, x: at.x, top: at.top, align, tag, ...style });

/** The stack around the height `middle`, each language tagged as such. */
export function stackMarks(
  stack: SpokenStack,
  at: { readonly x: number; readonly middle: number },
  style: TextStyle & { readonly secondaryColor: string },
): TextMark[] {
  const { secondaryColor, ...rest } = style;
  let top = at.middle - stack.height / 2;
  return stack.lines.map(({ block, language }, index) => {
    const mark = textMark(
      block,
      { x: at.x, top },
      { ...rest, color: index === 0 ? rest.color : secondaryColor, language },
    );
    top += block.height + stack.gap;
    return mark;
  });
}

/** A room for text of up to `lines` lines; sizes in ems, all lengths in the sheet's unit. */
export const roomFor = (width: number, height: number, lines: number, maxSize: number, minSize: number): TextRoom => ({
  width,
  height,
  maxLines: lines,
  maxSize,
  minSize,
  lineHeight: 1.2,
});

export const lineRoom = (width: number, maxSize: number, minSize: number): TextRoom =>
  roomFor(width, maxSize * 1.3, 1, maxSize, minSize);
