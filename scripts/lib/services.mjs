import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { hasGraphics } from './electron.mjs';
import { PlainError } from './plain-error.mjs';
import { ROOT, requireNode } from './project.mjs';
import { parseObject, readableLine } from './service-output.mjs';

const DEMO_ENTRANCE = 'demo';
const ERROR_LEVEL = 50;
/** A kiosk that was told `--supervised` asks by it to be started again (kiosk/host/host-end.ts). */
export const RESTART_CODE = 75;
/** Compiled sources are kept between starts: a third less work until ready. */
const env = { NODE_COMPILE_CACHE: join(ROOT, 'node_modules', '.cache', 'node-compile') };

/** @typedef {import('./children.mjs').Children} Children */

const preload = () => ['--import', pathToFileURL(join(ROOT, 'scripts', 'lib', 'end-with-parent.mjs')).href];

/** @param {string} name */
const showErrors = (name) => (/** @type {string} */ line) => {
  if ((parseObject(line)?.level ?? 0) >= ERROR_LEVEL) console.error(`  ${name}: ${readableLine(line)}`);
};

/**
 * @param {Children} children
 * @param {{ data: string, host: string, port: number, publicUrl: string | null, demo: boolean, watch?: boolean }} settings
 */
export function startServer(children, { data, host, port, publicUrl, demo, watch = false }) {
  const args = [
    ...preload(),
    ...(watch ? ['--watch', '--watch-preserve-output'] : []),
    'server/main.ts',
    '--data',
    data,
    '--port',
    String(port),
    '--host',
    host,
    ...(publicUrl === null ? [] : ['--public-url', publicUrl]),
    ...(demo ? ['--demo'] : []),
  ];
  return children.start('server', requireNode(), args, { env, onLog: showErrors('server') });
}

/**
 * Node only: the same screen in a browser of this machine.
 *
 * @param {Children} children
 * @param {{ data: string, port: number, server: string, pair: string | null, open: boolean }} settings open: in a window of its own
 */
export function startBrowserKiosk(children, { data, port, server, pair, open }) {
  const args = [
    ...preload(),
    'kiosk/browser-host/main.ts',
    '--data',
    data,
    '--port',
    String(port),
    '--server',
    server,
    ...(pair === null ? [] : ['--pair', pair]),
    ...(open ? ['--open', '--windowed'] : []),
  ];
  return children.start('kiosk', requireNode(), args, { env, onLog: showErrors('kiosk') });
}

/**
 * @param {Children} children
 * @param {{ binary: string, data: string, server: string, pair: string | null, extra?: string[] }} settings
 */
export function startElectronKiosk(children, { binary, data, server, pair, extra = [] }) {
  const args = [
    ROOT,
    ...(hasGraphics() ? [] : ['--disable-gpu']),
    `--data=${data}`,
    `--server=${server}`,
    `--node=${requireNode()}`,
    '--supervised',
    ...(pair === null ? [] : [`--pair=${pair}`]),
    ...extra,
  ];
  return children.start('kiosk', binary, args, { onLog: showErrors('kiosk') });
}

/** A mark of our own: a kiosk folder can exist without being paired, when its first start was cut short. @param {string} data */
const pairedMark = (data) => join(data, 'kiosk', '.paired-by-start');

/** Whether the demo kiosk of this data folder was paired by an earlier start. @param {string} data */
export const isPaired = (data) => existsSync(join(data, 'kiosk', 'kiosk.db')) && existsSync(pairedMark(data));

/** @param {string} data */
export const markPaired = (data) => writeFileSync(pairedMark(data), '');

/**
 * A fresh one-time code that pairs a kiosk with the demo entrance.
 *
 * @param {Children} children
 * @param {string} data
 */
export async function requestPairingCode(children, data) {
  const args = ['server/cli.ts', 'pair-code', '--entrance', DEMO_ENTRANCE, '--data', data];
  const { code, stdout, stderr } = await children.capture(requireNode(), args, { env });
  const answer = stdout.trim();
  if (code !== 0 || answer === '') {
    throw new PlainError(
      `No pairing code for the demo kiosk: ${stderr.trim().split('\n').map(readableLine).at(-1) || `code ${code}`}`,
    );
  }
  return answer;
}
