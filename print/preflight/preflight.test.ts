import { describe, expect, it } from 'vitest';
import {
  POSTER_FORMATS,
  type PosterFault,
  posterFormatSchema,
  posterPreflightSchema,
} from '#shared/contract/poster-options.ts';
import { drawGray, withPdf } from '../pdf/rasterise.ts';
import { composePoster } from '../poster/compose.ts';
import { encodePosterUrl, type PosterDescription } from '../poster/description.ts';
import { renderSheets } from '../poster/poster.ts';
import { type Mark, rect, type Sheet } from '../sheet/mark.ts';
import { logoPng } from '../testing/logo.ts';
import { plant } from '../testing/plant.ts';
import { POSTER_SAMPLE } from '../testing/poster-sample.ts';
import { expectationsOf } from './expectation.ts';
import { checkGeometry } from './geometry.ts';
import { inspectPage } from './pixels.ts';
import { inspectSheets, preflightGeometry, preflightPoster, preflightPosters } from './preflight.ts';
import { inspect } from './press.ts';

const SAMPLE: PosterDescription = { ...POSTER_SAMPLE, url: 'https://checkin.hue.gov.vn/v/AbCdEfGhIjKlMnOpQrStUv' };
const BRAND = { primary: '#7a1f6b', accent: '#ffd700' } as const;

function sheetsOf(changes: Partial<PosterDescription> = {}): readonly Sheet[] {
  const composed = composePoster({ ...SAMPLE, ...changes });
  if (!composed.ok) throw new Error(composed.error.kind);
  return composed.value.sheets;
}

const kindsOf = (faults: readonly PosterFault[]): string[] => [...new Set(faults.map(({ kind }) => kind))].toSorted();

describe('a poster as it should be', { timeout: 90_000 }, () => {
  it.each(posterFormatSchema.options)('of format %s passes with all that can be added', async (format) => {
    const rich = { ...SAMPLE, format, brand: BRAND, logo: logoPng(120, 40), demo: true, largeType: format.length > 6 };
    expect(await preflightPoster(rich)).toEqual({ faults: [], notes: [] });
  });

  it('at the door passes as most will look', async () => {
    expect(await preflightPoster(SAMPLE)).toEqual({ faults: [], notes: [] });
  });

  it.each(['vi', 'en', 'both'] as const)('passes in %s in every format and look, as laid out', (language) => {
    for (const format of posterFormatSchema.options) {
      for (const largeType of [false, true]) {
        const { preflight } = preflightGeometry({ ...SAMPLE, format, language, largeType });
        expect({ format, largeType, ...preflight }).toEqual({ format, largeType, faults: [], notes: [] });
      }
    }
  });
});

interface Plot {
  readonly change: (mark: Mark) => readonly Mark[];
  readonly layout: readonly string[];
  readonly pixels: readonly string[];
}

const onCode =
  (change: (code: Extract<Mark, { kind: 'code' }>) => readonly Mark[]): Plot['change'] =>
  (mark) =>
    mark.kind === 'code' ? change(mark) : [mark];

const onName =
  (change: (name: Extract<Mark, { kind: 'text' }>) => readonly Mark[]): Plot['change'] =>
  (mark) =>
    mark.kind === 'text' && mark.part === 'venue-name' ? change(mark) : [mark];

const other = encodePosterUrl('https://evil.example.com/v/AbCdEfGhIjKlMnOpQrStUv');

const PLOTS: Record<string, Plot> = {
  'a shrunk code': {
    change: onCode((code) => [{ ...code, x: code.x + 4, y: code.y + 4, size: code.size - 8 }]),
    layout: ['code-too-small'],
    pixels: ['code-too-small'],
  },
  'a covered code': {
    change: onCode((code) => [
      code,
      rect(
        { x: code.x + code.size * 0.2, y: code.y + code.size * 0.2, width: code.size * 0.6, height: code.size * 0.6 },
        '#c0c0c0',
      ),
    ]),
    layout: ['quiet-zone'],
    pixels: ['code-unreadable'],
  },
  "a stranger's code": {
    change: onCode((code) => [other.ok ? { ...code, matrix: other.value } : code]),
    layout: [],
    pixels: ['code-differs'],
  },
  'a frame in the quiet zone': {
    change: onCode((code) => {
      const gap = (code.size / 37) * 2;
      const box = {
        x: code.x - gap - 2,
        y: code.y - gap - 2,
        width: code.size + 2 * gap + 4,
        height: code.size + 2 * gap + 4,
      };
      return [
        rect(box, '#d0e0e0'),
        rect({ x: code.x - gap, y: code.y - gap, width: code.size + 2 * gap, height: code.size + 2 * gap }, '#ffffff'),
        code,
      ];
    }),
    layout: ['quiet-zone'],
    pixels: ['quiet-zone'],
  },
  'a name in the colour of its ground': {
    change: onName((name) => [{ ...name, color: '#0c6067' }]),
    layout: ['text-contrast'],
    pixels: ['text-contrast'],
  },
  'a covered name': {
    change: onName((name) => [
      name,
      rect({ x: name.x - 2, y: name.top - 6, width: name.block.width + 4, height: name.block.height + 12 }, '#333333'),
    ]),
    layout: [],
    pixels: ['text-contrast'],
  },
  'a name over the edge': {
    change: onName((name) => [{ ...name, x: name.x + 40 }]),
    layout: ['text-outside'],
    pixels: [],
  },
  'a name on the entrance': {
    change: onName((name) => [{ ...name, top: name.top + 18 }]),
    layout: ['text-overlaps'],
    pixels: [],
  },
};

