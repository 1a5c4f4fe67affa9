import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font, type GlyphRun } from 'fontkit';

export type FontWeight = 'medium' | 'bold';

// Full TrueType files: other packages split Vietnamese from ASCII, and an accented word would change fonts in its middle.
const FONT_FILES: Readonly<Record<FontWeight, string>> = {
  medium: '500Medium/BeVietnamPro_500Medium.ttf',
  bold: '700Bold/BeVietnamPro_700Bold.ttf',
};

/** Words remembered a font; a poster has about a hundred, nearly all of them the same on every poster. */
const MAX_REMEMBERED_WORDS = 4000;

const require = createRequire(import.meta.url);
const fonts = new Map<FontWeight, Font>();
const wordWidths = new Map<string, number>();
const capHeights = new Map<FontWeight, number>();

/** Parsed at first use and kept for all documents: parsing is most of the time of a lone PDF. */
export function loadFont(weight: FontWeight): Font {
  let font = fonts.get(weight);
  if (!font) {
    font = create(readFileSync(require.resolve(`@expo-google-fonts/be-vietnam-pro/${FONT_FILES[weight]}`)));
    font.layout = rememberRuns(font);
    fonts.set(weight, font);
  }
  return font;
}

/** Shaping is the costly part of setting text; pdfkit forgets it with every document. */
function rememberRuns(font: Font): Font['layout'] {
  const shape = font.layout.bind(font);
  const runs = new Map<string, GlyphRun>();
  return (text, features) => {
    if (features !== undefined) return shape(text, features);
    let run = runs.get(text);
    if (!run) {
      run = shape(text);
      if (runs.size >= MAX_REMEMBERED_WORDS) runs.clear();
      runs.set(text, run);
    }
    return copyRun(run);
  };
}

/** pdfkit scales the positions it is given in place. */
function copyRun(run: GlyphRun): GlyphRun {
  const positions = run.positions.map((position) => ({ ...position }));
  return {
    glyphs: run.glyphs,
    positions,
    get advanceWidth() {
      return positions.reduce((sum, { xAdvance }) => sum + xAdvance, 0);
    },
  };
}

/** Width of a text set in one line, in ems: multiply by the type size. Word by word, as pdfkit sets it. */
export function measureEms(weight: FontWeight, text: string): number {
  const words = text.match(/[^ ]* |[^ ]+$/g) ?? [];
  return words.reduce((sum, word) => sum + wordEms(weight, word), 0);
}

function wordEms(weight: FontWeight, word: string): number {
  const key = `${weight} ${word}`;
  let width = wordWidths.get(key);
  if (width === undefined) {
    const font = loadFont(weight);
    width = font.layout(word).advanceWidth / font.unitsPerEm;
    if (wordWidths.size >= MAX_REMEMBERED_WORDS) wordWidths.clear();
    wordWidths.set(key, width);
  }
  return width;
}

/** Height of capitals without accents, in ems. */
export function capHeightEms(weight: FontWeight): number {
  let ems = capHeights.get(weight);
  if (ems === undefined) {
    // fontkit reads the table again each time it is asked.
    const font = loadFont(weight);
    ems = font.capHeight / font.unitsPerEm;
    capHeights.set(weight, ems);
  }
  return ems;
}

/** SVG path data of one line of text; the outlines stand on the baseline from `x` on. */
export function outlineText(
  weight: FontWeight,
  text: string,
  at: { readonly x: number; readonly baseline: number; readonly size: number },
): string {
  const font = loadFont(weight);
  const scale = at.size / font.unitsPerEm;
  let path = '';
  let x = at.x;
  // Word by word, as text is measured and set in PDF.
  for (const word of text.match(/[^ ]* |[^ ]+$/g) ?? []) {
    const { glyphs, positions } = font.layout(word);
    for (const [index, glyph] of glyphs.entries()) {
      const { xAdvance, xOffset, yOffset } = positions[index] ?? NO_POSITION;
      path += glyph.path
        .scale(scale, -scale)
        .translate(x + xOffset * scale, at.baseline - yOffset * scale)
        .toSVG();
      x += xAdvance * scale;
    }
  }
  return path;
}

const NO_POSITION = { xAdvance: 0, yAdvance: 0, xOffset: 0, yOffset: 0 };
