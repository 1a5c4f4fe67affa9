import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { listImages, readImage } from '#shared/decoding/cli/read-image.ts';
import { readWasmFile } from '#shared/decoding/cli/wasm-file.ts';
import expected from './corpus/expected.json' with { type: 'json' };
import { decodeStill } from './frame-decoder.ts';
import { createJsqrDecoder } from './jsqr-decoder.ts';
import { createZxingDecoder } from './zxing-decoder.ts';

const FOLDER = fileURLToPath(new URL('./corpus', import.meta.url));

it('reads every picture of the corpus: each as bad, in its own way, as a code may be', async () => {
  const zxing = await createZxingDecoder(await readWasmFile());
  const jsqr = createJsqrDecoder();
  const read: Record<string, { texts: (string | undefined)[] }> = {};
  for (const file of await listImages(FOLDER)) {
    read[basename(file)] = { texts: [decodeStill(await readImage(file), zxing, jsqr)?.text] };
  }
  expect(read).toEqual(expected);
});
