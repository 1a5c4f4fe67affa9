import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { localUrl } from './addresses.mjs';
import { formatAnnouncement, openBrowser, phoneUrl } from './announce.mjs';
import { Children } from './children.mjs';
import { requireWritable } from './data-folder.mjs';
import { ensureInstalled } from './install.mjs';
import { formatHelp } from './options.mjs';
import { PlainError, runScript } from './plain-error.mjs';
import { requireFreePort } from './ports.mjs';
import { requireNode } from './project.mjs';
import { describeEnding } from './service-output.mjs';
import { isPaired, markPaired, RESTART_CODE, requestPairingCode, startServer } from './services.mjs';
import { chooseElectron, startKiosk } from './start-kiosk.mjs';
import { parseStartOptions, START_OPTIONS } from './start-options.mjs';
import { ensureBuilt } from './targets.mjs';

const SIGNAL_GRACE_MS = 200;

/** @typedef {ReturnType<typeof parseStartOptions>} StartOptions */

/** @param {StartOptions} options */
async function checkSurroundings({ data, host, port, kiosk, kioskPort }) {
  requireWritable(data);
  await requireFreePort(host, port, 'port');
  if (kiosk && chooseElectron() === null) await requireFreePort('127.0.0.1', kioskPort, 'kiosk-port');
}

/** @param {StartOptions} options */
const neededTargets = ({ kiosk }) => [
  'portal',
  'visitor',
  ...(kiosk ? ['renderer'] : []),
  ...(kiosk && chooseElectron() ? ['electron'] : []),
];

/**
 * @param {Children} children
 * @param {StartOptions} options
 */
async function startAll(children, options) {
  const server = startServer(children, options);
  const paired = isPaired(options.data);
  /** @param {string} url @param {string | null} pair */
  const open = (url, pair) =>
    startKiosk(children, { data: options.data, port: options.kioskPort, server: url, pair, open: options.open });
  const needsCode = options.demo && !paired;
  // A kiosk that needs no code starts beside the server: it has to live without one anyway.
  const early =
    options.kiosk && !needsCode && options.port !== 0 ? open(localUrl(options.host, options.port), null) : null;
  const [answer] = await Promise.all([server.answer('ready'), early]);
  const ready = /** @type {import('./announce.mjs').ServerAnswer} */ (answer);
  if (!options.kiosk || early !== null) return { server, ready, kiosk: await early };
  const code = needsCode && ready.demo ? await requestPairingCode(children, options.data) : null;
  const kiosk = await open(ready.url, code);
  if (code !== null) markPaired(options.data);
  return { server, ready, kiosk };
}

/**
 * Resolves when somebody asks for the end; throws when the server ends by itself. The kiosk may come and go.
 *
 * @param {Children} children
 * @param {Awaited<ReturnType<typeof startAll>>} running
 */
async function stayUntilTheEnd(children, { server, kiosk }) {
  const stopped = children.stopRequested;
  /** @param {import('./start-kiosk.mjs').RunningKiosk} running @returns {Promise<void>} */
  const followKiosk = async (running) => {
    const end = await running.service.ended;
    if ((await Promise.race([stopped, delay(SIGNAL_GRACE_MS)])) === 'stopped') return;
    if (end.code === RESTART_CODE) return followKiosk(await running.again());
    const why = end.code === 0 ? 'The kiosk was closed.' : describeEnding('kiosk', end, running.service.tail());
    console.error(
      `\n  ${why}\n  The server goes on; "npm run kiosk" or "npm run kiosk:browser" starts a kiosk again.\n`,
    );
  };
  if (kiosk) followKiosk(kiosk).catch((error) => console.error(`  The kiosk did not come back: ${error.message}`));
  const end = await Promise.race([stopped, server.ended]);
  if (end === 'stopped' || (await Promise.race([stopped, delay(SIGNAL_GRACE_MS)])) === 'stopped') return;
  throw new PlainError(describeEnding('server', end, server.tail()));
}

await runScript(async () => {
  const options = parseStartOptions(process.argv.slice(2));
  if (options.help) {
    console.log(formatHelp('npm start -- [options]: server, portal and a kiosk on this machine', START_OPTIONS));
    return;
  }
  const children = new Children();
  try {
    await checkSurroundings(options);
    await ensureInstalled(children);
    await ensureBuilt(children, neededTargets(options));
    const running = await startAll(children, options);
    console.log(formatAnnouncement(running.ready, running.kiosk, options.data));
    const forPhone = phoneUrl(running.ready, options.host);
    if (forPhone !== null) {
      console.log(`  A phone on the same network: ${forPhone}`);
      await children.run(requireNode(), ['scripts/print-qr.ts', forPhone]);
    }
    if (options.open) openBrowser(running.ready.portalUrl);
    await stayUntilTheEnd(children, running);
  } finally {
    await children.stopAll();
  }
});
