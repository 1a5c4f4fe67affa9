import {
  POSTER_FORMATS,
  type PosterFault,
  type PosterFormat,
  type PosterPart,
} from '#shared/contract/poster-options.ts';
import type { Box } from '../pdf/geometry.ts';
import { flattenSheet } from '../sheet/flatten.ts';
import type { Sheet } from '../sheet/mark.ts';

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** What a page should show, for eyes that know only its pixels and its text. Boxes in the sheet's unit, of which one takes `perUnit` pixels. */
export interface PageExpectation {
  readonly page: number;
  readonly pixels: PixelSize;
  readonly perUnit: number;
  readonly codes: readonly ExpectedCode[];
  readonly texts: readonly ExpectedText[];
}

export interface ExpectedCode {
  /** The code without its quiet zone. */
  readonly box: Box;
  readonly modules: number;
  readonly url: string;
  /** Smallest side. */
  readonly floor: number;
}

export interface ExpectedText {
  readonly part: PosterPart;
  readonly lines: readonly string[];
  readonly box: Box;
}

/** What the worker does: a look at a PDF, or a picture of one of its pages. */
export type PressTask =
  | { readonly kind: 'inspect'; readonly pdf: Uint8Array; readonly pages: readonly PageExpectation[] }
  | { readonly kind: 'picture'; readonly pdf: Uint8Array; readonly pageIndex: number; readonly pixels: PixelSize };

export type PressAnswer =
  | { readonly kind: 'inspect'; readonly faults: readonly PosterFault[] }
  | { readonly kind: 'picture'; readonly png: Uint8Array };

/** Pixels of a page's longer side: at least 6 a module on every format. */
const LONGER_SIDE_PX = 2000;

export function expectationsOf(sheets: readonly Sheet[], format: PosterFormat, url: string): PageExpectation[] {
  return sheets.map((sheet, index) => {
    const { codes, texts } = flattenSheet(sheet);
    const perUnit = LONGER_SIDE_PX / Math.max(sheet.width, sheet.height);
    return {
      page: index + 1,
      pixels: { width: Math.round(sheet.width * perUnit), height: Math.round(sheet.height * perUnit) },
      perUnit,
      codes: codes.map(({ box, mark }) => ({
        box,
        modules: mark.matrix.size,
        url,
        floor: POSTER_FORMATS[format].codeSide,
      })),
      texts: texts.map(({ part, mark, box }) => ({ part, lines: mark.block.lines, box })),
    };
  });
}
