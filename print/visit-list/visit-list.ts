import { setImmediate } from 'node:timers/promises';
import { dayOf } from '#shared/domain/instant.ts';
import { createPdf, endPdf, takeChunks } from '../pdf/document.ts';
import { Page } from '../pdf/page.ts';
import { PALETTE } from '../poster/palette.ts';
import { printTexts } from '../print-texts.ts';
import type { VisitListDescription } from './description.ts';
import {
  BODY_BOTTOM,
  breakPages,
  FOOT_HEIGHT,
  heightOfRow,
  INNER_WIDTH,
  type SetText,
  SHEET,
  setText,
  TEXT_LEFT,
} from './layout.ts';

const TITLE = { max: 6, min: 3.6, lines: 2 } as const;
const SUBTITLE = { max: 3.6, min: 2.6, lines: 2 } as const;
const FACT = { max: 2.7, min: 2, lines: 4 } as const;
const HEADING = { max: 2.5, min: 1.8, lines: 3 } as const;
const CELL = { max: 2.6, min: 1.9 } as const;
const FOOT = { max: 2.1, min: 1.7, lines: 2 } as const;
const PAGE_NUMBER_WIDTH = 34;
const FACT_COLUMNS = 3;

/**
 * A visit log as a tagged PDF, A4 landscape, its header on every page, piece by piece. The same description gives the same
 * bytes. Others have their turn between pages.
 */
export async function* renderVisitListPdf(description: VisitListDescription): AsyncGenerator<Uint8Array> {
  const { title, venueName, language, at, timeZone, rows } = description;
  const documentTitle = `${title} – ${venueName}`;
  const pdf = createPdf({ title: documentTitle, language, createdOn: dayOf(at, timeZone) });
  const table = layTable(description);
  const head = layHead(description);
  const heights: number[] = [];
  for (const [index, row] of rows.entries()) {
    heights.push(heightOfRow(table.setRow(row)));
    if (index % 100 === 99) await setImmediate();
  }
  const room = BODY_BOTTOM - SHEET.margin - table.header.height;
  const starts = breakPages(heights, { first: room - head.height, others: room });
  for (const [index, start] of starts.entries()) {
    const page = new Page(pdf, SHEET, documentTitle);
    if (index === 0) drawHead(page, head);
    const top = SHEET.margin + (index === 0 ? head.height : 0);
    drawTable(page, table, rows.slice(start, starts[index + 1]), top);
    if (rows.length === 0) drawNothing(page, description, top + table.header.height);
    drawFoot(page, description, { page: index + 1, pages: starts.length });
    page.end();
    yield* takeChunks(pdf);
    await setImmediate();
  }
  yield* endPdf(pdf);
}

interface Table {
  readonly lefts: readonly number[];
  readonly header: { readonly cells: readonly SetText[]; readonly height: number };
  readonly setRow: (row: readonly string[]) => SetText[];
}

/** Cells remembered: most columns say the same few things over and over. */
const MOST_REMEMBERED = 2_000;

function layTable({ columns }: VisitListDescription): Table {
  const whole = columns.reduce((sum, { width }) => sum + width, 0);
  const widths = columns.map(({ width }) => (width / whole) * INNER_WIDTH);
  const lefts = widths.map((_, i) => SHEET.margin + widths.slice(0, i).reduce((sum, width) => sum + width, 0));
  const cells = columns.map(({ title }, i) => setText(title, widths[i] ?? 0, 'bold', HEADING));
  const known = new Map<string, SetText>();
  const setCell = (text: string, column: number): SetText => {
    const key = `${column} ${text}`;
    let cell = known.get(key);
    if (!cell) {
      cell = setText(text, widths[column] ?? 0, 'medium', CELL);
      if (known.size >= MOST_REMEMBERED) known.clear();
      known.set(key, cell);
    }
    return cell;
  };
  return { lefts, header: { cells, height: heightOfRow(cells) }, setRow: (row) => row.map(setCell) };
}

interface Head {
  readonly title: SetText;
  readonly subtitle: SetText;
  readonly facts: readonly { readonly text: SetText; readonly left: number; readonly top: number }[];
  readonly height: number;
}

