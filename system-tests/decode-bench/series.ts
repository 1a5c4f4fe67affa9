import { encodeQr, type QrMatrix } from '#print/qr/matrix.ts';
import golden from '#shared/codes/vectors.json' with { type: 'json' };
import type { GrayImage } from '#shared/decoding/gray-image.ts';
import { addNoise, blur, drawQr, type QrPicture } from '#shared/testing/draw-qr.ts';
import { addGlare, addMoire, tilt } from './distort.ts';

/** What visitors hold up: our pass, and the longest common code, a citizen card (the person does not exist). */
const TEXTS: readonly string[] = [
  golden.vectors[0]?.text ?? '',
  '046185001234|191234567|Nguyễn Thị Hương|01021985|Nữ|12 Lê Lợi, Phường Phú Hội, Thành phố Huế|10052021',
];
const FRAME = { width: 960, height: 720 } as const;
const SAMPLES = 3;

/** One kind of trouble, from harmless to hopeless. */
export interface Series {
  readonly name: string;
  /** What the numbers of `levels` mean. */
  readonly unit: string;
  readonly levels: readonly number[];
  /** @param sample varies what the level leaves open: turn, place, noise. */
  readonly draw: (text: string, level: number, sample: number) => GrayImage;
}

/** A code held a little askew, never twice the same. */
function held(text: string, sample: number, changes: Partial<QrPicture> = {}): GrayImage {
  const place = { x: FRAME.width / 2 + 11 * sample, y: FRAME.height / 2 - 7 * sample };
  return addNoise(
    drawQr(encode(text), { ...FRAME, modulePx: 4, turned: 3 + 4 * sample, centre: place, ...changes }),
    3,
    sample + 1,
  );
}

function encode(text: string): QrMatrix {
  const qr = encodeQr(text);
  if (!qr.ok) throw new Error(qr.error.kind);
  return qr.value;
}

export const SERIES: readonly Series[] = [
  {
    name: 'blur',
    unit: 'pixels of radius, 4 a module',
    levels: [1, 2, 3, 4],
    draw: (text, radius, sample) => blur(held(text, sample), radius),
  },
  {
    name: 'noise',
    unit: 'deviation of 255',
    levels: [15, 30, 50, 70, 90],
    draw: (text, deviation, sample) => addNoise(held(text, sample), deviation, sample + 7),
  },
  {
    name: 'contrast',
    unit: 'difference of 255',
    levels: [80, 40, 20, 12],
    draw: (text, difference, sample) => held(text, sample, { dark: 128 - difference / 2, light: 128 + difference / 2 }),
  },
  {
    name: 'glare',
    unit: 'pixels of radius',
    levels: [15, 25, 35, 50],
    draw: (text, radius, sample) =>
      addGlare(held(text, sample), radius, { x: FRAME.width / 2 + 25 * sample, y: FRAME.height / 2 + 30 }),
  },
  {
    name: 'rotation',
    unit: 'degrees',
    levels: [0, 15, 30, 45, 60, 90, 135, 180, 225, 300],
    draw: (text, turned, sample) => held(text, sample, { turned: turned + sample }),
  },
  {
    name: 'perspective',
    unit: 'degrees of tilt',
    levels: [15, 30, 45, 55, 65],
    draw: (text, degrees, sample) => tilt(held(text, sample, { modulePx: 6 }), degrees),
  },
  {
    name: 'small',
    unit: 'pixels a module',
    levels: [3, 2.5, 2, 1.7, 1.4, 1.2],
    draw: (text, modulePx, sample) => held(text, sample, { modulePx }),
  },
  {
    name: 'moiré',
    unit: 'per cent of the light',
    levels: [20, 40, 60, 80],
    draw: (text, percent, sample) => addMoire(held(text, sample), percent / 100, 1.1 + 0.45 * sample),
  },
];

export interface Picture {
  readonly image: GrayImage;
  /** Any of these is right; none: the picture holds no readable code. */
  readonly texts: readonly string[];
}

export const drawLevel = (series: Series, level: number): Picture[] =>
  TEXTS.flatMap((text) =>
    Array.from({ length: SAMPLES }, (_, sample) => ({ image: series.draw(text, level, sample), texts: [text] })),
  );
