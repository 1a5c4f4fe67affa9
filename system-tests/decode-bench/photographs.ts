import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { listImages, readImage } from '#shared/decoding/cli/read-image.ts';
import type { Picture } from './series.ts';

const expectedSchema = z.record(z.string(), z.object({ texts: z.array(z.string()).nullable() }));

/** The pictures in a folder and below; beside them lies `expected.json`. @throws where it does not. */
export async function readPhotographs(folder: string): Promise<Picture[]> {
  const photographs: Picture[] = [];
  for (const file of await listImages(folder)) {
    const path = join(dirname(file), 'expected.json');
    if (!existsSync(path)) throw new Error(`${file}: no expected.json beside it`);
    const expected = expectedSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    photographs.push({ image: await readImage(file), texts: expected[basename(file)]?.texts ?? [] });
  }
  return photographs;
}
