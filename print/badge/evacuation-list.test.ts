import { describe, expect, it } from 'vitest';
import { expectSoundSlip } from '../testing/expect-slip.ts';
import { extractText, withPdf } from '../testing/rasterise.ts';
import { BADGE_SAMPLE, HOSTILE_NAMES } from '../testing/slip-sample.ts';
import type { EvacuationListDescription, EvacuationRow } from './description.ts';
import { renderEvacuationListPdf } from './evacuation-list.ts';

const { venueName, entranceName, at, timeZone } = BADGE_SAMPLE;
const row = (who: string | null, changes: Partial<EvacuationRow> = {}): EvacuationRow => ({
  who,
  since: at - 3_600_000,
  accompanied: 0,
  ...changes,
});
const SAMPLE: EvacuationListDescription = {
  ...{ venueName, entranceName, at, timeZone },
  paper: 'A4',
  scope: 'door',
  rows: [row('N. T. Yến'), row(null), row('L. V. Ánh', { accompanied: 2 }), row('T. Đức'), row('P. Dũng')],
  nameless: 4,
  language: 'both',
};
const list = (changes: Partial<EvacuationListDescription> = {}): Promise<Uint8Array> =>
  renderEvacuationListPdf({ ...SAMPLE, ...changes });
const pagesOf = (pdf: Uint8Array): Promise<number> => withPdf(pdf, async (document) => document.getPageCount());
const crowd = (size: number): EvacuationRow[] => Array.from({ length: size }, (_, n) => row(`N. V. Số${n}x`));

describe('an evacuation list', () => {
  it('says what it knows: place, time, how far it sees, how many, and how many without a name', async () => {
    const text = await extractText(await list());
    for (const words of ['Danh sách sơ tán', 'Evacuation list', venueName, entranceName, '14:03, 22/11/2026'])
      expect(text).toContain(words);
    expect(text).toMatch(/Chỉ cửa này.*This door only/);
    expect(text).toMatch(/Inside 11 /);
    expect(text).toContain('no longer holds: 4');
    const whole = await extractText(await list({ scope: 'venue', nameless: 0 }));
    expect(whole).toMatch(/Toàn địa điểm.*Whole venue/);
    expect(whole).not.toContain('No word from');
    const silent = await extractText(await list({ scope: 'venue', silentDoors: ['Cổng sau', 'Bãi xe'] }));
    expect(silent).toContain('Cổng sau, Bãi xe');
    expect(silent).toContain('No word from');
    expect(whole).not.toMatch(/This door only|no longer holds|Cửa chính/);
  });

  it('goes by given names as Vietnamese people sort them, the unnamed last, with those in their care', async () => {
    const text = await extractText(await list({ paper: 72 }));
    expect(text).toMatch(/L\. V\. Ánh \+2 13:03 P\. Dũng 13:03 T\. Đức 13:03 N\. T\. Yến 13:03 ···· 13:03/);
  });

  it('shows the day where somebody came on another', async () => {
    expect(await extractText(await list({ rows: [row('A', { since: at - 86_400_000 })] }))).toContain('21/11 14:03');
  });

  it.each(['A4', 72, 48] as const)('on %s names everybody, over as many pages as it takes', async (paper) => {
    const pdf = await list({ paper, rows: crowd(260) });
    const count = await pagesOf(pdf);
    expect(count).toBeGreaterThan(3);
    let text = '';
    for (let page = 0; page < count; page++) {
      text += ` ${await extractText(pdf, page)}`;
      const size = paper === 'A4' ? { width: 210, height: 297, margin: 14 } : { width: paper, margin: 1.5 };
      await expectSoundSlip(pdf, size, page);
    }
    for (let n = 0; n < 260; n++) expect(text.split(`Số${n}x`)).toHaveLength(2);
    expect(text).toContain(`Trang ${count}/${count}`);
  });

  it('keeps inside the paper, whatever the names are', async () => {
    for (const name of HOSTILE_NAMES) {
      for (const paper of ['A4', 48] as const) {
        const pdf = await list({ paper, venueName: name, entranceName: name, rows: [row(name, { accompanied: 99 })] });
        const size = paper === 'A4' ? { width: 210, height: 297, margin: 14 } : { width: paper, margin: 1.5 };
        await expectSoundSlip(pdf, size);
      }
    }
  });

  it('says so when nobody is inside', async () => {
    const pdf = await list({ rows: [], nameless: 0 });
    expect(await pagesOf(pdf)).toBe(1);
    expect(await extractText(pdf)).toMatch(/Inside 0 .*Nobody is inside/);
  });
});
