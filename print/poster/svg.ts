import { renderSheetSvg } from '../sheet/draw-svg.ts';
import { sheetsOf } from './compose.ts';
import type { PosterDescription } from './description.ts';

/**
 * One page, counted from 1, as a standalone SVG: text as outlines, logo inside, nothing loaded.
 * @throws Error where preflight would say that it cannot be laid out, and when there is no such page.
 */
export function renderPosterSvg(description: PosterDescription, page = 1): string {
  const sheet = sheetsOf(description)[page - 1];
  if (!sheet) throw new Error(`a poster of format ${description.format} has no page ${page}`);
  return renderSheetSvg(sheet);
}
