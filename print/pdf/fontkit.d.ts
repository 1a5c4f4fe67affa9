/** The part of fontkit 2.0 we use. */
declare module 'fontkit' {
  export interface GlyphPosition {
    xAdvance: number;
    yAdvance: number;
    xOffset: number;
    yOffset: number;
  }
  export interface GlyphPath {
    scale(x: number, y: number): GlyphPath;
    translate(x: number, y: number): GlyphPath;
    toSVG(): string;
  }
  export interface Glyph {
    readonly path: GlyphPath;
  }
  export interface GlyphRun {
    readonly glyphs: readonly Glyph[];
    readonly positions: GlyphPosition[];
    readonly advanceWidth: number;
  }
  /** pdfkit takes such an object wherever it takes a font file. */
  export interface Font {
    readonly unitsPerEm: number;
    /** In font units above the baseline. */
    readonly capHeight: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    layout: (text: string, features?: unknown) => GlyphRun;
  }
  export function create(bytes: Uint8Array): Font;
}
