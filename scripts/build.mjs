import './lib/require-node.mjs';
import process from 'node:process';
import { Children } from './lib/children.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { formatHelp, parseOptions } from './lib/options.mjs';
import { runScript } from './lib/plain-error.mjs';
import { ensureBuilt, TARGETS } from './lib/targets.mjs';

const NAMES = TARGETS.map((target) => target.name);

/** @type {Record<string, import('./lib/options.mjs').Option>} */
const OPTIONS = {
  only: { type: 'string', value: 'NAME', help: `build one of: ${NAMES.join(', ')}` },
};

await runScript(async () => {
  const { values } = parseOptions(process.argv.slice(2), OPTIONS);
  if (values.help) {
    console.log(formatHelp('npm run build -- [options]: build what has changed', OPTIONS));
    return;
  }
  const children = new Children();
  await ensureInstalled(children);
  await ensureBuilt(children, typeof values.only === 'string' ? [values.only] : NAMES);
  console.log('Built.');
});
