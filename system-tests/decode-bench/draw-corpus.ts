import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import jpeg from 'jpeg-js';
import { cropCentre, type GrayImage } from '#shared/decoding/gray-image.ts';
import { drawLevel, SERIES } from './series.ts';

const FOLDER = fileURLToPath(new URL('../../shared/decoding/corpus', import.meta.url));
/** As bad as the kiosk still reads it. */
const HARD: Readonly<Record<string, number>> = {
  blur: 2,
  noise: 50,
  contrast: 20,
  glare: 35,
  rotation: 45,
  perspective: 55,
  small: 1.4,
  moiré: 60,
};
const SIDE = 480;
const QUALITY = 80;

function toJpeg(image: GrayImage): Uint8Array {
  const { data, width, height } = cropCentre(image, SIDE);
  const rgba = new Uint8Array(data.length * 4);
  data.forEach((luma, at) => rgba.set([luma, luma, luma, 255], at * 4));
  return jpeg.encode({ data: rgba, width, height }, QUALITY).data;
}

/** Draws the corpus anew: `node system-tests/decode-bench/draw-corpus.ts`. */
const expected: Record<string, { readonly texts: readonly string[] }> = {};
for (const [index, series] of SERIES.entries()) {
  const pictures = drawLevel(series, HARD[series.name] ?? series.levels[0] ?? 0);
  // Now a pass, now a card.
  const picture = index % 2 === 0 ? pictures[0] : pictures.at(-1);
  if (!picture) continue;
  const file = `${series.name.normalize('NFD').replace(/\p{M}/gu, '')}.jpg`;
  await writeFile(join(FOLDER, file), toJpeg(picture.image));
  expected[file] = { texts: picture.texts };
}
await writeFile(join(FOLDER, 'expected.json'), `${JSON.stringify(expected, null, 2)}\n`);
