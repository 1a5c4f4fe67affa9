import type { Bytes } from '../sealing/bytes.ts';
import type { GrayImage } from './gray-image.ts';

/** A code found in an image. */
export interface DecodedCode {
  /** The payload: UTF-8, or bytes of an encoding that nobody declared. Classify these, not `text`. */
  readonly bytes: Bytes;
  /** The payload as the decoder understands it, for people to read. */
  readonly text: string;
  /** zxing's name of the symbology, e.g. `QRCode`. */
  readonly symbology: string;
  readonly decoder: DecoderName;
  /** What this attempt took. */
  readonly ms: number;
}

export type DecoderName = 'zxing' | 'jsqr';

/** Finds one QR code in an image, or none. Synchronous: run it in a worker. Throws only on broken input (a bug). */
export interface QrDecoder {
  readonly name: DecoderName;
  decode(image: GrayImage): DecodedCode | null;
}
