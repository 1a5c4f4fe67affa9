/* oxlint-disable no-underscore-dangle -- Emscripten's names for allocating in its memory */
import { prepareZXingModule, type ZXingReaderModule } from 'zxing-wasm/reader';
import { utf8 } from '../sealing/bytes.ts';
import type { GrayImage } from './gray-image.ts';
import { monotonicNow } from './monotonic-now.ts';
import type { DecodedCode, QrDecoder } from './qr-decoder.ts';

/** Where the WebAssembly file is: bytes (Node), or an address of our own origin. Never left to the library: it would ask a CDN. */
export type WasmSource = { readonly bytes: Uint8Array } | { readonly url: string };

interface Point {
  readonly x: number;
  readonly y: number;
}

interface ReadSymbol {
  readonly isValid: boolean;
  readonly bytes: Uint8Array;
  readonly text: string;
  readonly hasECI: boolean;
  readonly symbology: string;
  readonly position: Readonly<Record<'topLeft' | 'topRight' | 'bottomRight' | 'bottomLeft', Point>>;
}

/**
 * The part of the module we call. The library's own readBarcodes takes RGBA and grays it pixel by pixel in JavaScript,
 * which on a 1080p frame costs as much as the decoding; cameras deliver luminance already.
 */
interface ReaderModule {
  readonly HEAPU8: Uint8Array;
  _malloc(length: number): number;
  _free(pointer: number): void;
  readBarcodesFromPixmap(pointer: number, width: number, height: number, options: object): SymbolVector;
}

interface SymbolVector {
  size(): number;
  get(index: number): ReadSymbol;
  delete(): void;
}

/** zxing-cpp's reader options in the numeric form its binding wants; `tryHarder` also reads codes turned by 45°. */
const READER_OPTIONS = {
  formats: 'QRCode',
  tryHarder: true,
  tryRotate: true,
  tryInvert: true,
  tryDownscale: true,
  tryDenoise: false,
  binarizer: 0,
  isPure: false,
  downscaleFactor: 3,
  downscaleThreshold: 500,
  minLineCount: 2,
  maxNumberOfSymbols: 4,
  validateOptionalChecksum: false,
  returnErrors: false,
  eanAddOnSymbol: 0,
  textMode: 0,
  characterSet: 0,
  tryCode39ExtendedMode: false,
};

/** zxing-cpp as WebAssembly. Rejects when the WebAssembly file cannot be loaded. */
export async function createZxingDecoder(wasm: WasmSource): Promise<QrDecoder> {
  const overrides =
    'bytes' in wasm ? { wasmBinary: new Uint8Array(wasm.bytes).buffer } : { locateFile: (): string => wasm.url };
  const module = await prepareZXingModule({ overrides, fireImmediately: true });
  const buffer = new PixelBuffer(asReaderModule(module));
  return { name: 'zxing', decode: (image) => decodeGray(buffer, image) };
}

/** Its declaration extends Emscripten's, which needs the DOM's types. */
const asReaderModule = (module: ZXingReaderModule): ReaderModule => module as unknown as ReaderModule;

function decodeGray(buffer: PixelBuffer, image: GrayImage): DecodedCode | null {
  const start = monotonicNow();
  const symbols = buffer.read(image).filter((symbol) => symbol.isValid);
  const symbol = symbols.toSorted((a, b) => distanceToCentre(a, image) - distanceToCentre(b, image))[0];
  if (!symbol) return null;
  return {
    // A declared encoding (ECI) has been undone in the text; the raw bytes would hide it from the classifier.
    bytes: symbol.hasECI ? utf8(symbol.text) : new Uint8Array(symbol.bytes),
    text: symbol.text,
    symbology: symbol.symbology,
    decoder: 'zxing',
    ms: monotonicNow() - start,
  };
}

/** With two codes in view, the visitor means the one in the guide box. */
function distanceToCentre({ position }: ReadSymbol, { width, height }: GrayImage): number {
  const corners = [position.topLeft, position.topRight, position.bottomRight, position.bottomLeft];
  const x = corners.reduce((sum, corner) => sum + corner.x, 0) / 4;
  const y = corners.reduce((sum, corner) => sum + corner.y, 0) / 4;
  return Math.hypot(x - width / 2, y - height / 2);
}

/** One block of the module's memory, kept between frames and grown when a frame is larger. */
class PixelBuffer {
  readonly #module: ReaderModule;
  #pointer = 0;
  #length = 0;

  constructor(module: ReaderModule) {
    this.#module = module;
  }

  read({ data, width, height }: GrayImage): ReadSymbol[] {
    const module = this.#module;
    if (data.length > this.#length) this.#grow(data.length);
    module.HEAPU8.set(data, this.#pointer);
    const vector = module.readBarcodesFromPixmap(this.#pointer, width, height, READER_OPTIONS);
    try {
      return Array.from({ length: vector.size() }, (_, index) => vector.get(index));
    } finally {
      vector.delete();
    }
  }

  #grow(length: number): void {
    if (this.#pointer !== 0) this.#module._free(this.#pointer);
    this.#length = 0;
    this.#pointer = this.#module._malloc(length);
    if (this.#pointer === 0) throw new Error(`no memory for an image of ${length} pixels`);
    this.#length = length;
  }
}
