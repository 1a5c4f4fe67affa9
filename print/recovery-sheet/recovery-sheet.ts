import type { CalendarDay } from '#shared/domain/instant.ts';
import { type Piece, spacePiece, stackPiece, type TextStyle, textPiece } from '../badge/column.ts';
import { collectBytes, createPdf, endPdf } from '../pdf/document.ts';
import { printable } from '../pdf/font-text.ts';
import { Page } from '../pdf/page.ts';
import { PALETTE } from '../poster/palette.ts';
import { formatDay, printTexts } from '../print-texts.ts';
import { encodeQr } from '../qr/matrix.ts';

/** One of two parts of a key, for paper. */
export interface RecoverySheetDescription {
  readonly part: 'A' | 'B';
  /** As people type them, in groups, with their checksums. */
  readonly lines: readonly string[];
  /** What the code says: upper case and digits. */
  readonly codeText: string;
  /** The same on both sheets; says nothing of the key. */
  readonly fingerprint: string;
  /** By what people know the server, e.g. its address. */
  readonly serverName: string;
  readonly madeOn: CalendarDay;
  /** What to type to use both; words of one line each. */
  readonly command: readonly string[];
}

const [WIDTH, HEIGHT] = [210, 297];
const MARGIN = 20;
const INNER = WIDTH - 2 * MARGIN;
const BAND = 34;
const QR_SIZE = 52;
const LANGUAGES = ['vi', 'en'] as const;

type Texts = (typeof printTexts)[keyof typeof printTexts];

/**
 * An A4 sheet in Vietnamese and English that keeps for decades: large type, black on white, the part as a code and as text.
 *
 * @throws Error when the text fits no code.
 */
export async function renderRecoverySheetPdf(description: RecoverySheetDescription): Promise<Uint8Array> {
  const { part, madeOn } = description;
  const title = printTexts.vi('recoverySheet.title', { part });
  const pdf = createPdf({ title, language: 'vi', createdOn: madeOn });
  const page = new Page(pdf, { width: WIDTH, height: HEIGHT }, title);
  drawBand(page, part);
  drawCode(page, description);
  drawFacts(page, description);
  drawLines(page, description);
  drawAdvice(page, description);
  page.end();
  return collectBytes(endPdf(pdf));
}

const style = (change: Partial<TextStyle> = {}): TextStyle => ({
  language: 'vi',
  x: MARGIN,
  width: INNER,
  align: 'left',
  size: 4,
  minSize: 2.6,
  maxLines: 4,
  weight: 'medium',
  color: PALETTE.ink,
  ...change,
});

/** A text in both languages, the second one smaller. */
const both = (say: (texts: Texts) => string, change: Partial<TextStyle> = {}): Piece =>
  stackPiece(
    LANGUAGES.map((language) => {
      const size = (change.size ?? 4) * (language === 'vi' ? 1 : 0.88);
      const color = language === 'vi' ? PALETTE.ink : PALETTE.inkSoft;
      return textPiece(say(printTexts[language]), style({ color, ...change, language, size }));
    }),
  );

function drawBand(page: Page, part: 'A' | 'B'): void {
  page.artifact(() => {
    page.pdf.rect(0, 0, WIDTH, BAND).fill(PALETTE.brand);
    page.pdf.roundedRect(WIDTH - MARGIN - 22, 6, 22, 22, 4).fill(PALETTE.accent);
  });
  const onBand = { color: PALETTE.onBrand, width: INNER - 28, maxLines: 1 } as const;
  const words = stackPiece([
    textPiece(
      printTexts.vi('recoverySheet.title', { part }),
      style({ ...onBand, size: 7.4, weight: 'bold', tag: 'H1' }),
    ),
    textPiece(printTexts.en('recoverySheet.title', { part }), style({ ...onBand, language: 'en', size: 5 })),
  ]);
  words.draw(page, (BAND - words.height) / 2);
  page.artifact(() => {
    const at = { x: WIDTH - MARGIN - 11, baseline: 23, size: 17, weight: 'bold' } as const;
    page.line(part, at, PALETTE.onAccent, 'center');
  });
}

const TOP = BAND + 10;

