import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import jpeg from 'jpeg-js';
import { PNG } from 'pngjs';
import { type GrayImage, grayFromRgba } from '#shared/decoding/gray-image.ts';

const IMAGE_NAME = /\.(?:png|jpe?g)$/i;
/** A 48-megapixel photograph needs about 200 MB as RGBA and as much again while it is decoded. */
const JPEG_LIMITS = { maxMemoryUsageInMB: 1024, maxResolutionInMP: 100 };

/** Reads a PNG or JPEG file, told by its first bytes. Rejects when it is neither, or damaged. */
export async function readImage(path: string): Promise<GrayImage> {
  const file = await readFile(path);
  if (file.subarray(1, 4).toString('latin1') === 'PNG') return grayFromRgba(PNG.sync.read(file));
  if (file[0] === 0xff && file[1] === 0xd8) return grayFromRgba(jpeg.decode(file, { useTArray: true, ...JPEG_LIMITS }));
  throw new Error('neither PNG nor JPEG');
}

/** A file stands for itself; a folder for the images in it and below, by name. Rejects when the path does not exist. */
export async function listImages(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const names = await readdir(path, { recursive: true });
  return names
    .filter((name) => IMAGE_NAME.test(name))
    .toSorted()
    .map((name) => join(path, name));
}
