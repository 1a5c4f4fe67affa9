import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { app, type BrowserWindow, ipcMain, powerSaveBlocker, session } from 'electron';
import { type Channel, channels } from '#kiosk/bridge/contract.ts';
import { CoreLink, type CoreProcess } from '#kiosk/bridge/core-link.ts';
import { BRIDGE_CALL, BRIDGE_PUSH } from '#kiosk/bridge/electron-ipc.ts';
import { launchInElectron, launchInNode, needsOwnNode } from './launch-core.ts';
import { browserFolder, parseShellOptions, type ShellOptions } from './options.ts';
import { builtParts, guardSession, isFromScreen, lockDown, openKioskWindow, registerScreenScheme } from './window.ts';

const parts = builtParts(__dirname);

/** One sentence for the person who started it. */
function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  app.exit(1);
  process.exit(1);
}

function readOptions(): ShellOptions {
  const argv = process.argv.slice(app.isPackaged ? 1 : 2);
  const options = parseShellOptions(argv, join(app.getPath('appData'), 'venue-check-in'));
  if (!options.ok)
    refuse(`${options.error}: venue-check-in --data=DIR --server=URL [--pair=CODE] [--serial=PATH|none]`);
  if (needsOwnNode() && options.value.node === null) {
    refuse(`Electron ${process.versions.electron} is too old to run the kiosk's core: give --node=PATH of a Node 24.`);
  }
  return options.value;
}

function launchCore({ node, coreArgs }: ShellOptions): CoreProcess {
  return needsOwnNode() && node !== null
    ? launchInNode(node, parts.core, coreArgs)
    : launchInElectron(parts.core, coreArgs);
}

/** The page's calls, and only the listed ones, go on to the core. */
function relayCalls(core: CoreLink): void {
  ipcMain.handle(BRIDGE_CALL, (event, channel: unknown, args: unknown) => {
    if (!isFromScreen(event.senderFrame)) throw new Error('not from the screen');
    if (typeof channel !== 'string' || !Object.hasOwn(channels, channel)) throw new Error('unknown channel');
    return core.call(channel as Channel, args);
  });
}

async function run(options: ShellOptions): Promise<void> {
  let window: BrowserWindow | null = null;
  const core = new CoreLink(() => launchCore(options), {
    push: (push, payload) => {
      if (window?.isDestroyed() === false) window.webContents.send(BRIDGE_PUSH, push, payload);
    },
    refused: (code) => app.exit(code),
  });
  endTogether(core);
  relayCalls(core);
  core.start();
  guardSession(session.defaultSession);
  powerSaveBlocker.start('prevent-display-sleep');
  const kiosk = (app.isPackaged || options.kiosk) && !options.windowed;
  window = await openKioskWindow({ ...parts, kiosk });
  // The start script waits for this line.
  process.stdout.write(`${JSON.stringify({ ready: true, kiosk })}\n`);
}

/** The core ends first, so that what it is writing is written. */
function endTogether(core: CoreLink): void {
  app.on('will-quit', (event) => {
    event.preventDefault();
    void core.end().then(() => app.exit(0));
  });
  app.on('window-all-closed', () => app.quit());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
}

registerScreenScheme();
const options = readOptions();
mkdirSync(browserFolder(options.data), { recursive: true, mode: 0o700 });
app.setPath('userData', browserFolder(options.data));
lockDown();
void app.whenReady().then(() => run(options));
