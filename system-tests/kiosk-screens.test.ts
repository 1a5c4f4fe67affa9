import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KioskView } from '#kiosk/core/view.ts';
import { findAccessibilityProblems, findWeakContrast } from './support/accessibility.ts';
import { keepScreenshot, launchChromium } from './support/chromium.ts';
import { findMisfits } from './support/find-misfits.ts';
import { KIOSK_VIEWS } from './support/kiosk-views.ts';
import { LONGEST_VIEWS } from './support/longest-views.ts';
import { drawView, openPaperKiosk, SCREEN_SIZES } from './support/paper-core.ts';
import { serveFolder } from './support/static-site.ts';

const RENDERER = new URL('../dist/renderer', import.meta.url).pathname;

/** 7:1 is what a hall with sun on the glass needs. */
const STRONG_CONTRAST = { 'color-contrast-enhanced': { enabled: true } };

type Dress = (view: KioskView) => KioskView;

const themed =
  (theme: 'light' | 'dark', comfort: Partial<KioskView['comfort']>): Dress =>
  (view) => ({ ...view, look: { ...view.look, theme }, comfort: { ...view.comfort, ...comfort } });

/** Ways a person may see the same screen. Size and language change what fits, colours do not. */
const LOOKS: Readonly<Record<string, Dress>> = {
  light: themed('light', {}),
  dark: themed('dark', {}),
  'large-contrast': themed('light', { largeText: true, highContrast: true }),
  'large-contrast-dark': themed('dark', { largeText: true, highContrast: true }),
  night: (view) => ({ ...view, look: { ...view.look, theme: 'by-hour', night: { from: '00:00', to: '23:59' } } }),
};
const FITTING = ['light', 'large-contrast'];

/** Where there is least room, and where most of it is upright. */
const NARROW = ['portrait', 'small'] as const;

describe('the kiosk on every screen size', () => {
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

  it.each(Object.entries(SCREEN_SIZES))(
    '%s: every screen fits, in both languages, and in large text with high contrast',
    async (size, viewport) => {
      const page = await openPaperKiosk(browser, site.url, viewport);
      const found: Record<string, string[]> = {};
      for (const [name, view] of Object.entries(KIOSK_VIEWS)) {
        for (const language of ['vi', 'en'] as const) {
          for (const look of process.env['SCREENSHOTS'] ? Object.keys(LOOKS) : FITTING) {
            await drawView(page, LOOKS[look]?.({ ...view, language }) ?? view);
            await keepScreenshot(page, `kiosk-${size}-${language}-${look}-${name}`);
            const misfits = await findMisfits(page);
            if (misfits.length > 0) found[`${name} ${language} ${look}`] = misfits;
          }
        }
      }
      expect(found).toEqual({});
      await page.close();
    },
    240_000,
  );

  it.each(NARROW)(
    '%s: the longest names, notices and questions push nothing off the screen',
    async (size) => {
      const page = await openPaperKiosk(browser, site.url, SCREEN_SIZES[size]);
      const found: Record<string, string[]> = {};
      for (const [name, view] of Object.entries(LONGEST_VIEWS)) {
        for (const look of FITTING) {
          await drawView(page, LOOKS[look]?.({ ...view, language: 'en' }) ?? view);
          await keepScreenshot(page, `kiosk-${size}-${look}-longest-${name}`);
          const misfits = await findMisfits(page);
          if (misfits.length > 0) found[`${name} ${look}`] = misfits;
        }
      }
      expect(found).toEqual({});
      await page.close();
    },
    120_000,
  );

  it('what is longer than the screen is reached by two big buttons: every question, every line of the list', async () => {
    const page = await openPaperKiosk(browser, site.url, SCREEN_SIZES.small);
    await drawView(page, { ...LONGEST_VIEWS['twelve-questions'], language: 'en' } as KioskView);
    const isInSight = (element: Element): boolean => {
      const list = element.closest('.scroll-area__content')?.getBoundingClientRect();
      const { bottom } = element.getBoundingClientRect();
      return list !== undefined && bottom <= list.bottom + 1;
    };
    const scrollDown = async (): Promise<void> => {
      const down = page.getByRole('button', { name: 'Scroll down' });
      while (await down.isEnabled()) {
        await down.click();
        // The list moves, and says in the next frame whether there is more.
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
      }
    };
    const [question, line] = [page.locator('.declaration__questions li').last(), page.locator('.check-line').last()];
    expect(await question.evaluate(isInSight)).toBe(false);
    await scrollDown();
    expect(await question.evaluate(isInSight)).toBe(true);
    await page.getByRole('button', { name: 'YES' }).click();
    expect(await line.evaluate(isInSight)).toBe(false);
    expect(await findMisfits(page)).toEqual([]);
    expect(await findAccessibilityProblems(page, STRONG_CONTRAST)).toEqual([]);
    await scrollDown();
    expect(await line.evaluate(isInSight)).toBe(true);
    await page.close();
  });

  it('axe finds nothing on any screen, in any look, at a contrast of 7:1', async () => {
    const page = await openPaperKiosk(browser, site.url, SCREEN_SIZES.portrait);
    const found: Record<string, string[]> = {};
    for (const [name, view] of Object.entries(KIOSK_VIEWS)) {
      for (const [index, [look, dress]] of Object.entries(LOOKS).entries()) {
        if (look === 'night' && view.screen.name !== 'idle') continue;
        const language = index % 2 === 0 ? 'vi' : 'en';
        await drawView(page, dress({ ...view, language }));
        const problems =
          look === 'light' ? await findAccessibilityProblems(page, STRONG_CONTRAST) : await findWeakContrast(page);
        if (problems.length > 0) found[`${name} ${language} ${look}`] = problems;
      }
    }
    expect(found).toEqual({});
    await page.close();
  }, 240_000);
});