function drawCode(page: Page, { part, codeText }: RecoverySheetDescription): void {
  const matrix = encodeQr(codeText, { levels: ['Q', 'M'] });
  if (!matrix.ok) throw new Error(`not the text of a recovery part: ${matrix.error.kind}`);
  const at = { x: WIDTH - MARGIN - QR_SIZE, y: TOP, size: QR_SIZE };
  const alt = LANGUAGES.map((language) => printTexts[language]('recoverySheet.qrLabel', { part })).join(' / ');
  page.tagFigure(alt, { ...at, width: QR_SIZE, height: QR_SIZE }, () => page.qr(matrix.value, at));
}

function drawFacts(page: Page, { serverName, madeOn, fingerprint }: RecoverySheetDescription): void {
  const width = INNER - QR_SIZE - 12;
  const fact = (key: 'server' | 'printedOn' | 'fingerprint', value: string, size = 5): Piece[] => {
    const label = LANGUAGES.map((language) => printTexts[language](`recoverySheet.${key}`)).join(' · ');
    return [
      textPiece(label, style({ width, size: 3.1, maxLines: 1, color: PALETTE.inkSoft })),
      textPiece(value, style({ width, size, minSize: 3, maxLines: 2, weight: 'bold' })),
      spacePiece(2.2),
    ];
  };
  const same = LANGUAGES.map((language) => printTexts[language]('recoverySheet.sameOnBoth')).join(' · ');
  const facts = stackPiece([
    ...fact('server', printable(serverName)),
    ...fact('printedOn', LANGUAGES.map((language) => formatDay(madeOn, language)).join(' · ')),
    ...fact('fingerprint', fingerprint, 5.4).slice(0, -1),
    textPiece(same, style({ width, size: 3.1, maxLines: 1, color: PALETTE.inkSoft })),
  ]);
  facts.draw(page, TOP);
}

const LINES_TOP = TOP + QR_SIZE + 11;
const LINE_HEIGHT = 10.5;

function drawLines(page: Page, { part, lines }: RecoverySheetDescription): void {
  const heading = LANGUAGES.map((language) => printTexts[language]('recoverySheet.lines', { part })).join(' · ');
  textPiece(heading, style({ size: 4, maxLines: 1, weight: 'bold', tag: 'H2' })).draw(page, LINES_TOP);
  const top = LINES_TOP + 8;
  page.artifact(() => {
    page.pdf
      .roundedRect(MARGIN, top, INNER, lines.length * LINE_HEIGHT + 4, 2)
      .lineWidth(0.4)
      .stroke(PALETTE.brand);
  });
  for (const [index, line] of lines.entries()) drawLine(page, line, index, top + 2 + index * LINE_HEIGHT);
}

/** Groups in columns of their own, so that the eye keeps its place. */
function drawLine(page: Page, line: string, index: number, top: number): void {
  const baseline = top + LINE_HEIGHT / 2 + 2.4;
  page.artifact(() => {
    if (index % 2 === 1) page.pdf.rect(MARGIN + 0.4, top, INNER - 0.8, LINE_HEIGHT).fill(PALETTE.tint);
    const at = { x: MARGIN + 8, baseline, size: 4, weight: 'bold' } as const;
    page.line(String(index + 1), at, PALETTE.brand, 'center');
  });
  const groups = line.split(' ');
  const step = (INNER - 18) / groups.length;
  page.tag('P', {}, () => {
    for (const [column, group] of groups.entries()) {
      const place = { x: MARGIN + 16 + column * step, baseline, size: 5.9, weight: 'bold' } as const;
      page.line(column < groups.length - 1 ? `${group} ` : group, place, PALETTE.ink);
    }
  });
}

function drawAdvice(page: Page, { part, lines, command }: RecoverySheetDescription): void {
  const other = part === 'A' ? 'B' : 'A';
  const gap = spacePiece(3.2);
  const words = stackPiece([
    both((say) => say('recoverySheet.forWhat', { other })),
    gap,
    both((say) => say('recoverySheet.alone'), { weight: 'bold' }),
    gap,
    both((say) => say('recoverySheet.keep')),
    gap,
    both((say) => say('recoverySheet.how'), { size: 3.6 }),
    spacePiece(1.4),
    ...command.map((typed) => textPiece(typed, style({ x: MARGIN + 5, width: INNER - 5, size: 3.6, weight: 'bold' }))),
    gap,
    both((say) => say('recoverySheet.replaced'), { size: 3.6 }),
  ]);
  words.draw(page, LINES_TOP + 8 + lines.length * LINE_HEIGHT + 12);
}
