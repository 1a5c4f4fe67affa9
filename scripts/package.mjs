import './lib/require-node.mjs';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { Children } from './lib/children.mjs';
import { findElectron } from './lib/electron.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { formatHelp, parseOptions } from './lib/options.mjs';
import { PlainError, runScript } from './lib/plain-error.mjs';
import { requireNode } from './lib/project.mjs';
import { ensureBuilt } from './lib/targets.mjs';

/** The folder of an Electron distribution: the one named by ELECTRON_OVERRIDE_DIST_PATH, or the installed one. */
function requireDistribution() {
  const binary = findElectron();
  if (binary !== null) return process.platform === 'darwin' ? join(dirname(binary), '..', '..', '..') : dirname(binary);
  throw new PlainError(
    'There is no Electron to package: "npm run kiosk -- --download" gets it, or set ELECTRON_OVERRIDE_DIST_PATH to the folder of one.',
  );
}

await runScript(async () => {
  const { values } = parseOptions(process.argv.slice(2), {});
  if (values.help) {
    console.log(formatHelp('npm run package: the kiosk as an unpacked program in dist/package', {}));
    return;
  }
  const children = new Children();
  await ensureInstalled(children);
  const distribution = requireDistribution();
  await ensureBuilt(children, ['renderer', 'electron']);
  const version = readFileSync(join(distribution, 'version'), 'utf8').trim().replace(/^v/, '');
  const code = await children.run(requireNode(), ['scripts/package-kiosk.ts', distribution, version]);
  if (code !== 0) throw new PlainError('Packaging failed: see the messages above.');
});
