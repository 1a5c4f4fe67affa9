import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { chromiumPath } from './chromium.ts';

/**
 * A browser for `--open` on a machine without a screen: the real one with what a test needs, in the place of the one that a
 * kiosk finds. The second way in, a port, is for looking on.
 *
 * @returns its path, for KIOSK_BROWSER.
 */
export function writeTestBrowser(folder: string): string {
  const path = join(folder, 'browser.sh');
  const flags =
    '--no-sandbox --headless=new --disable-gpu --remote-debugging-port=0 --use-fake-device-for-media-stream';
  writeFileSync(path, `#!/bin/sh\nexec ${chromiumPath()} ${flags} "$@"\n`);
  chmodSync(path, 0o755);
  return path;
}

const portFile = (data: string): string => join(data, 'browser-profile', 'DevToolsActivePort');

/** Looks at the browser that a kiosk has started; closing it ends the look, not the browser. */
export async function lookInto(data: string): Promise<Browser> {
  const [port] = existsSync(portFile(data)) ? readFileSync(portFile(data), 'utf8').split('\n') : [];
  if (!port) throw new Error('no browser yet');
  return chromium.connectOverCDP(`http://127.0.0.1:${port}`);
}

interface Process {
  readonly pid: number;
  readonly command: string;
}

/** Processes whose command line holds a text, by Linux's /proc. */
export function findProcesses(text: string): Process[] {
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return pids.flatMap((pid) => {
    try {
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
      return command.includes(text) ? [{ pid, command }] : [];
    } catch {
      return [];
    }
  });
}
