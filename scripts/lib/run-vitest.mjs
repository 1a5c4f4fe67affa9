import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireNode, requireTool } from './project.mjs';

/**
 * Runs vitest in Node 24 and reads its report.
 *
 * @param {import('./children.mjs').Children} children
 * @param {string[]} args
 * @param {Record<string, string>} env
 * @returns {Promise<{ report: import('./summary.mjs').VitestReport | null, exitCode: number }>}
 */
export async function runVitest(children, args, env) {
  const folder = mkdtempSync(join(tmpdir(), 'venue-check-in-report-'));
  const file = join(folder, 'report.json');
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
    const exitCode = await children.run(
      requireNode(),
      [requireTool('vitest', 'vitest'), 'run', ...reporters, ...args],
      { env },
    );
    return { report: readReport(file), exitCode };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {string} file @returns {import('./summary.mjs').VitestReport | null} */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
