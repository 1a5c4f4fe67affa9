import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { KioskView } from '#kiosk/core/view.ts';
import { keepScreenshot, launchChromium } from './support/chromium.ts';
import { KIOSK_VIEWS } from './support/kiosk-views.ts';
import { serveFolder } from './support/static-site.ts';

const RENDERER = new URL('../dist/renderer', import.meta.url).pathname;
const SIZES = {
  portrait: { width: 1080, height: 1920 },
  landscape: { width: 1920, height: 1080 },
  tablet: { width: 1280, height: 800 },
  small: { width: 1024, height: 600 },
};

interface TestWindow {
  kioskBridge: unknown;
  showView: (view: KioskView) => void;
  sent: unknown[];
}

/** The name screen of a kiosk whose core is this test; what the screen sends is kept. */
async function openNameScreen(page: Page, url: string, language: 'vi' | 'en'): Promise<Locator> {
  await page.addInitScript(() => {
    const test = window as unknown as TestWindow;
    test.sent = [];
    test.kioskBridge = {
      call: (channel: string, sent: unknown) => {
        if (channel === 'intent') test.sent.push(sent);
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
  await showName(page, language, false);
  const field = page.locator('.entry-field');
  await field.waitFor();
  await page.waitForFunction(() => document.activeElement?.classList.contains('entry-field'));
  return field;
}

const showName = (page: Page, language: 'vi' | 'en', invalid: boolean): Promise<void> =>
  page.evaluate((view) => (window as unknown as TestWindow).showView(view as KioskView), {
    ...KIOSK_VIEWS['typed-name'],
    screen: { name: 'typed', step: 'name', invalid },
    language,
  });

const sentName = (page: Page): Promise<unknown> =>
  page.evaluate(() =>
    (window as unknown as TestWindow).sent.findLast((sent) => (sent as { do: string }).do === 'submit-name'),
  );

/** Presses keys of the board, named as they are read out. */
async function pressKeys(page: Page, ...names: string[]): Promise<void> {
  for (const name of names) await page.getByRole('button', { name, exact: true }).click();
}

/** Parts of the name screen that lie over each other or over the edge. */
const findOverlaps = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const parts = [
      '.venue-bar',
      '.entry h1',
      '.entry-field',
      '.entry-error',
      '.letter-board',
      '.entry__actions',
      '.status-bar',
    ]
      .flatMap((selector) => document.querySelector<HTMLElement>(selector) ?? [])
      .filter((part) => getComputedStyle(part).clipPath === 'none')
      .map((part) => ({ name: part.className || part.tagName, box: part.getBoundingClientRect() }))
      .toSorted((a, b) => a.box.top - b.box.top);
    return parts.flatMap(({ name, box }, index) => {
      const next = parts[index + 1];
      return next && box.bottom > next.box.top + 1 ? [`${name} over ${next.name}`] : [];
    });
  });

describe('typing a name', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof serveFolder>>;
  let page: Page;
  beforeAll(async () => {
    site = await serveFolder(RENDERER);
    browser = await launchChromium();
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: SIZES.tablet, reducedMotion: 'reduce' });
    return () => page.close();
  });
  afterAll(async () => {
    await browser.close();
    site.close();
  });

  it('on the board: accented letters and tone keys, capitals by themselves', async () => {
    const field = await openNameScreen(page, site.url, 'vi');
    await pressKeys(page, ...'NGUYÊN', 'Dấu ngã', 'Dấu cách', ...'THI', 'Dấu nặng', 'Dấu cách', ...'HƯƠNG');
    await expect.poll(() => field.inputValue()).toBe('Nguyễn Thị Hương');
    await pressKeys(page, 'Xoá', 'Xoá', ...'NG', 'Tiếp');
    expect(await sentName(page)).toEqual({ do: 'submit-name', name: 'Nguyễn Thị Hương' });
  });

  it('on the board: Telex at once, VNI after one touch, and neither', async () => {
    const field = await openNameScreen(page, site.url, 'vi');
    await pressKeys(page, ...'DDAWNGJ', 'Dấu cách');
    expect(await field.inputValue()).toBe('Đặng ');
    await page.getByText('VNI', { exact: true }).click();
    await pressKeys(page, ...'D9U7C1', 'Dấu cách');
    expect(await field.inputValue()).toBe('Đặng Đức ');
    await page.getByText('Tắt', { exact: true }).click();
    await pressKeys(page, ...'MAX');
    expect(await field.inputValue()).toBe('Đặng Đức Max');
  });

  it('on a hardware keyboard: Telex, a slip, a moved caret, Enter', async () => {
    const field = await openNameScreen(page, site.url, 'vi');
    await page.keyboard.type('Nguyeenx Vawn Westbrook');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('k Toanfb');
    await page.keyboard.press('Backspace');
    await expect.poll(() => field.inputValue()).toBe('Nguyễn Văn Westbrook Toàn');
    await field.evaluate((input: HTMLInputElement) => input.setSelectionRange(10, 20));
    await page.keyboard.type(' Ddinhf');
    expect(await field.inputValue()).toBe('Nguyễn Văn Đình Toàn');
    expect(await field.evaluate((input: HTMLInputElement) => input.selectionStart)).toBe(15);
    await page.keyboard.press('Enter');
    expect(await sentName(page)).toEqual({ do: 'submit-name', name: 'Nguyễn Văn Đình Toàn' });
  });

  it('on a hardware keyboard after touching the board: the keys still go into the field, by the scheme chosen', async () => {
    const field = await openNameScreen(page, site.url, 'vi');
    await pressKeys(page, 'L');
    await page.keyboard.type('ee ');
    await page.getByText('VNI', { exact: true }).click();
    await page.keyboard.type('Hie6n2');
    await expect.poll(() => field.inputValue()).toBe('Lê Hiền');
  });

  it('gives a foreign name its keys back when it is sent', async () => {
    await openNameScreen(page, site.url, 'vi');
    await page.keyboard.type('Susan');
    await pressKeys(page, 'Tiếp');
    expect(await sentName(page)).toEqual({ do: 'submit-name', name: 'Susan' });
  });

  it("leaves the system's own input method alone, and goes on with its text", async () => {
    const field = await openNameScreen(page, site.url, 'vi');
    const devtools = await page.context().newCDPSession(page);
    for (const text of ['T', 'Tu', 'Tuấ', 'Tuấn']) {
      await devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
      expect(await field.inputValue()).toBe(text);
    }
    await devtools.send('Input.insertText', { text: 'Tuấn' });
    expect(await field.inputValue()).toBe('Tuấn');
    await page.keyboard.type(' Anhs');
    expect(await field.inputValue()).toBe('Tuấn Ánh');
  });

  it('takes what an input method sends key by key', async () => {
    const field = await openNameScreen(page, site.url, 'vi');
    await page.keyboard.type('Nguye');
    await page.keyboard.press('Backspace');
    await page.keyboard.insertText('ê');
    await page.keyboard.type('n');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await page.keyboard.insertText('ễ');
    await page.keyboard.type('n');
    expect(await field.inputValue()).toBe('Nguyễn');
  });

  it('in English types plain letters and shows no accents', async () => {
    const field = await openNameScreen(page, site.url, 'en');
    await pressKeys(page, ...'MAX', 'Space', ...'O', "'", ...'BRIEN', '-', ...'LEE');
    expect(await field.inputValue()).toBe("Max O'Brien-Lee");
    await page.keyboard.type(' Aaron');
    expect(await field.inputValue()).toBe("Max O'Brien-Lee Aaron");
    expect(await page.getByText('VNI').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Ơ', exact: true }).count()).toBe(0);
  });

  it('holds no more than 120 letters', async () => {
    const field = await openNameScreen(page, site.url, 'vi');
    await page.keyboard.insertText('a b '.repeat(40));
    expect((await field.inputValue()).length).toBe(120);
    await page.keyboard.type('c');
    expect((await field.inputValue()).length).toBe(120);
  });

  it.each(Object.entries(SIZES))(
    '%s: nothing lies over anything, also with a mistake to tell',
    async (size, viewport) => {
      await page.setViewportSize(viewport);
      await openNameScreen(page, site.url, 'vi');
      await page.keyboard.type('Nguyeenx Thij Huwowng');
      await keepScreenshot(page, `typing-${size}-telex`);
      expect(await findOverlaps(page)).toEqual([]);
      await page.getByText('VNI', { exact: true }).click();
      await showName(page, 'vi', true);
      await page.locator('.entry-error').waitFor();
      await keepScreenshot(page, `typing-${size}-vni-invalid`);
      expect(await findOverlaps(page)).toEqual([]);
    },
  );
});
