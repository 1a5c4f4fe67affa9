import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { KioskView } from '#kiosk/core/view.ts';
import { keepScreenshot, launchChromium } from './support/chromium.ts';
import { viewNamed } from './support/kiosk-views.ts';
import { openPaperKiosk, readIntents, SCREEN_SIZES, showView } from './support/paper-core.ts';
import { serveFolder } from './support/static-site.ts';

const RENDERER = new URL('../dist/renderer', import.meta.url).pathname;
/** The name screen of a kiosk whose core is this test. */
async function openNameScreen(page: Page, language: 'vi' | 'en'): Promise<Locator> {
  await showName(page, language, false);
  const field = page.locator('.entry-field');
  await field.waitFor();
  await page.waitForFunction(() => document.activeElement?.classList.contains('entry-field'));
  return field;
}

const NAME_VIEW = viewNamed('typed-name');

const showName = (page: Page, language: 'vi' | 'en', invalid: boolean): Promise<void> =>
  showView(page, { ...NAME_VIEW, screen: { ...NAME_VIEW.screen, invalid } as KioskView['screen'], language });

const sentName = async (page: Page): Promise<unknown> =>
  (await readIntents(page)).findLast((intent) => intent.do === 'submit-name');

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
      .map((part) => ({ name: part.className || part.tagName, box: part.getBoundingClientRect() }));
    // By a pixel they may touch.
    const lieOver = (one: DOMRect, other: DOMRect): boolean =>
      Math.min(one.right, other.right) - Math.max(one.left, other.left) > 1 &&
      Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 1;
    return parts.flatMap(({ name, box }, index) =>
      parts.slice(index + 1).flatMap((other) => (lieOver(box, other.box) ? [`${name} over ${other.name}`] : [])),
    );
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
    page = await openPaperKiosk(browser, site.url, SCREEN_SIZES.tablet);
    return () => page.close();
  });
  afterAll(async () => {
    await browser.close();
    site.close();
  });

  it('on the board: accented letters and tone keys, capitals by themselves', async () => {
    const field = await openNameScreen(page, 'vi');
    await pressKeys(page, ...'NGUYÊN', 'Dấu ngã', 'Dấu cách', ...'THI', 'Dấu nặng', 'Dấu cách', ...'HƯƠNG');
    await expect.poll(() => field.inputValue()).toBe('Nguyễn Thị Hương');
    await pressKeys(page, 'Xoá', 'Xoá', ...'NG', 'Tiếp');
    expect(await sentName(page)).toEqual({ do: 'submit-name', name: 'Nguyễn Thị Hương' });
  });

  it('is kept while "more time?" is asked, and gone when nobody answers', async () => {
    const field = await openNameScreen(page, 'vi');
    await pressKeys(page, ...'LAN');
    await showView(page, viewNamed('still-there'));
    await page.locator('.still-there').waitFor();
    await showName(page, 'vi', false);
    await page.locator('.still-there').waitFor({ state: 'detached' });
    expect(await field.inputValue()).toBe('Lan');
    await showView(page, viewNamed('still-there'));
    await showView(page, viewNamed('idle'));
    await openNameScreen(page, 'vi');
    expect(await field.inputValue()).toBe('');
  });

  it('on the board: Telex at once, VNI after one touch, and neither', async () => {
    const field = await openNameScreen(page, 'vi');
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
    const field = await openNameScreen(page, 'vi');
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
    const field = await openNameScreen(page, 'vi');
    await pressKeys(page, 'L');
    await page.keyboard.type('ee ');
    await page.getByText('VNI', { exact: true }).click();
    await page.keyboard.type('Hie6n2');
    await expect.poll(() => field.inputValue()).toBe('Lê Hiền');
  });

  it('gives a foreign name its keys back when it is sent', async () => {
    await openNameScreen(page, 'vi');
    await page.keyboard.type('Susan');
    await pressKeys(page, 'Tiếp');
    expect(await sentName(page)).toEqual({ do: 'submit-name', name: 'Susan' });
  });

  it("leaves the system's own input method alone, and goes on with its text", async () => {
    const field = await openNameScreen(page, 'vi');
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
    const field = await openNameScreen(page, 'vi');
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
    const field = await openNameScreen(page, 'en');
    await pressKeys(page, ...'MAX', 'Space', ...'O', "'", ...'BRIEN', '-', ...'LEE');
    expect(await field.inputValue()).toBe("Max O'Brien-Lee");
    await page.keyboard.type(' Aaron');
    expect(await field.inputValue()).toBe("Max O'Brien-Lee Aaron");
    expect(await page.getByText('VNI').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Ơ', exact: true }).count()).toBe(0);
  });

  it('holds no more than 120 letters', async () => {
    const field = await openNameScreen(page, 'vi');
    await page.keyboard.insertText('a b '.repeat(40));
    expect((await field.inputValue()).length).toBe(120);
    await page.keyboard.type('c');
    expect((await field.inputValue()).length).toBe(120);
  });

  it.each(Object.entries(SCREEN_SIZES))(
    '%s: nothing lies over anything, also with a mistake to tell',
    async (size, viewport) => {
      await page.setViewportSize(viewport);
      await openNameScreen(page, 'vi');
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
