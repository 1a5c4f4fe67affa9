import type { CalendarDay } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import { type Piece, spacePiece, stackPiece, type TextStyle, textPiece } from '../badge/column.ts';
import { collectBytes, createPdf, endPdf } from '../pdf/document.ts';
import { printable } from '../pdf/font-text.ts';
import { Page } from '../pdf/page.ts';
import { PALETTE } from '../poster/palette.ts';

/** What is kept of one person, as it is handed to them. */
export interface RightsAnswerDescription {
  readonly title: string;
  readonly language: Language;
  readonly createdOn: CalendarDay;
  readonly intro: readonly string[];
  readonly sections: ReadonlyArray<{
    readonly heading: string;
    readonly lines: ReadonlyArray<readonly [label: string, value: string]>;
  }>;
}

const [WIDTH, HEIGHT] = [210, 297];
const MARGIN = 20;
const INNER = WIDTH - 2 * MARGIN;
const LABEL_WIDTH = 48;
const BOTTOM = HEIGHT - MARGIN;

/** As many A4 pages as it takes, tagged; a line is never torn across two. */
export async function renderRightsAnswerPdf(description: RightsAnswerDescription): Promise<Uint8Array> {
  const { title, language, createdOn } = description;
  const pdf = createPdf({ title, language, createdOn });
  const pieces = layOut(description);
  let page = new Page(pdf, { width: WIDTH, height: HEIGHT }, title);
  let top = MARGIN;
  for (const piece of pieces) {
    if (top + piece.height > BOTTOM && top > MARGIN) {
      page.end();
      page = new Page(pdf, { width: WIDTH, height: HEIGHT }, title);
      top = MARGIN;
    }
    piece.draw(page, top);
    top += piece.height;
  }
  page.end();
  return collectBytes(endPdf(pdf));
}

function layOut({ title, language, intro, sections }: RightsAnswerDescription): Piece[] {
  const style = (change: Partial<TextStyle>): TextStyle => ({
    language,
    x: MARGIN,
    width: INNER,
    align: 'left',
    size: 3.8,
    minSize: 2.8,
    maxLines: 6,
    weight: 'medium',
    color: PALETTE.ink,
    ...change,
  });
  const text = (words: string, change: Partial<TextStyle> = {}) => textPiece(printable(words), style(change));
  return [
    text(title, { size: 6.4, weight: 'bold', tag: 'H1' }),
    spacePiece(3),
    ...intro.flatMap((words) => [text(words), spacePiece(2)]),
    ...sections.flatMap(({ heading, lines }) => [
      // A heading stands with its first line.
      stackPiece([spacePiece(5), text(heading, { size: 4.8, weight: 'bold', tag: 'H2' }), spacePiece(1.5)]),
      ...lines.map(([label, value]) =>
        besides(
          text(label, { width: LABEL_WIDTH - 4, color: PALETTE.inkSoft, size: 3.4 }),
          text(value, { x: MARGIN + LABEL_WIDTH, width: INNER - LABEL_WIDTH }),
        ),
      ),
    ]),
  ];
}

/** Label and value on one line. */
const besides = (left: Piece, right: Piece): Piece => ({
  height: Math.max(left.height, right.height) + 0.8,
  draw(page, top) {
    left.draw(page, top);
    right.draw(page, top);
  },
});
