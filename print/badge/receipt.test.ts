import { describe, expect, it } from 'vitest';
import { expectSoundSlip, plainParts } from '../testing/expect-slip.ts';
import { extractText } from '../testing/rasterise.ts';
import { HOSTILE_NAMES, LONG_NAME, LONG_VENUE, RECEIPT_SAMPLE } from '../testing/slip-sample.ts';
import type { ReceiptDescription } from './description.ts';
import { renderReceiptPdf } from './receipt.ts';

const receipt = (changes: Partial<ReceiptDescription> = {}): Promise<Uint8Array> =>
  renderReceiptPdf({ ...RECEIPT_SAMPLE, ...changes });
const textOf = async (changes: Partial<ReceiptDescription>): Promise<string> => extractText(await receipt(changes));

describe('a receipt', () => {
  it('says in both languages where, what, who and when, and how to withdraw', async () => {
    const text = await textOf({ people: 5 });
    const expected = ['Nhà hàng Cơm Hến Bà Cam', 'Cửa chính', 'Mời vào', 'Welcome', 'N. T. Hương', '14:03 22/11/2026'];
    for (const words of [...expected, 'Số người', 'People', '7F3A 91BC', 'rút lại', 'withdraw your data'])
      expect(text).toContain(words);
    expect(text).toMatch(/People 5\b/);
  });

  it("speaks the visitor's language alone, with days nobody misreads", async () => {
    const [vi, en] = await Promise.all([textOf({ language: 'vi' }), textOf({ language: 'en' })]);
    expect(vi).toContain('22/11/2026');
    expect(vi).not.toMatch(/Welcome|withdraw/);
    expect(en).toContain('22 Nov 2026');
    expect(en).not.toMatch(/Mời|rút/);
  });

  it('sends to the staff in words and picture', async () => {
    const pdf = await receipt({ verdict: 'see-staff' });
    expect(await extractText(pdf)).toMatch(/Mời gặp nhân viên.*Please see our staff/);
    expect(pdf).not.toEqual(await receipt());
  });

  it("shows the venue's time, not the machine's", async () => {
    expect(await textOf({ timeZone: 'Europe/London' })).toContain('07:03');
    expect(await textOf({ at: Date.parse('2026-12-31T17:00:00Z') })).toContain('00:00 01/01/2027');
  });

  it('leaves out what there is not: a name, a group, an address to withdraw at', async () => {
    const text = await textOf({ who: null, people: 1 });
    expect(text).not.toMatch(/Hương|People/);
    const address = 'checkin.example.vn/rut-lai';
    expect((await textOf({ withdrawAt: address })).match(/checkin\.example\.vn\/rut-lai/g)).toHaveLength(2);
  });

  it.each([72, 48] as const)('keeps inside %d mm, whatever the names are', async (roll) => {
    for (const name of HOSTILE_NAMES) {
      for (const verdict of ['welcome', 'see-staff'] as const) {
        const pdf = await receipt({ roll, verdict, venueName: name, entranceName: name, who: name, withdrawAt: name });
        await expectSoundSlip(pdf, { width: roll, margin: 1.5 });
      }
    }
  });

  it('shows the longest Vietnamese name whole, and is as long as its words need', async () => {
    const short = await expectSoundSlip(await receipt({ language: 'vi' }), { width: 72, margin: 1.5 });
    const pdf = await receipt({ who: LONG_NAME, venueName: LONG_VENUE, roll: 48 });
    expect(await extractText(pdf)).toContain(LONG_NAME);
    const long = await expectSoundSlip(await receipt({ who: LONG_NAME, venueName: LONG_VENUE }), {
      width: 72,
      margin: 1.5,
    });
    expect(long.height).toBeGreaterThan(short.height);
    // Whole millimetres are whole dots: lines and codes stay exact.
    const points = Number(/MediaBox \[0 0 [\d.]+ ([\d.]+)\]/.exec(plainParts(pdf))?.[1]);
    expect((points * 25.4) / 72).toBeCloseTo(Math.round((points * 25.4) / 72), 3);
  });

  it('is a tagged PDF that says its language and title, the same bytes for the same description', async () => {
    const plain = plainParts(await receipt({ language: 'en', venueName: 'A & B' }));
    expect(plain).toContain('/Lang (en)');
    expect(plain).toContain('/DisplayDocTitle true');
    expect(plain).toMatch(/\/S \/H1/);
    expect(plain).toContain('A &amp; B');
    expect(await receipt()).toEqual(await receipt());
  });
});
