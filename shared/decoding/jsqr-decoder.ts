import jsqrModule from 'jsqr';
import { decodePayloadBytes } from '../codes/payload-text.ts';
import { cropCentre, type GrayImage, shrink } from './gray-image.ts';
import { monotonicNow } from './monotonic-now.ts';
import type { DecodedCode, QrDecoder } from './qr-decoder.ts';

/** jsqr's time grows with the pixels and explodes on noise. */
const MAX_SIDE = 640;

type ReadJsqr = typeof jsqrModule;
/** A CommonJS bundle: Node hands its exports object where bundlers hand its default export. */
const readJsqr: ReadJsqr = 'default' in jsqrModule ? (jsqrModule.default as ReadJsqr) : jsqrModule;

/** Pure JavaScript: slower, reads less, but owes nothing to WebAssembly. Looks at the centred square, shrunk to 640 px or less. */
export function createJsqrDecoder(): QrDecoder {
  return { name: 'jsqr', decode: decodeCentre };
}

function decodeCentre(image: GrayImage): DecodedCode | null {
  const start = monotonicNow();
  const square = cropCentre(image, Math.min(image.width, image.height));
  const { data, width, height } = shrink(square, Math.ceil(square.width / MAX_SIDE));
  // Not onlyInvert, which throws; attemptBoth would double the time for codes that are rarely printed.
  const code = readJsqr(toRgba(data), width, height, { inversionAttempts: 'dontInvert' });
  if (!code) return null;
  // Its `data` is empty or cut where the bytes are no UTF-8.
  const bytes = Uint8Array.from(code.binaryData);
  return { bytes, text: decodePayloadBytes(bytes), symbology: 'QRCode', decoder: 'jsqr', ms: monotonicNow() - start };
}

function toRgba(gray: Uint8Array): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray(gray.length * 4);
  for (let i = 0, at = 0; i < gray.length; i += 1, at += 4) {
    const luma = gray[i] as number;
    rgba[at] = luma;
    rgba[at + 1] = luma;
    rgba[at + 2] = luma;
    rgba[at + 3] = 255;
  }
  return rgba;
}
