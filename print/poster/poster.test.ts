import { describe, expect, it } from 'vitest';
import { collectBytes } from '../pdf/document.ts';
import { expectCleanCode, expectSoundPoster } from '../testing/expect-poster.ts';
import { POSTER_SAMPLE } from '../testing/poster-sample.ts';
import { extractText, rasterise, withPdf } from '../testing/rasterise.ts';
import { findUnprintable } from './content.ts';
import type { PosterDescription } from './description.ts';
import { renderPosterPdf, renderPosters } from './poster.ts';

const poster = (changes: Partial<PosterDescription> = {}): Promise<Uint8Array> =>
  renderPosterPdf({ ...POSTER_SAMPLE, ...changes });
const asLatin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1');

describe('a poster', () => {
  it.each(['vi', 'en', 'both'] as const)('in %s scans, and says what to do in order', async (language) => {
    const pdf = await poster({ language });
    await expectSoundPoster(pdf, POSTER_SAMPLE.url);
    const text = await extractText(pdf);
    const spoken = {
      vi: [
        'Mời quét mã trước khi vào',
        'Trang sẽ mở',
        'Mở máy ảnh hoặc Zalo',
        'Hướng máy vào mã QR',
        'dấu tích xanh',
        '21 ngày',
        'In ngày 22/11/2026',
      ],
      en: [
        'Please scan before you enter',
        'Your phone opens',
        'Open your camera or Zalo',
        'Point it at the QR code',
        'green tick',
        '21 days',
      ],
    };
    const expected = language === 'both' ? [...spoken.vi, ...spoken.en] : spoken[language];
    for (const words of [...expected, 'checkin.example.vn', '2026-0042', 'K7QM-2P', '0912 345 678'])
      expect(text).toContain(words);
    expect(text).not.toContain('DEMO');
  });

  it('keeps Vietnamese names exact, whatever form they came in', async () => {
    const venueName = 'Trường Mẫu giáo Hoạ Mi – Đường Nguyễn Sinh Cung, Vỹ Dạ';
    const text = await extractText(await poster({ venueName: venueName.normalize('NFD') }));
    expect(text).toContain(venueName.normalize('NFC'));
    expect(text).toBe(text.normalize('NFC'));
  });

  it('marks DEMO beside the code, by wish or because no stranger could open the address', async () => {
    const url = 'http://192.168.1.20:8080/v/AbCdEfGhIjKlMnOpQrStUv';
    for (const changes of [{ demo: true }, { url }]) {
      const pdf = await poster(changes);
      await expectSoundPoster(pdf, changes.url ?? POSTER_SAMPLE.url, { demo: true });
      expect(await extractText(pdf)).toMatch(/DEMO.*DO NOT USE/);
    }
  });

  it.each<[string, Partial<PosterDescription>]>([
    [
      '300 wide letters without a break',
      { venueName: 'Ậ'.repeat(300), entranceName: 'Ệ'.repeat(120), address: 'W'.repeat(300) },
    ],
    ['60 words', { venueName: Array(60).fill('Hương').join(' '), entranceName: Array(24).fill('cổng').join(' ') }],
    [
      'emoji and control characters',
      { venueName: 'Phở 🍜👨‍👩‍👧\u0000\u001b[31m\r\n Bò', entranceName: '🚪', address: '\t' },
    ],
    ['right-to-left text', { venueName: '\u202Eمطعم הבית abc', entranceName: '\u2067خروج' }],
    ['long small print', { serial: '9'.repeat(200), shortCode: 'W'.repeat(200), responsiblePhone: '0'.repeat(99) }],
    ['nothing optional', { address: undefined, shortCode: undefined, responsiblePhone: undefined, serial: '' }],
    ['no names', { venueName: '', entranceName: '' }],
    ['the longest address', { url: `https://${'w'.repeat(60)}.example.vn/`.padEnd(106, 'x') }],
  ])('holds together with %s', async (_what, changes) => {
    await expectSoundPoster(await poster(changes), changes.url ?? POSTER_SAMPLE.url);
  });

  it('keeps all text inside the header and clear of its right edge', async () => {
    const raster = await rasterise(
      await poster({ venueName: 'Ậ'.repeat(300), entranceName: 'Ệ'.repeat(120), address: 'W'.repeat(300) }),
      150,
    );
    const band = raster.data[raster.width * 5 + 5];
    const rightEdge = Math.round((198 * 150) / 25.4);
    const inked = Array.from({ length: Math.floor((58 * 150) / 25.4) }, (_, y) => y).filter((y) =>
      raster.data.subarray(y * raster.width + rightEdge, (y + 1) * raster.width - 1).some((grey) => grey !== band),
    );
    expect(inked).toEqual([]);
  });

  it('shows the whole address, however long', async () => {
    const host = `${'very-long-name.'.repeat(5)}example.vn`;
    expect((await extractText(await poster({ url: `https://${host}/v/1` }))).replaceAll(' ', '')).toContain(host);
  });

  it('is a tagged PDF that says its language and title', async () => {
    const pdf = asLatin1(await poster({ venueName: 'A & B <c>' }));
    expect(pdf).toMatch(/^%PDF-1\.7/);
    expect(pdf).toContain('/Lang (vi-VN)');
    expect(pdf).toContain('/DisplayDocTitle true');
    expect(pdf).toMatch(/\/MarkInfo/);
    expect(pdf).toMatch(/\/S \/Document/);
    expect(pdf).toMatch(/\/S \/Figure/);
    expect(pdf).toContain('A &amp; B &lt;c&gt;');
    expect(pdf).not.toContain('A & B <c></rdf');
  });

  it('gives the same bytes for the same description', async () => {
    expect(await poster()).toEqual(await poster());
  });

  it('refuses a URL that nobody checked', async () => {
    await expect(poster({ url: 'nope' })).rejects.toThrow('not-a-web-address');
  });
});

describe('a batch of posters', () => {
  it('is one PDF with a sound page each, in order, its fonts embedded once', async () => {
    const descriptions = [1, 2, 3].map((door) => ({
      ...POSTER_SAMPLE,
      entranceName: `Cửa ${door}`,
      url: `${POSTER_SAMPLE.url.slice(0, -1)}${door}`,
    }));
    const pdf = await collectBytes(renderPosters(descriptions));
    expect(await withPdf(pdf, async (document) => document.getPageCount())).toBe(3);
    for (const [index, { entranceName }] of descriptions.entries()) {
      expect(await extractText(pdf, index)).toContain(entranceName);
      expectCleanCode(await rasterise(pdf, 150, index));
    }
    expect(asLatin1(pdf).match(/\/FontFile2/g)).toHaveLength(2);
    expect(pdf.length).toBeLessThan((await poster()).length + 2 * 14_000);
  });

  it('hands out bytes while it draws', async () => {
    let drawn = 0;
    const many = function* () {
      for (; drawn < 20; drawn++) yield POSTER_SAMPLE;
    };
    const chunks = renderPosters(many());
    await chunks.next();
    await chunks.next();
    expect(drawn).toBeLessThan(20);
    await chunks.return(undefined);
  });

  it('needs at least one', async () => {
    await expect(collectBytes(renderPosters([]))).rejects.toThrow('no poster');
  });
});

describe('findUnprintable', () => {
  it('names what a poster cannot show', () => {
    expect(findUnprintable({ ...POSTER_SAMPLE, venueName: 'Sushi 寿司 🍣' })).toEqual(['寿', '司', '🍣']);
  });
});
