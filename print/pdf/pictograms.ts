/** SVG path data on a grid of 24 x 24. */
export interface Pictogram {
  readonly strokeWidth: number;
  readonly strokes: readonly string[];
  readonly fills: readonly string[];
}

const PHONE = 'M7.5 2h9a2 2 0 0 1 2 2v16a2 2 0 0 1 -2 2h-9a2 2 0 0 1 -2 -2v-16a2 2 0 0 1 2 -2z';
const square = (x: number, y: number, side: number): string => `M${x} ${y}h${side}v${side}h${-side}z`;
const circle = (x: number, y: number, r: number): string =>
  `M${x - r} ${y}a${r} ${r} 0 1 1 ${2 * r} 0a${r} ${r} 0 1 1 ${-2 * r} 0z`;

export const PICTOGRAMS = {
  /** A phone showing a camera. */
  camera: {
    strokeWidth: 1.5,
    strokes: [
      PHONE,
      'M8.4 9.3h1.5l0.9 -1.4h2.4l0.9 1.4h1.5a0.8 0.8 0 0 1 0.8 0.8v4.8a0.8 0.8 0 0 1 -0.8 0.8h-7.2a0.8 0.8 0 0 1 -0.8 -0.8v-4.8a0.8 0.8 0 0 1 0.8 -0.8z',
      circle(12, 12.3, 1.7),
    ],
    fills: [circle(12, 19.2, 0.8)],
  },
  /** A viewfinder around a code, with the scanning line. */
  scan: {
    strokeWidth: 1.5,
    strokes: [
      'M2.5 7v-2.5a2 2 0 0 1 2 -2h2.5',
      'M17 2.5h2.5a2 2 0 0 1 2 2v2.5',
      'M21.5 17v2.5a2 2 0 0 1 -2 2h-2.5',
      'M7 21.5h-2.5a2 2 0 0 1 -2 -2v-2.5',
      square(6.2, 6.2, 3.6),
      square(14.2, 6.2, 3.6),
      square(6.2, 14.2, 3.6),
      'M2.5 12h19',
    ],
    fills: [square(13.6, 13.9, 2), square(16.6, 13.9, 2), square(15.1, 16.4, 2)],
  },
  /** A phone showing the tick, held up. */
  tick: {
    strokeWidth: 1.5,
    strokes: [PHONE, 'M8.4 11.2l2.6 2.8l4.7 -5.4'],
    fills: [circle(12, 19.2, 0.8)],
  },
  /** A closed padlock, as beside a browser's address. */
  lock: {
    strokeWidth: 2.2,
    strokes: ['M7 10.5v-3a5 5 0 0 1 10 0v3'],
    fills: ['M6 10.5h12a2 2 0 0 1 2 2v7.5a2 2 0 0 1 -2 2h-12a2 2 0 0 1 -2 -2v-7.5a2 2 0 0 1 2 -2z'],
  },
} satisfies Record<string, Pictogram>;
