import encoder from 'qrcode/lib/core/qrcode.js';
import { err, ok, type Result } from '#shared/domain/result.ts';

/** Error correction of ISO/IEC 18004: recovers about 7, 15, 25 and 30 % of the codewords. */
export type QrLevel = 'L' | 'M' | 'Q' | 'H';

/** Light border every reader may rely on (ISO/IEC 18004, 6.3.8), in modules. */
export const QUIET_ZONE_MODULES = 4;

/** Modules along one side, without the quiet zone. */
export const modulesOfVersion = (version: number): number => 17 + 4 * version;

export interface QrMatrix {
  /** Modules along one side, without the quiet zone. */
  readonly size: number;
  /** Row by row from the top left, 1 = dark; `size * size` entries. */
  readonly modules: Uint8Array;
  readonly version: number;
  readonly level: QrLevel;
}

export interface QrOptions {
  /** Tried in turn until one fits; default only M. */
  readonly levels?: readonly [QrLevel, ...QrLevel[]];
  /** 1 to 40. A small version keeps the modules large, so that cheap cameras read it from afar. */
  readonly maxVersion?: number;
  /** 1 to 40. Larger than needed only where a layout wants modules of a known size. */
  readonly minVersion?: number;
}

export type QrProblem =
  | { readonly kind: 'empty' }
  | { readonly kind: 'too-long'; readonly bytes: number; readonly maxVersion: number };

/**
 * Encodes text as a QR code (ISO/IEC 18004). Digits and `0-9A-Z $%*+-./:` are packed tighter than other characters,
 * so codes meant for print or small screens are best in upper case.
 */
export function encodeQr(text: string, options: QrOptions = {}): Result<QrMatrix, QrProblem> {
  const { levels = ['M'], maxVersion = 40, minVersion = 1 } = options;
  if (text === '') return err({ kind: 'empty' });
  for (const level of levels) {
    const matrix = encodeAtLevel(text, level, minVersion, maxVersion);
    if (matrix) return ok(matrix);
  }
  return err({ kind: 'too-long', bytes: utf8Length(text), maxVersion });
}

function encodeAtLevel(text: string, level: QrLevel, minVersion: number, maxVersion: number): QrMatrix | undefined {
  // The encoder refuses a version too small before its costly search for the best mask.
  const symbol = createOrNothing(text, level, minVersion) ?? (minVersion < maxVersion && createOrNothing(text, level));
  if (!symbol || symbol.version > maxVersion) return undefined;
  const { size, data } = symbol.modules;
  return { size, modules: Uint8Array.from(data), version: symbol.version, level };
}

/** The encoder throws only for text that does not fit: empty text was refused before. */
function createOrNothing(
  text: string,
  level: QrLevel,
  version?: number,
): ReturnType<typeof encoder.create> | undefined {
  try {
    return encoder.create(text, { errorCorrectionLevel: level, ...(version === undefined ? {} : { version }) });
  } catch {
    return undefined;
  }
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}
