import './lib/require-node.mjs';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { Children } from './lib/children.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { formatHelp, parseOptions } from './lib/options.mjs';
import { PlainError, runScript } from './lib/plain-error.mjs';
import { ROOT, requireNode } from './lib/project.mjs';
import { provideTestTools } from './lib/provide.mjs';
import { parseObject } from './lib/service-output.mjs';
import { formatTable } from './lib/table.mjs';
import { ensureBuilt } from './lib/targets.mjs';

/** Each exports `bench(): Promise<Figure[]>`. They run one after the other, so that none disturbs another. */
const MODULES = [
  'print/poster/bench.ts',
  'kiosk/process/bench.ts',
  'system-tests/kiosk-bench/bench.ts',
  'server/sync/bench.ts',
  'server/visits/bench.ts',
  'system-tests/export-bench/bench.ts',
];

/** @typedef {{ name: string, value: number, unit: string, note?: string, ratio?: { of: string, value: number } }} Figure */

/** @type {Record<string, import('./lib/options.mjs').Option>} */
const OPTIONS = {
  json: { type: 'boolean', help: 'print JSON instead of a table' },
};

/** @param {Children} children @param {string} module @param {Record<string, string>} env @returns {Promise<Figure[]>} */
async function runBench(children, module, env) {
  if (!existsSync(join(ROOT, module))) throw new PlainError(`The bench ${module} does not exist.`);
  const { code, stdout, stderr } = await children.capture(
    requireNode(),
    ['--expose-gc', 'scripts/lib/bench-one.mjs', module],
    { env },
  );
  const answer = parseObject(stdout.trim().split('\n').at(-1) ?? '');
  if (code !== 0 || !Array.isArray(answer?.figures))
    throw new PlainError(`The bench ${module} failed (code ${code}).\n${stderr}`);
  return answer.figures;
}

/** @param {number} value */
const formatValue = (value) => new Intl.NumberFormat('en-US', { maximumSignificantDigits: 3 }).format(value);

/** @param {Figure[]} figures */
function formatFigures(figures) {
  const rows = figures.map(({ name, value, unit, ratio, note }) => [
    name,
    formatValue(value),
    unit,
    ratio ? `${formatValue(ratio.value)} of ${ratio.of}` : '',
    note ?? '',
  ]);
  return formatTable([['name', 'value', 'unit', 'against the limit, same run', ''], ...rows], { right: [1] });
}

await runScript(async () => {
  const { values } = parseOptions(process.argv.slice(2), OPTIONS);
  if (values.help) {
    console.log(formatHelp('npm run bench [-- --json]: the figures of this machine', OPTIONS));
    return;
  }
  const children = new Children();
  await ensureInstalled(children);
  /** @type {Figure[]} */
  const figures = [];
  const env = await provideTestTools(children);
  await ensureBuilt(children, ['renderer'], (message) => console.error(message));
  for (const module of MODULES) figures.push(...(await runBench(children, module, env)));
  console.log(values.json ? JSON.stringify(figures, null, 2) : formatFigures(figures));
});
