import type { PosterPart } from '#shared/contract/poster-options.ts';
import { unreachable } from '#shared/domain/result.ts';
import type { Box } from '../pdf/geometry.ts';
import type { CodeMark, Mark, Sheet, TextMark } from './mark.ts';

export type Point = readonly [number, number];
/** Corners of a convex area in page coordinates, in order. */
export type Polygon = readonly Point[];

/** A code as it lies on the page. */
export interface PlacedCode {
  readonly mark: CodeMark;
  readonly area: Polygon;
  readonly box: Box;
  /** The code with its quiet zone. */
  readonly clear: Polygon;
}

export interface PlacedText {
  readonly mark: TextMark;
  readonly part: PosterPart;
  /** With what reaches above the capitals and below the last baseline. */
  readonly area: Polygon;
  readonly box: Box;
  /** The page, or the sticker or panel it belongs to. */
  readonly room: Polygon;
}

/** Anything that leaves ink other than codes and words. */
export interface PlacedShape {
  readonly area: Polygon;
}

export interface FlatSheet {
  readonly codes: readonly PlacedCode[];
  readonly texts: readonly PlacedText[];
  readonly shapes: readonly PlacedShape[];
}

interface Frame {
  readonly toPage: (point: Point) => Point;
  readonly room: Polygon;
}

const ABOVE_EMS = 0.08;
const BELOW_EMS = 0.2;
const QUIET_MODULES = 4;

/** Where everything on a sheet ends up, groups resolved, in the order of drawing. */
export function flattenSheet(sheet: Sheet): FlatSheet {
  const flat = { codes: [] as PlacedCode[], texts: [] as PlacedText[], shapes: [] as PlacedShape[] };
  const page = cornersOf({ x: 0, y: 0, width: sheet.width, height: sheet.height });
  place(sheet.marks, { toPage: (point) => point, room: page }, flat);
  return flat;
}

interface Collected {
  readonly codes: PlacedCode[];
  readonly texts: PlacedText[];
  readonly shapes: PlacedShape[];
}

function place(marks: readonly Mark[], frame: Frame, into: Collected): void {
  const areaOf = (box: Box): Polygon => cornersOf(box).map(frame.toPage);
  for (const mark of marks) {
    switch (mark.kind) {
      case 'group':
        place(mark.marks, innerFrame(mark, frame), into);
        break;
      case 'text': {
        if (mark.block.lines.length === 0) break;
        const area = areaOf(textBox(mark));
        into.texts.push({ mark, part: mark.part, area, box: boundsOf(area), room: frame.room });
        break;
      }
      case 'code': {
        const { x, y, size, matrix } = mark;
        const area = areaOf({ x, y, width: size, height: size });
        const quiet = (size * QUIET_MODULES) / matrix.size;
        const clear = areaOf({ x: x - quiet, y: y - quiet, width: size + 2 * quiet, height: size + 2 * quiet });
        into.codes.push({ mark, area, box: boundsOf(area), clear });
        break;
      }
      case 'rect':
      case 'circle':
      case 'pictogram':
      case 'image':
      case 'line': {
        const box = inkBox(mark);
        if (box) into.shapes.push({ area: areaOf(box) });
        break;
      }
      default:
        unreachable(mark);
    }
  }
}

function innerFrame(group: Mark & { kind: 'group' }, frame: Frame): Frame {
  const turn = (group.degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const toPage = ([x, y]: Point): Point => frame.toPage([group.x + x * cos - y * sin, group.y + x * sin + y * cos]);
  const room = group.bounds ? cornersOf({ x: 0, y: 0, ...group.bounds }).map(toPage) : frame.room;
  return { toPage, room };
}

function textBox({ block, x, top, align }: TextMark): Box {
  const left = align === 'left' ? x : align === 'center' ? x - block.width / 2 : x - block.width;
  const above = block.size * ABOVE_EMS;
  return { x: left, y: top - above, width: block.width, height: block.height + above + block.size * BELOW_EMS };
}

/** null: leaves no ink. */
function inkBox(mark: Exclude<Mark, { kind: 'group' | 'text' | 'code' }>): Box | null {
  switch (mark.kind) {
    case 'rect':
      return mark.fill === '#ffffff' ? null : mark.box;
    case 'circle':
      return mark.fill === '#ffffff'
        ? null
        : { x: mark.x - mark.radius, y: mark.y - mark.radius, width: 2 * mark.radius, height: 2 * mark.radius };
    case 'pictogram':
      return { x: mark.x, y: mark.y, width: mark.size, height: mark.size };
    case 'image':
      return mark.box;
    case 'line': {
      const [[x0, y0], [x1, y1]] = [mark.from, mark.to];
      const half = mark.width / 2;
      return {
        x: Math.min(x0, x1) - half,
        y: Math.min(y0, y1) - half,
        width: Math.abs(x1 - x0) + mark.width,
        height: Math.abs(y1 - y0) + mark.width,
      };
    }
    default:
      return unreachable(mark);
  }
}

const cornersOf = ({ x, y, width, height }: Box): Polygon => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
];

export function boundsOf(area: Polygon): Box {
  const xs = area.map(([x]) => x);
  const ys = area.map(([, y]) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** Whether two convex areas share more than `slack` of depth (separating axes). */
export function overlap(one: Polygon, other: Polygon, slack: number): boolean {
  return [...normalsOf(one), ...normalsOf(other)].every((axis) => {
    const [a, b] = [spanAlong(one, axis), spanAlong(other, axis)];
    return Math.min(a.to, b.to) - Math.max(a.from, b.from) > slack;
  });
}

/** Whether `inner` lies in the convex `outer` but for `slack`. */
export function isWithin(inner: Polygon, outer: Polygon, slack: number): boolean {
  return normalsOf(outer).every((axis) => {
    const [a, b] = [spanAlong(inner, axis), spanAlong(outer, axis)];
    return a.from >= b.from - slack && a.to <= b.to + slack;
  });
}

function normalsOf(area: Polygon): Point[] {
  return area.map(([x, y], index) => {
    const [nextX, nextY] = area[(index + 1) % area.length] ?? [x, y];
    const [dx, dy] = [nextX - x, nextY - y];
    const length = Math.hypot(dx, dy) || 1;
    return [-dy / length, dx / length];
  });
}

function spanAlong(area: Polygon, [ax, ay]: Point): { readonly from: number; readonly to: number } {
  const along = area.map(([x, y]) => x * ax + y * ay);
  return { from: Math.min(...along), to: Math.max(...along) };
}
