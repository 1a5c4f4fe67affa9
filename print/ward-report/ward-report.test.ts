import { expect, it } from 'vitest';
import { extractText, withPdf } from '../testing/rasterise.ts';
import { type ReportTable, renderWardReportPdf } from './ward-report.ts';

const row = (index: number): string[] => [`Phường ${index}`, 'Đúng hạn 22/11/2026 09:00', '12', '8', '4', '1'];
const table = (rows: number, change: Partial<ReportTable> = {}): ReportTable => ({
  language: 'vi',
  title: 'Báo cáo tuần 47',
  createdOn: '2026-11-22',
  facts: ['Hạn báo cáo: 22/11/2026 17:00'],
  columns: ['Phường, xã', 'Tình trạng', 'Đăng ký', 'Hoạt động', 'Im lặng', 'Nhắc 3 lần'],
  rows: Array.from({ length: rows }, (_, index) => row(index + 1)),
  total: ['Cộng', '', '480', '320', '160', '40'],
  notes: ['Phường 1: mạng yếu'],
  ...change,
});

it('has every ward, the head on each page, totals and notes', async () => {
  const pdf = await renderWardReportPdf(table(60));
  const pages = await withPdf(pdf, async (document) => document.getPageCount());
  expect(pages).toBeGreaterThan(1);
  const texts = await Promise.all(Array.from({ length: pages }, (_, page) => extractText(pdf, page)));
  const text = texts.join('\n');
  for (const words of ['Báo cáo tuần 47', 'Phường 1', 'Phường 60', 'Cộng', 'mạng yếu', '17:00']) {
    expect(text).toContain(words);
  }
  expect(text.split('Tình trạng')).toHaveLength(pages + 1);
});

it('heads a page of notes with no table, and says on every sheet what it belongs to', async () => {
  const pdf = await renderWardReportPdf(
    table(3, { notes: Array.from({ length: 90 }, (_, i) => `Phường ${i}: mạng yếu`) }),
  );
  const pages = await withPdf(pdf, async (document) => document.getPageCount());
  const last = await extractText(pdf, pages - 1);
  expect(last).toContain('Phường 89: mạng yếu');
  expect(last).not.toContain('Tình trạng');
  expect(last).toContain('Báo cáo tuần 47');
});

it('takes long names and no rows, and is the same each time', async () => {
  const odd = table(0, { title: 'Ư'.repeat(120), notes: ['x '.repeat(400)] });
  expect(Buffer.from(await renderWardReportPdf(odd))).toEqual(Buffer.from(await renderWardReportPdf(odd)));
});
