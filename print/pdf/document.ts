import PDFDocument from 'pdfkit';
import type { CalendarDay } from '#shared/domain/instant.ts';
import { escapeXml } from '../qr/svg.ts';
import { type FontWeight, loadFont } from './fonts.ts';

/** A tagged PDF being written. */
export interface Pdf {
  readonly file: PDFKit.PDFDocument;
  /** The structure element that every page's belongs to. */
  readonly root: PDFKit.PDFStructureElement;
  /** Pictures already in the file, by the bytes they came as. */
  readonly images: Map<Uint8Array, object>;
}

export interface PdfFacts {
  readonly title: string;
  readonly language: 'vi' | 'en';
  /** Stands in the file as its creation date: the same description gives the same bytes. */
  readonly createdOn: CalendarDay;
}

/** The metadata step of pdfkit, which its types leave out. */
interface MetadataWriter {
  info: PDFKit.DocumentInfo;
  endMetadata(): void;
}

/** A tagged PDF 1.7 with our fonts and no page yet. */
export function createPdf(facts: PdfFacts): Pdf {
  const file = new PDFDocument({
    autoFirstPage: false,
    pdfVersion: '1.7',
    tagged: true,
    lang: facts.language === 'vi' ? 'vi-VN' : 'en',
    displayTitle: true,
    // No default font: pdfkit would load Helvetica, which nothing here uses.
    font: '',
    info: {
      Title: facts.title,
      Creator: 'Venue Check-in',
      CreationDate: new Date(`${facts.createdOn}T00:00:00Z`),
    },
  });
  escapeMetadata(file);
  for (const weight of ['medium', 'bold'] satisfies FontWeight[]) {
    file.registerFont(weight, loadFont(weight) as unknown as PDFKit.Mixins.PDFFontSource);
  }
  const root = file.struct('Document');
  file.addStructure(root);
  return { file, root, images: new Map() };
}

/** pdfkit writes the title into XML as it stands; a venue named "Phở & Bún" would break that XML. */
function escapeMetadata(writer: MetadataWriter): void {
  const writePlain = writer.endMetadata.bind(writer);
  writer.endMetadata = () => {
    const { info } = writer;
    writer.info = { ...info, Title: escapeXml(info.Title ?? '') };
    writePlain();
    writer.info = info;
  };
}

/** What pdfkit has written so far and nobody took yet. */
export function* takeChunks(pdf: Pdf): Generator<Uint8Array> {
  for (let chunk: unknown = pdf.file.read(); chunk !== null; chunk = pdf.file.read()) yield chunk as Uint8Array;
}

/** Ends the document and yields the rest of its bytes. */
export async function* endPdf(pdf: Pdf): AsyncGenerator<Uint8Array> {
  pdf.root.end();
  pdf.file.end();
  for await (const chunk of pdf.file) yield chunk as Uint8Array;
}

export async function collectBytes(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return new Uint8Array(Buffer.concat(parts));
}
