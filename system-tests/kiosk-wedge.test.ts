import type { Browser, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { KioskView } from '#kiosk/core/view.ts';
import { launchChromium } from './support/chromium.ts';
import { KIOSK_VIEWS } from './support/kiosk-views.ts';
import { serveFolder } from './support/static-site.ts';

const RENDERER = new URL('../dist/renderer', import.meta.url).pathname;
const CARD = '046185001234|191234567|Nguyễn Thị Hương|01021985|Nữ|12 Lê Lợi, Huế|10052021';
/** Slower than any scanner, faster than most people. */
const HUMAN_MS = 80;
const SCANNER_MS = 2;
const PATIENCE = { timeout: 10_000 };

interface Call {
  readonly channel: string;
  readonly args: Readonly<Record<string, unknown>>;
}
interface TestWindow {
  kioskBridge: unknown;
  showView: (view: KioskView) => void;
  calls: Call[];
}

/** A kiosk whose core is this test; what the screen asks of it is kept. */
async function openKiosk(page: Page, url: string): Promise<void> {
  await page.addInitScript(() => {
    const test = window as unknown as TestWindow;
    test.calls = [];
    test.kioskBridge = {
      call: (channel: string, args: Call['args']) => {
        if (channel === 'scan' || channel === 'intent') test.calls.push({ channel, args });
        return new Promise(() => undefined);
      },
      on: (push: string, listener: (view: KioskView) => void) => {
        if (push === 'view') test.showView = listener;
        return () => undefined;
      },
    };
  });
  await page.goto(url);
  await page.waitForFunction(() => 'showView' in window);
}

const show = async (page: Page, name: string): Promise<void> => {
  const view = KIOSK_VIEWS[name];
  if (!view) throw new Error(name);
  await page.evaluate((shown) => (window as unknown as TestWindow).showView(shown as KioskView), view);
  await page.locator(`.kiosk--${view.screen.name}`).waitFor();
};

const calls = (page: Page): Promise<Call[]> => page.evaluate(() => (window as unknown as TestWindow).calls);
const forgetCalls = (page: Page): Promise<void> =>
  page.evaluate(() => {
    (window as unknown as TestWindow).calls = [];
  });
const scans = async (page: Page): Promise<unknown[]> =>
  (await calls(page)).flatMap(({ channel, args }) => (channel === 'scan' ? [args['text']] : []));
async function untilScanned(page: Page, ...texts: string[]): Promise<void> {
  await expect.poll(() => scans(page), PATIENCE).toEqual(texts);
}

interface Key {
  readonly key: string;
  readonly text?: string;
  readonly code?: string;
  readonly modifiers?: number;
}
const CONTROL = 2;
const ENTER: Key = { key: 'Enter', code: 'Enter', text: '\r' };
const TAB: Key = { key: 'Tab', code: 'Tab' };
const keysOf = (text: string): Key[] => Array.from(text, (char) => ({ key: char, text: char }));

/** Keys as a scanner sends them, all letters among them; a busy machine hands them on later than they were pressed. */
async function send(devtools: CDPSession, keys: readonly Key[]): Promise<void> {
  const start = Date.now() / 1_000;
  const sent = keys.flatMap(({ key, code = '', ...rest }, index) => {
    const timestamp = start + (index * SCANNER_MS) / 1_000;
    const type = rest.text === undefined ? 'rawKeyDown' : 'keyDown';
    return [
      devtools.send('Input.dispatchKeyEvent', { type, key, code, timestamp, ...rest }),
      devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key, code, timestamp }),
    ];
  });
  await Promise.all(sent);
}

