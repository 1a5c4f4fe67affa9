import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Fleet } from '#shared/contract/portal-settings.ts';
import { startOfDay } from '#shared/domain/zoned-time.ts';
import type { SimulatedKiosk } from '../sync/simulated-kiosk.ts';
import { confirmAddress, type Mailbox, openMailbox } from '../testing/mailbox.ts';
import {
  addMember,
  type Owner,
  pairKiosk,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts';

const MINUTE = 60_000;
/** A Monday, 09:00. */
const MORNING = startOfDay('2026-11-23') + 9 * 60 * MINUTE;

let mailbox: Mailbox;
let test: TestServer;
let owner: Owner;
let kiosk: SimulatedKiosk;

beforeAll(async () => {
  mailbox = await openMailbox();
});
afterAll(() => mailbox.close());

beforeEach(async () => {
  test = await startTestServer({ now: MORNING, mail: mailbox.config });
  owner = await registerOwner(test.url);
  await confirmAddress(test, owner.me.accountId);
  kiosk = await pairKiosk(test, owner);
  await kiosk.exchange([]);
  await forgetLetters();
  return () => test.close();
});

/** Those under way, too. */
async function forgetLetters(): Promise<void> {
  await test.server.services.accounts.settle();
  mailbox.letters.length = 0;
}

const look = (): Promise<void> => test.server.services.alertWatch.look();
const fleet = async (): Promise<Fleet> => (await owner.call('GET', '/fleet')).json() as Promise<Fleet>;
const alertsNow = async () => (await fleet()).kiosks.map(({ alerts }) => alerts);
const isAbout = (word: string) => mailbox.letters.filter(({ text }) => text.includes(word)).length;

/** Time passes; the owner's session stays awake. */
async function pass(minutes: number): Promise<void> {
  for (let left = minutes; left > 0; left -= 25) {
    test.now += Math.min(25, left) * MINUTE;
    // oxlint-disable-next-line no-await-in-loop
    await owner.call('POST', '/sessions/current/activity');
  }
}

describe('kiosks that need a look', () => {
  it('are told of once by letter, and once when it is over for good', async () => {
    await pass(15);
    await look();
    expect(mailbox.letters).toEqual([]);
    test.now += 1;
    await look();
    await look();
    expect(mailbox.letters).toHaveLength(1);
    expect(mailbox.letters[0]?.to).toEqual([owner.me.email]);
    expect(isAbout('mất liên lạc')).toBe(1);
    expect(isAbout('Cổng chính')).toBe(1);

    await kiosk.exchange([]);
    await look();
    await pass(10);
    await kiosk.exchange([]);
    await look();
    expect(mailbox.letters).toHaveLength(2);
    expect(isAbout('Đã trở lại bình thường')).toBe(1);
    await look();
    expect(mailbox.letters).toHaveLength(2);
  });

  it('that come and go are one event', async () => {
    const say = async (camera: 'lost' | 'live') => {
      await kiosk.exchange([], { status: { camera, wallAt: test.now } });
      await look();
      await pass(4);
    };
    for (const camera of ['lost', 'live', 'lost', 'live', 'lost'] as const) {
      // oxlint-disable-next-line no-await-in-loop
      await say(camera);
    }
    expect(mailbox.letters).toHaveLength(1);
  });

  it('are missed in opening hours alone, and not for the time that the server was off', async () => {
    const day = { from: '08:00', to: '10:00' };
    const rest = { tuesday: day, wednesday: null, thursday: null, friday: null, saturday: null, sunday: null };
    await owner.call('PATCH', `/venues/${owner.venueId}/rules`, { openingHours: { monday: day, ...rest } });
    await pass(59);
    expect(await alertsNow()).toEqual([['offline']]);
    await pass(2);
    expect(await alertsNow()).toEqual([[]]);
    expect((await fleet()).kiosks[0]).toMatchObject({ closedNow: true });
    // Open again since ten minutes: nobody could be heard before.
    test.now = MORNING + 23 * 60 * MINUTE + 10 * MINUTE;
    const { listFleet } = await import('./reader.ts');
    const heard = (since: number) =>
      listFleet(test.server.services.store.read, null, { now: test.now, since, timeZone: 'Asia/Ho_Chi_Minh' });
    expect((await heard(0))[0]?.kiosk.alerts).toEqual([]);
    test.now += 6 * MINUTE;
    expect((await heard(0))[0]?.kiosk.alerts).toEqual(['offline']);
    expect((await heard(test.now - MINUTE))[0]?.kiosk.alerts).toEqual([]);
  });

  it('are counted for the badge, and seen by nobody else', async () => {
    const stranger = await registerOwner(test.url);
    await confirmAddress(test, stranger.me.accountId);
    await forgetLetters();
    await kiosk.exchange([], {
      status: { wallAt: test.now, diskFreeBytes: 1_000, oldestWaitingAt: test.now - 8 * 24 * 60 * MINUTE },
    });
    expect(await alertsNow()).toEqual([['waiting-week', 'queue-old', 'disk-scarce']]);
    expect(await (await owner.call('GET', '/fleet/attention')).json()).toEqual({ kiosks: 1 });
    expect(await (await stranger.call('GET', '/fleet/attention')).json()).toEqual({ kiosks: 0 });
    expect(((await (await stranger.call('GET', '/fleet')).json()) as Fleet).kiosks).toEqual([]);
    await look();
    expect(mailbox.letters.flatMap(({ to }) => to)).toEqual([owner.me.email]);
  });
});

describe('a kiosk', () => {
  it('is named, and moved to another entrance of its venue, with its next exchange', async () => {
    const venue = await owner.call('POST', `/venues/${owner.venueId}/entrances`, { name: 'Cổng sau' });
    const { entrances } = (await venue.json()) as { entrances: { id: string; name: string }[] };
    const back = entrances.find(({ name }) => name === 'Cổng sau')?.id;
    const path = `/kiosks/${kiosk.paired.kioskId}`;
    const changed = await owner.call('PATCH', path, { name: 'Máy tính bảng 1', entranceId: back });
    expect(await changed.json()).toMatchObject({ name: 'Máy tính bảng 1', entranceName: 'Cổng sau', entranceId: back });
    const { body } = await kiosk.exchange([]);
    expect(body).toMatchObject({ down: { settings: { entranceName: 'Cổng sau', entranceId: back } } });
    expect(await (await owner.call('PATCH', path, { name: ' ' })).json()).toMatchObject({ name: null });
  });

  it('stays at its venue, whoever asks', async () => {
    const stranger = await registerOwner(test.url);
    const path = `/kiosks/${kiosk.paired.kioskId}`;
    expect((await owner.call('PATCH', path, { entranceId: stranger.entranceId })).status).toBe(400);
    expect((await stranger.call('PATCH', path, { name: 'Của tôi' })).status).toBe(404);
    const staff = await addMember(test, owner, 'staff');
    expect((await staff.call('PATCH', path, { name: 'Của tôi' })).status).toBe(403);
  });
});
