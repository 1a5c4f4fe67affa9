import { dayOf } from '#shared/domain/instant.ts';
import { collectBytes, createPdf, endPdf } from '../pdf/document.ts';
import { printable } from '../pdf/font-text.ts';
import { Page } from '../pdf/page.ts';
import { PALETTE } from '../poster/palette.ts';
import { printTexts } from '../print-texts.ts';
import { encodeQr } from '../qr/matrix.ts';
import { spacePiece, stackPiece, textPiece } from './column.ts';
import type { StaffCardDescription } from './description.ts';
import { languagesOf, sayBeside } from './speak.ts';

/** ISO/IEC 7810 ID-1, millimetres. */
const [WIDTH, HEIGHT] = [85.6, 53.98];
const BAND = 11;
const MARGIN = 4;
/** With the quiet zone that the white around it gives: 4 modules of the largest code we take are 2.6 mm. */
const QR = { x: 5, y: BAND + 4.5, size: 34 };
/** 53 modules of 0.6 mm: twice those of the 2024 citizen card. */
const MAX_VERSION = 9;

/**
 * A staff card. It says who somebody is; whoever finds one can do nothing without the PIN, and the card says so.
 * @throws Error when the text fits no QR code of version 9.
 */
export async function renderStaffCardPdf(description: StaffCardDescription): Promise<Uint8Array> {
  const matrix = encodeQr(description.codeText, { levels: ['M', 'L'], maxVersion: MAX_VERSION });
  if (!matrix.ok) throw new Error(`not the text of a staff card: ${matrix.error.kind}`);
  const { language: spoken, issuedAt, timeZone } = description;
  const [language] = languagesOf(spoken);
  const id = printable(description.shortId);
  const title = `${printTexts[language]('staffCard.title')} ${id}`;
  const pdf = createPdf({ title, language, createdOn: dayOf(issuedAt, timeZone) });
  const page = new Page(pdf, { width: WIDTH, height: HEIGHT }, title);
  drawBand(page, description);
  const label = sayBeside(spoken, (say) => say('staffCard.qrLabel', { id }));
  page.tagFigure(label, { ...QR, width: QR.size, height: QR.size }, () => page.qr(matrix.value, QR));
  drawFacts(page, description, id);
  page.end();
  return collectBytes(endPdf(pdf));
}

function drawBand(page: Page, { language: spoken }: StaffCardDescription): void {
  page.artifact(() => page.pdf.rect(0, 0, WIDTH, BAND).fill(PALETTE.brand));
  const room = { x: MARGIN + 1, width: WIDTH - 2 * MARGIN - 2, minSize: 2, maxLines: 1, align: 'left' } as const;
  const words = sayBeside(spoken, (say) => say('staffCard.title'));
  const style = { ...room, language: languagesOf(spoken)[0], size: 5, weight: 'bold', color: PALETTE.onBrand } as const;
  const text = textPiece(words, style);
  text.draw(page, (BAND - text.height) / 2);
}

function drawFacts(page: Page, description: StaffCardDescription, id: string): void {
  const { language: spoken } = description;
  const left = QR.x + QR.size + 5;
  const column = { x: left, width: WIDTH - MARGIN - left, align: 'left', language: languagesOf(spoken)[0] } as const;
  const ink = { weight: 'medium', color: PALETTE.ink } as const;
  const facts = stackPiece([
    textPiece(printable(description.label), {
      ...column,
      ...ink,
      size: 5.6,
      minSize: 2.8,
      maxLines: 2,
      height: 12,
      weight: 'bold',
      tag: 'H1',
    }),
    textPiece(printable(description.venueName), { ...column, ...ink, size: 3.1, minSize: 2, maxLines: 2 }),
    spacePiece(0.6),
    textPiece(printTexts[column.language]('staffCard.id', { id }), {
      ...column,
      ...ink,
      size: 3.1,
      minSize: 2,
      maxLines: 1,
    }),
  ]);
  facts.draw(page, BAND + 2);
  const hint = stackPiece(
    languagesOf(spoken).map((language) =>
      textPiece(printTexts[language]('staffCard.pinDecides'), {
        ...column,
        ...ink,
        language,
        size: 2.3,
        minSize: 1.9,
        maxLines: 2,
        color: PALETTE.inkSoft,
      }),
    ),
  );
  hint.draw(page, HEIGHT - 2.4 - hint.height);
}
