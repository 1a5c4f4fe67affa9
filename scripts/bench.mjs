import './lib/require-node.mjs';
import { existsSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Children } from './lib/children.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { formatHelp, parseOptions } from './lib/options.mjs';
import { PlainError, runScript } from './lib/plain-error.mjs';
import { ROOT, requireNode } from './lib/project.mjs';
import { provideTestTools } from './lib/provide.mjs';
import { formatTable } from './lib/table.mjs';
import { ensureBuilt } from './lib/targets.mjs';

/** Each exports `bench(): Promise<Figure[]>`. They run one after the other, so that none disturbs another. */
const MODULES = [
  'print/poster/bench.ts',
  'kiosk/process/bench.ts',
  'system-tests/kiosk-bench/bench.ts',
  'server/sync/bench.ts',
  'server/visits/bench.ts',
  'server/ward/bench.ts',
  'system-tests/export-bench/bench.ts',
];

/** @typedef {{ name: string, value: number, unit: string, note?: string, ratio?: { of: string, value: number } }} Figure */

/** @type {Record<string, import('./lib/options.mjs').Option>} */
const OPTIONS = {
  json: { type: 'boolean', help: 'print JSON instead of a table' },
  only: { type: 'string', value: 'TEXT', help: 'only benches that have TEXT in their path' },
};

/** @param {Children} children @param {string} module @param {Record<string, string>} env @returns {Promise<Figure[]>} */
async function runBench(children, module, env) {
  if (!existsSync(join(ROOT, module))) throw new PlainError(`The bench ${module} does not exist.`);
  const run = children.start(module, requireNode(), ['--expose-gc', 'scripts/lib/bench-one.mjs', module], {
    env,
    onLog: (line) => console.error(line),
  });
  const { figures } = await run.answer('figures');
  await run.ended;
  return figures;
}

/** Of the last minute, beside how many processors there are. */
const describeLoad = () => `${(loadavg()[0] ?? 0).toFixed(1)} on ${availableParallelism()} processors`;

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
    console.log(
      formatHelp(
        'npm run bench [-- --json] [--only TEXT]: the figures of this machine, in a quarter of an hour',
        OPTIONS,
      ),
    );
    return;
  }
  const children = new Children();
  await ensureInstalled(children);
  /** @type {Figure[]} */
  const figures = [];
  /** @type {string[]} */
  const failed = [];
  const env = await provideTestTools(children);
  await ensureBuilt(children, ['renderer'], (message) => console.error(message));
  const { only } = values;
  const modules = MODULES.filter((module) => typeof only !== 'string' || module.includes(only));
  if (modules.length === 0) throw new PlainError(`No bench has ${String(only)} in its path: ${MODULES.join(', ')}.`);
  for (const [index, module] of modules.entries()) {
    const started = performance.now();
    console.error(`${index + 1} of ${modules.length}: ${module}, load ${describeLoad()}`);
    try {
      figures.push(...(await runBench(children, module, env)));
    } catch (error) {
      // What the others measured is not lost with it.
      if (!(error instanceof PlainError)) throw error;
      console.error(error.message);
      failed.push(module);
    }
    console.error(`  took ${((performance.now() - started) / 1_000).toFixed(0)} s`);
  }
  console.log(values.json ? JSON.stringify(figures, null, 2) : formatFigures(figures));
  console.error(`Load at the end ${describeLoad()}; figures are worth something where it stayed below the processors.`);
  if (failed.length > 0) throw new PlainError(`Without figures: ${failed.join(', ')}; why is above.`);
});
