import { describe, expect, it } from 'vitest';
import { decodeWithBoth } from '../testing/decode.ts';
import { expectQuietCode } from '../testing/expect-poster.ts';
import { expectSoundSlip } from '../testing/expect-slip.ts';
import { ANY_INK, extractText, inkExtent, rasterise } from '../testing/rasterise.ts';
import { BADGE_SAMPLE, HOSTILE_NAMES, LONG_VENUE } from '../testing/slip-sample.ts';
import type { StaffCardDescription } from './description.ts';
import { renderStaffCardPdf } from './staff-card.ts';

const SAMPLE: StaffCardDescription = {
  venueName: BADGE_SAMPLE.venueName,
  label: 'Trần Thị Diệu Hiền',
  shortId: 'K7QM',
  codeText: `VCS1.${'A7K2'.repeat(26)}`,
  issuedAt: BADGE_SAMPLE.at,
  timeZone: BADGE_SAMPLE.timeZone,
  language: 'both',
};
const card = (changes: Partial<StaffCardDescription> = {}): Promise<Uint8Array> =>
  renderStaffCardPdf({ ...SAMPLE, ...changes });
const SIZE = { width: 85.6, height: 53.98, margin: 3.8, band: 11.3 };

describe('a staff card', () => {
  it('is read as printed by the coarsest printer, with its quiet zone', async () => {
    const pdf = await card();
    const raster = await rasterise(pdf, 203.2);
    expect((await decodeWithBoth(raster)).zxing).toBe(SAMPLE.codeText);
    expectQuietCode(await rasterise(pdf, 600), { left: 2, right: 41, top: 12, bottom: 53 }, 37);
  });

  it('says whose it is, its number, and that the PIN decides', async () => {
    const text = await extractText(await card());
    for (const words of ['Thẻ nhân viên · Staff card', 'Trần Thị Diệu Hiền', 'K7QM', 'Mã PIN luôn', 'The PIN always'])
      expect(text).toContain(words);
  });

  it('keeps inside the card and its words apart, whatever they are', async () => {
    for (const name of HOSTILE_NAMES) {
      await expectSoundSlip(await card({ label: name, venueName: name, shortId: name.slice(0, 40) }), SIZE);
    }
    for (const label of [LONG_VENUE, 'Nguyễn Hoàng Phương Khuyên', 'Lê Nguyễn Diễm Quỳnh']) {
      const raster = await expectSoundSlip(await card({ label, venueName: LONG_VENUE }), SIZE);
      const hint = inkExtent(raster, { left: 43, right: 82, top: 38.6, bottom: 53 }, ANY_INK);
      const white = { left: 43, right: 82, top: (hint?.top ?? 0) - 1, bottom: (hint?.top ?? 0) - 0.2 };
      expect(inkExtent(raster, white, ANY_INK), 'white between the facts and the hint').toBeUndefined();
    }
  });

  it('refuses a text whose code the kiosk could not read', async () => {
    await expect(card({ codeText: 'x'.repeat(400) })).rejects.toThrow('too-long');
  });
});
