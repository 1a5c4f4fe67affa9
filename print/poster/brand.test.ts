import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { guardBrand } from './brand.ts';
import { contrast, luminance, mix } from './colour.ts';
import { PALETTE } from './palette.ts';

const colours = fc.stringMatching(/^#[0-9a-f]{6}$/);

describe('contrast', () => {
  it('is that of WCAG', () => {
    expect(contrast('#000000', '#ffffff')).toBe(21);
    expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
    expect(contrast('#ffffff', '#777777')).toBeCloseTo(4.48, 2);
    expect(luminance('#ff0000')).toBeCloseTo(0.2126, 4);
  });

  it('of our own colours is at least 7', () => {
    for (const [text, ground] of [
      ['onBrand', 'brand'],
      ['onAccent', 'accent'],
      ['brandDeep', 'tint'],
      ['ink', 'tint'],
      ['inkSoft', 'tint'],
      ['inkSoft', 'paper'],
      ['onDemo', 'demo'],
    ] as const) {
      expect(contrast(PALETTE[text], PALETTE[ground])).toBeGreaterThanOrEqual(7);
    }
  });
});

describe('mix', () => {
  it('goes from one colour to the other', () => {
    expect([0, 0.5, 1].map((share) => mix('#000000', '#ff8000', share))).toEqual(['#000000', '#804000', '#ff8000']);
  });
});

describe("an owner's colours", () => {
  it('are printed as they are when people can read on them', () => {
    const guarded = guardBrand({ primary: '#0b3d91', accent: '#ffd700' });
    expect(guarded).toMatchObject({
      ok: true,
      value: { brand: { primary: '#0b3d91', accent: '#ffd700' }, notes: [] },
    });
  });

  it('are darkened or lightened no further than needed, and it is said', () => {
    const guarded = guardBrand({ primary: '#e4002b', accent: '#c8102e' });
    if (!guarded.ok) throw new Error('refused');
    const { brand, notes } = guarded.value;
    expect(contrast(brand.primary, '#ffffff')).toBeGreaterThanOrEqual(7);
    expect(contrast(brand.primary, '#ffffff')).toBeLessThan(7.4);
    expect(notes.map((note) => note.kind === 'colour-adjusted' && note.which)).toEqual(['primary', 'accent']);
  });

  it('are refused when nothing recognisable would be left', () => {
    expect(guardBrand({ primary: '#fff4c2', accent: '#ffd700' })).toEqual({
      ok: false,
      error: { kind: 'colour-refused', which: 'primary', colour: '#fff4c2' },
    });
  });

  it('whatever they are, make legible posters or none', () => {
    fc.assert(
      fc.property(colours, colours, (primary, accent) => {
        const guarded = guardBrand({ primary, accent });
        if (!guarded.ok) return;
        const { palette } = guarded.value;
        for (const [text, ground, floor] of [
          ['onBrand', 'brand', 7],
          ['onAccent', 'accent', 7],
          ['accent', 'brand', 4.5],
          ['brandDeep', 'tint', 7],
          ['ink', 'tint', 7],
          ['inkSoft', 'tint', 7],
        ] as const) {
          expect(contrast(palette[text], palette[ground])).toBeGreaterThanOrEqual(floor);
        }
      }),
    );
  });
});
