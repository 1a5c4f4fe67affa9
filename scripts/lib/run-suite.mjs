import process from 'node:process';
import { Children } from './children.mjs';
import { ensureInstalled } from './install.mjs';
import { formatHelp, parseOptions } from './options.mjs';
import { PlainError, runScript } from './plain-error.mjs';
import { provideTestTools } from './provide.mjs';
import { runSuite, SUITES } from './suites.mjs';
import { countOutcomes, summaryLine } from './summary.mjs';
import { ensureBuilt, TARGETS } from './targets.mjs';

/** @type {Record<string, import('./options.mjs').Option>} */
const OPTIONS = { short: { type: 'boolean', help: 'the form that npm test runs' } };

await runScript(async () => {
  const [name = '', ...args] = process.argv.slice(2);
  const suite = SUITES[name];
  if (suite === undefined) throw new PlainError(`No suite "${name}": ${Object.keys(SUITES).join(', ')}.`);
  const { values, rest } = parseOptions(args, OPTIONS);
  if (values.help) {
    console.log(formatHelp(`npm run test:${name} [-- [--short] [FILTER ...]]: ${suite.what}`, OPTIONS));
    return;
  }
  const children = new Children();
  await ensureInstalled(children);
  const env = await provideTestTools(children);
  await ensureBuilt(
    children,
    TARGETS.map((target) => target.name),
  );
  const count = countOutcomes(
    [],
    [await runSuite(children, name, { short: values.short === true, filters: rest, env })],
  );
  for (const reason of count.reasons) console.log(`failed: ${reason}`);
  console.log(summaryLine(count));
  return count.failed === 0 ? 0 : 1;
});
