import { expect } from 'vitest';
import { ANY_INK, type Extent, inkExtent, type Raster, rasterise } from './rasterise.ts';

/** 8 dots a millimetre, as receipt printers have them. */
export const ROLL_DPI = 203.2;

export interface SlipSize {
  readonly width: number;
  /** Where it is fixed. */
  readonly height?: number;
  /** Blank at the left and the right, below what fills the whole width. */
  readonly margin: number;
  /** Height of the band at the top that reaches the edges. */
  readonly band?: number;
}

/** Renders a page and checks its size and that nothing runs over its edges. */
export async function expectSoundSlip(pdf: Uint8Array, size: SlipSize, pageIndex = 0): Promise<Raster> {
  const raster = await rasterise(pdf, ROLL_DPI, pageIndex);
  const [width, height] = [raster.width, raster.height].map((pixels) => (pixels * 25.4) / ROLL_DPI) as [number, number];
  expect(Math.abs(width - size.width)).toBeLessThan(0.4);
  if (size.height !== undefined) expect(Math.abs(height - size.height)).toBeLessThan(0.4);
  const top = size.band ?? 0;
  for (const [side, edge] of Object.entries<Extent>({
    left: { left: 0, right: size.margin - 0.15, top, bottom: height },
    right: { left: size.width - size.margin + 0.15, right: width, top, bottom: height },
    bottom: { left: 0, right: width, top: height - 0.5, bottom: height },
    ...(size.band === undefined ? { top: { left: 0, right: width, top: 0, bottom: 0.5 } } : {}),
  })) {
    expect(inkExtent(raster, edge, ANY_INK), `ink at the ${side} edge`).toBeUndefined();
  }
  return raster;
}

/** Everything the file says outside its compressed streams. */
export const plainParts = (pdf: Uint8Array): string => Buffer.from(pdf).toString('latin1');
