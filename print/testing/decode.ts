import { readWasmFile } from '#shared/decoding/cli/wasm-file.ts';
import type { GrayImage } from '#shared/decoding/gray-image.ts';
import { createJsqrDecoder } from '#shared/decoding/jsqr-decoder.ts';
import type { QrDecoder } from '#shared/decoding/qr-decoder.ts';
import { createZxingDecoder } from '#shared/decoding/zxing-decoder.ts';

let zxing: Promise<QrDecoder> | undefined;
const jsqr = createJsqrDecoder();

/** What two unrelated decoders read, as a phone's would. */
export async function decodeWithBoth(
  image: GrayImage,
): Promise<{ zxing: string | undefined; jsqr: string | undefined }> {
  zxing ??= readWasmFile().then(createZxingDecoder);
  return { zxing: (await zxing).decode(image)?.text, jsqr: jsqr.decode(image)?.text };
}
