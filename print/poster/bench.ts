import process from 'node:process';
import { createPdf, endPdf, takeChunks } from '../pdf/document.ts';
import { Page, setBlock } from '../pdf/page.ts';
import { preflightGeometry, preflightPoster } from '../preflight/preflight.ts';
import type { PosterDescription } from './description.ts';
import { renderPosterPdf, renderPosters } from './poster.ts';

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly note?: string;
  readonly ratio?: { readonly of: string; readonly value: number };
}

const BATCH = 1000;
const SINGLES = 20;
const CHECKED = 10;

/**
 * Posters a second, one file each and as one batch, against pages with the same fonts and three lines of text; what a batch
 * takes of memory, and what preflight costs.
 */
export async function bench(): Promise<Figure[]> {
  await renderPosterPdf(samplePoster(0));
  const single = await perSecond(SINGLES, async () => {
    for (let index = 0; index < SINGLES; index++) await renderPosterPdf(samplePoster(index));
    return 0;
  });
  const bare = await perSecond(BATCH, () => byteLength(renderBarePages(BATCH)));
  const memory = watchMemory();
  const batch = await perSecond(BATCH, () => byteLength(renderPosters(samplePosters(BATCH)), memory.look));
  const geometry = await perSecond(BATCH, async () => {
    for (const poster of samplePosters(BATCH)) preflightGeometry(poster);
    return 0;
  });
  await preflightPoster(samplePoster(0));
  const checked = await perSecond(CHECKED, async () => {
    for (let index = 0; index < CHECKED; index++) await preflightPoster(samplePoster(index));
    return 0;
  });
  const singleBytes = (await renderPosterPdf(samplePoster(0))).length;
  const limit = 'bare pages in a batch';
  return [
    {
      name: 'posters, one file each',
      value: single.rate,
      unit: '/s',
      note: `${milliseconds(single.rate)} ms each`,
      ratio: { of: limit, value: single.rate / bare.rate },
    },
    {
      name: `posters, batch of ${BATCH}`,
      value: batch.rate,
      unit: '/s',
      note: `${milliseconds(batch.rate)} ms a page, ${(BATCH / batch.rate).toFixed(1)} s in all`,
      ratio: { of: limit, value: batch.rate / bare.rate },
    },
    { name: limit, value: bare.rate, unit: '/s', note: 'same fonts, three lines, no code' },
    { name: 'poster alone, size', value: singleBytes / 1000, unit: 'kB' },
    { name: 'poster in a batch, size', value: batch.bytes / BATCH / 1000, unit: 'kB' },
    { name: `batch of ${BATCH}, memory`, value: memory.peak() / 1e6, unit: 'MB', note: 'above what it began with' },
    { name: 'layouts measured', value: geometry.rate, unit: '/s', note: 'preflight without pixels' },
    { name: 'preflight', value: 1000 / checked.rate, unit: 'ms', note: 'drawn, decoded and looked at, one poster' },
  ];
}

/** The most the process held since, in bytes above now. */
function watchMemory(): { readonly look: () => void; readonly peak: () => number } {
  globalThis.gc?.();
  const before = process.memoryUsage.rss();
  let peak = before;
  return {
    look: () => {
      peak = Math.max(peak, process.memoryUsage.rss());
    },
    peak: () => peak - before,
  };
}

const milliseconds = (rate: number): string => (1000 / rate).toFixed(1);

async function perSecond(count: number, work: () => Promise<number>): Promise<{ rate: number; bytes: number }> {
  const start = performance.now();
  const bytes = await work();
  return { rate: (count * 1000) / (performance.now() - start), bytes };
}

async function byteLength(chunks: AsyncIterable<Uint8Array>, look?: () => void): Promise<number> {
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    look?.();
  }
  return length;
}

function* samplePosters(count: number): Generator<PosterDescription> {
  for (let index = 0; index < count; index++) yield samplePoster(index);
}

function samplePoster(index: number): PosterDescription {
  return {
    venueName: `Nhà hàng Cơm Hến Bà Cam – chi nhánh số ${index}`,
    entranceName: `Cửa số ${index}`,
    address: `${index} Trương Định, phường Thuận Hoá, thành phố Huế`,
    url: `https://checkin.example.vn/v/${String(index).padStart(22, 'AbCdEfGhIjKlMnOpQrStUv')}`,
    serial: `2026-${index}`,
    printedOn: '2026-11-22',
    language: 'both',
    format: 'A4',
    largeType: false,
    brand: null,
    demo: false,
  };
}

async function* renderBarePages(count: number): AsyncGenerator<Uint8Array> {
  const pdf = createPdf({ title: 'bare', language: 'vi', createdOn: '2026-11-22' });
  for (let index = 0; index < count; index++) {
    const { venueName, entranceName, address = '' } = samplePoster(index);
    const page = new Page(pdf, { width: 210, height: 297 }, venueName);
    for (const [line, text] of [venueName, entranceName, address].entries()) {
      const block = setBlock(
        text,
        { width: 182, height: 20, maxLines: 3, maxSize: 16.5, minSize: 5.2, lineHeight: 1.2 },
        line === 0 ? 'bold' : 'medium',
      );
      page.tag('P', {}, () => page.block(block, { x: 14, top: 20 + 30 * line }, '#000000'));
    }
    page.end();
    yield* takeChunks(pdf);
  }
  yield* endPdf(pdf);
}

if (import.meta.main) {
  for (const { name, value, unit, note = '', ratio } of await bench()) {
    const against = ratio ? `${ratio.value.toFixed(2)} of ${ratio.of}` : '';
    console.log(`${name.padEnd(26)}${value.toFixed(1).padStart(8)} ${unit.padEnd(4)}${against.padEnd(32)}${note}`);
  }
}
