import ReceiptPrinterEncoder from '@point-of-sale/receipt-printer-encoder';
import type { Bitmap, PageScale, PageSize } from './rasterise.ts';

/** 203 dpi, the resolution of nearly every receipt printer: a page drawn on this grid keeps its codes exact. */
const DOTS_PER_MM = 8;
/** What is at least 40 % covered becomes black: at half, the accents of 6 pt break; much below, they run into their letters. */
const BLACK_BELOW = 153;
/** From the print head to the blade, or to where one tears. */
const LINES_TO_BLADE = 4;

export interface ReceiptPaper {
  /** Dots in a line. */
  readonly dots: number;
  readonly cut: boolean;
}

/** True size where the page fits across the paper, else as wide as the paper. */
export function fitToRoll({ width, height }: PageSize, { dots }: ReceiptPaper): PageScale {
  const perMm = Math.min(DOTS_PER_MM, wholeBytes(dots) / width);
  return { width: Math.round(width * perMm), height: Math.max(1, Math.round(height * perMm)) };
}

/** The raster command counts in bytes. */
const wholeBytes = (dots: number): number => dots - (dots % 8);

/**
 * ESC/POS for pages drawn by `fitToRoll`, as pictures: any printer prints every mark, whatever its code pages. The paper is cut, or
 * fed to where it is torn, after the last page.
 */
export function encodeEscPos(pages: readonly Bitmap[], paper: ReceiptPaper): Uint8Array {
  const encoder = new ReceiptPrinterEncoder({
    language: 'esc-pos',
    imageMode: 'raster',
    newline: '\n',
    feedAfterBlock: false,
  }).initialize();
  for (const page of pages) {
    const image = toRgba(page, wholeBytes(paper.dots));
    // Said again: the encoder would shrink it to the width it believes the paper to have.
    encoder.image(image, { width: image.width, height: image.height });
  }
  encoder.newline(LINES_TO_BLADE);
  if (paper.cut) encoder.cut('partial');
  return encoder.encode();
}

/** What the encoder takes: opaque pixels, here centred on the width of the paper. */
function toRgba({ width, height, gray }: Bitmap, dots: number): { width: number; height: number; data: Uint8Array } {
  const left = (dots - width) >> 1;
  const pixels = new Uint32Array(dots * height).fill(0xff_ff_ff_ff);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((gray[y * width + x] ?? 255) < BLACK_BELOW) pixels[y * dots + left + x] = 0xff_00_00_00;
    }
  }
  return { width: dots, height, data: new Uint8Array(pixels.buffer) };
}
