import { MAIN_CODE_MM, POSTER_FORMATS, type PosterFault, type PosterFormat } from '#shared/contract/poster-options.ts';
import { TEXT_CONTRAST } from '../poster/brand.ts';
import { contrast } from '../poster/colour.ts';
import { printTexts } from '../print-texts.ts';
import { type FlatSheet, flattenSheet, isWithin, overlap, type PlacedCode, type PlacedText } from '../sheet/flatten.ts';
import type { Sheet } from '../sheet/mark.ts';

/** Large text may have less: WCAG 2.2 counts from 18 pt (14 pt bold) on; ours is far larger where it is used. */
const LARGE_TEXT_CONTRAST = 4.5;
const LARGE_TEXT_MM = 5;
/** Words nearer to the paper's edge than this fall to the printer's border or the knife; millimetres. */
const SAFE_EDGE_MM = 1.5;
/** What rounding may shift; a share of the page's width. */
const SLACK = 0.0005;

/** What can be told of a poster without drawing it. */
export function checkGeometry(sheets: readonly Sheet[], format: PosterFormat): PosterFault[] {
  return sheets.flatMap((sheet, index) => {
    const flat = flattenSheet(sheet);
    const page = { page: index + 1, sheet, format, slack: sheet.width * SLACK };
    return [
      ...flat.codes.flatMap((code, at) => checkCode(flat, code, { ...page, copy: at + 1 })),
      ...flat.texts.flatMap((text) => checkText(text, page)),
      ...checkOverlaps(flat.texts, page),
    ];
  });
}

interface OnPage {
  readonly page: number;
  readonly sheet: Sheet;
  readonly format: PosterFormat;
  readonly slack: number;
}

function checkCode(flat: FlatSheet, code: PlacedCode, at: OnPage & { readonly copy: number }): PosterFault[] {
  const { page, copy, sheet, format, slack } = at;
  const faults: PosterFault[] = [];
  const floor = POSTER_FORMATS[format].codeSide;
  const side = code.mark.size;
  if (side < floor - slack) faults.push({ kind: 'code-too-small', page, copy, side, floor });
  if (sheet.unit === 'mm' && side < MAIN_CODE_MM && !hasLabel(flat)) faults.push({ kind: 'label-missing', page, copy });
  const modules = clearModules(flat, code, slack);
  if (modules < QUIET_MODULES) faults.push({ kind: 'quiet-zone', page, copy, modules, floor: QUIET_MODULES });
  return faults;
}

const QUIET_MODULES = 4;

/** Blank modules around a code, at most 4; words and shapes count, and the paper's edge does not. */
function clearModules(flat: FlatSheet, code: PlacedCode, slack: number): number {
  const near = [...flat.texts, ...flat.shapes].filter(({ area }) => overlap(area, code.clear, slack));
  if (near.length === 0) return QUIET_MODULES;
  const module = code.mark.size / code.mark.matrix.size;
  const { x, y, width, height } = code.box;
  for (let modules = QUIET_MODULES - 1; modules > 0; modules -= 1) {
    const by = modules * module;
    const around = { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
    const ring: readonly (readonly [number, number])[] = [
      [around.x, around.y],
      [around.x + around.width, around.y],
      [around.x + around.width, around.y + around.height],
      [around.x, around.y + around.height],
    ];
    if (!near.some(({ area }) => overlap(area, ring, slack))) return modules;
  }
  return 0;
}

/** The words for a secondary code in any language, on the page where the code is. */
const SECONDARY_LABELS = Object.values(printTexts).map((say) => say('poster.secondary'));

const hasLabel = ({ texts }: FlatSheet): boolean =>
  texts.some(
    ({ part, mark }) =>
      part === 'label' && SECONDARY_LABELS.some((label) => mark.block.lines.join(mark.block.joint).includes(label)),
  );

function checkText({ mark, part, area, room }: PlacedText, { page, sheet, slack }: OnPage): PosterFault[] {
  const faults: PosterFault[] = [];
  const { block, color, ground } = mark;
  if (block.cut) faults.push({ kind: 'text-cut', page, part });
  const edge = sheet.unit === 'mm' ? -SAFE_EDGE_MM : 0;
  if (!isWithin(area, room, edge + slack)) faults.push({ kind: 'text-outside', page, part });
  const isLarge = sheet.unit === 'mm' ? block.size >= LARGE_TEXT_MM : block.size >= sheet.width * 0.02;
  const floor = isLarge || block.weight === 'bold' ? LARGE_TEXT_CONTRAST : TEXT_CONTRAST;
  const ratio = contrast(color, ground);
  if (ratio < floor) faults.push({ kind: 'text-contrast', page, part, ratio, floor });
  return faults;
}

function checkOverlaps(texts: readonly PlacedText[], { page, slack }: OnPage): PosterFault[] {
  const found = new Map<string, PosterFault>();
  for (const [index, one] of texts.entries()) {
    for (const other of texts.slice(index + 1)) {
      if (!overlap(one.area, other.area, slack)) continue;
      const fault: PosterFault = { kind: 'text-overlaps', page, part: one.part, other: other.part };
      found.set(JSON.stringify(fault), fault);
    }
  }
  return [...found.values()];
}