/** Title and venue, then what is to be known of the list, in columns. */
function layHead({ title, venueName, about }: VisitListDescription): Head {
  const set = {
    title: setText(title, INNER_WIDTH, 'bold', TITLE),
    venue: setText(venueName, INNER_WIDTH, 'medium', SUBTITLE),
  };
  const width = INNER_WIDTH / FACT_COLUMNS;
  let top = SHEET.margin + set.title.height + set.venue.height + 1.5;
  const told = about
    .filter(({ value }) => value !== '')
    .map(({ label, value }) => setText(`${label}: ${value}`, width, 'medium', FACT));
  const facts: Array<Head['facts'][number]> = [];
  for (let at = 0; at < told.length; at += FACT_COLUMNS) {
    const line = told.slice(at, at + FACT_COLUMNS);
    facts.push(...line.map((text, i) => ({ text, left: SHEET.margin + i * width, top })));
    top += heightOfRow(line);
  }
  return { title: set.title, subtitle: set.venue, facts, height: top + 2.5 - SHEET.margin };
}

function drawHead(page: Page, { title, subtitle, facts }: Head): void {
  const left = SHEET.margin - TEXT_LEFT;
  page.tag('H1', {}, () => drawText(page, title, { left, top: SHEET.margin }, PALETTE.brandDeep));
  page.tag('P', {}, () => drawText(page, subtitle, { left, top: SHEET.margin + title.height }, PALETTE.ink));
  for (const { text, left: x, top } of facts) {
    page.tag('P', {}, () => drawText(page, text, { left: x - TEXT_LEFT, top }, PALETTE.inkSoft));
  }
}

const drawText = (page: Page, { block, drop }: SetText, at: { left: number; top: number }, color: string): void =>
  page.block(block, { x: at.left + TEXT_LEFT, top: at.top + drop }, color);

function drawTable(page: Page, table: Table, rows: readonly (readonly string[])[], top: number): void {
  const set = rows.map(table.setRow);
  const tops: number[] = [];
  let at = top + table.header.height;
  for (const cells of set) {
    tops.push(at);
    at += heightOfRow(cells);
  }
  page.artifact(() => drawLines(page, table, { top, tops, bottom: at }));
  const drawCells = (cells: readonly SetText[], y: number, color: string) =>
    cells.map((cell, i) => () => drawText(page, cell, { left: table.lefts[i] ?? 0, top: y }, color));
  page.tagTable([
    drawCells(table.header.cells, top, PALETTE.brandDeep),
    ...set.map((cells, i) => drawCells(cells, tops[i] ?? 0, PALETTE.ink)),
  ]);
}

/** The header on a tint, a fine line under each row: paper is read with a ruler or a finger. */
function drawLines(
  page: Page,
  { header }: Table,
  { top, tops, bottom }: { readonly top: number; readonly tops: readonly number[]; readonly bottom: number },
): void {
  const { pdf } = page;
  const right = SHEET.margin + INNER_WIDTH;
  pdf.rect(SHEET.margin, top, INNER_WIDTH, header.height).fill(PALETTE.tint);
  for (const y of [...tops.slice(1), bottom]) pdf.moveTo(SHEET.margin, y).lineTo(right, y).lineWidth(0.12);
  pdf.stroke(PALETTE.rule);
}

function drawNothing(page: Page, { nothing }: VisitListDescription, top: number): void {
  const text = setText(nothing, INNER_WIDTH, 'medium', SUBTITLE);
  page.tag('P', {}, () => drawText(page, text, { left: SHEET.margin, top: top + 4 }, PALETTE.inkSoft));
}

/** On every sheet, for they come apart: which list, whose, which part of the log, why. */
function drawFoot(
  page: Page,
  { language, about, reference }: VisitListDescription,
  place: { readonly page: number; readonly pages: number },
): void {
  const words = [
    reference,
    ...about.filter(({ isOnFoot, value }) => isOnFoot && value !== '').map(({ value }) => value),
  ];
  const foot = setText(words.join('  ·  '), INNER_WIDTH - PAGE_NUMBER_WIDTH, 'medium', FOOT);
  const number = setText(printTexts[language]('evacuation.page', { ...place }), PAGE_NUMBER_WIDTH, 'bold', FOOT);
  const top = SHEET.height - SHEET.margin - FOOT_HEIGHT + 3;
  page.artifact(() => {
    const right = SHEET.margin + INNER_WIDTH;
    page.pdf
      .moveTo(SHEET.margin, top - 0.6)
      .lineTo(right, top - 0.6)
      .lineWidth(0.2)
      .stroke(PALETTE.rule);
    drawText(page, foot, { left: SHEET.margin - TEXT_LEFT, top }, PALETTE.inkSoft);
    page.block(number.block, { x: right, top: top + number.drop }, PALETTE.inkSoft, 'right');
  });
}
