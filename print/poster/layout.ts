import type { TextRoom } from '../pdf/fit-text.ts';
import type { Box } from '../pdf/geometry.ts';

export type PosterSize = 'A4';

/** Two languages under each other: their rooms and the gap between. */
export interface PairedText {
  readonly primary: TextRoom;
  readonly secondary: TextRoom;
  readonly gap: number;
}

/** Where everything stands on a poster: millimetres from the top left, type sizes in millimetres per em. */
export interface PosterLayout {
  readonly width: number;
  readonly height: number;
  readonly headerHeight: number;
  /** The accent line that closes the header; part of its height. */
  readonly headerRule: number;
  readonly callToAction: { readonly box: Box; readonly alone: TextRoom; readonly paired: PairedText };
  readonly venueName: { readonly box: Box; readonly room: TextRoom };
  readonly entrance: { readonly box: Box; readonly room: TextRoom; readonly padding: number };
  /** Right of the entrance, in what width is left. */
  readonly address: TextRoom;
  /** The code without its quiet zone; the floor for an entrance is 150 mm. */
  readonly qr: { readonly x: number; readonly y: number; readonly size: number };
  readonly opens: {
    readonly box: Box;
    readonly padding: number;
    readonly lock: number;
    readonly label: PairedText;
    readonly host: TextRoom;
    readonly hint: PairedText;
  };
  readonly steps: {
    readonly box: Box;
    readonly columnGap: number;
    /** Diameter of the disc, side of the pictogram on it, diameter of its number. */
    readonly disc: number;
    readonly pictogram: number;
    readonly badge: number;
    /** Between disc and words. */
    readonly gap: number;
    readonly words: PairedText;
  };
  readonly footer: { readonly box: Box; readonly line: TextRoom; readonly leading: number };
  /** Where the DEMO mark runs: beside the code outside its quiet zone, and across the header's right corner. */
  readonly demo: {
    readonly strips: readonly Box[];
    readonly ribbon: { readonly reach: number; readonly thickness: number };
  };
}

const line = (width: number, maxSize: number, minSize: number): TextRoom => ({
  width,
  height: maxSize * 1.3,
  maxLines: 1,
  maxSize,
  minSize,
  lineHeight: 1.2,
});

const MARGIN = 14;
const WIDTH = 210 - 2 * MARGIN;

/**
 * Tuned for a code of version 5 (37 modules): 151 mm and 16.3 mm of quiet zone on each side take 60.1 to 243.7 mm of the
 * height and 13.2 to 196.8 mm of the width. Nothing but the side strips of DEMO comes near; printers' borders stay free.
 */
const A4: PosterLayout = {
  width: 210,
  height: 297,
  headerHeight: 60,
  headerRule: 1.2,
  callToAction: {
    box: { x: MARGIN, y: 8, width: WIDTH, height: 14 },
    alone: line(WIDTH, 10.5, 6),
    paired: { primary: line(WIDTH, 8.8, 6), secondary: line(WIDTH, 4.6, 3), gap: 3.6 },
  },
  venueName: {
    box: { x: MARGIN, y: 25, width: WIDTH, height: 20 },
    room: { width: WIDTH, height: 20, maxLines: 3, maxSize: 16.5, minSize: 5.2, lineHeight: 1.2 },
  },
  entrance: { box: { x: MARGIN, y: 47.6, width: WIDTH, height: 8.6 }, room: line(100, 5.4, 3.2), padding: 4 },
  address: { width: WIDTH, height: 8.6, maxLines: 2, maxSize: 3.8, minSize: 2.8, lineHeight: 1.3 },
  qr: { x: 29.5, y: 76.4, size: 151 },
  opens: {
    box: { x: MARGIN, y: 244.4, width: WIDTH, height: 10.6 },
    padding: 4,
    lock: 5,
    label: { primary: line(50, 3.5, 2.4), secondary: line(50, 2.8, 2), gap: 1.7 },
    // A host too long for one line at the smallest size is broken: the owner must be able to compare all of it.
    host: { width: WIDTH, height: 10.8, maxLines: 3, maxSize: 6.2, minSize: 3, lineHeight: 1.2 },
    hint: { primary: line(70, 2.9, 2), secondary: line(70, 2.9, 2), gap: 1.9 },
  },
  steps: {
    box: { x: MARGIN + 1, y: 258.6, width: WIDTH - 1, height: 17 },
    columnGap: 5,
    disc: 16,
    pictogram: 10.6,
    badge: 5.8,
    gap: 3,
    words: {
      primary: { width: 40, height: 12, maxLines: 2, maxSize: 4.5, minSize: 3, lineHeight: 1.2 },
      secondary: { width: 40, height: 9, maxLines: 2, maxSize: 3.2, minSize: 2.4, lineHeight: 1.2 },
      gap: 1.9,
    },
  },
  footer: { box: { x: MARGIN, y: 279.2, width: WIDTH, height: 12 }, line: line(WIDTH, 2.75, 1.2), leading: 3.95 },
  demo: {
    strips: [
      { x: 4.5, y: 64, width: 7, height: 176 },
      { x: 198.5, y: 64, width: 7, height: 176 },
    ],
    ribbon: { reach: 31, thickness: 9.5 },
  },
};

export const POSTER_LAYOUTS: Readonly<Record<PosterSize, PosterLayout>> = { A4 };
