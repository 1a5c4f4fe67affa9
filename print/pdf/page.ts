import type { Language } from '#shared/domain/language.ts';
import type { QrMatrix } from '../qr/matrix.ts';
import { type Loop, traceOutline } from '../qr/outline.ts';
import type { Pdf } from './document.ts';
import { type FittedText, fitText, type TextRoom } from './fit-text.ts';
import { capHeightEms, type FontWeight, measureEms } from './fonts.ts';
import { type Box, POINTS_PER_MM } from './geometry.ts';
import type { Pictogram } from './pictograms.ts';

/** Fitted text with what is needed to place it. */
export interface TextBlock extends FittedText {
  readonly weight: FontWeight;
  readonly lineHeight: number;
  /** What stands between two lines when they are read aloud or copied: nothing where one word was broken. */
  readonly joint: ' ' | '';
  /** Of the widest line. */
  readonly width: number;
  /** From the top of the first line's capitals to the last baseline; accents and descenders reach beyond. */
  readonly height: number;
}

/** Most words are the same on every poster of a batch, and finding the size that fits is most of setting them. */
const MAX_REMEMBERED_BLOCKS = 2000;
const rememberedBlocks = new Map<string, TextBlock>();

export function setBlock(text: string, room: TextRoom, weight: FontWeight): TextBlock {
  const { width, height, maxLines, maxSize, minSize, lineHeight } = room;
  const key = `${weight} ${width} ${height} ${maxLines} ${maxSize} ${minSize} ${lineHeight} ${text}`;
  let block = rememberedBlocks.get(key);
  if (!block) {
    block = fitBlock(text, room, weight);
    if (rememberedBlocks.size >= MAX_REMEMBERED_BLOCKS) rememberedBlocks.clear();
    rememberedBlocks.set(key, block);
  }
  return block;
}

function fitBlock(text: string, room: TextRoom, weight: FontWeight): TextBlock {
  const fitted = fitText(text, room, (line) => measureEms(weight, line));
  const width = Math.max(0, ...fitted.lines.map((line) => measureEms(weight, line) * fitted.size));
  const between = Math.max(0, fitted.lines.length - 1) * fitted.size * room.lineHeight;
  const height = fitted.lines.length === 0 ? 0 : between + capHeightEms(weight) * fitted.size;
  return { ...fitted, weight, width, height, lineHeight: room.lineHeight, joint: text.includes(' ') ? ' ' : '' };
}

/** Texts that stand side by side in rooms alike: all at the size the longest needs. */
export function setAlike(texts: readonly string[], room: TextRoom, weight: FontWeight): TextBlock[] {
  const size = Math.min(...texts.map((text) => setBlock(text, room, weight).size));
  return texts.map((text) => setBlock(text, { ...room, maxSize: size }, weight));
}

/** Height of blocks under each other with `gap` between the last baseline of one and the capitals of the next. */
export const stackHeight = (blocks: readonly TextBlock[], gap: number): number =>
  blocks.reduce((sum, { height }) => sum + height, Math.max(0, blocks.length - 1) * gap);

export type Align = 'left' | 'center' | 'right';

export interface LinePlace {
  readonly x: number;
  readonly baseline: number;
  readonly size: number;
  readonly weight: FontWeight;
}

/** Structure types of PDF 1.7 (ISO 32000-1, 14.8.4) that we use. */
export type TagType = 'H1' | 'H2' | 'P';

/**
 * A page on which one unit is a millimetre from the top left, type sizes included. All that is drawn is either tagged, in
 * reading order, or an artifact that screen readers skip.
 */
export class Page {
  /** For shapes; text and codes go through the methods below. */
  readonly pdf: Pdf['file'];
  readonly #section: PDFKit.PDFStructureElement;

  readonly #pointsPerUnit: number;
  readonly #images: Pdf['images'];

