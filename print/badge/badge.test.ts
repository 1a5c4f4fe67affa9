import { describe, expect, it } from 'vitest';
import { expectSoundSlip } from '../testing/expect-slip.ts';
import { DARK, extractText, inkExtent } from '../testing/rasterise.ts';
import { BADGE_SAMPLE, HOSTILE_NAMES, LONG_NAME } from '../testing/slip-sample.ts';
import { renderBadgePdf } from './badge.ts';
import type { BadgeDescription } from './description.ts';

const badge = (changes: Partial<BadgeDescription> = {}): Promise<Uint8Array> =>
  renderBadgePdf({ ...BADGE_SAMPLE, ...changes });

const SIZES = {
  label: { width: 62, height: 40, margin: 3, band: 8.8 },
  card: { width: 85.6, height: 53.98, margin: 4, band: 11.8 },
} as const;

describe('a visitor badge', () => {
  it('says visitor, name, door, venue and day', async () => {
    const text = await extractText(await badge({ people: 3 }));
    for (const words of [
      'KHÁCH · VISITOR',
      'N. T. Hương',
      'Nhóm 3 người · Group of 3',
      'Cửa chính',
      '14:03 22/11/2026',
    ])
      expect(text).toContain(words);
    expect(text).toContain('Nhà hàng Cơm Hến Bà Cam');
    expect(await extractText(await badge({ language: 'en' }))).toMatch(/^VISITOR.*22 Nov 2026/);
  });

  it('shows the name large enough to read across a counter', async () => {
    const raster = await expectSoundSlip(await badge({ who: 'L. V. An' }), SIZES.label);
    const name = inkExtent(raster, { left: 0, right: 62, top: 9, bottom: 26 }, DARK);
    expect((name?.bottom ?? 0) - (name?.top ?? 0)).toBeGreaterThan(7);
  });

  it.each(['label', 'card'] as const)('keeps inside its %s, whatever the names are', async (format) => {
    for (const name of HOSTILE_NAMES) {
      const pdf = await badge({ format, who: name, venueName: name, entranceName: name, people: 100 });
      await expectSoundSlip(pdf, SIZES[format]);
    }
  });

  it('keeps the highest marks clear of the band', async () => {
    for (const who of ['L. Đ. Ẩn', 'ẤẨẪ ỐỔỖ', LONG_NAME]) {
      const raster = await expectSoundSlip(await badge({ who, people: 4 }), SIZES.label);
      expect(inkExtent(raster, { left: 0, right: 62, top: 8.8, bottom: 9.2 }, DARK), who).toBeUndefined();
    }
  });

  it('has a line to write on for one without a name', async () => {
    const raster = await expectSoundSlip(await badge({ who: null }), SIZES.label);
    const line = inkExtent(raster, { left: 0, right: 62, top: 9, bottom: 27 }, DARK);
    expect((line?.right ?? 0) - (line?.left ?? 0)).toBeGreaterThan(40);
    expect((line?.bottom ?? 0) - (line?.top ?? 0)).toBeLessThan(1);
  });
});
