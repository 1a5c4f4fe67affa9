import type { Page } from 'playwright-core';

/**
 * To another page of the portal as by a link: without loading all of it anew, which takes a second of a busy machine. There
 * when the new page's heading takes the focus, as it does for keyboard and screen reader.
 */
export async function walkTo(page: Page, url: string): Promise<void> {
  if (!page.url().startsWith(new URL(url).origin)) return void (await page.goto(url));
  await page.evaluate(
    (to) =>
      new Promise<void>((arrived) => {
        document.addEventListener('focusin', function heard({ target }) {
          if (!(target instanceof HTMLHeadingElement)) return;
          document.removeEventListener('focusin', heard);
          arrived();
        });
        if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
        history.pushState({ usr: null, key: String(performance.now()) }, '', to);
        dispatchEvent(new PopStateEvent('popstate', { state: history.state }));
      }),
    url,
  );
}
