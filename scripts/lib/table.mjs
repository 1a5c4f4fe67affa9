/**
 * Lines of columns that stand under each other; the last column is not padded.
 *
 * @param {string[][]} rows
 * @param {{ indent?: string, right?: number[] }} [layout] right: columns set to the right
 */
export function formatTable(rows, { indent = '  ', right = [] } = {}) {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) => row.map((cell, column) => pad(cell, widths[column] ?? 0, right.includes(column))).join('   '))
    .map((line) => `${indent}${line}`.trimEnd())
    .join('\n');
}

/** @param {string} cell @param {number} width @param {boolean} toRight */
const pad = (cell, width, toRight) => (toRight ? cell.padStart(width) : cell.padEnd(width));
