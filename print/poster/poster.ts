import { collectBytes, createPdf, endPdf, type Pdf, takeChunks } from '../pdf/document.ts';
import { drawSheet } from '../sheet/draw-pdf.ts';
import type { Sheet } from '../sheet/mark.ts';
import { sheetsOf } from './compose.ts';
import type { PosterDescription } from './description.ts';

/**
 * All pages of one poster as a PDF. The same description gives the same bytes.
 * @throws Error when preflight would say that it cannot be laid out: a refused URL, colour or logo.
 */
export async function renderPosterPdf(description: PosterDescription): Promise<Uint8Array> {
  return collectBytes(renderPosters([description]));
}

/**
 * Posters one after the other in one PDF, in order, drawn as fast as the bytes are taken. Title and date of the file come
 * from the first.
 * @throws Error as `renderPosterPdf`, and when there is no description: a PDF has at least one page.
 */
export async function* renderPosters(
  descriptions: Iterable<PosterDescription> | AsyncIterable<PosterDescription>,
): AsyncGenerator<Uint8Array> {
  let pdf: Pdf | undefined;
  for await (const description of descriptions) {
    for (const sheet of sheetsOf(description)) {
      pdf ??= createPdf({ title: sheet.title, language: sheet.language, createdOn: description.printedOn });
      drawSheet(pdf, sheet);
    }
    if (pdf) yield* takeChunks(pdf);
  }
  if (!pdf) throw new Error('no poster to render');
  yield* endPdf(pdf);
}

/** Sheets as a PDF, whatever they hold. */
export async function renderSheets(sheets: readonly Sheet[], createdOn: string): Promise<Uint8Array> {
  const [first] = sheets;
  if (!first) throw new Error('no sheet to render');
  const pdf = createPdf({ title: first.title, language: first.language, createdOn });
  for (const sheet of sheets) drawSheet(pdf, sheet);
  return collectBytes(endPdf(pdf));
}
