import { POSTER_FORMATS } from '#shared/contract/poster-options.ts';
import type { LandscapeMeasures } from './landscape.ts';
import type { PortraitMeasures } from './portrait.ts';

type Scaled<T> = T extends number ? number : T;

/** The same design at another size: every length times `factor`. */
function scale<T extends object>(measures: T, factor: number): T {
  const scaled = Object.entries(measures).map(([name, value]: [string, unknown]) => {
    if (typeof value === 'number') return [name, value * factor];
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return [name, scale(value, factor)];
    return [name, value];
  });
  return Object.fromEntries(scaled) as { [K in keyof T]: Scaled<T[K]> } as T;
}

/**
 * Tuned for a code of version 5 (37 modules): 151 mm and 16.3 mm of quiet zone on each side take the height from the header
 * to the site's bar and 13.2 to 196.8 mm of the width. Printers' borders stay free.
 */
const A4: PortraitMeasures = {
  width: 210,
  height: 297,
  margin: 14,
  code: POSTER_FORMATS.A4.codeSide,
  header: 60,
  slot: 0,
  opens: { height: 10.6, label: true, hint: true },
  steps: { height: 17, words: 'full', max: 4.5, disc: 16 },
  footer: ['promises', 'facts'],
  line: 2.75,
  leading: 3.95,
  gap: 3.6,
  bottom: 6,
  callToAction: { alone: 10.5, paired: 8.8 },
  name: 16.5,
  entrance: 5.4,
  address: 3.8,
  label: 3,
  smallest: 3,
};

/** Fewer words, set larger: short steps, and of the small print only which print it is. */
const A4_LARGE: PortraitMeasures = {
  ...A4,
  header: 64,
  opens: { height: 12.4, label: true, hint: false },
  steps: { height: 19, words: 'short', max: 6.2, disc: 17 },
  footer: ['facts'],
  line: 3.3,
  leading: 4.4,
  gap: 3.2,
  bottom: 5,
  callToAction: { alone: 13.4, paired: 10.8 },
  name: 18.5,
  entrance: 6.4,
  address: 4.6,
};

const A3_PER_A4 = Math.SQRT2;
const asA3 = (measures: PortraitMeasures): PortraitMeasures => ({
  ...scale(measures, A3_PER_A4),
  width: 297,
  height: 420,
  code: POSTER_FORMATS.A3.codeSide,
});

const A5: PortraitMeasures = {
  width: 148,
  height: 210,
  margin: 9,
  code: POSTER_FORMATS.A5.codeSide,
  header: 41,
  slot: 0,
  opens: { height: 8.4, label: true, hint: false },
  steps: { height: 11, words: 'full', max: 3.4, disc: 10.4 },
  footer: ['help', 'facts'],
  line: 2.4,
  leading: 3.2,
  gap: 2.2,
  bottom: 4.6,
  callToAction: { alone: 7.6, paired: 6.6 },
  name: 12,
  entrance: 4,
  address: 2.9,
  label: 2.6,
  smallest: 2.4,
};

const A5_LARGE: PortraitMeasures = {
  ...A5,
  opens: { height: 9.4, label: true, hint: false },
  steps: { height: 12, words: 'short', max: 4.6, disc: 11.4 },
  footer: ['facts'],
  line: 2.8,
  callToAction: { alone: 9.4, paired: 7.6 },
  name: 13.5,
  label: 3.2,
};

const A6: PortraitMeasures = {
  ...A5,
  width: 105,
  height: 148,
  margin: 6.5,
  code: POSTER_FORMATS.A6.codeSide,
  header: 32,
  opens: { height: 6.6, label: true, hint: false },
  steps: { height: 8, words: 'short', max: 2.9, disc: 7.6 },
  footer: ['facts'],
  line: 2,
  leading: 2.6,
  gap: 1.9,
  bottom: 3.8,
  callToAction: { alone: 5.6, paired: 4.8 },
  name: 8.6,
  entrance: 3.1,
  address: 2.2,
  label: 2.2,
  smallest: 1.9,
};

const A6_LARGE: PortraitMeasures = {
  ...A6,
  steps: { height: 8, words: 'short', max: 3.5, disc: 7.6 },
  callToAction: { alone: 6.8, paired: 5.4 },
  name: 9.6,
  entrance: 3.6,
  address: null,
};

const LANYARD: PortraitMeasures = {
  ...A6,
  width: 86,
  height: 124,
  margin: 5.5,
  code: POSTER_FORMATS.lanyard.codeSide,
  header: 36.4,
  slot: 10.4,
  opens: { height: 5.6, label: false, hint: false },
  steps: null,
  line: 1.9,
  callToAction: { alone: 5, paired: 4.2 },
  name: 8,
  entrance: 2.8,
  address: null,
  label: 2,
  smallest: 1.8,
};

const LANYARD_LARGE: PortraitMeasures = {
  ...LANYARD,
  callToAction: { alone: 6, paired: 5 },
  name: 9,
  entrance: 3.2,
};

