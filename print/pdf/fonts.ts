import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create, type Font } from 'fontkit';

export type FontWeight = 'medium' | 'bold';

// Full TrueType files: other packages split Vietnamese from ASCII, and an accented word would change fonts in its middle.
const FONT_FILES: Readonly<Record<FontWeight, string>> = {
  medium: '500Medium/BeVietnamPro_500Medium.ttf',
  bold: '700Bold/BeVietnamPro_700Bold.ttf',
};

const require = createRequire(import.meta.url);
const fonts = new Map<FontWeight, Font>();

/** Parsed at first use and kept: parsing is three quarters of the time of a lone poster. Shared by all documents. */
export function loadFont(weight: FontWeight): Font {
  let font = fonts.get(weight);
  if (!font) {
    font = create(readFileSync(require.resolve(`@expo-google-fonts/be-vietnam-pro/${FONT_FILES[weight]}`)));
    fonts.set(weight, font);
  }
  return font;
}

/** Width of a text set in one line, in ems: multiply by the type size. */
export function measureEms(weight: FontWeight, text: string): number {
  const font = loadFont(weight);
  return font.layout(text).advanceWidth / font.unitsPerEm;
}

/** Height of capitals without accents, in ems. */
export const capHeightEms = (weight: FontWeight): number => loadFont(weight).capHeight / loadFont(weight).unitsPerEm;
