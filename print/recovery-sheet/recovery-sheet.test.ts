import { describe, expect, it } from 'vitest';
import { decodeWithBoth } from '../testing/decode.ts';
import { extractText, rasterise, withPdf } from '../testing/rasterise.ts';
import { type RecoverySheetDescription, renderRecoverySheetPdf } from './recovery-sheet.ts';

const GROUPS = 'ABCD EFGH JKMN PQRS TVWX YZ01'.split(' ');
const SHEET: RecoverySheetDescription = {
  part: 'A',
  lines: [0, 1, 2, 3].map((turn) => [...GROUPS.slice(turn), ...GROUPS.slice(0, turn)].join(' ')),
  codeText: `VCKEK1${'0123456789ABCDEFGHJKMNPQRSTVWXYZ'.repeat(3)}`,
  fingerprint: 'NB5H-NMVN-48PD-GJ4M',
  serverName: 'checkin.hue.gov.vn',
  madeOn: '2026-11-22',
  command: ['npm run --silent cli -- keys recover --part-a "A" --part-b "B"'],
};

describe('a recovery sheet', () => {
  it.each(['A', 'B'] as const)('of part %s has its text in a code that two decoders read from pixels', async (part) => {
    const raster = await rasterise(await renderRecoverySheetPdf({ ...SHEET, part }), 150);
    expect([raster.width, raster.height].map((pixels) => Math.round((pixels / 150) * 25.4))).toEqual([210, 297]);
    expect(await decodeWithBoth(raster)).toEqual({ zxing: SHEET.codeText, jsqr: SHEET.codeText });
  });

  it('says in both languages what it is, whose, from when, and what to do, and has every line', async () => {
    const text = await extractText(await renderRecoverySheetPdf({ ...SHEET, part: 'B' }));
    for (const words of [
      'Phiếu khôi phục khoá, phần B',
      'Key recovery sheet, part B',
      'checkin.hue.gov.vn',
      '22/11/2026 · 22 Nov 2026',
      'NB5H-NMVN-48PD-GJ4M',
      'cùng phần A',
      'With part A',
      'keys recover',
      ...SHEET.lines,
    ]) {
      expect(text).toContain(words);
    }
  });

  it('has room for a long address, and one page', async () => {
    const serverName = `https://checkin-${'rat-dai-'.repeat(12)}.thanhphohochiminh.gov.vn:8443`;
    const pdf = await renderRecoverySheetPdf({ ...SHEET, serverName });
    expect(await decodeWithBoth(await rasterise(pdf, 150))).toMatchObject({ zxing: SHEET.codeText });
    expect(await withPdf(pdf, async (document) => document.getPageCount())).toBe(1);
  });
});
