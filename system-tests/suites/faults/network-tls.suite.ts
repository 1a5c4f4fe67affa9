import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DAY_MS } from '#shared/domain/instant.ts';
import { howMany } from '../suite-length.ts';
import { issueCertificate, makeCertificate, makeKey } from './support/certificate.ts';
import { expectEachOnce } from './support/expect-each-once.ts';
import { canFakeTime, FalseClock } from './support/false-clock.ts';
import { giveBack, startFaultProxy } from './support/fault-proxy.ts';
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
    'S3, T5: one that %s: people come in, nothing is sent but the question for the time, and the queue drains with the next certificate',
    async (name, validity) => {
      const bad = makeCertificate(key, validity);
      const trusted = join(folder, `${name}.pem`);
      writeFileSync(trusted, VALID.cert + bad.cert);
      const proxy = await startFaultProxy(venue.url);
      const front = await startTlsFront(proxy.url, VALID);
      const env = { NODE_EXTRA_CA_CERTS: trusted };
      const sent: string[] = [];
      const kiosk = new Kiosk({ server: front.url, pair: await venue.pairingCode(), env });
      try {
        await kiosk.admit(1);
        await kiosk.untilDrained();
        front.renew(bad);
        await kiosk.restart({ server: front.url, env });
        proxy.begin(async ({ body, forward }, response) => {
          sent.push(...Object.keys(JSON.parse(body.toString('utf8')) as object));
          giveBack(response, await forward());
        });
        await kiosk.admit(3);
        await within(90_000, 'refused certificate', front.untilRefused(3));
        expect(kiosk.exchanges).toBe(0);
        expect(new Set(sent)).toEqual(new Set(['certificate']));
        expect(kiosk.headless.stderr).toContain('certificate of the server is out of date');
        proxy.begin(null);
        front.renew(VALID);
        await kiosk.admit(1);
        await kiosk.untilDrained();
        await expectEachOnce(venue, kiosk);
      } finally {
        await kiosk.close();
        await front.close();
        await proxy.close();
      }
    },
  );
});

const EXPIRED = { from: NOW - 90 * DAY_MS, to: NOW - DAY_MS };
const attacker = { key: makeKey(), name: '127.0.0.1' };
const ATTACKERS = [
  ['a certificate of their own', makeCertificate(attacker.key, EXPIRED)],
  ['the name of the issuer', issueCertificate(attacker, EXPIRED, attacker)],
] as const;

describe.skipIf(!canFakeTime)('somebody on the way to a kiosk whose clock is wrong', { concurrent: true }, () => {
  it.each(ATTACKERS.slice(0, howMany({ short: 1, full: ATTACKERS.length })))(
    'T4: with %s hears nothing, and tells it nothing',
    async (_name, certificate) => {
      const trusted = join(folder, 'true.pem');
      writeFileSync(trusted, VALID.cert);
      const clock = new FalseClock(NOW);
      const env = { ...clock.env, NODE_EXTRA_CA_CERTS: trusted };
      const listening = await startFaultProxy(venue.url);
      const front = await startTlsFront(listening.url, VALID);
      const kiosk = new Kiosk({ server: front.url, pair: await venue.pairingCode(), env });
      try {
        await kiosk.untilDrained();
        clock.set(Date.UTC(1970, 0, 1, 0, 1));
        front.renew(certificate);
        listening.begin((_passing, response) => void response.destroy());
        await kiosk.restart({ server: front.url, env });
        await kiosk.admit(2);
        await within(90_000, 'attempts', front.untilRefused(front.refused + 3));
        expect(listening.met).toBe(0);
        listening.begin(null);
        front.renew(VALID);
        await kiosk.untilDrained();
        await expectEachOnce(venue, kiosk);
      } finally {
        await kiosk.close();
        await front.close();
        await listening.close();
        clock.close();
      }
    },
  );
});
