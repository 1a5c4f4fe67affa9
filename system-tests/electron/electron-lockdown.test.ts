import type { CDPSession } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ESCAPE_ATTEMPTS, takeLeftDefaults, watchDefaults } from '../support/escape-attempts.ts';
import { binary, type ElectronKiosk, launchKiosk } from './electron-app.ts';

describe.skipIf(binary === undefined)('somebody who wants to get out of the kiosk in Electron', () => {
  let kiosk: ElectronKiosk;
  let devtools: CDPSession;
  beforeAll(async () => {
    kiosk = await launchKiosk(['--use-fake-device-for-media-stream'], '--kiosk');
    const { page } = kiosk;
    devtools = await page.context().newCDPSession(page);
    await page.locator('.kiosk--idle').waitFor();
    await page.evaluate(watchDefaults);
  }, 120_000);
  afterAll(() => kiosk?.stop());

  const stateOf = () =>
    kiosk.page.evaluate(() => ({
      address: window.location.href,
      isDrawn: document.querySelector('.kiosk') !== null,
      zoom: [window.devicePixelRatio, window.visualViewport?.scale, window.innerWidth],
      selection: String(window.getSelection()),
    }));

  it.each(ESCAPE_ATTEMPTS)('does not by $name', async ({ attempt }) => {
    const { app, page, server } = kiosk;
    const before = await stateOf();
    await attempt({ page, devtools, elsewhere: server.url });
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    expect(await stateOf()).toEqual(before);
    expect(await takeLeftDefaults(page)).toEqual([]);
    const windows = await app.evaluate(({ BrowserWindow, webContents }) => [
      BrowserWindow.getAllWindows().length,
      webContents.getAllWebContents().length,
    ]);
    expect(windows).toEqual([1, 1]);
  });

  it('cannot close the window, nor open the tools of developers', async () => {
    const { app } = kiosk;
    await app.evaluate(({ BrowserWindow }) => {
      for (const window of BrowserWindow.getAllWindows()) {
        window.close();
        window.webContents.openDevTools();
      }
    });
    const left = await app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows().map(({ webContents }) => [
        webContents.isDestroyed(),
        webContents.isDevToolsOpened(),
      ]),
    );
    expect(left).toEqual([[false, false]]);
    expect(await stateOf()).toMatchObject({ address: 'app://kiosk/index.html', isDrawn: true });
  });
});
