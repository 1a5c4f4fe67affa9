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

/** @param scale pixels a point. */
export async function drawGray(document: PDFiumDocument, pageIndex: number, scale: number): Promise<GrayImage> {
  const { width, height, data } = await document.getPage(pageIndex).render({
    scale,
    colorSpace: 'Gray',
    render: async (bitmap) => bitmap.data,
  });
  return { width, height, data: Uint8Array.from(data) };
}

export async function drawColour(document: PDFiumDocument, pageIndex: number, scale: number): Promise<RgbaImage> {
  const { width, height, data } = await document.getPage(pageIndex).render({
    scale,
    colorSpace: 'BGRA',
    render: async (bitmap) => bitmap.data,
  });
  return { width, height, data: Uint8Array.from(data) };
}
