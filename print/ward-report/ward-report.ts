import { setImmediate } from 'node:timers/promises';
import type { CalendarDay } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import { heightOf, type Piece, rowPiece, rulePiece, spacePiece, stackPiece, textPiece } from '../badge/column.ts';
import { collectBytes, createPdf, endPdf, type Pdf } from '../pdf/document.ts';
import { printable } from '../pdf/font-text.ts';
import { Page, setBlock } from '../pdf/page.ts';
import { PALETTE } from '../poster/palette.ts';

/** A table for paper: every row has as many cells as there are columns; the first is a name, the second a state. */
export interface ReportTable {
  readonly language: Language;
  readonly title: string;
  readonly createdOn: CalendarDay;
  /** One line each, below the title. */
  readonly facts: readonly string[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  readonly total: readonly string[];
  /** A paragraph each, after the table. */
  readonly notes: readonly string[];
}

/** A4 across, in millimetres. */
const [WIDTH, HEIGHT] = [297, 210];
const MARGIN = 14;
const INNER = WIDTH - 2 * MARGIN;
const NAME_WIDTH = 46;
/** A state and a time fit on one line. */
const STATE_WIDTH = 48;
const FOOT = 8;

/** As many pages as it takes, the head of the table on each that has rows of it. The same description gives the same bytes. */
export async function renderWardReportPdf(table: ReportTable): Promise<Uint8Array> {
  const { language, createdOn } = table;
  const title = printable(table.title);
  const pdf = createPdf({ title, language, createdOn });
  const pages = paginate(table);
  for (const [index, pieces] of pages.entries()) {
    // A province has hundreds of wards; others wait for their answers meanwhile.
    await setImmediate();
    drawPage(pdf, table, pieces, `${index + 1} / ${pages.length}`);
  }
  return collectBytes(endPdf(pdf));
}

function paginate(table: ReportTable): Piece[][] {
  const head = headOf(table);
  const header = lineOf(table, table.columns, 'bold');
  const room = HEIGHT - 2 * MARGIN - FOOT;
  const pages: Piece[][] = [];
  let page: Piece[] = [head, header];
  const add = (piece: Piece, top: readonly Piece[]): void => {
    if (heightOf(page) + piece.height > room) {
      pages.push(page);
      page = [...top];
    }
    page.push(piece);
  };
  for (const row of table.rows) add(lineOf(table, row, 'medium'), [header]);
  add(lineOf(table, table.total, 'bold'), [header]);
  add(spacePiece(4), []);
  for (const note of table.notes) add(noteOf(table, note), []);
  return [...pages, page];
}

function headOf({ language, title, facts }: ReportTable): Piece {
  const left = { language, x: MARGIN, width: INNER, align: 'left', minSize: 2.4 } as const;
  return stackPiece([
    textPiece(printable(title), { ...left, size: 6.5, weight: 'bold', maxLines: 2, tag: 'H1', color: PALETTE.brand }),
    ...facts.map((fact) => textPiece(fact, { ...left, size: 3.4, weight: 'medium', maxLines: 1 })),
    spacePiece(3),
  ]);
}

function lineOf({ language, columns }: ReportTable, cells: readonly string[], weight: 'medium' | 'bold'): Piece {
  const narrow = (INNER - NAME_WIDTH - STATE_WIDTH) / (columns.length - 2);
  const pieces = cells.map((cell, index) => {
    const isLeft = index < 2;
    const width = index === 0 ? NAME_WIDTH : index === 1 ? STATE_WIDTH : narrow;
    const left =
      MARGIN + (index === 0 ? 0 : index === 1 ? NAME_WIDTH : NAME_WIDTH + STATE_WIDTH + (index - 2) * narrow);
    return textPiece(printable(cell), {
      language,
      x: isLeft ? left : left + width,
      width: width - 2,
      align: isLeft ? 'left' : 'right',
      size: 3.2,
      minSize: 1.9,
      maxLines: 3,
      weight,
    });
  });
  return stackPiece([
    rowPiece(pieces),
    spacePiece(0.8),
    rulePiece(MARGIN, WIDTH - MARGIN, PALETTE.rule),
    spacePiece(0.8),
  ]);
}

const noteOf = ({ language }: ReportTable, note: string): Piece =>
  stackPiece([
    textPiece(printable(note), {
      language,
      x: MARGIN,
      width: INNER,
      align: 'left',
      size: 3,
      minSize: 2.2,
      maxLines: 20,
      weight: 'medium',
      color: PALETTE.inkSoft,
    }),
    spacePiece(1.5),
  ]);

function drawPage(pdf: Pdf, { title }: ReportTable, pieces: readonly Piece[], number: string): void {
  const page = new Page(pdf, { width: WIDTH, height: HEIGHT }, printable(title));
  let top = MARGIN;
  for (const piece of pieces) {
    piece.draw(page, top);
    top += piece.height;
  }
  page.artifact(() => {
    const foot = { baseline: HEIGHT - MARGIN + 3, size: 2.8, weight: 'medium' } as const;
    page.line(number, { ...foot, x: WIDTH - MARGIN }, PALETTE.inkSoft, 'right');
    // Sheets that come apart still say what they belong to.
    const room = { width: INNER - 30, height: 4, maxSize: foot.size, minSize: 2, maxLines: 1, lineHeight: 1.4 };
    const name = setBlock(printable(title), room, foot.weight);
    page.block(name, { x: MARGIN, top: foot.baseline - name.height }, PALETTE.inkSoft, 'left');
  });
  page.end();
}
