import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { app, type BrowserWindow, ipcMain, powerSaveBlocker, session } from 'electron';
import { type Channel, channels } from '#kiosk/bridge/contract.ts';
import { CoreLink, type CoreProcess } from '#kiosk/bridge/core-link.ts';
import { BRIDGE_CALL, BRIDGE_PUSH } from '#kiosk/bridge/electron-ipc.ts';
import { forkCore } from '#kiosk/host/fork-core.ts';
import { RESTART_CODE } from '#kiosk/host/host-end.ts';
import { HostLog } from '#kiosk/host/host-log.ts';
import { findUpdatePlace, type UpdatePlace } from '#kiosk/host/update-place.ts';
import { UpdateWatch } from '#kiosk/host/watch-update.ts';
import { keepPage } from './keep-page.ts';
import { launchInElectron, needsOwnNode } from './launch-core.ts';
import { browserFolder, parseShellOptions, type ShellOptions } from './options.ts';
import { builtParts, guardSession, isFromScreen, lockDown, openKioskWindow, registerScreenScheme } from './window.ts';

const parts = builtParts(__dirname);

/** One sentence for the person who started it. */
function refuse(sentence: string): never {
  process.stderr.write(`${sentence}\n`);
  app.exit(1);
  process.exit(1);
}

/** The core does the same for itself (`run-program.ts`): a dump of a crash holds nothing of who was in front. */
function keepMemoryOutOfDumps(): void {
  if (process.platform !== 'linux') return;
  try {
    writeFileSync('/proc/self/coredump_filter', '0');
  } catch {
    // A kernel without core dumps.
  }
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

function launchCore({ node, coreArgs }: ShellOptions, log: HostLog): CoreProcess {
  return needsOwnNode() && node !== null
    ? forkCore({ script: parts.core, args: coreArgs, node, onErrors: log.follow })
    : launchInElectron(parts.core, coreArgs, log);
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
  const log = new HostLog(options.data);
  const place = findUpdatePlace({
    platform: process.platform,
    arch: process.arch,
    appImage: process.env['APPIMAGE'],
    isPackaged: app.isPackaged,
  });
  const update = new UpdateWatch(place, options.data, log);
  if (update.begin()) {
    await log.flush();
    app.exit(startReplacement(options, place));
    return;
  }
  let window: BrowserWindow | null = null;
  let exitCode = 0;
  const coreArgs = [...options.coreArgs, ...update.coreArgs];
  const core = new CoreLink(() => launchCore({ ...options, coreArgs }, log), {
    push: (push, payload) => {
      if ('screen' in payload && payload.screen.name !== 'out-of-order') update.noteUp();
      if (window?.isDestroyed() === false) window.webContents.send(BRIDGE_PUSH, push, payload);
    },
    host(wish) {
      log.say('info', `the staff ended the kiosk: ${wish.do}`);
      if (wish.do !== 'install') {
        exitCode = prepareEnd(wish.do, options);
        app.quit();
        return;
      }
      void update.install(wish).then((isInPlace) => {
        if (!isInPlace) return;
        exitCode = startReplacement(options, place);
        app.quit();
      });
    },
    lost(why, code) {
      update.noteDown();
      log.say('error', `the core ${why === 'hung' ? 'hung' : `ended (${code})`} and is started again`);
    },
    refused: (code) => void log.flush().then(() => app.exit(code)),
  });
  endTogether(core, log, () => exitCode);
  relayCalls(core);
  core.start();
  guardSession(session.defaultSession);
  powerSaveBlocker.start('prevent-display-sleep');
  const kiosk = (app.isPackaged || options.kiosk) && !options.windowed;
  window = await openKioskWindow({ ...parts, kiosk });
  keepPage(window, log);
  log.say('info', `the kiosk ${app.getVersion()} is started in Electron ${process.versions.electron}`);
  // The start script waits for this line.
  process.stdout.write(`${JSON.stringify({ ready: true, kiosk })}\n`);
}

/** @returns the exit code by which a supervisor knows what is wanted. */
function prepareEnd(wish: 'leave' | 'restart', { supervised }: ShellOptions): number {
  if (wish === 'leave') return 0;
  if (supervised) return RESTART_CODE;
  app.relaunch();
  return 0;
}

/** What took this program's place is started when it ends: by a supervisor, by the installer that waits for it, or by us. */
function startReplacement({ supervised }: ShellOptions, place: UpdatePlace | null): number {
  if (supervised) return RESTART_CODE;
  if (place?.kind === 'appimage') app.relaunch({ execPath: place.file, args: process.argv.slice(1) });
  return 0;
}

/** The core ends first, so that what it is writing is written. */
function endTogether(core: CoreLink, log: HostLog, exitCode: () => number): void {
  let ended: Promise<void> | null = null;
  // Before the windows are closed: a signal to the whole group ends the core too, which must not be started again.
  app.on('before-quit', () => {
    ended ??= core.end();
  });
  app.on('will-quit', (event) => {
    event.preventDefault();
    ended ??= core.end();
    void ended.then(() => log.flush()).then(() => app.exit(exitCode()));
  });
  app.on('window-all-closed', () => app.quit());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
}

keepMemoryOutOfDumps();
registerScreenScheme();
const options = readOptions();
mkdirSync(browserFolder(options.data), { recursive: true, mode: 0o700 });
app.setPath('userData', browserFolder(options.data));
lockDown();
void app.whenReady().then(() => run(options));
