import { dayOf } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import { collectBytes, createPdf, endPdf } from '../pdf/document.ts';
import { printable } from '../pdf/font-text.ts';
import { Page } from '../pdf/page.ts';
import { printTexts } from '../print-texts.ts';
import {
  dashPiece,
  heightOf,
  type Piece,
  rowPiece,
  spacePiece,
  stackPiece,
  type TextStyle,
  textPiece,
} from './column.ts';
import type { ReceiptDescription } from './description.ts';
import { drawVerdictIcon } from './icons.ts';
import { formatDate, formatTime, languagesOf } from './speak.ts';

/** What everything on a slip is set by. */
interface Slip {
  readonly width: number;
  readonly margin: number;
  /** Type on narrow paper is smaller, but stays legible. */
  readonly scale: number;
  readonly languages: readonly [Language, ...Language[]];
}

const VERDICT_TEXT = { welcome: 'receipt.welcome', 'see-staff': 'receipt.seeStaff' } as const;

/**
 * A receipt as one PDF page, as wide as the roll prints and as high as its words need, in whole millimetres. Black and white only.
 * The same description gives the same bytes.
 */
export async function renderReceiptPdf(description: ReceiptDescription): Promise<Uint8Array> {
  const slip = slipOf(description);
  const pieces = [
    spacePiece(1.5),
    ...placePieces(description, slip),
    spacePiece(2),
    verdictPiece(description, slip),
    ...whoPieces(description, slip),
    spacePiece(2),
    ...factPieces(description, slip),
    spacePiece(1.6),
    dashPiece(slip.margin, slip.width - slip.margin),
    spacePiece(1.2),
    ...withdrawPieces(description, slip),
    spacePiece(1),
  ];
  const [language] = slip.languages;
  const venue = printable(description.venueName);
  const title = printTexts[language]('receipt.title', { venue, entrance: printable(description.entranceName) });
  const pdf = createPdf({ title, language, createdOn: dayOf(description.at, description.timeZone) });
  const page = new Page(pdf, { width: slip.width, height: Math.ceil(heightOf(pieces)) }, title);
  stackPiece(pieces).draw(page, 0);
  page.end();
  return collectBytes(endPdf(pdf));
}

function slipOf({ roll, language }: ReceiptDescription): Slip {
  return { width: roll, margin: 1.5, scale: roll === 72 ? 1 : 0.82, languages: languagesOf(language) };
}

type Middle = Pick<TextStyle, 'x' | 'width' | 'align' | 'language'>;

const middleOf = ({ width, margin, languages: [language] }: Slip): Middle => ({
  x: width / 2,
  width: width - 2 * margin,
  align: 'center',
  language,
});

function placePieces({ venueName, entranceName }: ReceiptDescription, slip: Slip): Piece[] {
  const { scale } = slip;
  const middle = middleOf(slip);
  const venue = { ...middle, size: 5.2 * scale, minSize: 3, maxLines: 4, weight: 'bold', tag: 'H1' } as const;
  const entrance = { ...middle, size: 3.7 * scale, minSize: 2.6, maxLines: 2, weight: 'medium' } as const;
  return [textPiece(printable(venueName), venue), textPiece(printable(entranceName), entrance)];
}

function verdictPiece({ verdict }: ReceiptDescription, slip: Slip): Piece {
  const { width, margin, scale, languages } = slip;
  const [disc, padding] = [13 * scale, 2.4 * scale];
  const left = margin + padding + disc + padding;
  const words = stackPiece(
    languages.map((language, index) => {
      const size = (index === 0 ? 7 : 4.6) * scale;
      const room = { x: left, width: width - margin - padding - left, minSize: 3.2, maxLines: 2 };
      const weight = index === 0 ? 'bold' : 'medium';
      return textPiece(printTexts[language](VERDICT_TEXT[verdict]), { ...room, language, align: 'left', size, weight });
    }),
  );
  const height = Math.max(disc, words.height) + 2 * padding;
  return {
    height,
    draw(page, top) {
      page.artifact(() => {
        page.pdf.roundedRect(margin + 0.3, top + 0.3, width - 2 * margin - 0.6, height - 0.6, 2.4);
        page.pdf.lineWidth(0.6).stroke('#000000');
        drawVerdictIcon(page, verdict, { x: margin + padding + disc / 2, y: top + height / 2, size: disc });
      });
      words.draw(page, top + (height - words.height) / 2);
    },
  };
}

function whoPieces({ who }: ReceiptDescription, slip: Slip): Piece[] {
  const name = printable(who ?? '');
  if (name === '') return [];
  const style = { ...middleOf(slip), size: 8 * slip.scale, minSize: 2.8, maxLines: 3, weight: 'bold' } as const;
  return [spacePiece(1.6), textPiece(name, style)];
}

/** Label left, value right. */
function factPieces(description: ReceiptDescription, slip: Slip): Piece[] {
  const { at, timeZone, people, reference, language } = description;
  const time = `${formatTime(at, timeZone)}  ${formatDate(at, timeZone, language)}`;
  return [
    factPiece('receipt.time', time, slip),
    spacePiece(0.8),
    ...(people > 1 ? [factPiece('receipt.people', String(people), slip), spacePiece(0.8)] : []),
    factPiece('receipt.reference', printable(reference), slip),
  ];
}

function factPiece(
  label: 'receipt.time' | 'receipt.people' | 'receipt.reference',
  value: string,
  { width, margin, scale, languages }: Slip,
): Piece {
  const labels = stackPiece(
    languages.map((language, index) => {
      const style = {
        x: margin,
        width: width * 0.34,
        align: 'left',
        minSize: 2,
        maxLines: 1,
        weight: 'medium',
      } as const;
      const size = (index === 0 ? 3.5 : 2.9) * scale;
      return textPiece(printTexts[language](label), { ...style, language, size });
    }),
  );
  const right = { x: width - margin, width: width * 0.62, align: 'right', language: languages[0] } as const;
  const values = textPiece(value, { ...right, size: 4.9 * scale, minSize: 2.6, maxLines: 1, weight: 'bold' });
  return rowPiece([labels, values]);
}

function withdrawPieces({ withdrawAt }: ReceiptDescription, slip: Slip): Piece[] {
  const address = printable(withdrawAt ?? '');
  return slip.languages.flatMap((language) => {
    const say = printTexts[language];
    const words = address === '' ? say('receipt.withdraw') : say('receipt.withdrawOnline', { address });
    const style = { size: Math.max(2.5, 2.9 * slip.scale), minSize: 2.2, maxLines: 6, weight: 'medium' } as const;
    return [textPiece(words, { ...middleOf(slip), ...style, language }), spacePiece(0.6)];
  });
}
