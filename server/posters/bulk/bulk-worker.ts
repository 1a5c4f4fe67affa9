import { parentPort, workerData } from 'node:worker_threads';
import { drawMany } from './draw-many.ts';
import type { BulkNews, BulkOrder } from './messages.ts';

const TELL_EVERY_MS = 100;

/** Counts come by the thousand; the page asks twice a second. */
function createTell(): (news: BulkNews) => void {
  let toldAt = 0;
  let kept: BulkNews | null = null;
  return (news) => {
    const isCount = news.kind === 'checked' || news.kind === 'drawn';
    if (isCount && news.kind === kept?.kind && Date.now() - toldAt < TELL_EVERY_MS) {
      kept = news;
      return;
    }
    if (kept) parentPort?.postMessage(kept);
    parentPort?.postMessage(news);
    kept = isCount ? news : null;
    toldAt = Date.now();
  };
}

await drawMany(workerData as BulkOrder, createTell());
