import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '#shared/domain/instant.ts';
import { howMany } from '../suite-length.ts';
import { makeCertificate, makeKey } from './support/certificate.ts';
import { expectEachOnce } from './support/expect-each-once.ts';
import { canFakeTime, FalseClock } from './support/false-clock.ts';
import { startFaultProxy } from './support/fault-proxy.ts';
import { Kiosk } from './support/kiosk.ts';
import { startTlsFront } from './support/tls-front.ts';
import { Venue } from './support/venue.ts';

const NOW = Date.now();
const DEAD_BATTERY = Date.UTC(1970, 0, 1, 0, 1);
const FAR_AHEAD = Date.UTC(2099, 11, 30);
const RIGHT_TO_MS = 2_000;

interface Case {
  readonly name: string;
  readonly pairedAt: number;
  readonly bootAt: number;
  /** Whether anything speaks for the clock after that boot (E7). */
  readonly flagged: boolean;
  readonly stepTo: number;
}
const CASES: readonly Case[] = [
  { name: 'a battery that died', pairedAt: NOW, bootAt: DEAD_BATTERY, flagged: true, stepTo: FAR_AHEAD },
  { name: 'a clock that flew away', pairedAt: NOW, bootAt: FAR_AHEAD, flagged: true, stepTo: NOW },
  { name: 'set up in 1970, in 1970 again', pairedAt: DEAD_BATTERY, bootAt: DEAD_BATTERY, flagged: false, stepTo: NOW },
  { name: 'a day behind', pairedAt: NOW, bootAt: NOW - DAY_MS, flagged: true, stepTo: NOW + DAY_MS },
  {
    name: 'set up in 2099, in 2099 again',
    pairedAt: FAR_AHEAD,
    bootAt: FAR_AHEAD,
    flagged: false,
    stepTo: DEAD_BATTERY,
  },
  { name: 'forty days ahead', pairedAt: NOW, bootAt: NOW + 40 * DAY_MS, flagged: false, stepTo: NOW - 40 * DAY_MS },
];

let venue: Venue;
beforeAll(async () => {
  venue = await Venue.open();
});
afterAll(() => venue.close());

/** @returns when it happened, by the true clock. */
async function admitAt(kiosk: Kiosk): Promise<{ readonly id: string; readonly from: number; readonly to: number }> {
  const from = Date.now();
  await kiosk.admit(1);
  return { id: kiosk.acknowledged.at(-1) ?? '', from, to: Date.now() };
}

describe.skipIf(!canFakeTime)('a kiosk whose clock is wrong', { concurrent: true }, () => {
  it.each(CASES.slice(0, howMany({ short: 3, full: CASES.length })))(
    'T1, T2, E7: $name: lets people in, in order, and knows the time from the first exchange on',
    async (one) => {
      const clock = new FalseClock(one.pairedAt);
      const proxy = await startFaultProxy(venue.url);
      const kiosk = new Kiosk({ server: proxy.url, pair: await venue.pairingCode(), env: clock.env });
      try {
        const known = [await admitAt(kiosk)];
        await kiosk.untilDrained();

        proxy.begin((_passing, response) => void response.destroy());
        clock.set(one.bootAt);
        await kiosk.restart({ server: proxy.url, env: clock.env });
        const inTheDark = [await admitAt(kiosk), await admitAt(kiosk)];
        proxy.begin(null);
        await kiosk.untilDrained();
        known.push(await admitAt(kiosk));

        proxy.begin((_passing, response) => void response.destroy());
        clock.set(one.stepTo);
        const stepped = await admitAt(kiosk);
        proxy.begin(null);
        await kiosk.untilDrained();
        known.push(await admitAt(kiosk));
        await kiosk.untilDrained();

        await expectEachOnce(venue, kiosk);
        const { events } = await venue.readLog();
        const find = (id: string) => events.find((event) => event.id === id);
        const isSealedToFallback = (id: string) => find(id)?.flags.includes('fallback-key');
        for (const { id, from, to } of known) {
          expect(find(id)?.at).toBeGreaterThanOrEqual(from - RIGHT_TO_MS);
          expect(find(id)?.at).toBeLessThanOrEqual(to + RIGHT_TO_MS);
          expect(isSealedToFallback(id), 'known time').toBe(false);
        }
        for (const { id } of inTheDark) expect(isSealedToFallback(id), 'in the dark').toBe(one.flagged);
        expect(isSealedToFallback(stepped.id), 'after a step nothing is trusted').toBe(true);
      } finally {
        await kiosk.close();
        await proxy.close();
        clock.close();
      }
    },
  );
});

describe.skipIf(!canFakeTime)('behind https, a kiosk whose clock is wrong', { concurrent: true }, () => {
  it.each([
    ['a battery that died', DEAD_BATTERY],
    ['a clock that flew away', FAR_AHEAD],
  ])('T4, T5: %s: is right with its first exchange, and the queue drains', async (_name, bootAt) => {
    const certificate = makeCertificate(makeKey(), { from: NOW - DAY_MS, to: NOW + 90 * DAY_MS });
    const front = await startTlsFront(venue.url, certificate);
    const clock = new FalseClock(NOW);
    const trusted = join(venue.folder, `${new URL(front.url).port}.pem`);
    writeFileSync(trusted, certificate.cert);
    const env = { ...clock.env, NODE_EXTRA_CA_CERTS: trusted };
    const kiosk = new Kiosk({ server: front.url, pair: await venue.pairingCode(), env });
    try {
      await kiosk.admit(1);
      await kiosk.untilDrained();
      clock.set(bootAt);
      await kiosk.restart({ server: front.url, env });
      await kiosk.admit(2);
      await kiosk.untilDrained();
      expect(front.refused, 'judged by the wall clock once').toBe(1);
      const { id, from, to } = await admitAt(kiosk);
      await kiosk.untilDrained();
      await expectEachOnce(venue, kiosk);
      const event = (await venue.readLog()).events.find((one) => one.id === id);
      expect(event?.at).toBeGreaterThanOrEqual(from - RIGHT_TO_MS);
      expect(event?.at).toBeLessThanOrEqual(to + RIGHT_TO_MS);
      expect(event?.flags).not.toContain('fallback-key');
    } finally {
      await kiosk.close();
      await front.close();
      clock.close();
      rmSync(trusted, { force: true });
    }
  });
});
