import type { Browser, Page } from 'playwright-core';
import type { KioskView } from '#kiosk/core/view.ts';

/** Screens the kiosk must fit, in CSS pixels. */
export const SCREEN_SIZES = {
  portrait: { width: 1080, height: 1920 },
  landscape: { width: 1920, height: 1080 },
  tablet: { width: 1280, height: 800 },
  small: { width: 1024, height: 600 },
};

interface PaperWindow {
  kioskBridge: unknown;
  showView: (view: KioskView) => void;
  intents: unknown[];
}

/** A kiosk whose core is the test: it shows the view it is given and keeps what the person did. */
export async function openPaperKiosk(
  browser: Browser,
  url: string,
  viewport: { width: number; height: number },
): Promise<Page> {
  const page = await browser.newPage({ viewport, reducedMotion: 'reduce' });
  await page.addInitScript(() => {
    const paper = window as unknown as PaperWindow;
    paper.intents = [];
    paper.kioskBridge = {
      call: (channel: string, args: unknown) => {
        if (channel === 'intent') paper.intents.push(args);
        return new Promise(() => undefined);
      },
      on: (push: string, listener: (view: KioskView) => void) => {
        if (push === 'view') paper.showView = listener;
        return () => undefined;
      },
    };
  });
  await page.goto(url);
  await page.waitForFunction(() => 'showView' in window);
  return page;
}

export const showView = (page: Page, view: KioskView): Promise<void> =>
  page.evaluate((shown) => (window as unknown as PaperWindow).showView(shown), view);

/** What the person did so far, oldest first, touches left out. */
export const readIntents = (page: Page): Promise<{ do: string }[]> =>
  page.evaluate(() =>
    ((window as unknown as PaperWindow).intents as { do: string }[]).filter((intent) => intent.do !== 'touch'),
  );
