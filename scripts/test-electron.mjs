import './lib/require-node.mjs';
import process from 'node:process';
import { Children } from './lib/children.mjs';
import { findElectron, hasDisplay, isRoot } from './lib/electron.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { formatHelp, parseOptions } from './lib/options.mjs';
import { PlainError, runScript } from './lib/plain-error.mjs';
import { requireNode, requireTool } from './lib/project.mjs';
import { ensureBuilt } from './lib/targets.mjs';

/** @returns {string | null} why Electron cannot run here, as the end of a sentence */
function whyNot() {
  if (findElectron() === null) {
    return 'no Electron binary is installed ("npm run kiosk -- --download" gets it, or set ELECTRON_OVERRIDE_DIST_PATH).';
  }
  if (isRoot()) return "Electron's sandbox does not run as root: use another account.";
  if (!hasDisplay()) return 'there is no display: "xvfb-run -a npm run test:electron" brings one.';
  return null;
}

await runScript(async () => {
  const { values } = parseOptions(process.argv.slice(2), {});
  if (values.help) {
    console.log(formatHelp('npm run test:electron: drive the built kiosk in a real Electron, where there is one', {}));
    return;
  }
  const reason = whyNot();
  if (reason !== null) {
    console.log(`Skipped: ${reason}`);
    return;
  }
  const children = new Children();
  await ensureInstalled(children);
  await ensureBuilt(children, ['renderer', 'electron']);
  const code = await children.run(requireNode(), [requireTool('vitest', 'vitest'), 'run', 'system-tests/electron'], {
    env: { KIOSK_ELECTRON: findElectron() ?? undefined },
  });
  if (code !== 0) throw new PlainError('The kiosk in Electron failed: see above.');
});
