import { PNG } from 'pngjs';
import { readWasmFile } from '#shared/decoding/cli/wasm-file.ts';
import { decodeStill } from '#shared/decoding/frame-decoder.ts';
import { type GrayImage, grayFromRgba } from '#shared/decoding/gray-image.ts';
import { createJsqrDecoder } from '#shared/decoding/jsqr-decoder.ts';
import { createZxingDecoder } from '#shared/decoding/zxing-decoder.ts';

/** The text of the one code in a picture, read by the kiosk's own decoders; null when there is none. */
export async function readCode(image: GrayImage): Promise<string | null> {
  const zxing = await createZxingDecoder(await readWasmFile());
  return decodeStill(image, zxing, createJsqrDecoder())?.text ?? null;
}

export function readCodeOfScreenshot(png: Buffer): Promise<string | null> {
  const { data, width, height } = PNG.sync.read(png);
  return readCode(grayFromRgba({ data: new Uint8ClampedArray(data), width, height }));
}
