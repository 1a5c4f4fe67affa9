import { inflateSync } from 'node:zlib';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { type LogoProblem, MAX_LOGO_BYTES, MAX_LOGO_SIDE } from '#shared/contract/portal-posters.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { readJpegOrientation, turnUpright } from './jpeg-orientation.ts';

/** A logo drawn anew: PNG with nothing in it but pixels. */
export interface CleanLogo {
  readonly png: Uint8Array;
  readonly width: number;
  readonly height: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Of both sides together: 13 megapixels are 52 MB decoded. */
const MAX_PIXELS = 13_000_000;
/** On the longer side; smaller ones print as blots. */
const MIN_SIDE = 64;
/** A logo is at most 60 mm wide on paper: 400 dots per inch. */
const KEPT_SIDE = 960;
/** Filters and 16-bit channels; what is more than this for its dimensions is no picture. */
const MAX_BYTES_PER_PIXEL = 8;

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Told by content, judged before anything is decoded, decoded, made smaller, put upright and written anew. Blocks: run it in a worker.
 */
export function cleanLogo(file: Uint8Array): Result<CleanLogo, LogoProblem> {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.length > MAX_LOGO_BYTES) return err('too-many-bytes');
  const isPng = bytes.subarray(0, 8).equals(PNG_SIGNATURE);
  if (!isPng && !(bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff)) {
    return err(looksLikeSvg(bytes) ? 'svg' : 'not-an-image');
  }
  const size = isPng ? readPngSize(bytes) : readJpegSize(bytes);
  if (!size) return err('unreadable');
  const { width, height } = size;
  if (width > MAX_LOGO_SIDE || height > MAX_LOGO_SIDE || width * height > MAX_PIXELS) return err('too-many-pixels');
  if (Math.max(width, height) < MIN_SIDE) return err('too-small');
  try {
    if (isPng) return ok(encode(shrink(decodePng(bytes, size))));
    return ok(encode(turnUpright(shrink(decodeJpeg(bytes)), readJpegOrientation(bytes))));
  } catch {
    // The decoders throw at whatever is broken; which way it is broken helps nobody.
    return err('unreadable');
  }
}

const looksLikeSvg = (bytes: Buffer): boolean =>
  /<svg[\s>]|<!DOCTYPE svg/i.test(bytes.subarray(0, 4_096).toString('latin1'));

function readPngSize(bytes: Buffer): Size | null {
  if (bytes.length < 33 || bytes.toString('latin1', 12, 16) !== 'IHDR') return null;
  return positive({ width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20) });
}

const positive = (size: Size): Size | null => (size.width > 0 && size.height > 0 ? size : null);

/** From the frame header (ITU-T T.81, B.2.2), without decoding. */
function readJpegSize(bytes: Buffer): Size | null {
  for (let at = 2; at + 9 < bytes.length; ) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return positive({ height: bytes.readUInt16BE(at + 5), width: bytes.readUInt16BE(at + 7) });
    if (marker === 0xda || marker === 0xd9) return null;
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

interface Pixels extends Size {
  /** RGBA. */
  readonly data: Uint8Array;
}

function decodePng(bytes: Buffer, { width, height }: Size): Pixels {
  // The decoder trusts interlaced data: two megabytes of zeros would become two gigabytes.
  const limit = (width * MAX_BYTES_PER_PIXEL + 8) * (height + 8) + 4_096;
  inflateSync(joinImageData(bytes), { maxOutputLength: limit });
  return PNG.sync.read(bytes);
}

function joinImageData(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    if (bytes.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(bytes.subarray(at + 8, at + 8 + length));
    at += 12 + length;
  }
  return Buffer.concat(parts);
}

const decodeJpeg = (bytes: Buffer): Pixels =>
  jpeg.decode(bytes, {
    useTArray: true,
    formatAsRGBA: true,
    tolerantDecoding: false,
    maxResolutionInMP: Math.ceil(MAX_PIXELS / 1e6),
    maxMemoryUsageInMB: 400,
  });

/** By averaging what falls onto each new pixel, weighed by how opaque it is. */
function shrink(pixels: Pixels): Pixels {
  const scale = Math.max(pixels.width, pixels.height) / KEPT_SIDE;
  if (scale <= 1) return pixels;
  const width = Math.max(1, Math.round(pixels.width / scale));
  const height = Math.max(1, Math.round(pixels.height / scale));
  const data = new Uint8Array(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) averageInto(data, (y * width + x) * 4, pixels, { x, y, width, height });
  }
  return { width, height, data };
}

function averageInto(
  data: Uint8Array,
  at: number,
  from: Pixels,
  to: Size & { readonly x: number; readonly y: number },
): void {
  const [left, right] = span(to.x, to.width, from.width);
  const [top, bottom] = span(to.y, to.height, from.height);
  let [red, green, blue, alpha] = [0, 0, 0, 0];
  for (let y = top; y < bottom; y += 1) {
    for (let offset = (y * from.width + left) * 4, x = left; x < right; x += 1, offset += 4) {
      const opacity = from.data[offset + 3] ?? 0;
      red += (from.data[offset] ?? 0) * opacity;
      green += (from.data[offset + 1] ?? 0) * opacity;
      blue += (from.data[offset + 2] ?? 0) * opacity;
      alpha += opacity;
    }
  }
  if (alpha === 0) return;
  data[at] = Math.round(red / alpha);
  data[at + 1] = Math.round(green / alpha);
  data[at + 2] = Math.round(blue / alpha);
  data[at + 3] = Math.round(alpha / ((right - left) * (bottom - top)));
}

/** Which old pixels fall onto a new one: at least one. */
function span(index: number, count: number, from: number): [number, number] {
  const start = Math.floor((index * from) / count);
  return [start, Math.max(start + 1, Math.floor(((index + 1) * from) / count))];
}

function encode({ width, height, data }: Pixels): CleanLogo {
  const image = new PNG({ width, height });
  image.data = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  return { png: PNG.sync.write(image, { deflateLevel: 9 }), width, height };
}
