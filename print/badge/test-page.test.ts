import { describe, expect, it } from 'vitest';
import { decodeWithBoth } from '../testing/decode.ts';
import { ROLL_DPI } from '../testing/expect-slip.ts';
import { DARK, extractText, inkExtent, rasterise } from '../testing/rasterise.ts';
import { BADGE_SAMPLE, HOSTILE_NAMES } from '../testing/slip-sample.ts';
import type { TestPageDescription } from './description.ts';
import { renderTestPagePdf, TEST_CODE_TEXT } from './test-page.ts';

const { venueName, entranceName, at, timeZone } = BADGE_SAMPLE;
const page = (changes: Partial<TestPageDescription> = {}): Promise<Uint8Array> =>
  renderTestPagePdf({
    ...{ venueName, entranceName, at, timeZone, paper: 72, printerName: 'TM-T20III', language: 'both', ...changes },
  });

describe('a test page', () => {
  it.each([72, 48, 'A4'] as const)('on %s has a code that scans and a frame around all', async (paper) => {
    const raster = await rasterise(await page({ paper }), ROLL_DPI);
    expect((await decodeWithBoth(raster)).zxing).toBe(TEST_CODE_TEXT);
    const all = { left: 0, top: 0, right: 300, bottom: 400 };
    const [border, width] = paper === 'A4' ? [10, 210] : [0, paper];
    const frame = inkExtent(raster, all, DARK);
    expect(frame?.left).toBeCloseTo(border, 0);
    expect(frame?.right).toBeCloseTo(width - border, 0);
  });

  it('names the printer, the place and the time', async () => {
    const text = await extractText(await page());
    for (const words of ['TM-T20III', venueName, '14:03 22/11/2026', 'Ế Ễ Ỗ']) expect(text).toContain(words);
    expect(await extractText(await page({ printerName: null }))).not.toContain('Máy in');
  });

  it('keeps its words inside the frame', async () => {
    for (const name of HOSTILE_NAMES) {
      const raster = await rasterise(await page({ venueName: name, printerName: name, paper: 48 }), ROLL_DPI);
      const height = (raster.height * 25.4) / ROLL_DPI;
      for (const [left, right] of [
        [0.7, 2.3],
        [45.7, 47.3],
      ] as const) {
        expect(inkExtent(raster, { left, right, top: 1, bottom: height - 1 }, DARK)).toBeUndefined();
      }
    }
  });
});
