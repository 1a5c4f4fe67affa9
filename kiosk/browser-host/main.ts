import { spawn } from 'node:child_process';
import path from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { RESTART_CODE } from '#kiosk/host/host-end.ts';
import { HostLog } from '#kiosk/host/host-log.ts';
import { findUpdatePlace } from '#kiosk/host/update-place.ts';
import { UpdateWatch } from '#kiosk/host/watch-update.ts';
import {
  formatHelp,
  KIOSK_OPTIONS,
  parseCliOptions,
  parseNumber,
  readKioskArguments,
} from '#kiosk/process/cli-options.ts';
import { runProgram, untilSignal } from '#kiosk/process/run-program.ts';
import { type BrowserHost, CoreRefused, type HostEnd, startBrowserHost } from './browser-host.ts';
import { findBrowser } from './find-browser.ts';
import { KioskBrowser } from './kiosk-browser.ts';

const OPTIONS = {
  ...KIOSK_OPTIONS,
  port: { value: 'N', help: 'port on 127.0.0.1 (default: 8081; 0: any free one)' },
  open: { value: null, help: 'show it in a Chromium of its own that fills the screen, and keep it there' },
  windowed: { value: null, help: 'with --open: in an ordinary window; closing it ends the kiosk' },
  built: { value: null, help: 'run the core as "npm run build" has made it: it starts in a third of the time' },
  supervised: { value: null, help: `whoever started this starts it again when it ends with code ${RESTART_CODE}` },
} as const;

const USAGE = `npm run kiosk:browser -- --data DIR --server URL [options]: the kiosk for a Chromium of this machine

Without --open it prints one line of JSON with the address to open. Its token works once; after that, that browser alone
shows the kiosk.`;

const PLACE = findUpdatePlace({
  platform: process.platform,
  arch: process.arch,
  appImage: process.env['APPIMAGE'],
  isPackaged: false,
});
const BUILT_CORE = fileURLToPath(new URL('../../dist/kiosk/core.mjs', import.meta.url));
const FOLDER = fileURLToPath(new URL('../../dist/renderer', import.meta.url));
type Values = NonNullable<ReturnType<typeof parseCliOptions<typeof OPTIONS>>>;
type End = HostEnd | 'stopped';

/** The core reads the same options; checked here first, so that a mistake is told at once. */
function passOn(values: Values): string[] {
  readKioskArguments(values, 'auto');
  const names = Object.keys(KIOSK_OPTIONS) as (keyof typeof KIOSK_OPTIONS)[];
  return names.flatMap((name) => (values[name] === null ? [] : [`--${name}=${values[name]}`]));
}

/** @returns null where no browser can be shown, after saying why. */
function openBrowser(host: BrowserHost, values: Values, data: string, log: HostLog, onClosed: () => void) {
  if (values.open === null) return null;
  const browser = findBrowser({ platform: process.platform, env: process.env, isRoot: process.getuid?.() === 0 });
  if (!browser.found) {
    log.say('warn', browser.why);
    return null;
  }
  const profile = path.join(data, 'browser-profile');
  const windowed = values.windowed !== null;
  const { origin } = host;
  const mintLink = (): string => host.mintLink();
  return new KioskBrowser({ binary: browser.binary, profile, origin, mintLink, windowed, log, onClosed });
}

/** What took the place of this program, with the same command line; it outlives this one. */
function startAgain(file: string): void {
  spawn(file, process.argv.slice(2), { detached: true, stdio: 'inherit' }).unref();
}

/** One life of the kiosk, from its start until somebody ends it. */
async function runOnce(values: Values, stopped: Promise<'stopped'>, log: HostLog, update: UpdateWatch): Promise<End> {
  const port = parseNumber(values.port ?? '8081', 'port', 0, 65_535);
  const host = await startBrowserHost({
    port,
    folder: FOLDER,
    coreArgs: [...passOn(values), ...update.coreArgs],
    core: values.built === null ? undefined : BUILT_CORE,
    log,
    update,
  });
  let leave: (how: 'leave') => void = () => undefined;
  const closed = new Promise<'leave'>((resolve) => (leave = resolve));
  const browser = openBrowser(host, values, path.resolve(values.data ?? ''), log, () => leave('leave'));
  // A link that works is told only where somebody has to open it.
  const url = browser === null ? host.url : `${host.origin}/`;
  process.stdout.write(`${JSON.stringify({ ready: true, url, paired: host.paired, open: browser !== null })}\n`);
  log.say('info', 'the kiosk is started');
  void browser?.start();
  const end = await Promise.race([stopped, host.ended, closed]);
  log.say('info', `the kiosk ends: ${end}`);
  // Both at once: a signal to the whole group ends the core too, which must not be started again.
  await Promise.all([browser?.close(), host.close()]);
  return end;
}

await runProgram(async () => {
  const values = parseCliOptions(process.argv.slice(2), OPTIONS);
  if (values === null) {
    process.stdout.write(`${formatHelp(USAGE, OPTIONS)}\n`);
    return;
  }
  const { dataDir } = readKioskArguments(values, 'auto');
  const log = new HostLog(dataDir);
  const stopped = untilSignal().then(() => 'stopped' as const);
  let end: End;
  try {
    const update = new UpdateWatch(PLACE, path.resolve(dataDir), log);
    if (update.begin()) end = 'replaced';
    else {
      do end = await runOnce(values, stopped, log, update);
      while (end === 'restart' && values.supervised === null);
    }
  } catch (error) {
    if (!(error instanceof CoreRefused)) throw error;
    end = 'refused';
  } finally {
    await log.flush();
  }
  const isRestarted = values.supervised !== null;
  if (end === 'replaced' && !isRestarted && PLACE?.kind === 'appimage') startAgain(PLACE.file);
  const replaced = isRestarted ? RESTART_CODE : 0;
  process.exitCode = { leave: 0, stopped: 0, restart: RESTART_CODE, replaced, refused: 1 }[end];
  // A core that is being started again would keep the process.
  process.exit();
});
