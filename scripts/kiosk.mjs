import './lib/require-node.mjs';
import { resolve } from 'node:path';
import process from 'node:process';
import { Children } from './lib/children.mjs';
import { findElectron, hasDisplay, isRoot } from './lib/electron.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { formatHelp, parseOptions } from './lib/options.mjs';
import { PlainError, runScript } from './lib/plain-error.mjs';
import { requireNode, requireTool } from './lib/project.mjs';
import { describeEnding } from './lib/service-output.mjs';
import { RESTART_CODE, startElectronKiosk } from './lib/services.mjs';
import { ensureBuilt } from './lib/targets.mjs';

/** @type {Record<string, import('./lib/options.mjs').Option>} */
const OPTIONS = {
  data: { type: 'string', value: 'DIR', help: "the kiosk's own folder (default: ./data/kiosk)" },
  server: { type: 'string', value: 'URL', help: 'the server it reports to (default: http://127.0.0.1:8080)' },
  pair: { type: 'string', value: 'CODE', help: 'one-time code from the portal; an already paired kiosk ignores it' },
  serial: {
    type: 'string',
    value: 'PATH',
    help: 'a serial scanner, for example /dev/ttyACM0 or COM3; none (default: whichever is plugged in)',
  },
  kiosk: { type: 'boolean', help: 'fill the screen and let nothing else be reached, as at a real entrance' },
  download: { type: 'boolean', help: "download Electron's binary (about 100 MB from GitHub) when it is missing" },
};

/** @param {Children} children @param {boolean} mayDownload @returns {Promise<string>} */
async function requireElectron(children, mayDownload) {
  if (!hasDisplay())
    throw new PlainError('There is no display here: "npm run kiosk:browser" shows the kiosk in any Chromium.');
  if (isRoot())
    throw new PlainError('Electron\'s sandbox does not run as root: use another account, or "npm run kiosk:browser".');
  const found = findElectron();
  if (found !== null) return found;
  if (!mayDownload) {
    throw new PlainError(
      'Electron\'s binary is not installed: "npm run kiosk -- --download" downloads it (about 100 MB from GitHub), and "npm run kiosk:browser" does without.',
    );
  }
  console.log('Downloading Electron (about 100 MB from GitHub) ...');
  await children.run(requireNode(), [requireTool('electron', 'install-electron')]);
  const downloaded = findElectron();
  if (downloaded === null)
    throw new PlainError('Electron could not be downloaded: "npm run kiosk:browser" does without it.');
  return downloaded;
}

await runScript(async () => {
  const { values } = parseOptions(process.argv.slice(2), OPTIONS);
  if (values.help) {
    console.log(formatHelp('npm run kiosk -- [options]: the kiosk in its own window', OPTIONS));
    return;
  }
  const children = new Children();
  try {
    await ensureInstalled(children);
    const binary = await requireElectron(children, values.download === true);
    await ensureBuilt(children, ['renderer', 'electron']);
    /** @param {string | null} pair works once, so it is given once @returns {Promise<void>} */
    const run = async (pair) => {
      const kiosk = startElectronKiosk(children, {
        binary,
        data: resolve(String(values.data ?? 'data/kiosk')),
        server: String(values.server ?? 'http://127.0.0.1:8080'),
        pair,
        extra: [
          ...(values.serial === undefined ? [] : [`--serial=${values.serial}`]),
          ...(values.kiosk ? ['--kiosk'] : []),
        ],
      });
      const end = await Promise.race([children.stopRequested, kiosk.ended]);
      if (end === 'stopped' || end.code === 0) return;
      if (end.code === RESTART_CODE) return run(null);
      throw new PlainError(describeEnding('kiosk', end, kiosk.tail()));
    };
    await run(values.pair === undefined ? null : String(values.pair));
  } finally {
    await children.stopAll();
  }
});
