import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { CHECKS, runChecks } from './checks.mjs';
import { Children } from './children.mjs';
import { ensureInstalled } from './install.mjs';
import { formatHelp, parseOptions } from './options.mjs';
import { PlainError, runScript } from './plain-error.mjs';
import { requireNode, requireTool } from './project.mjs';
import { provideChromium, provideSocat } from './provide.mjs';
import { countOutcomes, summaryLine } from './summary.mjs';
import { ensureBuilt, TARGETS } from './targets.mjs';

const PARTS = ['check', 'unit', 'e2e'];

/** @type {Record<string, import('./options.mjs').Option>} */
const OPTIONS = {
  only: {
    type: 'string',
    value: 'PART',
    help: 'check: types, lint, walls ...; unit: tests beside the code; e2e: system-tests/',
  },
};

/** What of vitest's files each part runs. @type {Record<string, string[]>} */
const SELECTION = { unit: ['--exclude', 'system-tests/**'], e2e: ['--dir', 'system-tests'] };

/**
 * Runs vitest in Node 24 and reads its report.
 *
 * @param {Children} children
 * @param {string[]} args
 * @param {Record<string, string>} env
 */
async function runVitest(children, args, env) {
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

/**
 * What the tests need beyond npm packages, told to them by environment variables.
 *
 * @param {Children} children
 * @returns {Promise<Record<string, string>>}
 */
async function provideTools(children) {
  const chromium = await provideChromium(children);
  if (chromium === null) {
    throw new PlainError(
      'No Chromium: none on PATH, the download failed and apt-get could not install it. Install Chromium, or set CHROMIUM_PATH.',
    );
  }
  const socat = await provideSocat(children);
  if (socat === null)
    console.log('skipped: tests with a serial scanner, because socat could not be found or installed.');
  return { CHROMIUM_PATH: chromium };
}

await runScript(async () => {
  const { values, rest } = parseOptions(process.argv.slice(2), OPTIONS);
  if (values.help) {
    console.log(
      formatHelp(
        'npm test [-- [options] [FILTER ...]]: everything CI runs; FILTER is part of a test file path',
        OPTIONS,
      ),
    );
    return;
  }
  const only = values.only === undefined ? null : String(values.only);
  if (only !== null && !PARTS.includes(only))
    throw new PlainError(`--only takes one of ${PARTS.join(', ')}, not "${only}".`);
  const children = new Children();
  await ensureInstalled(children);
  const env = only === 'check' ? {} : await provideTools(children);
  const wantsChecks = only === 'check' || (only === null && rest.length === 0);
  const checks = wantsChecks ? await runChecks(children, CHECKS) : [];
  if (only !== 'check')
    await ensureBuilt(
      children,
      TARGETS.map((target) => target.name),
    );
  const selection = only === null ? [] : (SELECTION[only] ?? []);
  const vitest = only === 'check' ? null : await runVitest(children, [...selection, ...rest], env);
  const count = countOutcomes(checks, vitest);
  for (const { name } of checks.filter(({ ok }) => !ok)) console.log(`failed: ${name}`);
  for (const reason of count.reasons) console.log(`failed: ${reason}`);
  console.log(summaryLine(count));
  return count.failed === 0 ? 0 : 1;
});
