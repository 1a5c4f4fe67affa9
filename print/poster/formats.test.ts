import { describe, expect, it } from 'vitest';
import { POSTER_FORMATS, type PosterFormat, posterFormatSchema } from '#shared/contract/poster-options.ts';
import { readPngSize } from '../pdf/png.ts';
import { decodeWithBoth } from '../testing/decode.ts';
import { logoPng } from '../testing/logo.ts';
import { POSTER_SAMPLE } from '../testing/poster-sample.ts';
import { extractText, rasterise, withPdf } from '../testing/rasterise.ts';
import { renderPosterPng } from './png.ts';
import { renderPosterPdf } from './poster.ts';
import { renderPosterSvg } from './svg.ts';

const SECONDARY = posterFormatSchema.options.filter((format) => POSTER_FORMATS[format].purpose === 'secondary');

describe('the formats', () => {
  it('have a code of 15 cm where it hangs at the door, and nowhere else', () => {
    const onPaper = posterFormatSchema.options.filter((format) => POSTER_FORMATS[format].unit === 'mm');
    for (const format of onPaper) {
      const { purpose, codeSide } = POSTER_FORMATS[format];
      expect([format, codeSide >= 150]).toEqual([format, purpose === 'main']);
    }
  });

  it.each(posterFormatSchema.options)('%s has its pages in its size', async (format) => {
    const { width, height, unit, pages } = POSTER_FORMATS[format];
    const perUnit = unit === 'mm' ? 72 / 25.4 : 0.75;
    const pdf = await renderPosterPdf({ ...POSTER_SAMPLE, format });
    await withPdf(pdf, async (document) => {
      expect(document.getPageCount()).toBe(pages);
      for (let page = 0; page < pages; page += 1) {
        const { originalWidth, originalHeight } = document.getPage(page).getOriginalSize();
        expect(originalWidth).toBeCloseTo(width * perUnit, 2);
        expect(originalHeight).toBeCloseTo(height * perUnit, 2);
      }
    });
  });

  it.each(SECONDARY)('%s says on its face that it is no main code', async (format) => {
    for (const [language, words] of [
      ['vi', 'MÃ PHỤ'],
      ['en', 'SECONDARY CODE'],
    ] as const) {
      expect(await extractText(await renderPosterPdf({ ...POSTER_SAMPLE, format, language }))).toContain(words);
    }
  });

  it.each<[PosterFormat, number]>([
    ['stickers-2', 2],
    ['stickers-4', 4],
    ['stickers-8', 8],
    ['tent', 2],
  ])('%s shows the code %i times, each with names and date', async (format, copies) => {
    const text = await extractText(await renderPosterPdf({ ...POSTER_SAMPLE, format, venueName: 'Phở Bò' }));
    expect(POSTER_FORMATS[format].copies).toBe(copies);
    for (const words of ['Phở Bò', 'In ngày 22/11/2026', '2026-0042', 'K7QM-2P', 'checkin.example.vn']) {
      expect(text.split(words)).toHaveLength(copies + 1);
    }
  });

  it('large type says less, larger', async () => {
    const plain = await extractText(await renderPosterPdf(POSTER_SAMPLE));
    const large = await extractText(await renderPosterPdf({ ...POSTER_SAMPLE, largeType: true }));
    expect(large.length).toBeLessThan(plain.length * 0.75);
    for (const words of [POSTER_SAMPLE.venueName, 'Mời quét mã', 'checkin.example.vn', '2026-0042']) {
      expect(large).toContain(words);
    }
  });

  it('without names there is still what to do', async () => {
    const text = await extractText(
      await renderPosterPdf({ ...POSTER_SAMPLE, format: 'card', venueName: '', entranceName: '' }),
    );
    expect(text).toContain('Mời quét mã');
  });
});

describe('the picture of a poster', () => {
  it.each<[PosterFormat, number, number]>([
    ['display-portrait', 1080, 1920],
    ['display-landscape', 1920, 1080],
    ['card', 1200, 757],
  ])('of format %s is a PNG of %i x %i pixels', async (format, width, height) => {
    const size = readPngSize(await renderPosterPng({ ...POSTER_SAMPLE, format }));
    expect(size).toEqual({ width, height });
  });

  it('shows the code of a display in whole pixels', async () => {
    const pdf = await renderPosterPdf({ ...POSTER_SAMPLE, format: 'display-landscape' });
    const raster = await rasterise(pdf, 96);
    expect([raster.width, raster.height]).toEqual([1920, 1080]);
    expect(await decodeWithBoth(raster)).toMatchObject({ zxing: POSTER_SAMPLE.url });
  });

  it('as SVG needs no font and loads nothing', () => {
    const svg = renderPosterSvg({
      ...POSTER_SAMPLE,
      format: 'display-portrait',
      logo: logoPng(60, 30),
      venueName: 'A & B <c>',
    });
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="1080px" height="1920px"/);
    expect(svg).toContain('A &amp; B &lt;c&gt;');
    expect(svg).not.toMatch(/<text|<style|style=|<script|font-family|NaN|undefined/);
    expect([...svg.matchAll(/href="([^"]{0,30})/g)].map(([, target]) => target)).toEqual([
      'data:image/png;base64,iVBORw0K',
    ]);
  });

  it('has no page that the format has not', async () => {
    expect(() => renderPosterSvg(POSTER_SAMPLE, 2)).toThrow('no page 2');
    await expect(renderPosterPng(POSTER_SAMPLE, { page: 2 })).rejects.toThrow('no page 2');
    expect(renderPosterSvg({ ...POSTER_SAMPLE, format: 'leaflet' }, 2)).toContain('<svg');
  });
});
