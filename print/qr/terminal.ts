import { type QrMatrix, QUIET_ZONE_MODULES } from './matrix.ts';

const BLACK_ON_WHITE = '\u001b[30;107m';
const RESET = '\u001b[0m';
/** By (top dark, bottom dark): half blocks make the modules of a terminal cell square. */
const HALF_BLOCKS = [' ', '▄', '▀', '█'] as const;

/** Lines for a terminal with ANSI colours, two rows of modules a line, quiet zone included; black on white in any theme. */
export function renderQrTerminal(matrix: QrMatrix): string {
  const isDark = (x: number, y: number): boolean =>
    x >= 0 && y >= 0 && x < matrix.size && y < matrix.size && matrix.modules[y * matrix.size + x] === 1;
  const lines: string[] = [];
  const end = matrix.size + QUIET_ZONE_MODULES;
  for (let y = -QUIET_ZONE_MODULES; y < end; y += 2) {
    let line = '';
    for (let x = -QUIET_ZONE_MODULES; x < end; x++) {
      line += HALF_BLOCKS[(isDark(x, y) ? 2 : 0) + (isDark(x, y + 1) ? 1 : 0)];
    }
    lines.push(`${BLACK_ON_WHITE}${line}${RESET}`);
  }
  return `${lines.join('\n')}\n`;
}
