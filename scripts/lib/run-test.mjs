import process from 'node:process';
import { CHECKS, runChecks } from './checks.mjs';
import { Children } from './children.mjs';
import { ensureInstalled } from './install.mjs';
import { formatHelp, parseOptions } from './options.mjs';
import { PlainError, runScript } from './plain-error.mjs';
import { provideTestTools } from './provide.mjs';
import { runVitest } from './run-vitest.mjs';
import { listSuites, runSuite } from './suites.mjs';
import { countOutcomes, summaryLine } from './summary.mjs';
import { ensureBuilt, TARGETS } from './targets.mjs';

const PARTS = ['check', 'rooms', 'doors', 'suites'];

/** @type {Record<string, import('./options.mjs').Option>} */
const OPTIONS = {
  only: {
    type: 'string',
    value: 'PART',
    help: 'check: types, lint, walls ...; rooms: tests beside the code; doors: whole kiosks and stories; suites: the short form of test:crash and its like',
  },
};

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
  const env = only === 'check' ? {} : await provideTestTools(children);
  const wantsChecks = only === 'check' || (only === null && rest.length === 0);
  const checks = wantsChecks ? await runChecks(children, CHECKS) : [];
  if (only !== 'check')
    await ensureBuilt(
      children,
      TARGETS.map((target) => target.name),
    );
  const runs = [];
  if (only !== 'check' && only !== 'suites')
    runs.push(await runVitest(children, [...(only === null ? [] : ['--project', only]), ...rest], env));
  if (only === 'suites' || (only === null && rest.length === 0)) {
    for (const name of listSuites()) runs.push(await runSuite(children, name, { short: true, env }));
  }
  const count = countOutcomes(checks, only === 'check' ? null : runs);
  for (const { name } of checks.filter(({ ok }) => !ok)) console.log(`failed: ${name}`);
  for (const reason of count.reasons) console.log(`failed: ${reason}`);
  console.log(summaryLine(count));
  return count.failed === 0 ? 0 : 1;
});
