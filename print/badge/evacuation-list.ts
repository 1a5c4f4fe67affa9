import { setImmediate } from 'node:timers/promises';
import { dayOf, type Instant } from '#shared/domain/instant.ts';
import { collectBytes, createPdf, endPdf, type Pdf } from '../pdf/document.ts';
import { printable } from '../pdf/font-text.ts';
import { Page } from '../pdf/page.ts';
import { printTexts } from '../print-texts.ts';
import { dashPiece, type Piece, rowPiece, spacePiece, stackPiece, textPiece } from './column.ts';
import type { EvacuationListDescription, EvacuationRow } from './description.ts';
import { formatDate, formatTime, languagesOf } from './speak.ts';
import { spokenAlike, spokenTitle } from './spoken.ts';

/** Millimetres. */
interface ListLayout {
  readonly width: number;
  /** A roll is cut where the list ends, but no page is longer than this: a machine draws one at a time. */
  readonly height: number;
  readonly isRoll: boolean;
  readonly margin: number;
  readonly columns: number;
  readonly gutter: number;
  readonly rowHeight: number;
  readonly size: {
    readonly title: number;
    readonly venue: number;
    readonly text: number;
    readonly count: number;
    readonly name: number;
  };
}

const LAYOUTS: Readonly<Record<EvacuationListDescription['paper'], ListLayout>> = {
  A4: {
    width: 210,
    height: 297,
    isRoll: false,
    margin: 14,
    columns: 2,
    gutter: 10,
    rowHeight: 9,
    size: { title: 8, venue: 6, text: 3.8, count: 11, name: 4.6 },
  },
  72: {
    width: 72,
    height: 290,
    isRoll: true,
    margin: 1.5,
    columns: 1,
    gutter: 0,
    rowHeight: 8,
    size: { title: 5.6, venue: 4.6, text: 3.1, count: 8, name: 4.4 },
  },
  48: {
    width: 48,
    height: 290,
    isRoll: true,
    margin: 1.5,
    columns: 1,
    gutter: 0,
    rowHeight: 7,
    size: { title: 4.4, venue: 3.8, text: 2.7, count: 6.5, name: 3.6 },
  },
};

const FOOT_HEIGHT = 8;
const byVietnameseName = new Intl.Collator('vi');

/**
 * Who is inside, to be ticked off by hand at the assembly point: A4 in two columns, or a strip for a receipt printer, one page after
 * the other. Masked names in the order of given names. The same description gives the same bytes.
 */
export async function renderEvacuationListPdf(description: EvacuationListDescription): Promise<Uint8Array> {
  const layout = LAYOUTS[description.paper];
  const { venueName, entranceName, at, timeZone } = description;
  const [language] = languagesOf(description.language);
  const names = { venue: printable(venueName), entrance: printable(entranceName) };
  const title = printTexts[language]('evacuation.documentTitle', names);
  const pdf = createPdf({ title, language, createdOn: dayOf(at, timeZone) });
  const head = stackPiece(headPieces(description, layout));
  const pages = paginate(description.rows.toSorted(byGivenName), head.height, layout);
  for (const [index, rows] of pages.entries()) {
    // A long list must not keep a kiosk from answering its visitors.
    await setImmediate();
    drawPage(pdf, {
      description,
      layout,
      title,
      rows,
      head: index === 0 ? head : undefined,
      number: index + 1,
      pages: pages.length,
    });
  }
  return collectBytes(endPdf(pdf));
}

/** The given name comes last in Vietnamese, masked or not; those without a name come last of all. */
function byGivenName(a: EvacuationRow, b: EvacuationRow): number {
  if (a.who === null || b.who === null) return Number(a.who === null) - Number(b.who === null) || a.since - b.since;
  const [x, y] = [a.who, b.who].map((name) => name.slice(name.lastIndexOf(' ') + 1));
  return byVietnameseName.compare(x ?? '', y ?? '') || byVietnameseName.compare(a.who, b.who) || a.since - b.since;
}

function paginate(rows: readonly EvacuationRow[], headHeight: number, layout: ListLayout): EvacuationRow[][] {
  const pages: EvacuationRow[][] = [];
  let at = 0;
  do {
    const room = layout.height - 2 * layout.margin - FOOT_HEIGHT - (pages.length === 0 ? headHeight : 0);
    const fitting = Math.max(1, Math.floor(room / layout.rowHeight)) * layout.columns;
    pages.push(rows.slice(at, at + fitting));
    at += fitting;
  } while (at < rows.length);
  return pages;
}

function headPieces(description: EvacuationListDescription, layout: ListLayout): Piece[] {
  const { language, scope, rows, nameless, silentDoors = [], at, timeZone } = description;
  const { margin, width, size } = layout;
  const [first] = languagesOf(language);
  const left = { language: first, x: margin, width: width - 2 * margin, align: 'left', minSize: 2.2 } as const;
  const text = { ...left, size: size.text, weight: 'medium', maxLines: 3 } as const;
  const when = { time: formatTime(at, timeZone), date: formatDate(at, timeZone, language) };
  const inside = rows.reduce((sum, { accompanied }) => sum + 1 + accompanied, nameless);
  return [
    ...spokenTitle(language, (say) => say('evacuation.title'), {
      ...left,
      size: size.title,
      weight: 'bold',
      maxLines: 2,
      tag: 'H1',
    }),
    textPiece(printable(description.venueName), { ...left, size: size.venue, weight: 'bold', maxLines: 3 }),
    textPiece(scope === 'door' ? printable(description.entranceName) : '', { ...text, size: size.venue, maxLines: 2 }),
    ...spokenAlike(language, (say) => say(scope === 'door' ? 'evacuation.door' : 'evacuation.venue'), text),
    textPiece(printTexts[first]('evacuation.printedAt', when), { ...text, maxLines: 2 }),
    spacePiece(1.5),
    countPiece(inside, description, layout),
    ...(nameless > 0
      ? spokenAlike(language, (say) => say('evacuation.nameless', { count: nameless }), { ...text, weight: 'bold' })
      : []),
    ...(silentDoors.length > 0
      ? spokenAlike(
          language,
          (say) => say('evacuation.silentDoors', { doors: silentDoors.map(printable).join(', ') }),
          {
            ...text,
            weight: 'bold',
          },
        )
      : []),
    ...(inside === 0
      ? spokenAlike(language, (say) => say('evacuation.nobody'), { ...text, size: size.venue, weight: 'bold' })
      : []),
    spacePiece(2),
  ];
}

