import type { GrayImage } from '#shared/decoding/gray-image.ts';
import { drawGray, withPdf } from '../pdf/rasterise.ts';

export { withPdf } from '../pdf/rasterise.ts';

/** A page as a printer would see it. */
export interface Raster extends GrayImage {
  readonly dpi: number;
}

/** Lengths in millimetres from the top left. */
export interface Extent {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export async function rasterise(bytes: Uint8Array, dpi: number, pageIndex = 0): Promise<Raster> {
  return withPdf(bytes, async (document) => ({ ...(await drawGray(document, pageIndex, { scale: dpi / 72 })), dpi }));
}

/** The text of a page as one line: line ends and doubled spaces become single spaces. */
export const extractText = (bytes: Uint8Array, pageIndex = 0): Promise<string> =>
  withPdf(bytes, async (document) => document.getPage(pageIndex).getText().replace(/\s+/gu, ' ').trim());

/** Darker than the edge pixels of black on white: for measuring. */
export const DARK = 128;
/** Darker than paper, be it the palest tint: for finding what should not be there. */
export const ANY_INK = 250;

/** The smallest extent around all pixels of `area` darker than `threshold`; undefined when there are none. */
export function inkExtent(raster: Raster, area: Extent, threshold: number): Extent | undefined {
  const perMm = raster.dpi / 25.4;
  const [x0, x1] = [Math.ceil(area.left * perMm), Math.min(raster.width, Math.floor(area.right * perMm))];
  const [y0, y1] = [Math.ceil(area.top * perMm), Math.min(raster.height, Math.floor(area.bottom * perMm))];
  let found: Extent | undefined;
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      if ((raster.data[y * raster.width + x] ?? 255) >= threshold) continue;
      found = {
        left: Math.min(found?.left ?? x, x),
        top: Math.min(found?.top ?? y, y),
        right: Math.max(found?.right ?? x + 1, x + 1),
        bottom: Math.max(found?.bottom ?? y + 1, y + 1),
      };
    }
  }
  return (
    found && {
      left: found.left / perMm,
      top: found.top / perMm,
      right: found.right / perMm,
      bottom: found.bottom / perMm,
    }
  );
}
