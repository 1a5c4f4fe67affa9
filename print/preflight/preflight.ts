import type { PosterFault, PosterFormat, PosterPreflight } from '#shared/contract/poster-options.ts';
import { printable } from '../pdf/font-text.ts';
import { composePoster } from '../poster/compose.ts';
import type { PosterDescription } from '../poster/description.ts';
import { renderSheets } from '../poster/poster.ts';
import type { Sheet } from '../sheet/mark.ts';
import { expectationsOf } from './expectation.ts';
import { checkGeometry } from './geometry.ts';
import { inspect } from './press.ts';
import { chooseSamples } from './samples.ts';

/**
 * Everything that would make a poster useless on the wall: measured in its layout, then looked for in its pixels, in a
 * thread of its own. A poster with faults is not printed; notes are for its owner to know.
 * @throws Error only when the thread that draws breaks.
 */
export async function preflightPoster(description: PosterDescription): Promise<PosterPreflight> {
  const { laidOut, preflight } = preflightGeometry(description);
  if (!laidOut || preflight.faults.length > 0) return preflight;
  return { faults: [...(await inspectSheets(laidOut, description))], notes: preflight.notes };
}

/**
 * The same for many, in their order: the layout of each is measured; drawn and looked at are, of each look, the first and
 * those with the longest words.
 */
export async function* preflightPosters(descriptions: readonly PosterDescription[]): AsyncGenerator<PosterPreflight> {
  const chosen = chooseSamples(descriptions);
  for (const description of descriptions) {
    yield chosen.has(description) ? await preflightPoster(description) : preflightGeometry(description).preflight;
  }
}

/** Without pixels: half a millisecond a poster, nothing awaited. */
export function preflightGeometry(description: PosterDescription): {
  readonly laidOut: readonly Sheet[] | null;
  readonly preflight: PosterPreflight;
} {
  const composed = composePoster(description);
  if (!composed.ok) return { laidOut: null, preflight: { faults: [composed.error], notes: [] } };
  const { sheets, notes } = composed.value;
  const faults = withoutRepeats(checkGeometry(sheets, description.format));
  if (printable(description.venueName) === '') faults.push({ kind: 'name-unprintable' });
  return { laidOut: sheets, preflight: { faults, notes: [...notes] } };
}

/** What the pixels of sheets say, whoever laid them out. */
export async function inspectSheets(
  sheets: readonly Sheet[],
  { format, url, printedOn }: { readonly format: PosterFormat; readonly url: string; readonly printedOn: string },
): Promise<PosterFault[]> {
  const pdf = await renderSheets(sheets, printedOn);
  return withoutRepeats(await inspect({ pdf, pages: expectationsOf(sheets, format, url) }));
}

/** A sticker's eight copies have each fault eight times: once is enough to know. */
function withoutRepeats(faults: readonly PosterFault[]): PosterFault[] {
  const seen = new Map<string, PosterFault>();
  for (const fault of faults) {
    const key = JSON.stringify({ ...fault, copy: 0, ratio: 0, side: 0 });
    if (!seen.has(key)) seen.set(key, fault);
  }
  return [...seen.values()];
}
