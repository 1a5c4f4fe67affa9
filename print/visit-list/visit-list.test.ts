import { describe, expect, it } from 'vitest';
import { collectBytes } from '../pdf/document.ts';
import { expectSoundSlip, plainParts } from '../testing/expect-slip.ts';
import { extractText, withPdf } from '../testing/rasterise.ts';
import { HOSTILE_NAMES, LONG_VENUE } from '../testing/slip-sample.ts';
import type { VisitListDescription } from './description.ts';
import { breakPages } from './layout.ts';
import { renderVisitListPdf } from './visit-list.ts';

const SHEET = { width: 297, height: 210, margin: 12 };

const row = (name: string): string[] => [
  '22/11/2026 14:03:22',
  '',
  'Cửa chính',
  name,
  '0912 ••• 678',
  'Quét mã dán bằng điện thoại',
  'Tự khai',
  'Mời vào',
  'Không để lại liên lạc; Nhân viên làm giúp',
];
const SAMPLE: VisitListDescription = {
  title: 'Danh sách lượt ra vào',
  venueName: 'Chợ Đông Ba',
  language: 'vi',
  at: Date.parse('2026-11-22T07:03:22Z'),
  timeZone: 'Asia/Ho_Chi_Minh',
  columns: [
    'Giờ vào',
    'Giờ ra',
    'Cửa',
    'Họ tên',
    'Điện thoại',
    'Cách khai báo',
    'Độ tin cậy',
    'Kết quả',
    'Ghi chú',
  ].map((title, i) => ({ title, width: [19, 19, 20, 28, 15, 24, 16, 18, 30][i] ?? 20 })),
  rows: ['N. T. Hương', 'T. V. Đức'].map(row),
  nothing: 'Không có lượt nào.',
  about: [
    { label: 'Người xuất', value: 'Nguyễn Thị Hương <huong@example.vn>', isOnFoot: true },
    { label: 'Lý do', value: 'Truy vết', isOnFoot: true },
    { label: 'Số lượt', value: '2', isOnFoot: false },
    { label: 'Bỏ trống', value: '', isOnFoot: true },
  ],
  reference: '7F3A-91BC',
};
const list = (changes: Partial<VisitListDescription> = {}): Promise<Uint8Array> =>
  collectBytes(renderVisitListPdf({ ...SAMPLE, ...changes }));
const pagesOf = (pdf: Uint8Array): Promise<number> => withPdf(pdf, async (document) => document.getPageCount());

describe('a list of visits on paper', () => {
  it('says whose, when, why and how many, and holds every row', async () => {
    const pdf = await list();
    const text = await extractText(pdf);
    for (const words of [
      'Danh sách lượt ra vào',
      'Chợ Đông Ba',
      'N. T. Hương',
      '22/11/2026',
      '0912 ••• 678',
      'Trang 1/1',
    ])
      expect(text).toContain(words);
    expect(text).toContain('Lý do: Truy vết');
    expect(text).toContain('7F3A-91BC · Nguyễn Thị Hương <huong@example.vn> · Truy vết');
    expect(text).not.toContain('Bỏ trống');
    await expectSoundSlip(pdf, SHEET);
  });

  it('goes on over pages, its header and foot on each, every row once', async () => {
    const pdf = await list({ rows: Array.from({ length: 120 }, (_, n) => row(`Khách${n}x`)) });
    const pages = await pagesOf(pdf);
    expect(pages).toBeGreaterThan(3);
    let text = '';
    for (let page = 0; page < pages; page += 1) {
      const own = await extractText(pdf, page);
      expect(own).toContain('Giờ vào');
      expect(own).toContain(`Trang ${page + 1}/${pages}`);
      expect(own).toContain('7F3A-91BC');
      await expectSoundSlip(pdf, SHEET, page);
      text += ` ${own}`;
    }
    for (let n = 0; n < 120; n += 1) expect(text.split(`Khách${n}x`)).toHaveLength(2);
  });

  it('keeps inside the paper, whatever stands in it', async () => {
    for (const name of HOSTILE_NAMES) {
      const pdf = await list({ venueName: name, rows: [SAMPLE.columns.map(() => name), row(name)], title: name });
      for (let page = 0; page < (await pagesOf(pdf)); page += 1) await expectSoundSlip(pdf, SHEET, page);
    }
  });

  it('cuts nothing off a name of 300 letters', async () => {
    const text = await extractText(await list({ rows: [row(LONG_VENUE)] }));
    expect(text.replaceAll(' ', '')).not.toContain('…');
    expect(text.split('Quỹ').length).toBeGreaterThan(2);
  });

  it('is a tagged table with headings, titled and in its language', async () => {
    const plain = plainParts(await list());
    for (const part of ['/S /Table', '/S /TR', '/S /TH', '/S /TD', '/Scope /Column', '/Lang (vi-VN)', '/MarkInfo'])
      expect(plain).toContain(part);
  });

  it('says so where there are none', async () => {
    expect(await extractText(await list({ rows: [] }))).toContain('Không có lượt nào.');
  });

  it('is the same for the same', async () => {
    expect(Buffer.from(await list()).equals(Buffer.from(await list()))).toBe(true);
  });
});

describe('breakPages', () => {
  it('fills a page and goes on, and gives what is too high a page of its own', () => {
    expect(breakPages([4, 4, 4, 4], { first: 8, others: 10 })).toEqual([0, 2]);
    expect(breakPages([], { first: 8, others: 10 })).toEqual([0]);
    expect(breakPages([4, 20, 4], { first: 8, others: 10 })).toEqual([0, 1, 2]);
  });
});
