/** The part of fontkit 2.0 we use. */
declare module 'fontkit' {
  /** pdfkit takes such an object wherever it takes a font file. */
  export interface Font {
    readonly unitsPerEm: number;
    /** In font units above the baseline. */
    readonly capHeight: number;
    hasGlyphForCodePoint(codePoint: number): boolean;
    layout(text: string): { readonly advanceWidth: number };
  }
  export function create(bytes: Uint8Array): Font;
}
