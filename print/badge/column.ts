import type { Language } from '#shared/domain/language.ts';
import { capHeightEms, type FontWeight } from '../pdf/fonts.ts';
import { type Align, type Page, setBlock, type TagType, type TextBlock } from '../pdf/page.ts';

/** Marks above capitals (Ế) and what hangs below the baseline, in ems: no line ever touches its neighbour. */
const ABOVE_CAPITALS = 0.42;
const BELOW_BASELINE = 0.27;

/** Something of known height on a slip, in millimetres. */
export interface Piece {
  readonly height: number;
  draw(page: Page, top: number): void;
}

export interface TextStyle {
  readonly language: Language;
  /** Of the anchor that `align` speaks of, from the left of the page. */
  readonly x: number;
  readonly width: number;
  readonly align: Align;
  readonly size: number;
  readonly minSize: number;
  readonly maxLines: number;
  /** At most, marks included; as much as it needs where not given. */
  readonly height?: number;
  readonly weight: FontWeight;
  readonly color?: string;
  readonly tag?: TagType;
}

const LINE_HEIGHT = 1.43;

/** A text with room for all its marks; nothing at all where there is no text. */
export function textPiece(words: string, style: TextStyle): Piece {
  const { language, align, weight, tag = 'P', color = '#000000' } = style;
  const { height = Number.POSITIVE_INFINITY } = style;
  const maxSize = Math.min(style.size, height / (capHeightEms(weight) + ABOVE_CAPITALS + BELOW_BASELINE));
  const room = { ...style, maxSize, height, lineHeight: LINE_HEIGHT };
  const block = setBlock(words, room, weight);
  return {
    height: outerHeight(block),
    draw(page, top) {
      if (block.lines.length === 0) return;
      const place = { x: style.x, top: top + ABOVE_CAPITALS * block.size };
      page.tag(tag, { language }, () => page.block(block, place, color, align));
    },
  };
}

const outerHeight = (block: TextBlock): number =>
  block.lines.length === 0 ? 0 : block.height + (ABOVE_CAPITALS + BELOW_BASELINE) * block.size;

export const spacePiece = (height: number): Piece => ({ height, draw: () => {} });

/** A dashed line, as where one may tear. */
export function dashPiece(left: number, right: number): Piece {
  return {
    height: 0.5,
    draw(page, top) {
      page.artifact(() =>
        page.pdf
          .moveTo(left, top + 0.25)
          .lineTo(right, top + 0.25)
          .lineWidth(0.25)
          .dash(1.5, { space: 1 })
          .stroke('#000000')
          .undash(),
      );
    },
  };
}

/** A thin line, as between the rows of a table. */
export function rulePiece(left: number, right: number, color: string): Piece {
  return {
    height: 0.2,
    draw(page, top) {
      page.artifact(() =>
        page.pdf
          .moveTo(left, top + 0.1)
          .lineTo(right, top + 0.1)
          .lineWidth(0.2)
          .stroke(color),
      );
    },
  };
}

export const heightOf = (pieces: readonly Piece[]): number => pieces.reduce((sum, { height }) => sum + height, 0);

/** Pieces under each other. */
export function stackPiece(pieces: readonly Piece[]): Piece {
  return {
    height: heightOf(pieces),
    draw(page, top) {
      let at = top;
      for (const piece of pieces) {
        piece.draw(page, at);
        at += piece.height;
      }
    },
  };
}

/** Pieces beside each other, each in the middle of the height. */
export function rowPiece(pieces: readonly Piece[]): Piece {
  const height = Math.max(0, ...pieces.map((piece) => piece.height));
  return {
    height,
    draw(page, top) {
      for (const piece of pieces) piece.draw(page, top + (height - piece.height) / 2);
    },
  };
}
