import { dayOf } from '#shared/domain/instant.ts';
import { collectBytes, createPdf, endPdf } from '../pdf/document.ts';
import { printable } from '../pdf/font-text.ts';
import { Page } from '../pdf/page.ts';
import { printTexts } from '../print-texts.ts';
import { encodeQr } from '../qr/matrix.ts';
import { heightOf, type Piece, spacePiece, stackPiece, textPiece } from './column.ts';
import type { TestPageDescription } from './description.ts';
import { formatDate, formatTime, languagesOf, sayBeside } from './speak.ts';
import { spokenAlike, spokenTitle } from './spoken.ts';

/** What the code on every test page says. */
export const TEST_CODE_TEXT = 'VENUE CHECK-IN TEST';

/** The smallest type is that of 6 pt: marks that run together here would do so on a receipt. */
const LETTER_SIZES_MM = [2.12, 2.82, 4.23] as const;
const LETTERS = 'Ế Ễ Ỗ Ặ Ữ Ỹ Đ · Nguyễn Thị Thuý Hằng, Lê Đặng Khải Hoàn, ngõ Ỷ Lan, phường Vỹ Dạ';

/** Receipt printers have 8 dots in a millimetre: positions on that grid keep every module of a code exact. */
const DOT_MM = 0.125;
const MODULE_MM = 6 * DOT_MM;
const [FRAME, INSET] = [0.5, 2.5];

/** A page to see whether a printer prints everything: all four edges, the smallest marks, a code. */
export async function renderTestPagePdf(description: TestPageDescription): Promise<Uint8Array> {
  const { paper, language, at, timeZone } = description;
  const isSheet = paper === 'A4';
  const width = isSheet ? 210 : paper;
  // Office printers leave a border of some millimetres blank.
  const border = isSheet ? 10 : 0;
  const pieces = testPieces(description, width, border);
  const height = isSheet ? 297 : Math.ceil(heightOf(pieces));
  const [first] = languagesOf(language);
  const title = printTexts[first]('testPage.title');
  const pdf = createPdf({ title, language: first, createdOn: dayOf(at, timeZone) });
  const page = new Page(pdf, { width, height }, title);
  page.artifact(() => {
    const edge = border + FRAME / 2;
    page.pdf
      .rect(edge, edge, width - 2 * edge, height - 2 * edge)
      .lineWidth(FRAME)
      .stroke('#000000');
  });
  stackPiece(pieces).draw(page, 0);
  page.end();
  return collectBytes(endPdf(pdf));
}

function testPieces(description: TestPageDescription, width: number, border: number): Piece[] {
  const { language, at, timeZone, venueName, entranceName, printerName } = description;
  const [first] = languagesOf(language);
  const inner = width - 2 * (border + INSET);
  const middle = { language: first, x: width / 2, width: inner, align: 'center', minSize: 2, maxLines: 3 } as const;
  const medium = { ...middle, size: 3.2, weight: 'medium' } as const;
  const hints = (key: 'testPage.frame' | 'testPage.letters' | 'testPage.code'): Piece[] =>
    spokenAlike(language, (say) => say(key), medium);
  return [
    spacePiece(border + INSET),
    ...spokenTitle(language, (say) => say('testPage.title'), {
      ...middle,
      size: width === 48 ? 4.2 : 6,
      weight: 'bold',
      tag: 'H1',
    }),
    textPiece([venueName, entranceName].map(printable).filter(Boolean).join(' · '), medium),
    textPiece(`${formatTime(at, timeZone)}  ${formatDate(at, timeZone, language)}`, medium),
    textPiece(
      printerName === null ? '' : printTexts[first]('testPage.printer', { name: printable(printerName) }),
      medium,
    ),
    spacePiece(1.5),
    ...hints('testPage.frame'),
    spacePiece(1.5),
    ...hints('testPage.letters'),
    ...LETTER_SIZES_MM.map((size) =>
      textPiece(LETTERS, { ...middle, size, minSize: size, maxLines: 6, weight: 'medium' }),
    ),
    spacePiece(1.5),
    ...hints('testPage.code'),
    codePiece(description, width),
    spacePiece(border + INSET),
  ];
}

function codePiece({ language }: TestPageDescription, width: number): Piece {
  const matrix = encodeQr(TEST_CODE_TEXT, { levels: ['M'] });
  if (!matrix.ok) throw new Error('the test code cannot be encoded');
  const size = matrix.value.size * MODULE_MM;
  const quiet = 4 * MODULE_MM;
  const label = sayBeside(language, (say) => say('testPage.qrLabel'));
  return {
    height: size + 2 * quiet,
    draw(page, top) {
      const at = { x: snap((width - size) / 2), y: snap(top + quiet), size };
      page.tagFigure(label, { ...at, width: size, height: size }, () => page.qr(matrix.value, at));
    },
  };
}

const snap = (mm: number): number => Math.round(mm / DOT_MM) * DOT_MM;
