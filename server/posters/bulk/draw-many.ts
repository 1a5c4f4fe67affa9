import { createWriteStream } from 'node:fs';
import { PassThrough, Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';
import type { PosterDescription } from '#print/poster/description.ts';
import { renderPosterPdf, renderPosters } from '#print/poster/poster.ts';
import { preflightPosters } from '#print/preflight/preflight.ts';
import type { BulkNews, BulkOrder } from './messages.ts';

type Tell = (news: BulkNews) => void;

/**
 * Checks all posters, leaves out what may not be printed, and draws the rest into a file, one after the other: as much memory
 * for ten thousand as for ten. Blocks for milliseconds at a time: run it in a worker.
 */
export async function drawMany(order: BulkOrder, tell: Tell): Promise<void> {
  const posters = order.posters.map((poster) => ({ ...poster, ...(order.logo && { logo: order.logo }) }));
  const sound = await leaveOutFaulty(posters, tell);
  if (sound.length === 0) {
    tell({ kind: 'done', bytes: 0 });
    return;
  }
  const file = createWriteStream(order.path, { flags: 'wx', mode: 0o600 });
  if (order.file === 'pdf')
    await writePdf(
      sound.map(([poster]) => poster),
      file,
      tell,
    );
  else
    await writeZip(
      sound.map(([poster, index]) => [poster, order.names[index] ?? `${index}.pdf`]),
      file,
      tell,
    );
  tell({ kind: 'done', bytes: file.bytesWritten });
}

async function leaveOutFaulty(
  posters: readonly PosterDescription[],
  tell: Tell,
): Promise<Array<readonly [PosterDescription, number]>> {
  const sound: Array<readonly [PosterDescription, number]> = [];
  let index = 0;
  for await (const preflight of preflightPosters(posters)) {
    const poster = posters[index];
    if (poster && preflight.faults.length === 0) sound.push([poster, index]);
    else tell({ kind: 'left-out', index, preflight });
    index += 1;
    tell({ kind: 'checked', count: index });
  }
  return sound;
}

async function writePdf(posters: readonly PosterDescription[], file: NodeJS.WritableStream, tell: Tell): Promise<void> {
  let drawn = 0;
  function* counted(): Generator<PosterDescription> {
    for (const poster of posters) {
      tell({ kind: 'drawn', count: drawn });
      yield poster;
      drawn += 1;
    }
    tell({ kind: 'drawn', count: drawn });
  }
  await pipeline(Readable.from(renderPosters(counted()), { objectMode: true, highWaterMark: 16 }), file);
}

/** Not compressed again: a PDF is compressed within. */
async function writeZip(
  posters: ReadonlyArray<readonly [PosterDescription, string]>,
  file: NodeJS.WritableStream,
  tell: Tell,
): Promise<void> {
  const zip = new yazl.ZipFile();
  let drawn = 0;
  for (const [poster, name] of posters) {
    zip.addReadStreamLazy(name, { compress: false, mtime: new Date(`${poster.printedOn}T12:00:00`) }, (give) => {
      renderPosterPdf(poster).then(
        (bytes) => {
          drawn += 1;
          tell({ kind: 'drawn', count: drawn });
          give(null, new PassThrough().end(bytes));
        },
        (error: unknown) => give(error, new PassThrough()),
      );
    });
  }
  zip.end();
  await pipeline(zip.outputStream, file);
}
