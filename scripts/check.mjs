import './lib/require-node.mjs';
import { CHECKS, runChecks } from './lib/checks.mjs';
import { Children } from './lib/children.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { runScript } from './lib/plain-error.mjs';
import { countOutcomes, summaryLine } from './lib/summary.mjs';

await runScript(async () => {
  const children = new Children();
  await ensureInstalled(children);
  const count = countOutcomes(await runChecks(children, CHECKS), null);
  console.log(summaryLine(count));
  return count.failed === 0 ? 0 : 1;
});
