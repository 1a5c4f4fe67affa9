import { expect } from 'vitest';
import { QUIET_ZONE_MODULES } from '../qr/matrix.ts';
import { decodeWithBoth } from './decode.ts';
import { ANY_INK, DARK, type Extent, inkExtent, type Raster, rasterise } from './rasterise.ts';

const DPI = 150;
const POSTER_MODULES = 37;

/** Measures a code of `modules` in the pixels and checks that its quiet zone, 4 modules wide, is blank. */
export function expectQuietCode(raster: Raster, area: Extent, modules: number): Extent {
  /** A pixel and its anti-aliased neighbour, in millimetres. */
  const slack = (2 * 25.4) / raster.dpi;
  const code = inkExtent(raster, area, DARK);
  if (!code) throw new Error('no code on the page');
  const [width, height] = [code.right - code.left, code.bottom - code.top];
  expect(Math.abs(width - height)).toBeLessThan(slack);
  const around = grow(code, (width / modules) * QUIET_ZONE_MODULES - slack);
  const found = inkExtent(raster, around, ANY_INK) ?? around;
  const allowed = grow(code, slack);
  for (const side of ['left', 'top'] as const)
    expect(found[side], `ink in the quiet zone`).toBeGreaterThanOrEqual(allowed[side]);
  for (const side of ['right', 'bottom'] as const)
    expect(found[side], `ink in the quiet zone`).toBeLessThanOrEqual(allowed[side]);
  return code;
}

const grow = ({ left, top, right, bottom }: Extent, by: number): Extent => ({
  left: left - by,
  top: top - by,
  right: right + by,
  bottom: bottom + by,
});

/** An entrance poster's code: 150 mm or more, nothing near it. */
export function expectCleanCode(raster: Raster): void {
  const code = expectQuietCode(raster, { left: 20, top: 68, right: 190, bottom: 236 }, POSTER_MODULES);
  expect(Math.min(code.right - code.left, code.bottom - code.top)).toBeGreaterThanOrEqual(150);
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
  expect(inkExtent(raster, { left: 0, top: 293, right: 210, bottom: 297 }, ANY_INK)).toBeUndefined();
  for (const [left, right] of [
    [0, 4],
    [206, 210],
    [12, 13],
    [197, 198],
  ] as const) {
    expect(
      inkExtent(raster, { left, right, top: 61, bottom: 297 }, ANY_INK),
      `ink between ${left} and ${right} mm`,
    ).toBeUndefined();
  }
  const strip = inkExtent(raster, { left: 4, right: 12, top: 61, bottom: 297 }, ANY_INK);
  if (options.demo) expect(strip).toBeDefined();
  else expect(strip).toBeUndefined();
}
