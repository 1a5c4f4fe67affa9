import { POSTER_FORMATS } from '#shared/contract/poster-options.ts';
import { drawPicture } from '../preflight/press.ts';
import { pointsPerUnit } from '../sheet/draw-pdf.ts';
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
  const { width, unit } = POSTER_FORMATS[description.format];
  const scale = unit === 'px' ? 1 / pointsPerUnit('px') : widthPx / (width * pointsPerUnit('mm'));
  return drawPicture(await renderPosterPdf(description), page - 1, scale);
}
