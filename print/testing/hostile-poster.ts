import * as fc from 'fast-check';
import { posterFormatSchema } from '#shared/contract/poster-options.ts';
import type { PosterDescription } from '../poster/description.ts';

const SYLLABLES =
  'Huế Thuận Hoá Đặng Nguyễn quán cơm hến bún bò nước mắm ruốc Phở Ngự Bình Vỹ Dạ Hương Giang trường mẫu giáo & - 24h'.split(
    ' ',
  );

/** As people name their places. */
export const plainNames = fc
  .array(fc.constantFrom(...SYLLABLES), { minLength: 1, maxLength: 14 })
  .map((words) => words.join(' '));

const emoji = fc.constantFrom('🍜', '👨‍👩‍👧', '🇻🇳', '1️⃣', '☕️', '🏥');
const rightToLeft = fc.constantFrom('مطعم', 'הבית', '\u202Eabc\u202C', '\u2067خروج\u2069');
const combining = fc.constantFrom('e\u0302\u0301', 'a\u0306\u0323', 'Q\u0303\u0303\u0303', 'o\u031B\u0309', 'Z͑ͫ̓ͪ̂ͫ');
const endless = fc
  .tuple(fc.constantFrom('Ậ', 'W', 'i', '—', 'Ng'), fc.integer({ min: 20, max: 300 }))
  .map(([letter, times]) => letter.repeat(times).slice(0, 300));

/** As nobody should: emoji, right-to-left, stacked marks, one word of 300 letters, anything at all. */
export const hostileNames = fc.oneof(
  fc
    .array(fc.oneof(plainNames, emoji, rightToLeft, combining), { minLength: 1, maxLength: 8 })
    .map((parts) => parts.join(' ')),
  fc.array(plainNames, { minLength: 4, maxLength: 12 }).map((parts) => parts.join(' ').slice(0, 300)),
  endless,
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.constant(''),
);

const codes = fc.stringMatching(/^[A-Za-z0-9_-]{22}$/);
const hosts = fc.constantFrom(
  'checkin.example.vn',
  'qr.hue.gov.vn',
  'a.vn',
  'khai-bao-y-te.thanh-pho-hue.example.com.vn:8443',
);
const colours = fc.stringMatching(/^#[0-9a-f]{6}$/);

/** Posters of every format, language, look and name; `names` says which names. */
export const postersNamed = (names: fc.Arbitrary<string>): fc.Arbitrary<PosterDescription> =>
  fc.record({
    venueName: names,
    entranceName: names.map((name) => name.slice(0, 120)),
    address: fc.option(names, { nil: undefined }),
    url: fc.tuple(hosts, codes).map(([host, code]) => `https://${host}/v/${code}`),
    serial: fc.stringMatching(/^[A-Z]{3}-[0-9A-Z]{4}-[0-9]{2}$/),
    shortCode: fc.option(fc.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{2}$/), { nil: undefined }),
    responsiblePhone: fc.option(fc.constant('0912 345 678'), { nil: undefined }),
    printedOn: fc.constantFrom('2026-11-22', '2027-02-28'),
    language: fc.constantFrom('vi', 'en', 'both'),
    format: fc.constantFrom(...posterFormatSchema.options),
    largeType: fc.boolean(),
    brand: fc.option(fc.record({ primary: colours, accent: colours }), { nil: null }),
    demo: fc.boolean(),
  });