describe('a scanner that types', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof serveFolder>>;
  let page: Page;
  let devtools: CDPSession;
  beforeAll(async () => {
    site = await serveFolder(RENDERER);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    site.close();
  });

  async function openPage(): Promise<void> {
    page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    devtools = await page.context().newCDPSession(page);
    await openKiosk(page, site.url);
  }

  /** Screen after screen on one page, as at a door. */
  describe('while a screen is there', () => {
    beforeAll(openPage);
    beforeEach(async () => {
      // By way of another page, so that nothing of the one before is left.
      await show(page, 'saving');
      await forgetCalls(page);
    });
    afterAll(() => page.close());

    it.each(Object.keys(KIOSK_VIEWS))('is heard on the screen "%s", and presses nothing there', async (name) => {
      await show(page, name);
      await send(devtools, [...keysOf(CARD), ENTER]);
      await untilScanned(page, `${CARD}\n`);
      expect(await calls(page)).toMatchObject([{ channel: 'scan', args: { source: 'keyboard', encoding: 'text' } }]);
      expect(await page.locator('input[type=text], input[type=url]').evaluateAll(valuesOf)).toEqual(
        await page.locator('input[type=text], input[type=url]').evaluateAll(defaultsOf),
      );
    });
  });
  describe('beside people, and as scanners are set', () => {
    beforeEach(async () => {
      await openPage();
      return () => page.close();
    });

    it('leaves a name as it was, with the caret in it, and the person types on', async () => {
      await show(page, 'typed-name');
      const field = page.locator('.entry-field');
      await page.keyboard.type('Nguyeenx Huowng', { delay: HUMAN_MS });
      await field.evaluate((input: HTMLInputElement) => input.setSelectionRange(6, 6));
      await send(devtools, [...keysOf(CARD), ENTER]);
      await untilScanned(page, `${CARD}\n`);
      expect(await field.inputValue()).toBe('Nguyễn Hương');
      await page.keyboard.type(' Thij', { delay: HUMAN_MS });
      expect(await field.inputValue()).toBe('Nguyễn Thị Hương');
      expect((await calls(page)).some(({ args }) => args['do'] === 'submit-name')).toBe(false);
      expect((await calls(page)).some(({ args }) => args['do'] === 'touch')).toBe(true);
    });

    it('leaves a phone number as it was, and the code in the field of an unpaired kiosk', async () => {
      await show(page, 'typed-phone');
      await page.keyboard.type('0912', { delay: HUMAN_MS });
      await send(devtools, [...keysOf('8934588012112'), ENTER]);
      await untilScanned(page, '8934588012112\n');
      expect(await page.locator('.entry-field').inputValue()).toBe('0912');
      await show(page, 'unpaired');
      const code = page.locator('.entry-field').nth(1);
      await code.fill('ABCD');
      await send(devtools, [...keysOf('VCPAIR1 https://checkin.example.vn AB3D5FG7'), ENTER]);
      await expect
        .poll(async () => (await scans(page)).at(-1), PATIENCE)
        .toBe('VCPAIR1 https://checkin.example.vn AB3D5FG7\n');
      expect(await code.inputValue()).toBe('ABCD');
    });

    it.each<[string, Key[], Key[], string]>([
      ['Tab', [], [TAB], `${CARD}\t`],
      ['Enter twice', [], [ENTER, ENTER], `${CARD}\n\n`],
      ['nothing', [], [], CARD],
      ['F9 before and F10 behind', [{ key: 'F9', code: 'F9' }], [{ key: 'F10', code: 'F10' }], CARD],
      [
        'STX before, Enter and Ctrl-J behind',
        [{ key: 'b', code: 'KeyB', modifiers: CONTROL }],
        [ENTER, { key: 'j', code: 'KeyJ', modifiers: CONTROL }],
        `\u0002${CARD}\n\n`,
      ],
    ])('may frame its codes by %s', async (_, prefix, suffix, text) => {
      await show(page, 'typed-name');
      await send(devtools, [...prefix, ...keysOf(CARD), ...suffix]);
      await untilScanned(page, text);
      expect(await page.locator('.entry-field').inputValue()).toBe('');
      expect(await page.evaluate(() => document.activeElement?.className)).toContain('entry-field');
      expect((await calls(page)).filter(({ args }) => args['do'] !== 'touch')).toHaveLength(1);
    });

    it('presses no button with the spaces of a text', async () => {
      await show(page, 'declaration');
      await page.locator('.big-button--no').focus();
      await send(devtools, [...keysOf('a b c d e f g h i'), ENTER]);
      await untilScanned(page, 'a b c d e f g h i\n');
      expect((await calls(page)).filter(({ channel }) => channel === 'intent')).toEqual([]);
    });

    it("is understood where the machine's layout has letters in the place of digits", async () => {
      await show(page, 'idle');
      const places: Record<string, [string, string]> = {
        '0': ['đ', 'Digit0'],
        '1': ['ă', 'Digit1'],
        '4': ['ê', 'Digit4'],
        '6': ['\u0309', 'Digit6'],
      };
      const keys = Array.from('VNI0146410614', (char): Key => {
        const [key, code] = places[char] ?? [char, `Key${char}`];
        return { key, text: key, code, modifiers: /[A-Z]/.test(char) ? 8 : 0 };
      });
      await send(devtools, [...keys, ENTER]);
      await expect.poll(() => scans(page), PATIENCE).toHaveLength(1);
      const insurance = Array.from('HC4460140614016', (char): Key => {
        const [key, code] = places[char] ?? [char, `Key${char}`];
        return { key, text: key, code, modifiers: /[A-Z]/.test(char) ? 8 : 0 };
      });
      await send(devtools, [...insurance, ENTER]);
      await expect.poll(async () => (await scans(page)).at(-1), PATIENCE).toBe('HC4460140614016\n');
    });

    it('is told apart from dictation, which types a name as fast', async () => {
      await show(page, 'typed-name');
      await send(devtools, keysOf('Nguyeenx Thij Huowng'));
      await expect.poll(() => page.locator('.entry-field').inputValue(), PATIENCE).toBe('Nguyễn Thị Hương');
      expect(await scans(page)).toEqual([]);
    });

    it('is not a person with eighty milliseconds between the keys', async () => {
      await show(page, 'typed-name');
      await page.keyboard.type('Nguyeenx Thij Huowng', { delay: 80 });
      await page.keyboard.press('Enter');
      expect(await page.locator('.entry-field').inputValue()).toBe('Nguyễn Thị Hương');
      expect(await scans(page)).toEqual([]);
      expect((await calls(page)).at(-1)?.args).toMatchObject({ do: 'submit-name', name: 'Nguyễn Thị Hương' });
    });
  });
});

const valuesOf = (inputs: Element[]): string[] => inputs.map((input) => (input as HTMLInputElement).value);
/** A screen opens with these. */
const defaultsOf = (inputs: Element[]): string[] =>
  inputs.map((input) => ((input as HTMLInputElement).type === 'url' ? 'http://127.0.0.1:8080' : ''));
