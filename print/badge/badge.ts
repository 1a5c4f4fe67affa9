import { dayOf } from '#shared/domain/instant.ts';
import { collectBytes, createPdf, endPdf } from '../pdf/document.ts';
import { printable } from '../pdf/font-text.ts';
import { Page } from '../pdf/page.ts';
import { printTexts } from '../print-texts.ts';
import { type Piece, spacePiece, stackPiece, type TextStyle, textPiece } from './column.ts';
import type { BadgeDescription, BadgeFormat } from './description.ts';
import { formatDate, formatTime, languagesOf, sayBeside } from './speak.ts';

/** Millimetres. */
interface BadgeLayout {
  readonly width: number;
  readonly height: number;
  readonly margin: number;
  readonly band: { readonly height: number; readonly size: number };
  readonly name: { readonly size: number; readonly minSize: number };
  readonly foot: { readonly size: number; readonly venueSize: number };
}

const LAYOUTS: Readonly<Record<BadgeFormat, BadgeLayout>> = {
  label: {
    width: 62,
    height: 40,
    margin: 3,
    band: { height: 8.5, size: 4.6 },
    name: { size: 10.5, minSize: 2.6 },
    foot: { size: 2.9, venueSize: 3.2 },
  },
  card: {
    width: 85.6,
    height: 53.98,
    margin: 4,
    band: { height: 11.5, size: 6.2 },
    name: { size: 14, minSize: 3.6 },
    foot: { size: 3.6, venueSize: 4.1 },
  },
};

/** A badge to wear: readable across a room, black and white for any label printer. The same description gives the same bytes. */
export async function renderBadgePdf(description: BadgeDescription): Promise<Uint8Array> {
  const layout = LAYOUTS[description.format];
  const [language] = languagesOf(description.language);
  const venue = printable(description.venueName);
  const title = printTexts[language]('badge.title', { venue, entrance: printable(description.entranceName) });
  const pdf = createPdf({ title, language, createdOn: dayOf(description.at, description.timeZone) });
  const page = new Page(pdf, layout, title);
  drawBand(page, description, layout);
  const foot = footPiece(description, layout);
  const footTop = layout.height - layout.margin * 0.6 - foot.height;
  const name = namePiece(description, layout, footTop - layout.band.height);
  name.draw(page, layout.band.height + (footTop - layout.band.height - name.height) / 2);
  foot.draw(page, footTop);
  page.end();
  return collectBytes(endPdf(pdf));
}

function drawBand(page: Page, { language: languages }: BadgeDescription, { width, margin, band }: BadgeLayout): void {
  page.artifact(() => page.pdf.rect(0, 0, width, band.height).fill('#000000'));
  const [language] = languagesOf(languages);
  const words = sayBeside(languages, (say) => say('badge.visitor')).toLocaleUpperCase(language);
  const room = { language, width: width - 2 * margin, minSize: 2, maxLines: 1, color: '#ffffff' } as const;
  const place = { x: width / 2, align: 'center', size: band.size, weight: 'bold' } as const;
  const text = textPiece(words, { ...room, ...place });
  text.draw(page, (band.height - text.height) / 2);
}

/** Where nobody's name is known, a line to write it on. */
function namePiece({ who, language }: BadgeDescription, layout: BadgeLayout, height: number): Piece {
  const name = printable(who ?? '');
  const { width, margin } = layout;
  const style = { ...middleOf(layout, language), ...layout.name, weight: 'bold', tag: 'H1' } as const;
  if (name !== '') return textPiece(name, { ...style, maxLines: 2, height: height - 2 });
  const left = margin + 4;
  return {
    height: layout.name.size,
    draw: (page, top) =>
      page.artifact(() =>
        page.pdf
          .moveTo(left, top + layout.name.size)
          .lineTo(width - left, top + layout.name.size)
          .lineWidth(0.3)
          .stroke('#000000'),
      ),
  };
}

function footPiece(description: BadgeDescription, layout: BadgeLayout): Piece {
  const { at, timeZone, people, language } = description;
  const { foot } = layout;
  const middle = middleOf(layout, language);
  const group = people > 1 ? [sayBeside(language, (say) => say('badge.group', { people }))] : [];
  const time = `${formatTime(at, timeZone)}  ${formatDate(at, timeZone, language)}`;
  const small = { ...middle, size: foot.size, minSize: 2, maxLines: 1, weight: 'medium' } as const;
  return stackPiece([
    ...group.map((words) => textPiece(words, { ...small, size: foot.venueSize, weight: 'bold' })),
    textPiece([printable(description.entranceName), time].filter(Boolean).join('  ·  '), small),
    spacePiece(0.2),
    textPiece(printable(description.venueName), { ...small, size: foot.venueSize, weight: 'bold', maxLines: 2 }),
  ]);
}

function middleOf(
  { width, margin }: BadgeLayout,
  language: BadgeDescription['language'],
): Pick<TextStyle, 'language' | 'x' | 'width' | 'align'> {
  return { language: languagesOf(language)[0], x: width / 2, width: width - 2 * margin, align: 'center' };
}
