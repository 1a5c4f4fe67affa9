import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KioskView } from '#kiosk/core/view.ts';
import { findAccessibilityProblems, findWeakContrast } from './support/accessibility.ts';
import { keepScreenshot, launchChromium } from './support/chromium.ts';
import { findMisfits } from './support/find-misfits.ts';
import { KIOSK_VIEWS } from './support/kiosk-views.ts';
import { openPaperKiosk, SCREEN_SIZES, showView } from './support/paper-core.ts';
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

async function draw(page: Page, view: KioskView): Promise<void> {
  await showView(page, view);
  await page.locator(`.kiosk--${view.screen.name}`).waitFor();
  await page.waitForFunction((wanted) => document.documentElement.lang === wanted, view.language);
}

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
            await draw(page, LOOKS[look]?.({ ...view, language }) ?? view);
            await keepScreenshot(page, `kiosk-${size}-${language}-${look}-${name}`);
            const misfits = await findMisfits(page);
            if (misfits.length > 0) found[`${name} ${language} ${look}`] = misfits;
          }
        }
      }
      expect(found).toEqual({});
      await page.close();
    },
    120_000,
  );

  it('axe finds nothing on any screen, in any look, at a contrast of 7:1', async () => {
    const page = await openPaperKiosk(browser, site.url, SCREEN_SIZES.portrait);
    const found: Record<string, string[]> = {};
    for (const [name, view] of Object.entries(KIOSK_VIEWS)) {
      for (const [index, [look, dress]] of Object.entries(LOOKS).entries()) {
        if (look === 'night' && view.screen.name !== 'idle') continue;
        const language = index % 2 === 0 ? 'vi' : 'en';
        await draw(page, dress({ ...view, language }));
        const problems =
          look === 'light' ? await findAccessibilityProblems(page, STRONG_CONTRAST) : await findWeakContrast(page);
        if (problems.length > 0) found[`${name} ${language} ${look}`] = problems;
      }
    }
    expect(found).toEqual({});
    await page.close();
  }, 120_000);
});
