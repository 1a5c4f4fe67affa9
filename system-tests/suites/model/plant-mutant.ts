import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Mutant } from './mutants.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const COPIED = [
  'shared',
  'print',
  'server',
  'kiosk',
  'system-tests',
  'package.json',
  'tsconfig.base.json',
  'vitest.config.ts',
  'vitest.suites.config.ts',
];
const LINKED = ['node_modules', 'dist', 'venue-portal', 'scripts'];
const TIMEOUT_MS = 240_000;

/** @returns edits that do not find their place exactly once: the program has changed under the mutant. */
export const misplacedEdits = ({ edits }: Mutant): string[] =>
  edits
    .filter(({ file, find }) => readFileSync(join(ROOT, file), 'utf8').split(find).length !== 2)
    .map(({ file }) => file);

/**
 * Plants the mutant in a copy of the program and runs its killer there.
 *
 * @returns the names of the tests that failed; empty when the mutant survived. @throws when nothing could be run.
 */
export async function runAgainst(mutant: Mutant): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mutant-'));
  try {
    for (const name of COPIED) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
    for (const name of LINKED) symlinkSync(join(ROOT, name), join(folder, name));
    for (const { file, find, replace } of mutant.edits) {
      const path = join(folder, file);
      writeFileSync(
        path,
        readFileSync(path, 'utf8').replace(find, () => replace),
      );
    }
    return await runKiller(folder, mutant.killedBy);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const reportSchema = z.object({
  testResults: z.array(z.object({ assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) })),
});

async function runKiller(folder: string, killer: Mutant['killedBy']): Promise<string[]> {
  const report = join(folder, 'report.json');
  const where =
    'suite' in killer
      ? ['--config', 'vitest.suites.config.ts', '--dir', `system-tests/suites/${killer.suite}`, killer.filter]
      : [killer.file];
  const named = killer.named === undefined ? [] : ['--testNamePattern', killer.named];
  const args = ['run', '--bail=1', '--reporter=json', `--outputFile=${report}`, ...where, ...named];
  await runVitest(folder, args);
  const { testResults } = reportSchema.parse(JSON.parse(readFileSync(report, 'utf8')));
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  // A program that cannot even be loaded was not found out by anything.
  if (results.length === 0) throw new Error('no test could be run against the mutant');
  return results.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName);
}

function runVitest(cwd: string, args: readonly string[]): Promise<void> {
  const tool = join(ROOT, 'node_modules', 'vitest', 'vitest.mjs');
  return new Promise((resolve, reject) => {
    const env = { ...process.env, SUITE_LENGTH: 'short', VITEST: undefined, VITEST_WORKER_ID: undefined };
    const child = spawn(process.execPath, [tool, ...args], { cwd, env, stdio: 'ignore', timeout: TIMEOUT_MS });
    child.once('error', reject);
    child.once('exit', () => resolve());
  });
}
