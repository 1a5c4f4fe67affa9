import axe from 'axe-core';
import type { Page } from 'playwright-core';

interface PageWithAxe {
  readonly axe: typeof axe;
}

/** What axe finds on the page as it stands: WCAG 2.2 AA and its best practices, and more where `rules` says so. */
export async function findAccessibilityProblems(
  page: Page,
  rules: Readonly<Record<string, { enabled: boolean }>> = {},
): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async (extra) => {
    const { violations } = await (window as unknown as PageWithAxe).axe.run({ rules: extra });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
  }, rules);
}
