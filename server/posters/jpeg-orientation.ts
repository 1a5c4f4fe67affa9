/** How a camera was held: 1 upright, 2-8 as the tag `Orientation` of EXIF 2.32 (4.6.4 A) numbers them. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const EXIF = Buffer.from('Exif\0\0', 'latin1');
const ORIENTATION_TAG = 0x0112;
const SHORT = 3;

/** What a JPEG file says of itself; upright where it says nothing, or something broken. */
export function readJpegOrientation(bytes: Buffer): Orientation {
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    // The picture itself begins: what is said of it comes before.
    if (marker === 0xda || marker === 0xd9) return 1;
    const length = bytes.readUInt16BE(at + 2);
    const segment = bytes.subarray(at + 4, at + 2 + length);
    if (marker === 0xe1 && segment.subarray(0, EXIF.length).equals(EXIF)) {
      return readTiffOrientation(segment.subarray(EXIF.length));
    }
    at += 2 + length;
  }
  return 1;
}

/** The first directory of a TIFF 6.0 header in either byte order. */
function readTiffOrientation(tiff: Buffer): Orientation {
  const order = tiff.toString('latin1', 0, 2);
  if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return 1;
  const isLittle = order === 'II';
  const short = (at: number): number =>
    at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const start = isLittle ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const entries = short(start);
  for (let at = start + 2; at < start + 2 + entries * 12 && at + 12 <= tiff.length; at += 12) {
    if (short(at) === ORIENTATION_TAG && short(at + 2) === SHORT) return asOrientation(short(at + 8));
  }
  return 1;
}

const asOrientation = (value: number): Orientation => (value >= 1 && value <= 8 ? (value as Orientation) : 1);

interface Picture {
  readonly width: number;
  readonly height: number;
  /** RGBA. */
  readonly data: Uint8Array;
}

/** Draws a picture as its camera meant it: from 5 on, width and height change places. */
export function turnUpright({ width, height, data }: Picture, orientation: Orientation): Picture {
  if (orientation === 1) return { width, height, data };
  const isTurned = orientation >= 5;
  const mirrorsX = [2, 3, 7, 8].includes(orientation);
  const mirrorsY = [3, 4, 6, 7].includes(orientation);
  const upright = isTurned ? { width: height, height: width } : { width, height };
  const from = new Uint32Array(new Uint8Array(data).buffer);
  const to = new Uint32Array(from.length);
  for (let y = 0; y < upright.height; y += 1) {
    for (let x = 0; x < upright.width; x += 1) {
      const [column, row] = isTurned ? [y, x] : [x, y];
      const sourceX = mirrorsX ? width - 1 - column : column;
      const sourceY = mirrorsY ? height - 1 - row : row;
      to[y * upright.width + x] = from[sourceY * width + sourceX] ?? 0;
    }
  }
  return { ...upright, data: new Uint8Array(to.buffer) };
}
