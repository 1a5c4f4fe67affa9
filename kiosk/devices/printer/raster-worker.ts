import { parentPort, workerData } from 'node:worker_threads';
import { type PreparedPages, type PreparePages, preparePages } from './prepare-pages.ts';
import { createRasteriser } from './rasterise.ts';

const { wasm } = workerData as { wasm: Uint8Array<ArrayBuffer> };
const rasteriser = createRasteriser(wasm);

// One after the other: the next message waits in the port while a page is drawn.
let last = Promise.resolve();
parentPort?.on('message', ({ id, pdf, form }: PreparePages) => {
  last = last.then(async () => {
    // No word on what was wrong: the text of an error could quote what was to be printed.
    const bytes = await rasteriser.then((ready) => preparePages(ready, pdf, form)).catch(() => null);
    parentPort?.postMessage({ id, bytes } satisfies PreparedPages);
  });
});
