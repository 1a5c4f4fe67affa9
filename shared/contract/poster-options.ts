import { z } from 'zod';

/** The languages a poster speaks; `both` sets Vietnamese large and English below it. */
export const posterLanguageSchema = z.enum(['vi', 'en', 'both']);
export type PosterLanguage = z.infer<typeof posterLanguageSchema>;

export const posterFormatSchema = z.enum([
  'A4',
  'A3',
  'A5',
  'A6',
  'stickers-2',
  'stickers-4',
  'stickers-8',
  'tent',
  'lanyard',
  'card',
  'leaflet',
  'display-portrait',
  'display-landscape',
]);
export type PosterFormat = z.infer<typeof posterFormatSchema>;

/** PDF to print; PNG and SVG for LED boards, lifts and kiosks, or to be placed in one's own artwork. */
export const posterFileSchema = z.enum(['pdf', 'png', 'svg']);
export type PosterFile = z.infer<typeof posterFileSchema>;

export interface PosterFormatFacts {
  /** `main` hangs at an entrance; `secondary` says so on its face; `display` is shown, not printed. */
  readonly purpose: 'main' | 'secondary' | 'display';
  /** Of one page: millimetres, for displays pixels. */
  readonly width: number;
  readonly height: number;
  readonly unit: 'mm' | 'px';
  /** Side of the QR code without its quiet zone, in `unit`. */
  readonly codeSide: number;
  readonly pages: number;
  /** How many QR codes the pages show together. */
  readonly copies: number;
  readonly files: readonly PosterFile[];
}

const PDF_ONLY = ['pdf'] as const;
const PRINT_AND_PREVIEW = ['pdf', 'png', 'svg'] as const;
const SCREEN = ['png', 'svg', 'pdf'] as const;

const onPaper = (
  size: readonly [number, number],
  codeSide: number,
  more: Partial<PosterFormatFacts> = {},
): PosterFormatFacts => ({
  purpose: 'secondary',
  width: size[0],
  height: size[1],
  unit: 'mm',
  codeSide,
  pages: 1,
  copies: 1,
  files: PRINT_AND_PREVIEW,
  ...more,
});

const onScreen = (size: readonly [number, number], codeSide: number): PosterFormatFacts =>
  onPaper(size, codeSide, { purpose: 'display', unit: 'px', files: SCREEN });

const A4_SIZE = [210, 297] as const;

/** What a person choosing a format wants to know, and what the layouts are built around. */
export const POSTER_FORMATS: Readonly<Record<PosterFormat, PosterFormatFacts>> = {
  A4: onPaper(A4_SIZE, 151, { purpose: 'main' }),
  A3: onPaper([297, 420], 214, { purpose: 'main' }),
  A5: onPaper([148, 210], 102),
  A6: onPaper([105, 148], 70),
  'stickers-2': onPaper(A4_SIZE, 106, { copies: 2, files: PDF_ONLY }),
  'stickers-4': onPaper(A4_SIZE, 68, { copies: 4, files: PDF_ONLY }),
  'stickers-8': onPaper(A4_SIZE, 50, { copies: 8, files: PDF_ONLY }),
  /** Folded at 128.5 and 257 mm: two faces and a strip to stand on. */
  tent: onPaper(A4_SIZE, 95, { copies: 2, files: PDF_ONLY }),
  lanyard: onPaper([86, 124], 56),
  /** ID-1 of ISO/IEC 7810 (CR80). */
  card: onPaper([85.6, 53.98], 38),
  /** A4 across, both sides, folded twice to 99 x 210 mm. */
  leaflet: onPaper([297, 210], 68, { pages: 2, files: PDF_ONLY }),
  'display-portrait': onScreen([1080, 1920], 814),
  'display-landscape': onScreen([1920, 1080], 740),
};

/** Venue codes on paper below this are secondary, and say so (Hà Nội's rule of 2021). */
export const MAIN_CODE_MM = 150;

const colourSchema = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i)
  .toLowerCase();

/** Two colours of the business, `#rrggbb`. Its logo travels apart, as PNG bytes. */
export const posterBrandSchema = z.strictObject({
  /** Behind the name; darkened until white text on it has a contrast of 7:1. */
  primary: colourSchema,
  /** Call to action and door; lightened until dark text on it has a contrast of 7:1. */
  accent: colourSchema,
});
export type PosterBrand = z.infer<typeof posterBrandSchema>;

