import { collectBytes, createPdf, endPdf, type Pdf, takeChunks } from '../pdf/document.ts';
import { Page } from '../pdf/page.ts';
import { drawCode, drawOpens } from './code.ts';
import { posterContent } from './content.ts';
import { drawDemoMark } from './demo-mark.ts';
import { encodePosterUrl, isMarkedDemo, type PosterDescription } from './description.ts';
import { drawFooter } from './footer.ts';
import { drawHeader } from './header.ts';
import { POSTER_LAYOUTS } from './layout.ts';
import { drawSteps } from './steps.ts';
import { voicesOf } from './voices.ts';

/**
 * One poster as a PDF. The same description gives the same bytes.
 * @throws Error when `encodePosterUrl` refuses the URL: check with it where the URL comes from a person.
 */
export async function renderPoster(description: PosterDescription): Promise<Uint8Array> {
  return collectBytes(renderPosters([description]));
}

/**
 * Posters as the pages of one PDF, in order, drawn as fast as the bytes are taken. Title and date of the file come from
 * the first.
 * @throws Error as `renderPoster`, and when there is no description: a PDF has at least one page.
 */
export async function* renderPosters(
  descriptions: Iterable<PosterDescription> | AsyncIterable<PosterDescription>,
): AsyncGenerator<Uint8Array> {
  let pdf: Pdf | undefined;
  for await (const description of descriptions) {
    pdf ??= createPdf({
      title: titleOf(description),
      language: voicesOf(description.language).primary.language,
      createdOn: description.printedOn,
    });
    drawPoster(pdf, description);
    yield* takeChunks(pdf);
  }
  if (!pdf) throw new Error('no poster to render');
  yield* endPdf(pdf);
}

function titleOf(description: PosterDescription): string {
  const { venueName, entranceName } = posterContent(description);
  return voicesOf(description.language).primary.say('poster.title', { venue: venueName, entrance: entranceName });
}

/** Draws in reading order: who and which door, code, site to expect, steps, small print. */
function drawPoster(pdf: Pdf, description: PosterDescription): void {
  const matrix = encodePosterUrl(description.url);
  if (!matrix.ok) throw new Error(`a poster cannot hold this URL: ${JSON.stringify(matrix.error)}`);
  const layout = POSTER_LAYOUTS[description.size];
  const page = new Page(pdf, layout, titleOf(description));
  const scene = {
    page,
    layout,
    content: posterContent(description),
    voices: voicesOf(description.language),
    matrix: matrix.value,
  };
  drawHeader(scene);
  if (isMarkedDemo(description)) drawDemoMark(scene);
  drawCode(scene);
  drawOpens(scene);
  drawSteps(scene);
  drawFooter(scene);
  page.end();
}
