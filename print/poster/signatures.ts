import type { PosterBrand, PosterNote, PosterPreflight } from '#shared/contract/poster-options.ts';
import type { Result } from '#shared/domain/result.ts';
import type { PosterDescription } from './description.ts';

/** What this room will offer, by file; `poster/poster.ts` has the PDFs already. */
export interface PosterRoom {
  /** poster/poster.ts: all pages of one format as a PDF. Throws when preflight would say `url-too-long`, `colour-refused` and the like. */
  renderPosterPdf(description: PosterDescription): Promise<Uint8Array>;
  /** poster/poster.ts: many as one PDF, handed out while it is drawn; stop by `return()`. */
  renderPosters(
    descriptions: Iterable<PosterDescription> | AsyncIterable<PosterDescription>,
  ): AsyncGenerator<Uint8Array>;
  /** poster/svg.ts: one page, text as outlines, logo inside; needs no font and loads nothing. */
  renderPosterSvg(description: PosterDescription, page?: number): string;
  /** poster/png.ts: one page; displays at their own pixels, paper `widthPx` wide (default 1200). Runs in the worker. */
  renderPosterPng(description: PosterDescription, options?: { page?: number; widthPx?: number }): Promise<Uint8Array>;
  /** preflight/preflight.ts: geometry here, pixels in the worker. Print only when there are no faults. */
  preflightPoster(description: PosterDescription): Promise<PosterPreflight>;
  /** preflight/preflight.ts: geometry of all, pixels of each look and of its longest names; yields in order. */
  preflightPosters(descriptions: readonly PosterDescription[]): AsyncGenerator<PosterPreflight>;
  /** poster/brand.ts: what will be printed for the owner's two colours, to say it while they choose. */
  guardBrand(brand: PosterBrand): Result<{ brand: PosterBrand; notes: readonly PosterNote[] }, PosterPreflight>;
}
