import type { GrayImage } from '#shared/decoding/gray-image.ts';

/** As `encodeQr` of print/qr gives it: row by row, 1 = dark, without the quiet zone. */
export interface Modules {
  readonly size: number;
  readonly modules: ArrayLike<number>;
}

export interface QrPicture {
  readonly width: number;
  readonly height: number;
  /** Pixels per module; fractions are drawn as a camera sees them, averaged. */
  readonly modulePx: number;
  /** Of the symbol, in pixels; default the middle of the picture. */
  readonly centre?: { readonly x: number; readonly y: number };
  /** Degrees, clockwise. */
  readonly turned?: number;
  /** Luminance of dark and light modules; exchanged for an inverted code. */
  readonly dark?: number;
  readonly light?: number;
  readonly background?: number;
}

const QUIET_ZONE = 4;
/** Per side: each pixel averages this many samples squared. */
const SAMPLES = 3;

/** Paints a QR code into a picture, over `under` where one is given. */
export function drawQr({ size, modules }: Modules, picture: QrPicture, under?: GrayImage): GrayImage {
  const { width, height, modulePx, turned = 0, dark = 20, light = 235, background = 128 } = picture;
  const { x: centreX, y: centreY } = picture.centre ?? { x: width / 2, y: height / 2 };
  const data = under ? Uint8Array.from(under.data) : new Uint8Array(width * height).fill(background);
  const cos = Math.cos((turned * Math.PI) / 180) / modulePx;
  const sin = Math.sin((turned * Math.PI) / 180) / modulePx;
  const reach = ((size + 2 * QUIET_ZONE) * modulePx) / Math.SQRT2 + 1;
  const sampleAt = (px: number, py: number, behind: number): number => {
    const column = Math.floor((px - centreX) * cos + (py - centreY) * sin + size / 2);
    const row = Math.floor((py - centreY) * cos - (px - centreX) * sin + size / 2);
    if (Math.min(column, row) < -QUIET_ZONE || Math.max(column, row) >= size + QUIET_ZONE) return behind;
    const isInside = Math.min(column, row) >= 0 && Math.max(column, row) < size;
    return isInside && modules[row * size + column] ? dark : light;
  };
  for (let y = Math.max(0, Math.floor(centreY - reach)); y < Math.min(height, centreY + reach); y += 1) {
    for (let x = Math.max(0, Math.floor(centreX - reach)); x < Math.min(width, centreX + reach); x += 1) {
      const at = y * width + x;
      let sum = 0;
      for (let i = 0; i < SAMPLES * SAMPLES; i += 1) {
        const dx = ((i % SAMPLES) + 0.5) / SAMPLES;
        const dy = (Math.floor(i / SAMPLES) + 0.5) / SAMPLES;
        sum += sampleAt(x + dx, y + dy, data[at] ?? 0);
      }
      data[at] = sum / (SAMPLES * SAMPLES);
    }
  }
  return { data, width, height };
}

/** Sensor noise of the given standard deviation, the same for the same seed. */
export function addNoise(image: GrayImage, deviation: number, seed = 1): GrayImage {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
  // The sum of three uniform numbers is near enough to a normal distribution of deviation 0.5.
  const data = image.data.map((value) => clampByte(value + (random() + random() + random() - 1.5) * 2 * deviation));
  return { ...image, data };
}

/** Defocus: box blur of 2·radius + 1 pixels, across and down. */
export function blur(image: GrayImage, radius: number): GrayImage {
  return blurAlong(blurAlong(image, radius, 1), radius, image.width);
}

function blurAlong({ data, width, height }: GrayImage, radius: number, step: number): GrayImage {
  const blurred = data.map((_, at) => {
    let sum = 0;
    for (let d = -radius; d <= radius; d += 1) sum += data[at + d * step] ?? data[at] ?? 0;
    return sum / (2 * radius + 1);
  });
  return { data: blurred, width, height };
}

const clampByte = (value: number): number => Math.max(0, Math.min(255, value));
