import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { createFrameDecoder, decodeStill } from '#shared/decoding/frame-decoder.ts';
import type { GrayImage } from '#shared/decoding/gray-image.ts';
import { createJsqrDecoder } from '#shared/decoding/jsqr-decoder.ts';
import { createZxingDecoder } from '#shared/decoding/zxing-decoder.ts';
import { listImages, readImage } from './read-image.ts';
import { readWasmFile } from './wasm-file.ts';

const USAGE = `Usage: npm run bench:decode -- DIR...
Decode rate and milliseconds per decoder on photographs. Beside the images lies expected.json:
{ "<file>": { "texts": ["acceptable text", ...] } }; no texts: the image holds no readable code.
`;
const ROUNDS = 9;

const expectedSchema = z.record(z.string(), z.object({ texts: z.array(z.string()).nullable() }));

interface Photograph {
  readonly file: string;
  readonly image: GrayImage;
  readonly texts: readonly string[];
}

type ReadText = (image: GrayImage) => string | null;

async function readPhotographs(folder: string): Promise<Photograph[]> {
  const photographs: Photograph[] = [];
  for (const file of await listImages(folder)) {
    const path = join(dirname(file), 'expected.json');
    if (!existsSync(path)) throw new Error(`${file}: no expected.json beside it`);
    const expected = expectedSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
    photographs.push({ file, image: await readImage(file), texts: expected[basename(file)]?.texts ?? [] });
  }
  return photographs;
}

function measure(name: string, read: ReadText, photographs: readonly Photograph[]): string {
  const times: number[] = [];
  const counts = { read: 0, wrong: 0, false: 0 };
  for (const { image, texts } of photographs) {
    const start = performance.now();
    const text = read(image);
    times.push(performance.now() - start);
    if (text === null) continue;
    if (texts.length === 0) counts.false += 1;
    else if (texts.includes(text)) counts.read += 1;
    else counts.wrong += 1;
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(1);
  const readable = photographs.filter(({ texts }) => texts.length > 0).length;
  const rate = `${counts.read}/${readable} (${((100 * counts.read) / Math.max(1, readable)).toFixed(0)} %)`;
  return [name, rate, counts.wrong, counts.false, at(0.5), at(0.95)].join('\t');
}

/** A camera that sees the same picture for one round of looks, with all its time budget. */
function readLive(createDecoder: () => ReturnType<typeof createFrameDecoder>): ReadText {
  return (image) => {
    const decoder = createDecoder();
    for (let frame = 0; frame < ROUNDS; frame += 1) {
      const code = decoder.decodeFrame(image);
      if (code) return code.text;
    }
    return null;
  };
}

const folders = process.argv.slice(2);
if (folders.length === 0 || folders[0] === '--help') {
  process.stdout.write(USAGE);
} else {
  const zxing = await createZxingDecoder(await readWasmFile());
  const jsqr = createJsqrDecoder();
  const decoders: Record<string, ReadText> = {
    zxing: (image) => zxing.decode(image)?.text ?? null,
    jsqr: (image) => jsqr.decode(image)?.text ?? null,
    'still (all looks)': (image) => decodeStill(image, zxing, jsqr)?.text ?? null,
    'live (one round)': readLive(() => createFrameDecoder({ first: zxing, second: jsqr })),
  };
  const photographs = (await Promise.all(folders.map(readPhotographs))).flat();
  process.stdout.write('decoder\tread\tread wrongly\tfalse\tms median\tms p95\n');
  for (const [name, read] of Object.entries(decoders)) process.stdout.write(`${measure(name, read, photographs)}\n`);
}