describe('a fault planted in the layout', { timeout: 90_000 }, () => {
  it.each(Object.keys(PLOTS))('%s is found', async (name) => {
    const plot = PLOTS[name] as Plot;
    const sheets = plant(sheetsOf(), plot.change);
    expect(kindsOf(checkGeometry(sheets, 'A4'))).toEqual(expect.arrayContaining([...plot.layout]));
    expect(kindsOf(await inspectSheets(sheets, SAMPLE))).toEqual(expect.arrayContaining([...plot.pixels]));
  });

  it('finds a missing label on every secondary format, and misses it on no other', () => {
    for (const format of posterFormatSchema.options) {
      const without = plant(sheetsOf({ format }), (mark) =>
        mark.kind === 'text' && mark.part === 'label' ? [] : [mark],
      );
      const expected = POSTER_FORMATS[format].purpose === 'secondary' ? ['label-missing'] : [];
      expect([format, kindsOf(checkGeometry(without, format))]).toEqual([format, expected]);
    }
  });

  it('finds it in one of eight stickers too', async () => {
    const sheets = sheetsOf({ format: 'stickers-8' }).map((sheet) => ({
      ...sheet,
      marks: [...sheet.marks, rect({ x: 125, y: 245, width: 24, height: 24 }, '#000000')],
    }));
    expect(await inspectSheets(sheets, { ...SAMPLE, format: 'stickers-8' })).toContainEqual({
      kind: 'code-unreadable',
      page: 1,
      copy: 8,
    });
  });
});

describe('a fault planted in the print', () => {
  it('finds words that the file lost', async () => {
    const pages = expectationsOf(sheetsOf(), 'A4', SAMPLE.url);
    const pdf = await renderSheets(sheetsOf({ venueName: 'Nhà hàng Cơm Hến Bà Can' }), SAMPLE.printedOn);
    expect(await inspect({ pdf, pages })).toContainEqual({ kind: 'text-missing', page: 1, part: 'venue-name' });
  });

  it('finds a code printed pale', async () => {
    const [expected] = expectationsOf(sheetsOf(), 'A4', SAMPLE.url);
    if (!expected) throw new Error('no page');
    const pdf = await renderSheets(sheetsOf(), SAMPLE.printedOn);
    const sound = await withPdf(pdf, (document) => drawGray(document, 0, expected.pixels));
    const faded = { ...sound, data: sound.data.map((grey) => 255 - (255 - grey) * 0.35) };
    expect(kindsOf(inspectPage(faded, '', { ...expected, texts: [] }))).toContain('code-contrast');
    expect(inspectPage(sound, '', { ...expected, texts: [] })).toEqual([]);
  });

  it('says so when a file is no PDF, and works on', async () => {
    await expect(inspect({ pdf: Uint8Array.of(1, 2, 3), pages: [] })).rejects.toThrow('could not be drawn');
    expect((await preflightPoster(SAMPLE)).faults).toEqual([]);
  });
});

describe('what is refused or noted', () => {
  it.each<[string, Partial<PosterDescription>, PosterFault]>([
    ['no web address', { url: 'nope' }, { kind: 'not-a-web-address' }],
    [
      'too long an address',
      { url: `https://a.vn/${'x'.repeat(120)}` },
      { kind: 'url-too-long', bytes: 133, maxBytes: 106 },
    ],
    [
      'a colour nobody could read on',
      { brand: { primary: '#ffffff', accent: '#ffd700' } },
      { kind: 'colour-refused', which: 'primary', colour: '#ffffff' },
    ],
    ['a logo that is no PNG', { logo: Uint8Array.of(0xff, 0xd8, 0xff) }, { kind: 'logo-unreadable' }],
    [
      '300 letters on a card',
      { format: 'card', venueName: 'Ậ'.repeat(300) },
      { kind: 'text-cut', page: 1, part: 'venue-name' },
    ],
  ])('%s', async (_what, changes, fault) => {
    const preflight = await preflightPoster({ ...SAMPLE, ...changes });
    expect(preflight.faults).toEqual([fault]);
    expect(posterPreflightSchema.safeParse(preflight).success).toBe(true);
  });

  it('notes what is left out, adjusted or marked, and prints all the same', async () => {
    const preflight = await preflightPoster({
      ...SAMPLE,
      venueName: 'Phở 🍜',
      url: 'http://192.168.1.20:8080/v/AbCdEfGhIjKlMnOpQrStUv',
      brand: { primary: '#e4002b', accent: '#ffd700' },
    });
    expect(preflight).toEqual({
      faults: [],
      notes: [
        { kind: 'colour-adjusted', which: 'primary', from: '#e4002b', to: expect.stringMatching(/^#[0-9a-f]{6}$/) },
        { kind: 'characters-left-out', characters: ['🍜'] },
        { kind: 'marked-demo' },
      ],
    });
    expect(posterPreflightSchema.safeParse(preflight).success).toBe(true);
  });
});

it.each(['مطعم', '食堂', '🍜'])('a name of which nothing can be printed is no poster: %s', async (venueName) => {
  const { faults } = await preflightPoster({ ...SAMPLE, venueName });
  expect(kindsOf(faults)).toEqual(['name-unprintable']);
});

describe('many posters', () => {
  it('are answered in order, each with its own faults', async () => {
    const many = [
      SAMPLE,
      { ...SAMPLE, url: 'nope' },
      { ...SAMPLE, venueName: 'W'.repeat(300), format: 'card' as const },
      SAMPLE,
    ];
    const answers: string[][] = [];
    for await (const { faults } of preflightPosters(many)) answers.push(kindsOf(faults));
    expect(answers).toEqual([[], ['not-a-web-address'], ['text-cut'], []]);
  });
});
