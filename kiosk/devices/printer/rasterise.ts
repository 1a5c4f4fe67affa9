import { type PDFiumDocument, PDFiumLibrary } from '@hyzyla/pdfium';

/** A page in black and white. */
export interface Bitmap {
  readonly width: number;
  readonly height: number;
  /** Row by row from the top left, 0 black to 255 white. */
  readonly gray: Uint8Array;
}

export interface Rasteriser {
  /** @throws Error for bytes that are no PDF. */
  rasterise(pdf: Uint8Array, draw: (size: PageSize) => PageScale): AsyncGenerator<Bitmap>;
}

/** Of a page, in millimetres. */
export interface PageSize {
  readonly width: number;
  readonly height: number;
}

/** The dots a page is drawn with. */
export interface PageScale {
  readonly width: number;
  readonly height: number;
}

const MM_PER_POINT = 25.4 / 72;

/** @param wasm the bytes of `@hyzyla/pdfium/pdfium.wasm`: given, so that nothing looks for them where a bundle has no files. */
export async function createRasteriser(wasm: Uint8Array<ArrayBuffer>): Promise<Rasteriser> {
  const library = await PDFiumLibrary.init({ wasmBinary: wasm.buffer });
  return {
    async *rasterise(pdf, draw) {
      const document = await library.loadDocument(pdf);
      try {
        for (let index = 0; index < document.getPageCount(); index++) yield await renderPage(document, index, draw);
      } finally {
        document.destroy();
      }
    },
  };
}

async function renderPage(
  document: PDFiumDocument,
  index: number,
  draw: (size: PageSize) => PageScale,
): Promise<Bitmap> {
  const page = document.getPage(index);
  const { originalWidth, originalHeight } = page.getOriginalSize();
  const dots = draw({ width: originalWidth * MM_PER_POINT, height: originalHeight * MM_PER_POINT });
  const { width, height, data } = await page.render({
    ...dots,
    colorSpace: 'Gray',
    render: async (bitmap) => bitmap.data,
  });
  return { width, height, gray: data };
}
