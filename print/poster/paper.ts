import { group, type LineMark, type Mark } from '../sheet/mark.ts';
import { lineRoom, setPaired, stackMarks } from './paired-text.ts';
import type { PosterScene } from './scene.ts';

const GUIDE = '#7c8c8e';
const HAIRLINE = 0.2;
/** Length of a cut mark at the paper's edge, millimetres. */
const CUT_MARK = 3.5;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** As many stickers as fit a sheet of paper, with marks where to cut; the first is read, the rest are copies. */
export function stickerSheet(sticker: readonly Mark[], size: Size, paper: Size): Mark[] {
  const columns = Math.floor(paper.width / size.width + 1e-6);
  const rows = Math.floor(paper.height / size.height + 1e-6);
  const stickers = Array.from({ length: columns * rows }, (_, index) =>
    group(sticker, {
      x: (index % columns) * size.width,
      y: Math.floor(index / columns) * size.height,
      bounds: size,
      repeated: index > 0,
    }),
  );
  return [...stickers, ...cutMarks(columns, rows, size, paper)];
}

/** Short lines at the edges and crosses where cuts meet: nothing is left of them on the stickers but the crossings. */
function cutMarks(columns: number, rows: number, size: Size, paper: Size): LineMark[] {
  const xs = Array.from({ length: columns - 1 }, (_, index) => (index + 1) * size.width);
  const ys = Array.from({ length: rows - 1 }, (_, index) => (index + 1) * size.height);
  const half = CUT_MARK / 2;
  return [
    ...xs.flatMap((x) => [guide([x, 0], [x, CUT_MARK]), guide([x, paper.height - CUT_MARK], [x, paper.height])]),
    ...ys.flatMap((y) => [guide([0, y], [CUT_MARK, y]), guide([paper.width - CUT_MARK, y], [paper.width, y])]),
    ...xs.flatMap((x) => ys.flatMap((y) => [guide([x - half, y], [x + half, y]), guide([x, y - half], [x, y + half])])),
  ];
}

const guide = (
  from: readonly [number, number],
  to: readonly [number, number],
  dash?: readonly [number, number],
): LineMark => ({
  kind: 'line',
  from,
  to,
  width: HAIRLINE,
  color: GUIDE,
  dash,
});

const HINT_ROOMS = { primary: lineRoom(180, 4, 2), secondary: lineRoom(180, 3.2, 2), gap: 3 };
const FOLD_DASH = [2.4, 2] as const;

/** Two faces back to back over the ridge, so that each is upright on its side, and a strip to stand on; folds dashed. */
export function tentSheet(face: readonly Mark[], size: Size, { voices, palette }: PosterScene): Mark[] {
  const ridge = size.height;
  const hint = setPaired(voices, ({ say }) => say('poster.tentFold'), HINT_ROOMS, 'medium');
  const style = { part: 'instructions', color: palette.inkSoft, ground: palette.paper, align: 'center' } as const;
  return [
    group(face, { y: ridge, bounds: size }),
    group(face, { x: size.width, y: ridge, degrees: 180, bounds: size, repeated: true }),
    guide([0, ridge], [size.width, ridge], FOLD_DASH),
    guide([0, 2 * ridge], [size.width, 2 * ridge], FOLD_DASH),
    ...stackMarks(hint, { x: size.width / 2, middle: 2 * ridge + 20 }, { ...style, secondaryColor: palette.inkSoft }),
  ];
}
