import { printable } from '../pdf/font-text.ts';
import { capHeightEms, type FontWeight } from '../pdf/fonts.ts';
import { setBlock, type TextBlock } from '../pdf/page.ts';

/** Millimetres; A4 landscape (ISO 216). */
export const SHEET = { width: 297, height: 210, margin: 12 } as const;
export const INNER_WIDTH = SHEET.width - 2 * SHEET.margin;
export const FOOT_HEIGHT = 11;
/** Down to where rows may stand. */
export const BODY_BOTTOM = SHEET.height - SHEET.margin - FOOT_HEIGHT;

const PADDING = { x: 1.1, y: 0.9 } as const;
/** Marks above capitals (Ế) and what hangs below the baseline, in ems. */
const ABOVE_CAPITALS = 0.42;
const BELOW_BASELINE = 0.27;
const LINE_HEIGHT = 1.35;
/** A name of 300 letters without a blank takes that many in the narrowest column. */
const MOST_LINES = 16;

export interface TypeSize {
  readonly max: number;
  readonly min: number;
  readonly lines?: number;
}

/** A text in a box of its own: everything it draws is inside. */
export interface SetText {
  readonly block: TextBlock;
  readonly height: number;
  /** From the top of the box to that of the first capitals. */
  readonly drop: number;
}

export function setText(text: string, width: number, weight: FontWeight, { max, min, lines }: TypeSize): SetText {
  const room = { width: width - 2 * PADDING.x, height: Number.POSITIVE_INFINITY, lineHeight: LINE_HEIGHT };
  const sizes = { maxSize: max, minSize: min, maxLines: lines ?? MOST_LINES };
  const block = setBlock(printable(text), { ...room, ...sizes }, weight);
  const inked = block.lines.length === 0 ? capHeightEms(weight) * max : block.height;
  return {
    block,
    height: inked + (ABOVE_CAPITALS + BELOW_BASELINE) * block.size + 2 * PADDING.y,
    drop: PADDING.y + ABOVE_CAPITALS * block.size,
  };
}

/** Where a text begins, from the left of its box. */
export const TEXT_LEFT = PADDING.x;

export const heightOfRow = (cells: readonly SetText[]): number => Math.max(0, ...cells.map(({ height }) => height));

/**
 * @param heights of the rows, in order.
 * @returns the index at which each page begins. A row higher than a page has one of its own.
 */
export function breakPages(
  heights: readonly number[],
  { first, others }: { readonly first: number; readonly others: number },
): number[] {
  const starts = [0];
  let left = first;
  for (const [index, height] of heights.entries()) {
    if (height > left && index > (starts.at(-1) ?? 0)) {
      starts.push(index);
      left = others;
    } else if (height > left && starts.length === 1 && index === 0 && height <= others) {
      // What stands above on the first page leaves no room for it.
      starts.push(0);
      left = others;
    }
    left -= height;
  }
  return starts;
}
