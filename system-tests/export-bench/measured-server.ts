// A server that tells what it takes: memory above what it took while idle, and how long its loop stood still.

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { memoryUsage, threadCpuUsage } from 'node:process';
import { setTimeout } from 'node:timers/promises';
import { DEFAULT_CONFIG } from '../../server/config/config.ts';
import { createServer } from '../../server/create-server.ts';

export interface Load {
  readonly aboveIdleBytes: number;
  readonly stallMs: number;
  readonly stallP999Ms: number;
  /** The longest time the loop's own work kept others waiting; the rest of a stall is the machine's. */
  readonly ownStallMs: number;
}

export type ServerWord =
  | { readonly kind: 'ready'; readonly url: string }
  | { readonly kind: 'load'; readonly load: Load };

const SETTLE_MS = 2_000;
/** A turn of the loop that takes less is told as this. */
const SAMPLE_MS = 5;
const NS_PER_MS = 1e6;
const US_PER_MS = 1e3;

const say = (word: ServerWord): void => void process.send?.(word);

const [, , dataDir = ''] = process.argv;
const created = await createServer({ ...DEFAULT_CONFIG, dataDir, port: 0, logLevel: 'silent', rateFactor: 1_000 });
if (!created.ok) throw new Error(created.error);
await created.value.listen();
await setTimeout(SETTLE_MS);

const delays = monitorEventLoopDelay({ resolution: 1 });
let idle = 0;
let peak = 0;
let ownStallMs = 0;
let before = threadCpuUsage();
let sampling: NodeJS.Timeout | undefined;
process.on('message', (word) => {
  if (word === 'begin') {
    // What was left of starting would else be used again by the export, and count for nothing.
    globalThis.gc?.();
    idle = memoryUsage.rss();
    delays.enable();
    before = threadCpuUsage();
    sampling = globalThis.setInterval(() => {
      peak = Math.max(peak, memoryUsage.rss());
      const now = threadCpuUsage();
      ownStallMs = Math.max(ownStallMs, (now.user + now.system - before.user - before.system) / US_PER_MS);
      before = now;
    }, SAMPLE_MS);
    return;
  }
  clearInterval(sampling);
  delays.disable();
  const [stallMs, stallP999Ms] = [delays.max / NS_PER_MS, delays.percentile(99.9) / NS_PER_MS];
  say({ kind: 'load', load: { aboveIdleBytes: peak - idle, stallMs, stallP999Ms, ownStallMs } });
});
say({ kind: 'ready', url: created.value.url() });