/** How a poster looks. What it says of the place (names, address, URL, serial, date) comes from the server's records. */
export const posterOptionsSchema = z.strictObject({
  format: posterFormatSchema.default('A4'),
  language: posterLanguageSchema.default('both'),
  /** Fewer words, set larger. */
  largeType: z.boolean().default(false),
  brand: posterBrandSchema.nullable().default(null),
});
export type PosterOptions = z.infer<typeof posterOptionsSchema>;

/** The parts of a poster whose words can fail. */
export const posterPartSchema = z.enum([
  'venue-name',
  'entrance-name',
  'address',
  'site',
  'serial',
  'short-code',
  'help-phone',
  'instructions',
  'label',
]);
export type PosterPart = z.infer<typeof posterPartSchema>;

const pageNumber = z.int().min(1);
/** `page` and `copy` count from 1; `copy` counts the codes of a page in reading order. */
const onCode = { page: pageNumber, copy: z.int().min(1) };
const onText = { page: pageNumber, part: posterPartSchema };

/** Why a poster is not printed. */
export const posterFaultSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('not-a-web-address') }),
  z.strictObject({ kind: z.literal('url-too-long'), bytes: z.number(), maxBytes: z.number() }),
  /** No guard could keep what the owner chose recognisable and legible. */
  z.strictObject({ kind: z.literal('colour-refused'), which: z.enum(['primary', 'accent']), colour: z.string() }),
  z.strictObject({ kind: z.literal('logo-unreadable') }),
  /** The font has none of the letters that it is written in. */
  z.strictObject({ kind: z.literal('name-unprintable') }),
  z.strictObject({ kind: z.literal('code-unreadable'), ...onCode }),
  /** It reads, but as another text. */
  z.strictObject({ kind: z.literal('code-differs'), ...onCode, found: z.string() }),
  /** In millimetres; on displays in pixels. */
  z.strictObject({ kind: z.literal('code-too-small'), ...onCode, side: z.number(), floor: z.number() }),
  /** In modules; `floor` is 4. */
  z.strictObject({ kind: z.literal('quiet-zone'), ...onCode, modules: z.number(), floor: z.number() }),
  z.strictObject({ kind: z.literal('code-contrast'), ...onCode, ratio: z.number(), floor: z.number() }),
  /** Below 15 cm on paper without the words that say so. */
  z.strictObject({ kind: z.literal('label-missing'), ...onCode }),
  z.strictObject({ kind: z.literal('text-contrast'), ...onText, ratio: z.number(), floor: z.number() }),
  /** Too long even at the smallest size. */
  z.strictObject({ kind: z.literal('text-cut'), ...onText }),
  z.strictObject({ kind: z.literal('text-outside'), ...onText }),
  z.strictObject({ kind: z.literal('text-overlaps'), ...onText, other: posterPartSchema }),
  /** The PDF's own text does not hold what the layout says: hidden, garbled or lost. */
  z.strictObject({ kind: z.literal('text-missing'), ...onText }),
]);
export type PosterFault = z.infer<typeof posterFaultSchema>;

/** What the owner should know; the poster is printed all the same. */
export const posterNoteSchema = z.discriminatedUnion('kind', [
  /** Emoji and scripts the font lacks, left out of the names. */
  z.strictObject({ kind: z.literal('characters-left-out'), characters: z.array(z.string()) }),
  /** Marked DEMO: strangers' phones cannot open the address. */
  z.strictObject({ kind: z.literal('marked-demo') }),
  z.strictObject({
    kind: z.literal('colour-adjusted'),
    which: z.enum(['primary', 'accent']),
    from: z.string(),
    to: z.string(),
  }),
]);
export type PosterNote = z.infer<typeof posterNoteSchema>;

/** What preflight answers: a poster with any fault is not printed. */
export const posterPreflightSchema = z.strictObject({
  faults: z.array(posterFaultSchema),
  notes: z.array(posterNoteSchema),
});
export type PosterPreflight = z.infer<typeof posterPreflightSchema>;
