import type { Page } from 'playwright-core';

/**
 * What has no room on a kiosk's screen: parts that hang over the edge or over the bars, that lie over each other, buttons
 * lower than a finger wants, and text that is cut off.
 */
export const findMisfits = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const misfits: string[] = [];
    const target = document.createElement('div');
    target.style.height = 'var(--target)';
    document.body.append(target);
    const lowest = target.getBoundingClientRect().height;
    target.remove();
    const wordsOf = (element: Element): string =>
      `${element.className.split(' ')[0]} "${(element.textContent || element.tagName).slice(0, 40)}"`;
    const isDrawn = (element: Element): boolean => {
      const { width, height } = element.getBoundingClientRect();
      return (
        width > 1 && height > 1 && getComputedStyle(element).clipPath === 'none' && !element.closest('.eye--hidden')
      );
    };
    const scrolls = (element: Element): boolean =>
      element.closest('.group__members, .notices__list, .unpaired, .scroll-area__content') !== null;
    /** Over everything else, where one is open. */
    const sheet = [...document.querySelectorAll('.staff-sheet[open]')].at(-1);
    const stage = (sheet ?? document.querySelector('.stage'))?.getBoundingClientRect();
    const parts = [
      ...document.querySelectorAll<HTMLElement>('button, input, h1, h2, p, li, dt, dd, .choice, .chip, .typing-switch'),
    ].filter((part) => isDrawn(part) && (sheet ? sheet.contains(part) : !part.closest('dialog')));
    for (const part of parts) {
      const { left, top, right, bottom, height } = part.getBoundingClientRect();
      const inStage = stage && part.closest('.screen') && !scrolls(part);
      const [least, most] = inStage ? [stage.top - 1, stage.bottom + 1] : [-1, innerHeight + 1];
      if (!scrolls(part) && (left < -1 || right > innerWidth + 1 || top < least || bottom > most)) {
        misfits.push(`outside: ${wordsOf(part)}`);
      }
      const needed = part.classList.contains('key') ? 0.75 * lowest : lowest - 1;
      if (part.matches('button, .choice') && height < needed && !part.classList.contains('key--free')) {
        misfits.push(`too low (${Math.round(height)} of ${Math.round(needed)} px): ${wordsOf(part)}`);
      }
      if (part.scrollWidth > part.clientWidth + 2 && part.tagName !== 'INPUT')
        misfits.push(`cut off: ${wordsOf(part)}`);
    }
    const loose = parts.filter((part) => !scrolls(part) && !part.closest('.cover-button, .declaration__next, .eye'));
    for (const [index, one] of loose.entries()) {
      for (const other of loose.slice(index + 1)) {
        if (one.contains(other) || other.contains(one)) continue;
        // "More time?" stands over what it interrupts.
        if (Boolean(one.closest('.still-there')) !== Boolean(other.closest('.still-there'))) continue;
        const a = one.getBoundingClientRect();
        const b = other.getBoundingClientRect();
        const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (across > 2 && down > 2) misfits.push(`over each other: ${wordsOf(one)} and ${wordsOf(other)}`);
      }
    }
    return misfits;
  });
