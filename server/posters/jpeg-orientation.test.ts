import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { describe, expect, it } from 'vitest';
import { readJpegOrientation } from './jpeg-orientation.ts';
import { cleanLogo } from './logo-pixels.ts';

const [WIDTH, HEIGHT] = [128, 64];
const RED = [220, 20, 20];
const GREEN = [20, 180, 20];
const BLUE = [20, 20, 220];
const WHITE = [250, 250, 250];

/** Upright: red and green above, blue and white below. */
const quarterAt = (right: boolean, below: boolean): number[] => (below ? (right ? WHITE : BLUE) : right ? GREEN : RED);

/**
 * Which corner of the upright picture the stored first row and first column lie on, in the words of the standard:
 * [the first row is at, the first column is at].
 */
const HELD = {
  1: ['top', 'left'],
  2: ['top', 'right'],
  3: ['bottom', 'right'],
  4: ['bottom', 'left'],
  5: ['left', 'top'],
  6: ['right', 'top'],
  7: ['right', 'bottom'],
  8: ['left', 'bottom'],
} as const;

/** What a camera held like that stores. */
function photograph(orientation: keyof typeof HELD): { width: number; height: number; data: Buffer } {
  const [row, column] = HELD[orientation];
  const isTurned = row === 'left' || row === 'right';
  const [width, height] = isTurned ? [HEIGHT, WIDTH] : [WIDTH, HEIGHT];
  const data = Buffer.alloc(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const down = y < height / 2;
      const along = x < width / 2;
      // Distance from the first row and from the first column, told as sides of the upright picture.
      const right = isTurned ? (row === 'right') === down : (column === 'right') === along;
      const below = isTurned ? (column === 'bottom') === along : (row === 'bottom') === down;
      data.set([...quarterAt(right, below), 255], (y * width + x) * 4);
    }
  }
  return { width, height, data };
}

function exif(orientation: number, order: 'II' | 'MM'): Buffer {
  const tiff = Buffer.alloc(38);
  const short = (at: number, value: number) =>
    order === 'II' ? tiff.writeUInt16LE(value, at) : tiff.writeUInt16BE(value, at);
  tiff.write(order, 0, 'latin1');
  short(2, 42);
  if (order === 'II') tiff.writeUInt32LE(8, 4);
  else tiff.writeUInt32BE(8, 4);
  short(8, 2);
  // Something else before it: image width as a short.
  short(10, 0x0100);
  short(12, 3);
  short(18, WIDTH);
  short(22, 0x0112);
  short(24, 3);
  short(30, orientation);
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
}

function jpegOf(orientation: keyof typeof HELD, order: 'II' | 'MM'): Buffer {
  const picture = { ...photograph(orientation), exifBuffer: exif(orientation, order) };
  return jpeg.encode(picture as unknown as Parameters<typeof jpeg.encode>[0], 95).data;
}

const EVERY = ([1, 2, 3, 4, 5, 6, 7, 8] as const).flatMap((held) => [[held, 'II'] as const, [held, 'MM'] as const]);

describe('a logo from a camera', () => {
  it.each(EVERY)('held as %s (%s) comes out upright, and says nothing of it', (held, order) => {
    const file = jpegOf(held, order);
    expect(readJpegOrientation(file)).toBe(held);
    const cleaned = cleanLogo(file);
    if (!cleaned.ok) throw new Error(cleaned.error);
    expect(cleaned.value).toMatchObject({ width: WIDTH, height: HEIGHT });
    const { data } = PNG.sync.read(Buffer.from(cleaned.value.png));
    for (const [x, y] of [
      [0.25, 0.25],
      [0.75, 0.25],
      [0.25, 0.75],
      [0.75, 0.75],
    ] as const) {
      const at = (y * HEIGHT * WIDTH + x * WIDTH) * 4;
      const wanted = quarterAt(x > 0.5, y > 0.5);
      for (const [channel, value] of wanted.entries()) {
        expect(Math.abs((data[at + channel] ?? 0) - value), `${x},${y}`).toBeLessThan(30);
      }
    }
  });

  it('is upright where the file says nothing of it, or nothing that makes sense', () => {
    const file = jpegOf(6, 'II');
    const tag = file.indexOf(exif(6, 'II').subarray(28));
    for (const wrong of [0, 9, 255]) {
      const broken = Buffer.from(file);
      broken[tag + 8] = wrong;
      expect(readJpegOrientation(broken)).toBe(1);
    }
    expect(readJpegOrientation(Buffer.from([0xff, 0xd8, 0xff]))).toBe(1);
    const { width, height, data } = photograph(1);
    expect(readJpegOrientation(jpeg.encode({ width, height, data }, 90).data)).toBe(1);
  });

  it('whose note is cut or torn anywhere is still read without throwing', () => {
    const file = jpegOf(8, 'MM');
    for (let at = 2; at < 120; at += 1) {
      const torn = Buffer.from(file);
      torn[at] = (torn[at] ?? 0) ^ 0xff;
      expect(readJpegOrientation(torn)).toBeGreaterThan(0);
      expect(readJpegOrientation(file.subarray(0, at))).toBeGreaterThan(0);
    }
  });
});
