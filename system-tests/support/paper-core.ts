import type { Browser, Page } from 'playwright-core';
import type { KioskView, Signal } from '#kiosk/core/view.ts';

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
  /** Whoever listens to signals. */
  signalListeners: ((payload: { signal: Signal }) => void)[];
  intents: unknown[];
}

export interface PaperKioskOptions {
  readonly reducedMotion?: 'reduce' | 'no-preference';
  /** Runs on the page before anything else. */
  readonly prepare?: () => void;
}

/** A kiosk whose core is the test: it shows the view it is given and keeps what the person did. */
export async function openPaperKiosk(
  browser: Browser,
  url: string,
  viewport: { width: number; height: number },
  { reducedMotion = 'reduce', prepare }: PaperKioskOptions = {},
): Promise<Page> {
  const page = await browser.newPage({ viewport, reducedMotion });
  if (prepare) await page.addInitScript(prepare);
  await page.addInitScript(() => {
    const paper = window as unknown as PaperWindow;
    paper.intents = [];
    paper.signalListeners = [];
    paper.kioskBridge = {
      call: (channel: string, args: unknown) => {
        if (channel === 'intent') paper.intents.push(args);
        return new Promise(() => undefined);
      },
      on: (push: string, listener: (payload: unknown) => void) => {
        if (push === 'view') paper.showView = listener;
        if (push === 'signal') paper.signalListeners.push(listener);
        return () => {
          paper.signalListeners = paper.signalListeners.filter((other) => other !== listener);
        };
      },
    };
  });
  await page.goto(url);
  await page.waitForFunction(() => 'showView' in window);
  return page;
}

export const showView = (page: Page, view: KioskView): Promise<void> =>
  page.evaluate((shown) => (window as unknown as PaperWindow).showView(shown), view);

/** Shows a view and waits, within the page, until its screen stands there in its language. */
export const drawView = (page: Page, view: KioskView): Promise<void> =>
  page.evaluate(async (shown) => {
    (window as unknown as PaperWindow).showView(shown);
    const isThere = (): boolean =>
      document.querySelector(`.kiosk--${shown.screen.name}`) !== null &&
      document.documentElement.lang === shown.language;
    do await new Promise(requestAnimationFrame);
    while (!isThere());
  }, view);

export const sendSignal = (page: Page, signal: Signal): Promise<void> =>
  page.evaluate((sent) => {
    for (const listener of (window as unknown as PaperWindow).signalListeners) listener({ signal: sent });
  }, signal);

/** As the core does when it has acted: it keeps nothing of what was typed. */
export const forgetIntents = (page: Page): Promise<void> =>
  page.evaluate(() => {
    (window as unknown as PaperWindow).intents = [];
  });

/** What the person did so far, oldest first, touches left out. */
export const readIntents = (page: Page): Promise<{ do: string }[]> =>
  page.evaluate(() =>
    ((window as unknown as PaperWindow).intents as { do: string }[]).filter((intent) => intent.do !== 'touch'),
  );
