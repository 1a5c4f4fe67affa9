import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { type ElectronApplication, _electron as electron, type Page } from 'playwright-core';
import { FakeServer } from '#kiosk/sync/testing/fake-server.ts';

/** Set by `npm run test:electron` where Electron can run; elsewhere there is nothing to test. */
export const binary = process.env['KIOSK_ELECTRON'];
/** The folder of the app: this project, or an unpacked package. */
export const root = process.env['KIOSK_APP'] ?? join(import.meta.dirname, '..', '..');

export interface ElectronKiosk {
  readonly data: string;
  readonly server: FakeServer;
  readonly app: ElectronApplication;
  readonly page: Page;
  stop(): Promise<void>;
}

/** The kiosk, paired with a server of its own. @param flags more of Chromium's. */
export async function launchKiosk(
  flags: readonly string[],
  mode: '--windowed' | '--kiosk' = '--windowed',
): Promise<ElectronKiosk> {
  const data = mkdtempSync(join(tmpdir(), 'kiosk-electron-'));
  const server = await FakeServer.listen();
  server.serverTime = Date.now();
  const ours = [`--data=${data}`, `--server=${server.url}`, `--pair=${server.code}`, `--node=${process.execPath}`];
  // A virtual display has no GPU, and on a busy machine Chromium can wait for one for ever.
  const args = [root, '--disable-gpu', ...flags, ...ours, mode];
  const app = await electron.launch({ executablePath: binary ?? '', args });
  return {
    data,
    server,
    app,
    page: await app.firstWindow(),
    async stop() {
      await app.close();
      await server.close();
      rmSync(data, { recursive: true, force: true });
    },
  };
}
