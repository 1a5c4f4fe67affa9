import { createHash } from 'node:crypto';
import type { PosterDescription } from '#print/poster/description.ts';
import { POSTER_FORMATS, type PosterFile, type PosterPreflight } from '#shared/contract/poster-options.ts';

/** One page as a picture. */
export interface PosterPicture {
  readonly contentType: 'image/svg+xml' | 'image/png';
  readonly bytes: Uint8Array;
}

export interface Press {
  /** What keeps it from being printed; remembered, since a page asks again and again. */
  check(poster: PosterDescription): Promise<PosterPreflight>;
  /** SVG where the format has it, else PNG; null where it cannot be laid out. @param widthPx of a PNG. */
  drawPage(poster: PosterDescription, page: number, widthPx: number): Promise<PosterPicture | null>;
  drawFile(poster: PosterDescription, file: PosterFile): Promise<Uint8Array>;
  /** All pages of all posters. */
  drawPdf(posters: readonly PosterDescription[]): Promise<Uint8Array>;
}

const REMEMBERED_CHECKS = 1_000;

/** Fonts, PDF and rasters cost a quarter of a second of every start: the room is opened when it is first needed. */
export function createPress(): Press {
  const checks = new Map<string, Promise<PosterPreflight>>();

  function check(poster: PosterDescription): Promise<PosterPreflight> {
    const key = keyOf(poster);
    let known = checks.get(key);
    if (!known) {
      known = runCheck(poster);
      if (checks.size >= REMEMBERED_CHECKS) checks.clear();
      checks.set(key, known);
      // What failed for want of memory or time may pass the next time.
      known.catch(() => checks.delete(key));
    }
    return known;
  }

  return {
    check,
    async drawPage(poster, page, widthPx) {
      const { composePoster } = await import('#print/poster/compose.ts');
      if (!composePoster(poster).ok) return null;
      const { files } = POSTER_FORMATS[poster.format];
      if (files.includes('svg')) return { contentType: 'image/svg+xml', bytes: await drawSvg(poster, page) };
      return { contentType: 'image/png', bytes: await drawPng(poster, { page, widthPx }) };
    },
    async drawFile(poster, file) {
      switch (file) {
        case 'svg':
          return drawSvg(poster, 1);
        case 'png':
          return drawPng(poster, { widthPx: PNG_WIDTH });
        case 'pdf':
          return (await import('#print/poster/poster.ts')).renderPosterPdf(poster);
      }
    },
    async drawPdf(posters) {
      const { renderPosters } = await import('#print/poster/poster.ts');
      const parts: Uint8Array[] = [];
      for await (const chunk of renderPosters(posters)) parts.push(chunk);
      return Buffer.concat(parts);
    },
  };
}

/** Of a downloaded picture of a paper format; displays have their own pixels. A4 at 200 dots per inch. */
const PNG_WIDTH = 1_654;

async function drawSvg(poster: PosterDescription, page: number): Promise<Uint8Array> {
  const { renderPosterSvg } = await import('#print/poster/svg.ts');
  return Buffer.from(renderPosterSvg(poster, page));
}

async function drawPng(poster: PosterDescription, size: { page?: number; widthPx: number }): Promise<Uint8Array> {
  const { renderPosterPng } = await import('#print/poster/png.ts');
  return renderPosterPng(poster, size);
}

async function runCheck(poster: PosterDescription): Promise<PosterPreflight> {
  const { preflightPoster } = await import('#print/preflight/preflight.ts');
  return preflightPoster(poster);
}

/** Whatever day it is printed on: a day is as wide as another. */
function keyOf({ logo, ...rest }: PosterDescription): string {
  const digest = createHash('sha256').update(JSON.stringify({ ...rest, printedOn: null }));
  if (logo) digest.update(logo);
  return digest.digest('base64url');
}
