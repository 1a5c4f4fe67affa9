import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { isShort } from '../suite-length.ts';
import { expectEachOnce } from './support/expect-each-once.ts';
import { Kiosk } from './support/kiosk.ts';
import { openNarrowNamespace } from './support/narrow-namespace.ts';
import { Venue } from './support/venue.ts';

const RECORDS = 600;
/** Every so often the line is dead, without a word to anybody. */
const ALIVE_MS = 15_000;
const DEAD_MS = 5_000;

const line = isShort ? 'it takes as long as the real line' : openNarrowNamespace(64);
if (typeof line === 'string') console.log(`skipped: the network namespace, because ${line}.`);

it.skipIf(typeof line === 'string')(
  'S3: over a real 64 kbit/s of the kernel that is dead for 5 of every 20 s, each record once',
  async () => {
    if (typeof line === 'string') return;
    const venue = await Venue.open({ args: ['--host', '0.0.0.0'] });
    const kiosk = new Kiosk({ server: venue.url, pair: await venue.pairingCode() });
    let open = true;
    const breaking = async (): Promise<number> => {
      let times = 0;
      for (; open; times += 1) {
        await delay(ALIVE_MS);
        line.cut();
        await delay(DEAD_MS);
        line.mend();
      }
      return times;
    };
    try {
      await kiosk.admit(1);
      await kiosk.untilDrained();
      await venue.stop();
      await kiosk.admit(RECORDS);
      await venue.start({ args: ['--host', '0.0.0.0'] });
      const server = `http://${line.outside}:${new URL(venue.url).port}`;
      const startedMs = performance.now();
      const broken = breaking();
      await kiosk.restart({ server, under: line.under });
      await kiosk.admit(1);
      await kiosk.untilDrained(RECORDS, 1_200_000);
      const tookMs = performance.now() - startedMs;
      open = false;
      console.log(
        `namespace: ${RECORDS + 1} records, ${line.bytesUp} bytes with all headers in ${Math.round(tookMs)} ms, dead ${await broken} times`,
      );
      await expectEachOnce(venue, kiosk);
      expect(kiosk.exchanges).toBeGreaterThan(1);
    } finally {
      open = false;
      await kiosk.close();
      await venue.close();
      line.close();
    }
  },
);
