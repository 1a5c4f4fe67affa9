import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findAccessibilityProblems } from './support/accessibility.ts';
import { keepScreenshot, launchChromium } from './support/chromium.ts';
import { KIOSK_VIEWS } from './support/kiosk-views.ts';
import { openPaperKiosk, SCREEN_SIZES, showView } from './support/paper-core.ts';
import { serveFolder } from './support/static-site.ts';

const RENDERER = new URL('../dist/renderer', import.meta.url).pathname;

/** 7:1 is what a hall with sun on the glass needs. */
const STRONG_CONTRAST = { 'color-contrast-enhanced': { enabled: true } };

/** Buttons that hang over the edge, or are lower than a finger wants; and text that has no room. */
const findMisfits = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const mm = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--mm'));
    const misfits: string[] = [];
    for (const element of document.querySelectorAll<HTMLElement>('button, input, h1, .chip, [role="status"]')) {
      const { left, top, right, bottom, height, width } = element.getBoundingClientRect();
      if (width === 0 || element.closest('.eye--hidden')) continue;
      const words = element.textContent || element.tagName;
      if (left < 0 || top < 0 || right > innerWidth + 1 || bottom > innerHeight + 1) misfits.push(`outside: ${words}`);
      if (element.tagName === 'BUTTON' && height < 14.9 * mm) misfits.push(`too low (${height / mm} mm): ${words}`);
      if (element.scrollWidth > element.clientWidth + 2) misfits.push(`cut off: ${words}`);
    }
    return misfits;
  });

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
    '%s: every screen fits, in both languages, and axe finds nothing',
    async (size, viewport) => {
      const page = await openPaperKiosk(browser, site.url, viewport);
      const found: Record<string, string[]> = {};
      for (const [name, view] of Object.entries(KIOSK_VIEWS)) {
        for (const language of ['vi', 'en'] as const) {
          await showView(page, { ...view, language });
          await page.locator(`.kiosk--${view.screen.name}`).waitFor();
          await page.waitForFunction((wanted) => document.documentElement.lang === wanted, language);
          await keepScreenshot(page, `kiosk-${size}-${language}-${name}`);
          const misfits = [
            ...(await findMisfits(page)),
            ...(size === 'portrait' ? await findAccessibilityProblems(page, STRONG_CONTRAST) : []),
          ];
          if (misfits.length > 0) found[`${name} ${language}`] = misfits;
        }
      }
      expect(found).toEqual({});
      await page.close();
    },
    120_000,
  );
});
