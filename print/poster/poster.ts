import { collectBytes, createPdf, endPdf, type Pdf, takeChunks } from '../pdf/document.ts';
import { Page } from '../pdf/page.ts';
import { drawCode, drawOpens } from './code.ts';
import { posterContent } from './content.ts';
import { drawDemoMark } from './demo-mark.ts';
import { encodePosterUrl, isMarkedDemo, type PosterDescription } from './description.ts';
import { drawFooter } from './footer.ts';
import { drawHeader } from './header.ts';
import { POSTER_LAYOUTS } from './layout.ts';
import type { PosterScene } from './scene.ts';
import { drawSteps } from './steps.ts';
import { voicesOf } from './voices.ts';

/**
 * One poster as a PDF. The same description gives the same bytes.
 * @throws Error when `encodePosterUrl` refuses the URL: check with it where the URL comes from a person.
 */
export async function renderPosterPdf(description: PosterDescription): Promise<Uint8Array> {
  return collectBytes(renderPosters([description]));
}

/**
 * Posters as the pages of one PDF, in order, drawn as fast as the bytes are taken. Title and date of the file come from
 * the first.
 * @throws Error as `renderPosterPdf`, and when there is no description: a PDF has at least one page.
 */
export async function* renderPosters(
  descriptions: Iterable<PosterDescription> | AsyncIterable<PosterDescription>,
): AsyncGenerator<Uint8Array> {
  let pdf: Pdf | undefined;
  for await (const description of descriptions) {
    const poster = preparePoster(description);
    pdf ??= createPdf({
      title: poster.title,
      language: poster.voices.primary.language,
      createdOn: description.printedOn,
    });
    drawPoster(pdf, poster);
    yield* takeChunks(pdf);
  }
  if (!pdf) throw new Error('no poster to render');
  yield* endPdf(pdf);
}

interface PreparedPoster extends Omit<PosterScene, 'page'> {
  readonly title: string;
  readonly demo: boolean;
}

function preparePoster(description: PosterDescription): PreparedPoster {
  const matrix = encodePosterUrl(description.url);
  if (!matrix.ok) throw new Error(`a poster cannot hold this URL: ${JSON.stringify(matrix.error)}`);
  const content = posterContent(description);
  const voices = voicesOf(description.language);
  const { venueName: venue, entranceName: entrance } = content;
  return {
    matrix: matrix.value,
    content,
    voices,
    layout: POSTER_LAYOUTS[description.format as 'A4'],
    title: voices.primary.say('poster.title', { venue, entrance }),
    demo: isMarkedDemo(description),
  };
}

/** Draws in reading order: who and which door, code, site to expect, steps, small print. */
function drawPoster(pdf: Pdf, poster: PreparedPoster): void {
  const page = new Page(pdf, poster.layout, poster.title);
  const scene: PosterScene = { ...poster, page };
  drawHeader(scene);
  if (poster.demo) drawDemoMark(scene);
  drawCode(scene);
  drawOpens(scene);
  drawSteps(scene);
  drawFooter(scene);
  page.end();
}
