import { expect, it } from 'vitest';
import { howMany, isShort } from '../suite-length.ts';
import { expectEachOnce } from './support/expect-each-once.ts';
import { type Fault, giveBack, startFaultProxy } from './support/fault-proxy.ts';
import { Kiosk } from './support/kiosk.ts';
import { type SlowLinkOptions, startSlowLink } from './support/slow-link.ts';
import { Venue } from './support/venue.ts';

/** 64 kbit/s, and what passes in the 20 s between two cuts. */
const BYTES_PER_SECOND = 8_000;
const BETWEEN_CUTS_MS = 20_000;
const BYTES_BETWEEN_CUTS = (BYTES_PER_SECOND * BETWEEN_CUTS_MS) / 1_000;

/**
 * On the real line the kiosk also sees how long a batch takes and keeps it short; on the fast one it learns from the cuts
 * alone.
 */
const MOST_PER_BYTE = isShort ? 1.6 : 1.3;

/** The real line, or one that is so much faster and is cut after as many bytes. */
const LINE: Pick<SlowLinkOptions, 'bytesPerSecond' | 'latencyMs' | 'cuts'> = isShort
  ? { bytesPerSecond: BYTES_PER_SECOND * 25, latencyMs: 4, cuts: { afterBytes: BYTES_BETWEEN_CUTS } }
  : { bytesPerSecond: BYTES_PER_SECOND, latencyMs: 100, cuts: { everyMs: BETWEEN_CUTS_MS } };

/** Counts what arrived whole: each record's share of the body it first came in. */
function createTally() {
  const seen = new Set<string>();
  const tally = { records: 0, bytesOnce: 0, batches: [] as number[] };
  const count: Fault = async (passing, response) => {
    const { records, body } = passing;
    const fresh = records.filter((id) => !seen.has(id));
    for (const id of fresh) seen.add(id);
    if (records.length > 0) {
      tally.batches.push(records.length);
      tally.bytesOnce += (body.length * fresh.length) / records.length;
    }
    tally.records = seen.size;
    giveBack(response, await passing.forward());
  };
  return { tally, count };
}

it('S4: over 64 kbit/s, cut every 20 s, a queue gets through, step by step, at 1.3 times its own bytes at most', async () => {
  const venue = await Venue.open();
  const { tally, count } = createTally();
  const counter = await startFaultProxy(venue.url);
  const progress: number[] = [];
  let link: Awaited<ReturnType<typeof startSlowLink>> | null = null;
  const kiosk = new Kiosk({ server: counter.url, pair: await venue.pairingCode() });
  try {
    await kiosk.admit(1);
    await kiosk.untilDrained();
    // Weeks without a line.
    counter.begin((_passing, response) => void response.destroy());
    const waiting = howMany({ short: 1_200, full: 5_000 });
    await kiosk.admit(waiting);
    counter.begin(count);
    link = await startSlowLink({ ...LINE, target: counter.url, onCut: () => progress.push(tally.records) });
    await kiosk.restart({ server: link.url });
    await kiosk.admit(1);
    await kiosk.untilDrained(waiting, howMany({ short: 180_000, full: 3_600_000 }));
    const ratio = link.bytesUp / tally.bytesOnce;
    console.log(
      `slow link: ${tally.records} records, ${link.cuts} cuts, ${link.bytesUp} bytes for ${Math.round(tally.bytesOnce)} (${ratio.toFixed(3)}), batches ${tally.batches.join(' ')}`,
    );
    await expectEachOnce(venue, kiosk);
    expect(link.cuts, 'a line that was cut').toBeGreaterThanOrEqual(howMany({ short: 2, full: 10 }));
    const stuck = progress.filter((records, at) => at > 0 && records === progress[at - 1]);
    expect(stuck, 'times between two cuts in which nothing passed').toEqual([]);
    expect(ratio).toBeLessThanOrEqual(MOST_PER_BYTE);
  } finally {
    await kiosk.close();
    await link?.close();
    await counter.close();
    await venue.close();
  }
});