  constructor(
    pdf: Pdf,
    size: { readonly width: number; readonly height: number },
    title: string,
    pointsPerUnit = POINTS_PER_MM,
  ) {
    this.pdf = pdf.file;
    this.#pointsPerUnit = pointsPerUnit;
    this.#images = pdf.images;
    this.pdf.addPage({ size: [size.width * pointsPerUnit, size.height * pointsPerUnit], margin: 0 });
    this.pdf.scale(pointsPerUnit);
    this.#section = this.pdf.struct('Sect', { title });
    pdf.root.add(this.#section);
  }

  /** Lets the page's structure be written out; nothing can be drawn afterwards. */
  end(): void {
    this.#section.end();
  }

  tag(type: TagType, options: { readonly language?: Language }, draw: () => unknown): void {
    this.#section.add(this.pdf.struct(type, options.language ? { lang: options.language } : {}, () => void draw()));
  }

  /** Rows of cells, each drawn when its turn in reading order comes; the first row heads the columns. */
  tagTable(rows: readonly (readonly (() => void)[])[]): void {
    // pdfkit's types do not know `scope` yet, which PDF/UA asks of every heading.
    const heading: PDFKit.Mixins.StructureElementOptions & { scope: string } = { scope: 'Column' };
    const lines = rows.map((cells, line) => {
      const elements = cells.map((draw) =>
        line === 0 ? this.pdf.struct('TH', heading, draw) : this.pdf.struct('TD', {}, draw),
      );
      return this.pdf.struct('TR', {}, elements);
    });
    this.#section.add(this.pdf.struct('Table', {}, lines));
  }

  /** @param alt what a screen reader says instead. */
  tagFigure(alt: string, box: Box, draw: () => void): void {
    const bbox = [box.x, box.y, box.x + box.width, box.y + box.height].map((length) => length * this.#pointsPerUnit);
    // pdfkit's types do not know `bbox` yet, which PDF/UA asks of every figure.
    const options: PDFKit.Mixins.StructureElementOptions & { bbox: number[] } = { alt, bbox };
    this.#section.add(this.pdf.struct('Figure', options, draw));
  }

  artifact(draw: () => unknown): void {
    this.pdf.markContent('Artifact', { type: 'Layout' });
    draw();
    this.pdf.endMarkedContent();
  }

  /** Draws one line on a baseline; `x` is its left end, middle or right end, as `align` says. */
  line(text: string, at: LinePlace, color: string, align: Align = 'left'): void {
    const width = measureEms(at.weight, text.trimEnd()) * at.size;
    const shift = align === 'left' ? 0 : align === 'center' ? width / 2 : width;
    this.pdf.font(at.weight).fontSize(at.size).fillColor(color);
    this.pdf.text(text, at.x - shift, at.baseline, { lineBreak: false, baseline: 'alphabetic' });
  }

  /** Draws a block with the top of its first capitals at `top`; `x` as for a line. */
  block(
    block: TextBlock,
    at: { readonly x: number; readonly top: number },
    color: string,
    align: Align = 'left',
  ): void {
    const { weight, size } = block;
    for (const { text, x, baseline } of lineStarts(block, at, align)) {
      this.line(text, { x, baseline, size, weight }, color);
    }
  }

  /** A PNG stretched over the box; the same bytes object is stored once a file. */
  image(png: Uint8Array, box: Box): void {
    let image = this.#images.get(png);
    if (!image) {
      // pdfkit's types know only paths here; it takes bytes as well.
      image = (this.pdf as unknown as ImageOpener).openImage(Buffer.from(png));
      this.#images.set(png, image);
    }
    this.pdf.image(image as unknown as string, box.x, box.y, { width: box.width, height: box.height });
  }

  /** The dark modules as one filled path: no seams between modules, exact at any resolution. */
  qr(matrix: QrMatrix, at: { readonly x: number; readonly y: number; readonly size: number }): void {
    // One unit a module: whole numbers make a short path, and one write is much cheaper than one a corner.
    this.pdf
      .save()
      .translate(at.x, at.y)
      .scale(at.size / matrix.size);
    this.pdf.addContent(traceOutline(matrix).map(toPdfPath).join(' ')).fill('#000000').restore();
  }

  pictogram(
    pictogram: Pictogram,
    at: { readonly x: number; readonly y: number; readonly size: number },
    color: string,
  ): void {
    this.pdf
      .save()
      .translate(at.x, at.y)
      .scale(at.size / 24);
    this.pdf.lineWidth(pictogram.strokeWidth).lineCap('round').lineJoin('round');
    for (const path of pictogram.strokes) this.pdf.path(path).stroke(color);
    for (const path of pictogram.fills) this.pdf.path(path).fill(color);
    this.pdf.restore();
  }
}

interface ImageOpener {
  openImage(bytes: Buffer): object;
}

/** Left end and baseline of each line of a block, `at` the top of its first capitals. */
export function lineStarts(
  block: TextBlock,
  at: { readonly x: number; readonly top: number },
  align: Align,
): { readonly text: string; readonly x: number; readonly baseline: number }[] {
  const { lines, weight, size, lineHeight, joint } = block;
  const first = at.top + capHeightEms(weight) * size;
  return lines.map((line, index) => {
    const width = align === 'left' ? 0 : measureEms(weight, line.trimEnd()) * size;
    return {
      text: index < lines.length - 1 ? line + joint : line,
      x: at.x - (align === 'center' ? width / 2 : width),
      baseline: first + index * size * lineHeight,
    };
  });
}

/** Path operators of PDF: `m` move, `l` line, `h` close. */
function toPdfPath(loop: Loop): string {
  let path = `${loop[0]} ${loop[1]} m`;
  for (let corner = 2; corner < loop.length; corner += 2) path += ` ${loop[corner]} ${loop[corner + 1]} l`;
  return `${path} h`;
}
