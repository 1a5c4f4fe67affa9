import process from 'node:process';
import { fileURLToPath } from 'node:url';
import {
  formatHelp,
  KIOSK_OPTIONS,
  parseCliOptions,
  parseNumber,
  readKioskArguments,
} from '#kiosk/process/cli-options.ts';
import { runProgram, untilSignal } from '#kiosk/process/run-program.ts';
import { CoreRefused, startBrowserHost } from './browser-host.ts';

const OPTIONS = {
  ...KIOSK_OPTIONS,
  port: { value: 'N', help: 'port on 127.0.0.1 (default: 8081; 0: any free one)' },
} as const;

const USAGE = `npm run kiosk:browser -- --data DIR --server URL [options]: the kiosk for any Chromium of this machine

Prints one line of JSON with the address to open. Its token works once; after that, that browser alone shows the kiosk.`;

const FOLDER = fileURLToPath(new URL('../../dist/renderer', import.meta.url));

/** The core reads the same options; checked here first, so that a mistake is told at once. */
function passOn(values: NonNullable<ReturnType<typeof parseCliOptions<typeof OPTIONS>>>): string[] {
  readKioskArguments(values, 'auto');
  const names = Object.keys(KIOSK_OPTIONS) as (keyof typeof KIOSK_OPTIONS)[];
  return names.flatMap((name) => (values[name] === null ? [] : [`--${name}=${values[name]}`]));
}

await runProgram(async () => {
  const values = parseCliOptions(process.argv.slice(2), OPTIONS);
  if (values === null) {
    process.stdout.write(`${formatHelp(USAGE, OPTIONS)}\n`);
    return;
  }
  const port = parseNumber(values.port ?? '8081', 'port', 0, 65_535);
  const coreArgs = passOn(values);
  const stopped = untilSignal().then(() => 0);
  try {
    const host = await startBrowserHost({ port, folder: FOLDER, coreArgs });
    process.stdout.write(`${JSON.stringify({ ready: true, url: host.url, paired: host.paired })}\n`);
    process.exitCode = await Promise.race([stopped, host.refused]);
    await host.close();
  } catch (error) {
    if (!(error instanceof CoreRefused)) throw error;
    process.exitCode = 1;
  }
  // A core that is being started again would keep the process.
  process.exit();
});
