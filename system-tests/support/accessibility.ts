import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Page } from 'playwright-core';

/** The small one: the other is three times its size, and every page has to read it anew. */
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface PageWithAxe {
  readonly axe: typeof axe;
}

/** What axe finds on the page as it stands: WCAG 2.2 AA and its best practices, and more where `rules` says so. */
export async function findAccessibilityProblems(
  page: Page,
  rules: Readonly<Record<string, { enabled: boolean }>> = {},
): Promise<string[]> {
  return runAxe(page, { rules });
}

/** Text of less contrast than 7:1: all that changes where the same page is drawn in other colours. */
export const findWeakContrast = (page: Page): Promise<string[]> =>
  runAxe(page, { runOnly: { type: 'rule', values: ['color-contrast-enhanced'] } });

async function runAxe(page: Page, options: axe.RunOptions): Promise<string[]> {
  // More than half a megabyte: once a page.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(AXE);
  return page.evaluate(async (chosen) => {
    const resultTypes: axe.resultGroups[] = ['violations', 'passes'];
    const { violations, passes } = await (window as unknown as PageWithAxe).axe.run({ ...chosen, resultTypes });
    // To axe, ink in the very colour of its paper passes: it might be meant for nobody to see. Here it never is.
    const unseen = passes
      .filter(({ id }) => id === 'color-contrast-enhanced')
      .map(({ id, nodes }) => ({
        id,
        nodes: nodes.filter(({ any }) =>
          any.some(({ data }) => (data as { contrastRatio?: number } | null)?.contrastRatio === 1),
        ),
      }));
    return [...violations, ...unseen.filter(({ nodes }) => nodes.length > 0)].map(
      ({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`,
    );
  }, options);
}
