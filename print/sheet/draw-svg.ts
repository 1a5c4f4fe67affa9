import { unreachable } from '#shared/domain/result.ts';
import { outlineText } from '../pdf/fonts.ts';
import { lineStarts } from '../pdf/page.ts';
import { escapeXml, qrPathData } from '../qr/svg.ts';
import type { LineMark, Mark, PictogramMark, Sheet, TextMark } from './mark.ts';

/**
 * A sheet as a standalone SVG: text as outlines, so that it looks alike where our font is not installed; nothing is
 * loaded, no style attribute. Its words stand in `title` and `desc` for screen readers.
 */
export function renderSheetSvg(sheet: Sheet): string {
  const { width, height, unit, title, language } = sheet;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}${unit}" height="${height}${unit}" viewBox="0 0 ${width} ${height}" lang="${language}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escapeXml(title)}</title>`,
    `<desc id="desc">${escapeXml(wordsOf(sheet.marks).join(' · '))}</desc>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    ...sheet.marks.map(toSvg),
    '</svg>',
  ].join('');
}

function wordsOf(marks: readonly Mark[]): string[] {
  return marks.flatMap((mark) => {
    if (mark.kind === 'text' && mark.tag !== null) return [mark.block.lines.join(mark.block.joint)];
    if (mark.kind === 'code' || mark.kind === 'image') return [mark.alt];
    return mark.kind === 'group' && !mark.repeated ? wordsOf(mark.marks) : [];
  });
}

function toSvg(mark: Mark): string {
  switch (mark.kind) {
    case 'text':
      return textToSvg(mark);
    case 'rect': {
      const { x, y, width, height } = mark.box;
      const corner = mark.radius === 0 ? '' : ` rx="${round(mark.radius)}"`;
      return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"${corner} fill="${mark.fill}"/>`;
    }
    case 'circle':
      return `<circle cx="${round(mark.x)}" cy="${round(mark.y)}" r="${round(mark.radius)}" fill="${mark.fill}"/>`;
    case 'line':
      return lineToSvg(mark);
    case 'pictogram':
      return pictogramToSvg(mark);
    case 'code':
      return `<path shape-rendering="crispEdges" transform="translate(${round(mark.x)} ${round(mark.y)}) scale(${mark.size / mark.matrix.size})" d="${qrPathData(mark.matrix, 0)}"/>`;
    case 'image': {
      const { x, y, width, height } = mark.box;
      const data = Buffer.from(mark.png).toString('base64');
      return `<image x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" href="data:image/png;base64,${data}"/>`;
    }
    case 'group':
      return `<g transform="translate(${round(mark.x)} ${round(mark.y)}) rotate(${mark.degrees})">${mark.marks.map(toSvg).join('')}</g>`;
    default:
      return unreachable(mark);
  }
}

function textToSvg(mark: TextMark): string {
  const { block, color } = mark;
  const outlines = lineStarts(block, mark, mark.align).map(({ text, x, baseline }) =>
    outlineText(block.weight, text, { x, baseline, size: block.size }),
  );
  const path = outlines.join('');
  return path === '' ? '' : `<path fill="${color}" d="${path}"/>`;
}

function lineToSvg({ from, to, width, color, dash }: LineMark): string {
  const dashes = dash ? ` stroke-dasharray="${dash.join(' ')}"` : '';
  return `<path d="M${from.map(round).join(' ')}L${to.map(round).join(' ')}" fill="none" stroke="${color}" stroke-width="${width}"${dashes}/>`;
}

function pictogramToSvg({ pictogram, x, y, size, color }: PictogramMark): string {
  const strokes = pictogram.strokes.join('');
  const fills = pictogram.fills.join('');
  return (
    `<g transform="translate(${round(x)} ${round(y)}) scale(${size / 24})">` +
    (strokes &&
      `<path d="${strokes}" fill="none" stroke="${color}" stroke-width="${pictogram.strokeWidth}" stroke-linecap="round" stroke-linejoin="round"/>`) +
    (fills && `<path d="${fills}" fill="${color}"/>`) +
    '</g>'
  );
}

const round = (value: number): number => Math.round(value * 1000) / 1000;
