import type { Language } from '#shared/domain/language.ts';
import type { FontWeight } from '../pdf/fonts.ts';
import { type Align, type Page, setBlock, stackHeight, type TextBlock } from '../pdf/page.ts';
import type { PairedText } from './layout.ts';
import type { Voice, Voices } from './voices.ts';

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
  return { lines, gap, width: Math.max(...blocks.map(({ width }) => width)), height: stackHeight(blocks, gap) };
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

/** Draws the stack around the height `middle`, each language tagged as such. */
export function drawStack(
  page: Page,
  stack: SpokenStack,
  at: { readonly x: number; readonly middle: number },
  style: { readonly primary: string; readonly secondary: string; readonly align?: Align },
): void {
  let top = at.middle - stack.height / 2;
  for (const [index, { block, language }] of stack.lines.entries()) {
    const place = { x: at.x, top };
    page.tag('P', { language }, () =>
      page.block(block, place, index === 0 ? style.primary : style.secondary, style.align),
    );
    top += block.height + stack.gap;
  }
}
