import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '#shared/domain/instant.ts';
import { howMany } from '../suite-length.ts';
import { makeCertificate, makeKey } from './support/certificate.ts';
import { expectEachOnce } from './support/expect-each-once.ts';
import { Kiosk } from './support/kiosk.ts';
import { startTlsFront } from './support/tls-front.ts';
import { Venue } from './support/venue.ts';
import { within } from './support/within.ts';

const NOW = Date.now();
const key = makeKey();
const VALID = makeCertificate(key, { from: NOW - DAY_MS, to: NOW + 90 * DAY_MS });
const BAD = [
  ['is not valid yet', { from: NOW + DAY_MS, to: NOW + 90 * DAY_MS }],
  ['has expired', { from: NOW - 90 * DAY_MS, to: NOW - DAY_MS }],
] as const;

let venue: Venue;
let folder: string;
beforeAll(async () => {
  venue = await Venue.open();
  folder = mkdtempSync(join(tmpdir(), 'certificates-'));
});
afterAll(async () => {
  await venue.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('a certificate that is not valid', { concurrent: true }, () => {
  it.each(BAD.slice(0, howMany({ short: 1, full: BAD.length })))(
    'S3: one that %s: people come in, nothing is lost, and the queue drains with the next certificate',
    async (name, validity) => {
      const bad = makeCertificate(key, validity);
      const trusted = join(folder, `${name}.pem`);
      writeFileSync(trusted, VALID.cert + bad.cert);
      const front = await startTlsFront(venue.url, VALID);
      const env = { NODE_EXTRA_CA_CERTS: trusted };
      const kiosk = new Kiosk({ server: front.url, pair: await venue.pairingCode(), env });
      try {
        await kiosk.admit(1);
        await kiosk.untilDrained();
        front.renew(bad);
        await kiosk.restart({ server: front.url, env });
        await kiosk.admit(3);
        await within(60_000, 'refused certificate', front.untilRefused(2));
        expect(kiosk.exchanges).toBe(0);
        front.renew(VALID);
        await kiosk.admit(1);
        await kiosk.untilDrained();
        await expectEachOnce(venue, kiosk);
      } finally {
        await kiosk.close();
        await front.close();
      }
    },
  );
});
