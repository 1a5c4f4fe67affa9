import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';
import type { GrayImage, RgbaImage } from '#shared/decoding/gray-image.ts';

let library: Promise<PDFiumLibrary> | undefined;

/** Opens a PDF with PDFium, hands it over and closes it again. Blocks while it draws: use a worker on a server. */
export async function withPdf<T>(bytes: Uint8Array, read: (document: PDFiumDocument) => Promise<T>): Promise<T> {
  library ??= PDFiumLibrary.init();
  const document = await (await library).loadDocument(bytes);
  try {
    return await read(document);
  } finally {
    document.destroy();
  }
}

/** Pixels a point; or both sides in pixels, since PDFium rounds pages to whole points. */
export type RasterSize = { readonly scale: number } | { readonly width: number; readonly height: number };

export async function drawGray(document: PDFiumDocument, pageIndex: number, size: RasterSize): Promise<GrayImage> {
  const { width, height, data } = await document.getPage(pageIndex).render({
    ...size,
    colorSpace: 'Gray',
    render: async (bitmap) => bitmap.data,
  });
  return { width, height, data: Uint8Array.from(data) };
}

export async function drawColour(document: PDFiumDocument, pageIndex: number, size: RasterSize): Promise<RgbaImage> {
  const { width, height, data } = await document.getPage(pageIndex).render({
    ...size,
    colorSpace: 'BGRA',
    render: async (bitmap) => bitmap.data,
  });
  return { width, height, data: Uint8Array.from(data) };
}
