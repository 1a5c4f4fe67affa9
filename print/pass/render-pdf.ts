import type { CalendarDay } from '#shared/domain/instant.ts';
import { collectBytes, createPdf, endPdf } from '../pdf/document.ts';
import { Page } from '../pdf/page.ts';
import { layOutPass, type PassDescription } from './card.ts';

/** The card as a PDF page of 74 x 105 mm (A7). The same description and day give the same bytes. */
export async function renderPassPdf(description: PassDescription, createdOn: CalendarDay): Promise<Uint8Array> {
  const card = layOutPass(description);
  const { title, band, qr, matrix, texts } = card;
  const pdf = createPdf({ title, language: description.language === 'en' ? 'en' : 'vi', createdOn });
  const page = new Page(pdf, card, title);
  page.artifact(() => page.pdf.rect(0, 0, card.width, band.height).fill(band.color));
  page.tagFigure(qr.label, { ...qr, width: qr.size, height: qr.size }, () => page.qr(matrix, qr));
  for (const text of texts) page.tag('P', text, () => page.line(text.text, text, text.color, text.align));
  page.end();
  return collectBytes(endPdf(pdf));
}
