import * as fc from 'fast-check';
import { describe, it } from 'vitest';
import { expectSoundPoster } from '../testing/expect-poster.ts';
import { extractText } from '../testing/rasterise.ts';
import type { PosterDescription } from './description.ts';
import { renderPosterPdf } from './poster.ts';

const SYLLABLES =
  'Huế Thuận Hoá Đặng Nguyễn quán cơm hến bún bò nước mắm ruốc Phở Ngự Bình Vỹ Dạ Hương Giang trường mẫu giáo & - 24h'.split(
    ' ',
  );
const names = fc.array(fc.constantFrom(...SYLLABLES), { minLength: 1, maxLength: 14 }).map((words) => words.join(' '));
const wild = fc.string({ unit: 'grapheme', maxLength: 60 });
const codes = fc.stringMatching(/^[A-Za-z0-9_-]{22}$/);
const hosts = fc.constantFrom(
  'checkin.example.vn',
  'qr.hue.gov.vn',
  'a.vn',
  'khai-bao-y-te.thanh-pho-hue.example.com.vn:8443',
);

const descriptions: fc.Arbitrary<PosterDescription> = fc.record({
  venueName: fc.oneof(names, wild),
  entranceName: fc.oneof(names, wild),
  address: fc.option(names, { nil: undefined }),
  url: fc.tuple(hosts, codes).map(([host, code]) => `https://${host}/v/${code}`),
  serial: fc.stringMatching(/^[0-9]{1,12}$/),
  printedOn: fc.constantFrom('2026-11-22', '2027-02-28'),
  language: fc.constantFrom('vi', 'en', 'both'),
  format: fc.constant('A4'),
  largeType: fc.constant(false),
  brand: fc.constant(null),
  demo: fc.boolean(),
});

describe('any poster', () => {
  it('holds exactly its URL, clear of everything else', async () => {
    await fc.assert(
      fc.asyncProperty(descriptions, async (description) => {
        await expectSoundPoster(await renderPosterPdf(description), description.url, { demo: description.demo });
      }),
      { numRuns: 8 },
    );
  });

  it('shows a Vietnamese name whole', async () => {
    const named = fc.record({ description: descriptions, name: names });
    await fc.assert(
      fc.asyncProperty(named, async ({ description, name }) => {
        const text = await extractText(await renderPosterPdf({ ...description, venueName: name.normalize('NFD') }));
        return text.includes(name.normalize('NFC'));
      }),
      { numRuns: 25 },
    );
  });
});
