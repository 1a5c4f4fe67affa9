import { mkdtempSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { findFreePort } from '../../support/free-port.ts';
import { howMany, isShort } from '../suite-length.ts';
import { Kiosk } from './support/kiosk.ts';
import { peakMemoryMb } from './support/memory.ts';
import { spendMonthOffline } from './support/month-offline.ts';
import { percentile } from './support/office.ts';
import { Venue } from './support/venue.ts';

const BACKLOG = howMany({ short: 5_000, full: 100_000 });
const SYNC_MS = 120_000;
const P99_MS = 100;
const KIOSK_MB = 200;
/** A busy door: somebody every quarter of a second. */
const PAUSE_MS = 250;

/** Lets people in, one after the other, until `done`. @returns how long each waited for the word, ms. */
async function keepAdmitting(kiosk: Kiosk, done: Promise<void>): Promise<number[]> {
  const durations: number[] = [];
  let open = true;
  const closed = done.finally(() => {
    open = false;
  });
  while (open) {
    const startedMs = performance.now();
    await kiosk.admit(1);
    durations.push(performance.now() - startedMs);
    await Promise.race([closed, delay(PAUSE_MS)]);
  }
  await closed;
  return durations;
}

it(`S1: a queue of ${BACKLOG} after 30 days drains while the kiosk lets people in`, async () => {
  const venue = new Venue(await findFreePort());
  const kioskDir = mkdtempSync(join(tmpdir(), 'kiosk-backlog-'));
  const ids = await spendMonthOffline({ serverDir: venue.dataDir, kioskDir }, BACKLOG);
  await venue.start();
  const kiosk = new Kiosk({ server: venue.url, dataDir: kioskDir });
  try {
    const startedMs = performance.now();
    const drained = kiosk
      .untilDrained(BACKLOG, howMany({ short: 240_000, full: 1_800_000 }))
      .then(() => performance.now() - startedMs);
    // Waits for the program to start, which nobody at a door does.
    await kiosk.admit(1);
    const durations = await keepAdmitting(
      kiosk,
      drained.then(() => undefined),
    );
    const tookMs = await drained;
    await kiosk.untilDrained(BACKLOG);
    const p99Ms = percentile(durations, 99);
    const memory = peakMemoryMb(kiosk.pid);
    console.log(
      `backlog: ${BACKLOG} in ${Math.round(tookMs)} ms; ${durations.length} check-ins meanwhile, p50 ${percentile(durations, 50)} ms, p99 ${p99Ms} ms; kiosk at most ${memory} MB, server ${peakMemoryMb(venue.running.process.pid ?? 0)} MB; load ${loadavg()[0]?.toFixed(1)}`,
    );
    const { events, visits, quarantine } = await venue.readLog();
    expect(quarantine).toEqual([]);
    expect(visits).toHaveLength(BACKLOG + kiosk.acknowledged.length);
    expect(events.map(({ id }) => id)).toEqual([...ids, ...kiosk.acknowledged]);
    expect(memory ?? 0).toBeLessThanOrEqual(KIOSK_MB);
    if (isShort) return;
    expect(tookMs).toBeLessThanOrEqual(SYNC_MS);
    expect(p99Ms).toBeLessThanOrEqual(P99_MS);
  } finally {
    await kiosk.close();
    await venue.close();
  }
});
