import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { findElectron, hasDisplay, isRoot } from './electron.mjs';
import { PlainError } from './plain-error.mjs';
import { startBrowserKiosk, startElectronKiosk } from './services.mjs';

/** @typedef {{ data: string, port: number, server: string, pair: string | null, open: boolean }} KioskSettings open: on the screen, if there is one */
/** @typedef {{ service: import('./children.mjs').Service, url: string | null, how: string, again: () => Promise<RunningKiosk> }} RunningKiosk */

/** An Electron without a working display driver can hang instead of failing. */
const WINDOW_MS = 30_000;

/** @param {number} ms @param {import('./children.mjs').Service} service @returns {Promise<never>} */
async function failAfter(ms, service) {
  await delay(ms, undefined, { ref: false });
  throw new PlainError(['Its window did not open. Its last words:', ...service.tail().slice(-3)].join('\n  '));
}

/** The Electron binary to use, or null where none can run: no binary, no display, or as root. */
export function chooseElectron() {
  return hasDisplay() && !isRoot() ? findElectron() : null;
}

/**
 * Starts the demo kiosk: in Electron where that runs, otherwise as a page of this machine.
 *
 * @param {import('./children.mjs').Children} children
 * @param {KioskSettings} settings data is the system's data folder
 * @returns {Promise<RunningKiosk>}
 */
export async function startKiosk(children, settings) {
  const again = () => startKiosk(children, { ...settings, pair: null });
  const inKioskFolder = { ...settings, data: join(settings.data, 'kiosk') };
  const binary = chooseElectron();
  if (binary !== null) {
    const service = startElectronKiosk(children, { ...inKioskFolder, binary });
    try {
      await Promise.race([service.answer('ready'), failAfter(WINDOW_MS, service)]);
      return { service, url: null, how: 'in its own window (Electron)', again };
    } catch (error) {
      if (!(error instanceof PlainError)) throw error;
      await service.stop();
      console.error(`  The Electron kiosk did not start, so the browser shows it.\n  ${error.message}`);
    }
  }
  const isWatched = process.stdout.isTTY && hasDisplay() && !isRoot();
  const service = startBrowserKiosk(children, { ...inKioskFolder, open: settings.open && isWatched });
  const { url, open } = await service.answer('ready');
  const how = open ? 'in its own window (Chromium)' : 'open it in a browser of this machine; the link works once';
  return { service, url: open ? null : url, how, again };
}
