import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readScreenFile } from '#kiosk/host/screen-files.ts';
import { launchChromium } from './support/chromium.ts';
import { ESCAPE_ATTEMPTS, takeLeftDefaults, watchDefaults } from './support/escape-attempts.ts';
import { viewNamed } from './support/kiosk-views.ts';
import { openPaperKiosk, readIntents, SCREEN_SIZES, showView } from './support/paper-core.ts';

const RENDERER = new URL('../dist/renderer', import.meta.url).pathname;

interface Site {
  readonly url: string;
  readonly requests: string[];
  close(): void;
}

async function listen(server: Server, requests: string[]): Promise<Site> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const close = (): void => {
    server.close();
    server.closeAllConnections();
  };
  return { url, requests, close };
}

/** The screen under the very headers that the hosts send. */
function serveScreen(): Promise<Site> {
  const server = createServer((request, response) => {
    void readScreenFile(RENDERER, request.url ?? '').then((file) => {
      response.writeHead(file ? 200 : 404, file?.headers);
      response.end(file?.body);
    });
  });
  return listen(server, []);
}

/** Another place; whoever gets there is noted. */
function serveElsewhere(): Promise<Site> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'text/html', 'access-control-allow-origin': '*' });
    response.end('elsewhere');
  });
  return listen(server, requests);
}

const stateOf = (page: Page) =>
  page.evaluate(() => ({
    address: window.location.href,
    isDrawn: document.querySelector('.kiosk') !== null && !document.body.innerText.includes('pasted'),
    zoom: [window.devicePixelRatio, window.visualViewport?.scale, window.innerWidth],
    selection: String(window.getSelection()),
    history: window.history.length,
  }));

describe('somebody who wants to get out of the kiosk', () => {
  let browser: Browser;
  let screen: Site;
  let elsewhere: Site;
  let page: Page;
  let devtools: CDPSession;
  const happened: string[] = [];

  async function open(): Promise<void> {
    page = await openPaperKiosk(browser, screen.url, SCREEN_SIZES.tablet);
    devtools = await page.context().newCDPSession(page);
    page.on('dialog', (dialog) => {
      happened.push(`dialog: ${dialog.type()}`);
      void dialog.dismiss().catch(() => undefined);
    });
    page.on('download', () => happened.push('download'));
    page.on('framenavigated', (frame) => {
      // A frame within the page that the policy refused: the browser may have the time to say so in it.
      const isRefusal = frame !== page.mainFrame() && frame.url().startsWith('chrome-error:');
      if (!isRefusal) happened.push(`navigated: ${frame.url()}`);
    });
    page.context().on('page', (other) => happened.push(`page: ${other.url()}`));
    await page.evaluate(watchDefaults);
    await showView(page, viewNamed('idle'));
    await page.locator('.kiosk--idle').waitFor();
  }

  /** Whether the attempt before was in vain, as it should be. */
  const isIntact = async (): Promise<boolean> =>
    page.url() === screen.url && (await page.evaluate(() => 'leftDefaults' in window).catch(() => false));
  async function reopen(): Promise<void> {
    for (const each of browser.contexts()) await each.close();
    await open();
    happened.splice(0);
  }

  beforeAll(async () => {
    [screen, elsewhere] = await Promise.all([serveScreen(), serveElsewhere()]);
    browser = await launchChromium();
    await open();
  });
  afterAll(async () => {
    await browser.close();
    screen.close();
    elsewhere.close();
  });

  it('has more than sixty ways to try', () => {
    expect(new Set(ESCAPE_ATTEMPTS.map(({ name }) => name)).size).toBe(ESCAPE_ATTEMPTS.length);
    expect(ESCAPE_ATTEMPTS.length).toBeGreaterThanOrEqual(60);
  });

  it.each(ESCAPE_ATTEMPTS)('does not by $name', async ({ attempt }) => {
    if (!(await isIntact())) await reopen();
    const before = await stateOf(page);
    await attempt({ page, devtools, elsewhere: elsewhere.url });
    // Two rounds through the page: whatever was begun is under way by then.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    expect(await stateOf(page)).toEqual(before);
    expect(happened.splice(0)).toEqual([]);
    expect(elsewhere.requests.splice(0)).toEqual([]);
    expect(page.context().pages()).toHaveLength(1);
    expect(await readIntents(page)).toEqual([]);
    expect(await takeLeftDefaults(page)).toEqual([]);
  });

  describe('at a field in front of them', () => {
    beforeAll(async () => {
      await reopen();
      await showView(page, viewNamed('unpaired'));
    });

    it.each([...'aZ0@ ', 'Shift+A', 'Tab', 'Shift+Tab', 'ArrowLeft', 'Home', 'Control+a', 'Control+Backspace'])(
      'still has "%s" for it',
      async (combination) => {
        await page.locator('.entry-field').last().click();
        await takeLeftDefaults(page);
        await page.keyboard.press(combination);
        expect(await takeLeftDefaults(page)).toEqual(['keydown']);
      },
    );
  });

  it('still writes what is typed, also with AltGr and by an input method', async () => {
    await reopen();
    await showView(page, viewNamed('unpaired'));
    const field = page.locator('.entry-field').first();
    await field.fill('');
    await field.pressSequentially('https://x', { delay: 60 });
    await devtools.send('Input.insertText', { text: 'ế' });
    expect(await field.inputValue()).toBe('https://xế');
    const press = { key: '@', code: 'KeyQ', ctrlKey: true, altKey: true, bubbles: true, cancelable: true };
    const isLeft = await field.evaluate(
      (input, init) => input.dispatchEvent(new KeyboardEvent('keydown', { ...init, modifierAltGraph: true })),
      press,
    );
    expect(isLeft).toBe(true);
  });
});
