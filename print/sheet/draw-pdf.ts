import { unreachable } from '#shared/domain/result.ts';
import type { Pdf } from '../pdf/document.ts';
import { type Box, POINTS_PER_MM } from '../pdf/geometry.ts';
import { Page } from '../pdf/page.ts';
import type { LineMark, Mark, Sheet, TextMark } from './mark.ts';

/** A CSS pixel is 1/96 inch. */
const POINTS_PER_PX = 0.75;

export const pointsPerUnit = (unit: Sheet['unit']): number => (unit === 'mm' ? POINTS_PER_MM : POINTS_PER_PX);

/** Draws a sheet as the next page of a tagged PDF. */
export function drawSheet(pdf: Pdf, sheet: Sheet): void {
  const page = new Page(pdf, sheet, sheet.title, pointsPerUnit(sheet.unit));
  drawMarks(page, sheet.marks, { x: 0, y: 0, repeated: false });
  page.end();
}

/** Where the marks' own origin lies on the page, and whether they are only a further copy. */
interface Surroundings {
  readonly x: number;
  readonly y: number;
  readonly repeated: boolean;
}

function drawMarks(page: Page, marks: readonly Mark[], around: Surroundings): void {
  for (const mark of marks) drawMark(page, mark, around);
}

function drawMark(page: Page, mark: Mark, around: Surroundings): void {
  const { pdf } = page;
  const { repeated } = around;
  switch (mark.kind) {
    case 'text':
      return drawText(page, mark, repeated);
    case 'rect': {
      const { box, radius, fill } = mark;
      return page.artifact(() => {
        if (radius === 0) pdf.rect(box.x, box.y, box.width, box.height).fill(fill);
        else pdf.roundedRect(box.x, box.y, box.width, box.height, radius).fill(fill);
      });
    }
    case 'circle':
      return page.artifact(() => pdf.circle(mark.x, mark.y, mark.radius).fill(mark.fill));
    case 'line':
      return page.artifact(() => drawLine(page, mark));
    case 'pictogram':
      return page.artifact(() => page.pictogram(mark.pictogram, mark, mark.color));
    case 'code': {
      const { alt, matrix, x, y, size } = mark;
      return drawFigure(page, alt, { x, y, width: size, height: size }, around, () => page.qr(matrix, mark));
    }
    case 'image':
      return drawFigure(page, mark.alt, mark.box, around, () => page.image(mark.png, mark.box));
    case 'group':
      pdf.save().translate(mark.x, mark.y).rotate(mark.degrees);
      drawMarks(page, mark.marks, {
        x: around.x + mark.x,
        y: around.y + mark.y,
        repeated: repeated || mark.repeated,
      });
      pdf.restore();
      return undefined;
    default:
      return unreachable(mark);
  }
}

function drawText(page: Page, mark: TextMark, repeated: boolean): void {
  const { block, tag, language, color, align } = mark;
  if (block.lines.length === 0) return;
  const draw = (): void => page.block(block, mark, color, align);
  if (repeated || tag === null) page.artifact(draw);
  else page.tag(tag, language ? { language } : {}, draw);
}

function drawLine({ pdf }: Page, { from, to, width, color, dash }: LineMark): void {
  pdf.save().lineWidth(width).lineCap('butt');
  if (dash) pdf.dash(dash[0], { space: dash[1] });
  pdf
    .moveTo(...from)
    .lineTo(...to)
    .stroke(color)
    .restore();
}

/** Figures tell where they are on the page; groups that turn hold only copies, so moving is enough. */
function drawFigure(page: Page, alt: string, box: Box, around: Surroundings, draw: () => void): void {
  if (around.repeated) page.artifact(draw);
  else page.tagFigure(alt, { ...box, x: box.x + around.x, y: box.y + around.y }, draw);
}
