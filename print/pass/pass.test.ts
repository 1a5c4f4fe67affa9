import { describe, expect, it } from 'vitest';
import { decodeWithBoth } from '../testing/decode.ts';
import { expectQuietCode } from '../testing/expect-poster.ts';
import { extractText, rasterise } from '../testing/rasterise.ts';
import { layOutPass, type PassDescription } from './card.ts';
import { renderPassPdf } from './render-pdf.ts';
import { renderPassSvg } from './render-svg.ts';

const PASS: PassDescription = {
  passText: `VCP1${'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.repeat(5).slice(0, 140)}`,
  tail: '4F2',
  expiresOn: '2026-12-13',
  language: 'both',
};

describe('a visitor pass', () => {
  it('packs its 144 characters into version 6 at level M', () => {
    expect(layOutPass(PASS).matrix).toMatchObject({ version: 6, level: 'M' });
  });

  it('as PDF has a code of at least 50 mm with its quiet zone, read exactly', async () => {
    const raster = await rasterise(await renderPassPdf(PASS, '2026-11-22'), 200);
    const code = expectQuietCode(raster, { left: 4, top: 20, right: 70, bottom: 84 }, 41);
    expect(code.right - code.left).toBeGreaterThanOrEqual(50);
    expect(await decodeWithBoth(raster)).toEqual({ zxing: PASS.passText, jsqr: PASS.passText });
  });

  it('says what it is, its tail and until when, in both languages', async () => {
    const text = await extractText(await renderPassPdf(PASS, '2026-11-22'));
    for (const words of ['Thẻ khách', 'Visitor pass', '····4F2', 'hết ngày 13/12/2026', 'end of 13 Dec 2026']) {
      expect(text).toContain(words);
    }
    const english = await extractText(await renderPassPdf({ ...PASS, language: 'en' }, '2026-11-22'));
    expect(english).not.toContain('Thẻ khách');
  });

  it('as SVG is the same card, safe under a strict CSP', () => {
    const svg = renderPassSvg({ ...PASS, tail: '<&"' });
    expect(svg).toContain('width="74mm" height="105mm"');
    expect(svg).toContain('····&lt;&amp;&quot;');
    expect(svg.match(/<path /g)).toHaveLength(1);
    expect(svg).not.toMatch(/style=|<script|href=/);
    expect(svg).toContain('Thẻ khách');
  });

  it('gives the same bytes for the same pass', async () => {
    expect(await renderPassPdf(PASS, '2026-11-22')).toEqual(await renderPassPdf(PASS, '2026-11-22'));
  });

  it('refuses what is no pass', () => {
    expect(() => layOutPass({ ...PASS, passText: '' })).toThrow('empty');
  });
});
