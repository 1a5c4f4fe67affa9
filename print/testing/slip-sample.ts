import type { BadgeDescription, ReceiptDescription } from '../badge/description.ts';

const OCCASION = {
  venueName: 'Nhà hàng Cơm Hến Bà Cam',
  entranceName: 'Cửa chính',
  at: Date.parse('2026-11-22T07:03:22Z'),
  timeZone: 'Asia/Ho_Chi_Minh',
} as const;

export const RECEIPT_SAMPLE: ReceiptDescription = {
  ...OCCASION,
  roll: 72,
  verdict: 'welcome',
  who: 'N. T. Hương',
  people: 1,
  reference: '7F3A 91BC',
  withdrawAt: null,
  language: 'both',
};

export const BADGE_SAMPLE: BadgeDescription = {
  ...OCCASION,
  format: 'label',
  who: 'N. T. Hương',
  people: 1,
  language: 'both',
};

/** As long as the forms allow, of words that carry the tallest and the deepest marks. */
export const LONG_VENUE =
  'Trung tâm Hội nghị và Triển lãm Quốc tế Thừa Thiên Huế – Chi nhánh phường Thuận Hoá, Quỹ Ủng hộ Người Khuyết tật '
    .repeat(3)
    .slice(0, 300)
    .trim();
export const LONG_NAME = 'C. T. N. Ẩ. Ỹ. Ngọc-Nguyễn-Phương-Khuyên';

/** Names that nobody drew the layout for. */
export const HOSTILE_NAMES: readonly string[] = [
  LONG_VENUE,
  'Ậ'.repeat(300),
  'W'.repeat(120),
  Array(60).fill('Hương').join(' '),
  'Phở 🍜👨‍👩‍👧\u0000\u001b[31m\r\n Bò',
  '\u202Eمطعم הבית abc',
  '',
];