const DISPLAY_PORTRAIT: PortraitMeasures = {
  width: 1080,
  height: 1920,
  margin: 64,
  code: POSTER_FORMATS['display-portrait'].codeSide,
  header: 450,
  slot: 0,
  opens: { height: 84, label: true, hint: false },
  steps: { height: 150, words: 'full', max: 34, disc: 112 },
  footer: ['help', 'facts'],
  line: 24,
  leading: 36,
  gap: 30,
  bottom: 48,
  callToAction: { alone: 74, paired: 62 },
  name: 104,
  entrance: 38,
  address: 28,
  label: 24,
  smallest: 20,
};

const DISPLAY_PORTRAIT_LARGE: PortraitMeasures = {
  ...DISPLAY_PORTRAIT,
  header: 480,
  steps: { height: 160, words: 'short', max: 44, disc: 104 },
  opens: { height: 96, label: true, hint: false },
  footer: ['facts'],
  callToAction: { alone: 88, paired: 74 },
  name: 124,
  entrance: 44,
  address: null,
};

const STICKER_2: LandscapeMeasures = {
  width: 210,
  height: 148.5,
  margin: 9,
  code: POSTER_FORMATS['stickers-2'].codeSide,
  bleed: false,
  steps: { height: 11.5, words: 'full', max: 3.6 },
  opens: { height: 9, label: false },
  footer: ['facts'],
  line: 2.3,
  factsPerLine: 2,
  gap: 3,
  callToAction: { alone: 8, paired: 6, lines: 2 },
  name: 9.5,
  entrance: 4,
  address: 2.8,
  label: 2.6,
  smallest: 2.2,
};

const STICKER_8: LandscapeMeasures = {
  ...STICKER_2,
  width: 105,
  height: 74.25,
  margin: 4.5,
  code: POSTER_FORMATS['stickers-8'].codeSide,
  steps: null,
  opens: { height: 5.6, label: false },
  line: 1.8,
  factsPerLine: 2,
  gap: 1.8,
  callToAction: { alone: 4.6, paired: 3.6, lines: 2 },
  name: 5.4,
  entrance: 2.6,
  address: null,
  label: 2,
  smallest: 1.7,
};

const TENT: LandscapeMeasures = {
  ...STICKER_2,
  height: 128.5,
  margin: 10,
  code: POSTER_FORMATS.tent.codeSide,
  steps: { height: 9, words: 'short', max: 3.8 },
  smallest: 1.95,
  name: 10,
};

const CARD: LandscapeMeasures = {
  ...STICKER_8,
  width: 85.6,
  height: 53.98,
  margin: 3.4,
  code: POSTER_FORMATS.card.codeSide,
  opens: { height: 4.6, label: false },
  line: 1.55,
  gap: 1.4,
  callToAction: { alone: 3.6, paired: 2.9, lines: 2 },
  name: 4.4,
  entrance: 2.1,
  label: 1.7,
  smallest: 1.5,
};

const DISPLAY_LANDSCAPE: LandscapeMeasures = {
  width: 1920,
  height: 1080,
  margin: 64,
  code: POSTER_FORMATS['display-landscape'].codeSide,
  bleed: true,
  steps: { height: 84, words: 'full', max: 34 },
  opens: { height: 80, label: true },
  footer: ['facts'],
  line: 24,
  factsPerLine: 4,
  gap: 34,
  callToAction: { alone: 76, paired: 62, lines: 1 },
  name: 84,
  entrance: 40,
  address: 28,
  label: 24,
  smallest: 20,
};

/** Fewer words, set larger. */
const larger = (measures: LandscapeMeasures): LandscapeMeasures => ({
  ...measures,
  steps: measures.steps && { ...measures.steps, words: 'short', max: measures.steps.max * 1.35 },
  address: null,
  callToAction: {
    alone: measures.callToAction.alone * 1.2,
    paired: measures.callToAction.paired * 1.2,
    lines: 2,
  },
  name: measures.name * 1.2,
  entrance: measures.entrance * 1.15,
});

export type Measures =
  | { readonly face: 'portrait'; readonly normal: PortraitMeasures; readonly large: PortraitMeasures }
  | { readonly face: 'landscape'; readonly normal: LandscapeMeasures; readonly large: LandscapeMeasures };

const portrait = (normal: PortraitMeasures, large: PortraitMeasures): Measures => ({ face: 'portrait', normal, large });
const landscape = (normal: LandscapeMeasures): Measures => ({
  face: 'landscape',
  normal,
  large: larger(normal),
});

/** One sticker, one side of the tent, one whole page of the others. */
export const FACES = {
  A4: portrait(A4, A4_LARGE),
  A3: portrait(asA3(A4), asA3(A4_LARGE)),
  A5: portrait(A5, A5_LARGE),
  A6: portrait(A6, A6_LARGE),
  'stickers-2': landscape(STICKER_2),
  'stickers-4': portrait(
    { ...A6, height: 148.5, code: POSTER_FORMATS['stickers-4'].codeSide },
    { ...A6_LARGE, height: 148.5, code: POSTER_FORMATS['stickers-4'].codeSide },
  ),
  'stickers-8': landscape(STICKER_8),
  tent: landscape(TENT),
  lanyard: portrait(LANYARD, LANYARD_LARGE),
  card: landscape(CARD),
  'display-portrait': portrait(DISPLAY_PORTRAIT, DISPLAY_PORTRAIT_LARGE),
  'display-landscape': landscape(DISPLAY_LANDSCAPE),
} satisfies Record<string, Measures>;
