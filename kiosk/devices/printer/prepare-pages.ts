import { encodeBmp } from './encode-bmp.ts';
import { encodeEscPos, fitToRoll, type ReceiptPaper } from './encode-escpos.ts';
import type { Bitmap, PageSize, Rasteriser } from './rasterise.ts';

/** What a printer wants instead of a PDF. */
export type PageForm =
  | { readonly kind: 'escpos'; readonly paper: ReceiptPaper }
  /** Every page as a picture in Base64, a line each. */
  | { readonly kind: 'bmp-lines'; readonly dpi: number };

export interface PreparePages {
  readonly id: number;
  readonly pdf: Uint8Array;
  readonly form: PageForm;
}

/** bytes null: it could not be done, so it is no PDF. */
export interface PreparedPages {
  readonly id: number;
  readonly bytes: Uint8Array | null;
}

export async function preparePages(rasteriser: Rasteriser, pdf: Uint8Array, form: PageForm): Promise<Uint8Array> {
  const pages: Bitmap[] = [];
  const draw = (size: PageSize) => (form.kind === 'escpos' ? fitToRoll(size, form.paper) : atDpi(size, form.dpi));
  for await (const page of rasteriser.rasterise(pdf, draw)) pages.push(page);
  if (form.kind === 'escpos') return encodeEscPos(pages, form.paper);
  return Buffer.from(pages.map((page) => `${Buffer.from(encodeBmp(page, form.dpi)).toString('base64')}\n`).join(''));
}

const atDpi = ({ width, height }: PageSize, dpi: number): PageSize => ({
  width: Math.round((width * dpi) / 25.4),
  height: Math.round((height * dpi) / 25.4),
});
