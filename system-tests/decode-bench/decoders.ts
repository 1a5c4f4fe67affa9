import { readWasmFile } from '#shared/decoding/cli/wasm-file.ts';
import { createFrameDecoder, decodeStill } from '#shared/decoding/frame-decoder.ts';
import type { GrayImage } from '#shared/decoding/gray-image.ts';
import { createJsqrDecoder } from '#shared/decoding/jsqr-decoder.ts';
import { ROUND_OF_LOOKS } from '#shared/decoding/looks.ts';
import { createZxingDecoder } from '#shared/decoding/zxing-decoder.ts';
import type { Picture } from './series.ts';

export type ReadText = (image: GrayImage) => string | null;

/** Each decoder alone, and both together as `npm run decode` and as the kiosk's camera use them. */
export async function createReaders(): Promise<ReadonlyMap<string, ReadText>> {
  const zxing = await createZxingDecoder(await readWasmFile());
  const jsqr = createJsqrDecoder();
  return new Map<string, ReadText>([
    ['zxing', (image) => zxing.decode(image)?.text ?? null],
    ['jsqr', (image) => jsqr.decode(image)?.text ?? null],
    ['still (all looks)', (image) => decodeStill(image, zxing, jsqr)?.text ?? null],
    ['live (one round)', (image) => readLive(createFrameDecoder({ first: zxing, second: jsqr }), image)],
  ]);
}

/** A camera that sees the same picture for one round of looks, with all its time budget. */
function readLive(decoder: ReturnType<typeof createFrameDecoder>, image: GrayImage): string | null {
  for (const _ of ROUND_OF_LOOKS) {
    const code = decoder.decodeFrame(image);
    if (code) return code.text;
  }
  return null;
}

export interface Tally {
  readonly readable: number;
  readonly read: number;
  /** Another text than the one that is there. */
  readonly wrong: number;
  /** A text where there is none. */
  readonly false: number;
  /** Of each picture, ms. */
  readonly times: readonly number[];
}

export function measure(read: ReadText, pictures: readonly Picture[]): Tally {
  const times: number[] = [];
  const counts = { read: 0, wrong: 0, false: 0 };
  for (const { image, texts } of pictures) {
    const start = performance.now();
    const text = read(image);
    times.push(performance.now() - start);
    if (text === null) continue;
    if (texts.length === 0) counts.false += 1;
    else if (texts.includes(text)) counts.read += 1;
    else counts.wrong += 1;
  }
  return { readable: pictures.filter(({ texts }) => texts.length > 0).length, ...counts, times };
}
