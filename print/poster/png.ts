import { POSTER_FORMATS } from '#shared/contract/poster-options.ts';
import { drawPicture } from '../preflight/press.ts';
import type { PosterDescription } from './description.ts';
import { renderPosterPdf } from './poster.ts';

/** Enough to read every word of a preview on a dense screen. */
const PREVIEW_WIDTH_PX = 1200;

/**
 * One page, counted from 1, as a PNG, drawn from the PDF in a thread of its own so that both look alike: displays at their
 * own pixels, paper `widthPx` wide.
 * @throws Error as `renderPosterPdf`, and when there is no such page.
 */
export async function renderPosterPng(
  description: PosterDescription,
  { page = 1, widthPx = PREVIEW_WIDTH_PX }: { readonly page?: number; readonly widthPx?: number } = {},
): Promise<Uint8Array> {
  const { width, height, unit, pages } = POSTER_FORMATS[description.format];
  if (page < 1 || page > pages) throw new Error(`a poster of format ${description.format} has no page ${page}`);
  const perUnit = unit === 'px' ? 1 : widthPx / width;
  const pixels = { width: Math.round(width * perUnit), height: Math.round(height * perUnit) };
  return drawPicture(await renderPosterPdf(description), page - 1, pixels);
}
