import type { QrMatrix } from './matrix.ts';

/** A closed run of corners in modules, `[x0, y0, x1, y1, …]`, alternately horizontal and vertical; the last joins the first. */
export type Loop = readonly number[];

const EAST = 0;
const STEP_X = [1, 0, -1, 0] as const;
const STEP_Y = [0, 1, 0, -1] as const;

/**
 * Outlines the dark areas of a matrix: dark lies right of the walk, so outer edges run clockwise, holes the other way,
 * and filling by either rule gives the code. One shape without inner seams prints crisper than many rectangles.
 */
export function traceOutline(matrix: QrMatrix): Loop[] {
  const grid = new EdgeGrid(matrix);
  const loops: Loop[] = [];
  // Every loop has a top edge, walked eastward: starting from those alone finds all loops.
  for (let y = 0; y < matrix.size; y++) {
    for (let x = 0; x < matrix.size; x++) {
      if (grid.has(x, y, EAST)) loops.push(walkLoop(grid, x, y));
    }
  }
  return loops;
}

function walkLoop(grid: EdgeGrid, startX: number, startY: number): Loop {
  const corners: number[] = [];
  let [x, y, direction] = [startX, startY, EAST];
  let previous = -1;
  while (grid.take(x, y, direction)) {
    if (direction !== previous) corners.push(x, y);
    previous = direction;
    x += STEP_X[direction] ?? 0;
    y += STEP_Y[direction] ?? 0;
    // Right turn first: where two dark modules touch only at a corner, stay with the one we came from.
    direction = [1, 0, 3].map((turn) => (previous + turn) % 4).find((next) => grid.has(x, y, next)) ?? previous;
  }
  return corners;
}

/** The border edges of the dark modules, by starting corner and direction; each is walked once. */
class EdgeGrid {
  readonly #edges: Uint8Array;
  readonly #width: number;

  constructor(matrix: QrMatrix) {
    const { size, modules } = matrix;
    this.#width = size + 1;
    this.#edges = new Uint8Array(this.#width * this.#width);
    const isDark = (x: number, y: number): boolean =>
      x >= 0 && y >= 0 && x < size && y < size && modules[y * size + x] === 1;
    for (let y = 0; y < size; y++) {
      for (let x = 0; x < size; x++) {
        if (!isDark(x, y)) continue;
        if (!isDark(x, y - 1)) this.#add(x, y, 0);
        if (!isDark(x + 1, y)) this.#add(x + 1, y, 1);
        if (!isDark(x, y + 1)) this.#add(x + 1, y + 1, 2);
        if (!isDark(x - 1, y)) this.#add(x, y + 1, 3);
      }
    }
  }

  has(x: number, y: number, direction: number): boolean {
    return ((this.#edges[y * this.#width + x] ?? 0) & (1 << direction)) !== 0;
  }

  take(x: number, y: number, direction: number): boolean {
    if (!this.has(x, y, direction)) return false;
    const at = y * this.#width + x;
    this.#edges[at] = (this.#edges[at] ?? 0) & ~(1 << direction);
    return true;
  }

  #add(x: number, y: number, direction: number): void {
    const at = y * this.#width + x;
    this.#edges[at] = (this.#edges[at] ?? 0) | (1 << direction);
  }
}
