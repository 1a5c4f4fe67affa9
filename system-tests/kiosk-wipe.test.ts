import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KioskView } from '#kiosk/core/view.ts';
import { launchChromium } from './support/chromium.ts';
import { readHeapStrings } from './support/heap-strings.ts';
import { viewNamed } from './support/kiosk-views.ts';
import { listen } from './support/listening-page.ts';
import { forgetIntents, openPaperKiosk, SCREEN_SIZES, showView } from './support/paper-core.ts';
import { serveFolder } from './support/static-site.ts';

const RENDERER = new URL('../dist/renderer', import.meta.url).pathname;

/** What visitors type, scan and are shown; each as it may be found again, whole or in part. */
const PHONE = '0987461352';
const NAME = 'Quỳnh Zaluchka';
const PASSPORT = 'X9Q7W5V3<4DEU7408122F3204159ZE18422';
const CARD = '046086012345|191234567|Vương Thị Xuyến|17021986|Nữ|12 Bạch Đằng, Huế|01012023';
const SHOWN = 'V. T. Xuyếnova';
const TRACES = [
  ...[PHONE, PHONE.slice(0, 6), '0987 461', NAME, 'Zaluch', 'Quỳnh', PASSPORT, 'X9Q7W5', '7408122'],
  ...[CARD, '046086012', 'Xuyến', 'Bạch Đằng'],
];

const shownTo = (name: string): KioskView => {
  const view = viewNamed(name);
  const { screen } = view;
  const person = { way: 'citizen-card', maskedName: SHOWN, tail: null, birthYear: 1986 } as const;
  if (screen.name === 'group') return { ...view, screen: { ...screen, members: [{ kind: 'person', person }] } };
  return { ...view, screen: 'person' in screen ? { ...screen, person } : screen };
};

async function show(page: Page, name: string): Promise<void> {
  const view = shownTo(name);
  await showView(page, { ...view, comfort: { ...view.comfort, voice: true } });
  await page.locator(`.kiosk--${view.screen.name}`).waitFor();
}

/** Slower than any scanner. */
async function typeByHand(page: Page, text: string): Promise<void> {
  await page.locator('.entry-field').waitFor();
  await page.keyboard.type(text, { delay: 90 });
}

/** Several people, one after the other, in all the ways in which a screen learns something about them. */
async function serveVisitors(page: Page): Promise<void> {
  await show(page, 'typed-phone');
  await typeByHand(page, PHONE);
  await page.keyboard.press('Enter');
  await show(page, 'typed-name');
  await typeByHand(page, NAME);
  expect(await page.locator('.entry-field').inputValue()).toBe(NAME);
  await page.keyboard.press('Enter');
  for (const name of ['declaration', 'still-there', 'saving', 'see-staff', 'idle']) await show(page, name);
  await show(page, 'typed-passport');
  for (const char of PASSPORT.slice(0, 12)) {
    await page.getByRole('button', { name: char === '<' ? 'Dấu <' : char, exact: true }).click();
  }
  await typeByHand(page, PASSPORT.slice(12));
  expect(await page.locator('.entry-field').inputValue()).toBe(PASSPORT);
  await page.keyboard.press('Enter');
  for (const name of ['leaving', 'goodbye-others', 'idle', 'group-five', 'welcome-group', 'idle'])
    await show(page, name);
  await page.keyboard.type(CARD);
  await page.keyboard.press('Enter');
  for (const name of ['declaration-group', 'phone']) await show(page, name);
  await typeByHand(page, PHONE);
  await show(page, 'still-there');
}

const findOnPage = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')];
    const databases = await indexedDB.databases();
    return [
      document.documentElement.outerHTML,
      document.title,
      location.href,
      JSON.stringify(history.state),
      fields.map((field) => `${field.value} ${field.defaultValue}`).join(),
      JSON.stringify({ ...localStorage, ...sessionStorage }),
      document.cookie,
      JSON.stringify([databases, await caches.keys()]),
      String(getSelection()),
    ].join('\n');
  });

const tracesIn = (text: string): string[] => TRACES.filter((trace) => text.includes(trace));

describe('after a visitor', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof serveFolder>>;
  beforeAll(async () => {
    site = await serveFolder(RENDERER);
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser.close();
    site.close();
  });

  it('nothing of them is left on the page, in its storage, its history, or on its heap', async () => {
    const page = await openPaperKiosk(browser, site.url, SCREEN_SIZES.tablet, { prepare: listen });
    const historyAtFirst = await page.evaluate(() => history.length);
    await show(page, 'idle');
    await serveVisitors(page);
    expect(
      tracesIn((await readHeapStrings(page)).join('\n')).length,
      'the search finds them while they are there',
    ).toBeGreaterThan(5);
    expect(tracesIn(await findOnPage(page))).not.toEqual([]);

    await showView(page, viewNamed('idle'));
    await page.locator('.kiosk--idle').waitFor();
    await forgetIntents(page);
    expect(tracesIn(await findOnPage(page))).toEqual([]);
    expect(await page.evaluate(() => history.length)).toBe(historyAtFirst);
    await expect
      .poll(async () => (await readHeapStrings(page)).filter((text) => tracesIn(text).length > 0), { timeout: 15_000 })
      .toEqual([]);
    await page.close();
  }, 60_000);
});
