import { describe, expect, it } from 'vitest';
import { POSTER_FORMATS, posterFormatSchema } from '#shared/contract/poster-options.ts';
import { logoPng } from '../testing/logo.ts';
import { isDictionary, parsePdf, readStructure, type TaggedElement } from '../testing/parse-pdf.ts';
import { POSTER_SAMPLE } from '../testing/poster-sample.ts';
import type { PosterDescription } from './description.ts';
import { renderPosterPdf } from './poster.ts';

const parse = async (changes: Partial<PosterDescription> = {}) =>
  parsePdf(await renderPosterPdf({ ...POSTER_SAMPLE, ...changes }));

const flatten = (elements: readonly TaggedElement[]): TaggedElement[] =>
  elements.flatMap((element) => [element, ...flatten(element.children)]);

describe("a poster's PDF, as programs read it", () => {
  it('says what it is and in which language, and shows its title instead of its file name', async () => {
    const pdf = await parse({ venueName: 'Phở & Bún (chi nhánh 2)' });
    const catalog = pdf.dictionary(pdf.trailer['Root']);
    expect(catalog['Lang']).toEqual({ text: 'vi-VN' });
    expect(pdf.dictionary(catalog['MarkInfo'])).toMatchObject({ Marked: true });
    expect(pdf.dictionary(catalog['ViewerPreferences'])).toMatchObject({ DisplayDocTitle: true });
    expect(pdf.resolve(pdf.dictionary(pdf.trailer['Info'])['Title'])).toEqual({
      text: 'Mã QR khai báo y tế: Phở & Bún (chi nhánh 2), Cửa chính',
    });
    const english = await parse({ language: 'en' });
    expect(english.dictionary(english.trailer['Root'])['Lang']).toEqual({ text: 'en' });
  });

  it.each(posterFormatSchema.options)(
    'of format %s is read once, in order, with words for its pictures',
    async (format) => {
      const elements = flatten(readStructure(await parse({ format, logo: logoPng(60, 30), brand: null })));
      const types = elements.map(({ type }) => type);
      expect(types[0]).toBe('Document');
      expect(types.filter((type) => type === 'Sect')).toHaveLength(POSTER_FORMATS[format].pages);
      const firstHeading = types.find((type) => /^H\d$/.test(type));
      expect(firstHeading).toBe('H1');
      const figures = elements.filter(({ type }) => type === 'Figure');
      expect(figures.map(({ alt }) => alt)).toEqual([
        expect.stringContaining('Logo: '),
        expect.stringContaining(POSTER_SAMPLE.url),
      ]);
      expect(figures.every(({ hasBox }) => hasBox)).toBe(true);
    },
  );

  it('says which words are English', async () => {
    const elements = flatten(readStructure(await parse({ language: 'both' })));
    const languages = elements.flatMap(({ language }) => language ?? []);
    expect(new Set(languages)).toEqual(new Set(['vi', 'en']));
    const onlyOne = flatten(readStructure(await parse({ language: 'vi' })));
    expect(onlyOne.flatMap(({ language }) => language ?? [])).not.toContain('en');
  });

  it('holds only the letters it needs of its two fonts', async () => {
    const pdf = await parse();
    const fonts = [...pdf.objects.values()].filter(isDictionary).filter(({ Type }) => Type === '/FontDescriptor');
    expect(fonts.map(({ FontName }) => FontName)).toEqual([
      expect.stringMatching(/^\/[A-Z]{6}\+BeVietnamPro/),
      expect.stringMatching(/^\/[A-Z]{6}\+BeVietnamPro/),
    ]);
    expect(fonts.every((font) => 'FontFile2' in font)).toBe(true);
    expect((await renderPosterPdf(POSTER_SAMPLE)).length).toBeLessThan(60_000);
  });
});