function countPiece(inside: number, { language }: EvacuationListDescription, layout: ListLayout): Piece {
  const { margin, width, size } = layout;
  const [first] = languagesOf(language);
  const words = { language: first, x: margin, width: (width - 2 * margin) * 0.6, align: 'left', minSize: 2.4 } as const;
  const count = { language: first, x: width - margin, width: (width - 2 * margin) * 0.38, align: 'right' } as const;
  return stackPiece([
    dashPiece(margin, width - margin),
    rowPiece([
      stackPiece(
        spokenTitle(language, (say) => say('evacuation.inside'), {
          ...words,
          size: size.venue,
          maxLines: 2,
          weight: 'bold',
        }),
      ),
      textPiece(String(inside), { ...count, size: size.count, minSize: 3, maxLines: 1, weight: 'bold' }),
    ]),
    dashPiece(margin, width - margin),
    spacePiece(0.8),
  ]);
}

interface ListPage {
  readonly description: EvacuationListDescription;
  readonly layout: ListLayout;
  readonly title: string;
  readonly rows: readonly EvacuationRow[];
  /** Of the first page. */
  readonly head: Piece | undefined;
  readonly number: number;
  readonly pages: number;
}

function drawPage(pdf: Pdf, { description, layout, title, rows, head, number, pages }: ListPage): void {
  const { margin, columns, gutter, rowHeight, width, isRoll } = layout;
  const perColumn = Math.ceil(rows.length / columns);
  const needed = 2 * margin + (head?.height ?? 0) + perColumn * rowHeight + (pages > 1 ? FOOT_HEIGHT : 1);
  const height = isRoll ? Math.ceil(needed) : layout.height;
  const page = new Page(pdf, { width, height }, title);
  head?.draw(page, margin);
  const top = margin + (head?.height ?? 0);
  const columnWidth = (width - 2 * margin - (columns - 1) * gutter) / columns;
  for (const [index, row] of rows.entries()) {
    const left = margin + Math.floor(index / perColumn) * (columnWidth + gutter);
    const box = { left, right: left + columnWidth, top: top + (index % perColumn) * rowHeight };
    drawRow(page, row, box, description, layout);
  }
  const say = printTexts[languagesOf(description.language)[0]];
  const middle = {
    x: width / 2,
    width: width - 2 * margin,
    align: 'center',
    language: languagesOf(description.language)[0],
  } as const;
  const foot = textPiece(say('evacuation.page', { page: number, pages }), {
    ...middle,
    size: 2.8,
    minSize: 2,
    maxLines: 1,
    weight: 'medium',
  });
  if (pages > 1) foot.draw(page, height - margin - foot.height);
  page.end();
}

/** A box to tick, the name, and at the right how many more and since when. */
function drawRow(
  page: Page,
  { who, since, accompanied }: EvacuationRow,
  { left, right, top }: { readonly left: number; readonly right: number; readonly top: number },
  { at, timeZone, language }: EvacuationListDescription,
  { rowHeight, size }: ListLayout,
): void {
  const box = rowHeight * 0.5;
  page.artifact(() => {
    page.pdf
      .rect(left + 0.3, top + (rowHeight - box) / 2, box, box)
      .lineWidth(0.35)
      .stroke('#000000');
    page.pdf
      .moveTo(left, top + rowHeight)
      .lineTo(right, top + rowHeight)
      .lineWidth(0.15)
      .stroke('#000000');
  });
  const line = { language: languagesOf(language)[0], minSize: 2.2, maxLines: 1, height: rowHeight } as const;
  const facts = [accompanied > 0 ? `+${accompanied}` : '', formatSince(since, at, timeZone)].filter(Boolean).join('  ');
  const nameLeft = left + box + 2;
  const factsWidth = (right - nameLeft) * 0.4;
  const pieces = [
    textPiece(printable(who ?? '') || '····', {
      ...line,
      x: nameLeft,
      width: right - nameLeft - factsWidth - 1,
      align: 'left',
      size: size.name,
      maxLines: 2,
      weight: 'bold',
    }),
    textPiece(facts, {
      ...line,
      x: right,
      width: factsWidth,
      align: 'right',
      size: size.name * 0.85,
      weight: 'medium',
    }),
  ];
  for (const piece of pieces) piece.draw(page, top + (rowHeight - piece.height) / 2);
}

/** The time of day; with day and month where it was another day. */
function formatSince(since: Instant, at: Instant, timeZone: string): string {
  const time = formatTime(since, timeZone);
  if (dayOf(since, timeZone) === dayOf(at, timeZone)) return time;
  const [, month = '', day = ''] = dayOf(since, timeZone).split('-');
  return `${day}/${month} ${time}`;
}
