import type { Bitmap } from './rasterise.ts';

const PALETTE_AT = 14 + 40;
const PIXELS_AT = PALETTE_AT + 2 * 4;
const BLACK_BELOW = 128;

/** A Windows bitmap of one bit a pixel (BITMAPINFOHEADER), rows from the bottom up, each padded to 4 bytes. */
export function encodeBmp({ width, height, gray }: Bitmap, dpi: number): Uint8Array {
  const stride = Math.ceil(width / 32) * 4;
  const file = Buffer.alloc(PIXELS_AT + stride * height);
  file.write('BM', 0, 'latin1');
  file.writeUInt32LE(file.length, 2);
  file.writeUInt32LE(PIXELS_AT, 10);
  file.writeUInt32LE(40, 14);
  file.writeInt32LE(width, 18);
  file.writeInt32LE(height, 22);
  file.writeUInt16LE(1, 26);
  file.writeUInt16LE(1, 28);
  file.writeUInt32LE(stride * height, 34);
  const perMetre = Math.round(dpi / 0.0254);
  file.writeInt32LE(perMetre, 38);
  file.writeInt32LE(perMetre, 42);
  file.writeUInt32LE(0xff_ff_ff, PALETTE_AT + 4);
  for (let y = 0; y < height; y++) {
    const row = PIXELS_AT + (height - 1 - y) * stride;
    for (let x = 0; x < width; x++) {
      if ((gray[y * width + x] ?? 255) >= BLACK_BELOW)
        file[row + (x >> 3)] = (file[row + (x >> 3)] ?? 0) | (0x80 >> (x & 7));
    }
  }
  return file;
}
