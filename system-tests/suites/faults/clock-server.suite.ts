import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { DAY_MS, dayOf } from '#shared/domain/instant.ts';
import { howMany } from '../suite-length.ts';
import { expectEachOnce } from './support/expect-each-once.ts';
import { canFakeTime, FalseClock } from './support/false-clock.ts';
import { Kiosk } from './support/kiosk.ts';
import { Venue } from './support/venue.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** Whose names the server can still read today. */
async function countReadable(venue: Venue): Promise<number> {
  const args = ['visits', '--entrance', venue.owner.entranceId, '--day', dayOf(Date.now()), '--reveal'];
  const all = ['server/cli.ts', ...args, '--data', venue.dataDir];
  const { stdout } = await promisify(execFile)(process.execPath, all, { cwd: ROOT });
  return stdout.split('Nguyễn Thị Hương').length - 1;
}

const JUMPS: ReadonlyArray<readonly [string, () => number]> = [
  ['forty days ahead', () => Date.now() + 40 * DAY_MS],
  ['2099', () => Date.UTC(2099, 11, 30)],
  ['1970', () => Date.UTC(1970, 0, 1, 0, 1)],
];

it.skipIf(!canFakeTime).each(JUMPS.slice(0, howMany({ short: 1, full: JUMPS.length })))(
  'T3: a server whose clock jumps to %s while it runs, or is there when it starts, destroys nothing, and knows everybody when it is right again',
  async (_name, jump) => {
    const clock = new FalseClock(Date.now());
    const venue = await Venue.open({ env: clock.env });
    const kiosk = new Kiosk({ server: venue.url, pair: await venue.pairingCode() });
    try {
      await kiosk.admit(3);
      await kiosk.untilDrained();
      clock.set(jump());
      await kiosk.admit(2);
      await kiosk.untilDrained();
      await venue.stop();
      await venue.start({ env: clock.env });
      await venue.stop();
      clock.set(Date.now());
      await venue.start({ env: clock.env });
      await kiosk.admit(1);
      await kiosk.untilDrained();
      await expectEachOnce(venue, kiosk);
      expect(await countReadable(venue)).toBeGreaterThanOrEqual(4);
    } finally {
      await kiosk.close();
      await venue.close();
      clock.close();
    }
  },
);
