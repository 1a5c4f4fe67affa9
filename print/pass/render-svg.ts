import { escapeXml, qrPathData } from '../qr/svg.ts';
import { type CardText, layOutPass, type PassDescription } from './card.ts';

const ANCHORS = { left: 'start', center: 'middle', right: 'end' } as const;
const WEIGHTS = { medium: 500, bold: 700 } as const;

/** The card as a standalone SVG of 74 x 105 mm, without style attributes; set in Be Vietnam Pro where the reader has it. */
export function renderPassSvg(description: PassDescription): string {
  const { width, height, title, band, qr, matrix, texts } = layOutPass(description);
  const scale = qr.size / matrix.size;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}" font-family="'Be Vietnam Pro', sans-serif">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    `<rect width="${width}" height="${band.height}" fill="${band.color}"/>`,
    `<path role="img" aria-label="${escapeXml(qr.label)}" shape-rendering="crispEdges" transform="translate(${qr.x} ${qr.y}) scale(${scale})" d="${qrPathData(matrix, 0)}"/>`,
    ...texts.map(toSvgText),
    '</svg>',
  ].join('');
}

function toSvgText({ text, language, x, baseline, size, weight, color, align }: CardText): string {
  return `<text lang="${language}" x="${x}" y="${baseline}" font-size="${size}" font-weight="${WEIGHTS[weight]}" fill="${color}" text-anchor="${ANCHORS[align]}">${escapeXml(text)}</text>`;
}
