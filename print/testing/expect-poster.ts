import { expect } from 'vitest';
import { QUIET_ZONE_MODULES } from '../qr/matrix.ts';
import { decodeWithBoth } from './decode.ts';
import { type Extent, inkExtent, type Raster, rasterise } from './rasterise.ts';

const DPI = 150;
/** A pixel and its anti-aliased neighbour, in millimetres. */
const SLACK = (2 * 25.4) / DPI;
const MODULES = 37;

/** The code and its quiet zone as found in the pixels: nothing else may be in the area around the code. */
export function expectCleanCode(raster: Raster): Extent {
  const code = inkExtent(raster, { left: 20, top: 68, right: 190, bottom: 236 });
  if (!code) throw new Error('no code on the page');
  const [width, height] = [code.right - code.left, code.bottom - code.top];
  expect(Math.min(width, height)).toBeGreaterThanOrEqual(150);
  expect(Math.abs(width - height)).toBeLessThan(SLACK);
  const quiet = (width / MODULES) * QUIET_ZONE_MODULES - SLACK;
  const around = {
    left: code.left - quiet,
    top: code.top - quiet,
    right: code.right + quiet,
    bottom: code.bottom + quiet,
  };
  expect(inkExtent(raster, around)).toEqual(code);
  return code;
}

/** Renders at 150 dpi and checks what every poster owes: an exact code, its size and quiet zone, nothing over the edges. */
export async function expectSoundPoster(
  pdf: Uint8Array,
  url: string,
  options: { demo: boolean } = { demo: false },
): Promise<void> {
  const raster = await rasterise(pdf, DPI);
  expect([raster.width, raster.height].map((pixels) => Math.round((pixels * 25.4) / DPI))).toEqual([210, 297]);
  expectCleanCode(raster);
  expect(await decodeWithBoth(raster)).toEqual({ zxing: url, jsqr: url });
  expect(inkExtent(raster, { left: 0, top: 293, right: 210, bottom: 297 })).toBeUndefined();
  for (const [left, right] of [
    [0, 4],
    [206, 210],
    [12, 13],
    [197, 198],
  ] as const) {
    expect(
      inkExtent(raster, { left, right, top: 61, bottom: 297 }),
      `ink between ${left} and ${right} mm`,
    ).toBeUndefined();
  }
  const strip = inkExtent(raster, { left: 4, right: 12, top: 61, bottom: 297 });
  if (options.demo) expect(strip).toBeDefined();
  else expect(strip).toBeUndefined();
}
