import { verify } from '@node-rs/argon2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchangeResponseSchema } from '#shared/contract/kiosk-sync.ts';
import { type DoorSettings, doorSettingsSchema } from '#shared/contract/portal-door.ts';
import type { SimulatedKiosk } from '../sync/simulated-kiosk.ts';
import {
  addMember,
  type Owner,
  pairKiosk,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts';

let test: TestServer;
let owner: Owner;
beforeAll(async () => {
  test = await startTestServer();
  owner = await registerOwner(test.url);
});
afterAll(() => test.close());

const PIN = '482915';
const change = (body: object, by = owner) => by.call('PATCH', `/venues/${owner.venueId}/door`, body);
const read = async (by = owner): Promise<DoorSettings> =>
  doorSettingsSchema.parse(await (await by.call('GET', `/venues/${owner.venueId}/door`)).json());
const actions = async (subject: string) => {
  const { store } = test.server.services;
  const rows = await store.read
    .selectFrom('audit')
    .select(['action', 'details_json'])
    .where('subject', '=', subject)
    .orderBy('seq')
    .execute();
  return rows.map(({ action, details_json }) => [action, details_json]);
};

/** What the next exchange brings to a kiosk that has everything else. */
async function nextSettings(kiosk: SimulatedKiosk, have: number) {
  // Longer than the assembled texts are remembered.
  test.now += 2_001;
  const { down } = exchangeResponseSchema.parse((await kiosk.exchange([], { have: { settings: have } })).body);
  return down.settings;
}

describe("a venue's doors", () => {
  it('begin with what suits most venues, and have no PIN', async () => {
    const { choices, entrances, staffPinSetAt } = await read();
    expect(choices).toMatchObject({ capacity: null, closesAt: null, group: 'declare-once', resultMs: 4_000 });
    expect(choices).toMatchObject({ duplicateWindowMs: 15 * 60_000, maxStayMs: 4 * 3_600_000 });
    expect(entrances).toEqual([{ id: owner.entranceId, name: 'Cổng chính', mode: 'entrance' }]);
    expect(staffPinSetAt).toBeNull();
  });

  it('keep what is left out of a change', async () => {
    const first = await change({ choices: { capacity: 120, closesAt: '21:30', voice: true, night: null } });
    expect(first.status).toBe(200);
    await change({ choices: { maxStayMs: 7_200_000 } });
    await change({ choices: { capacity: 80 } });
    expect((await read()).choices).toMatchObject({
      capacity: 80,
      closesAt: '21:30',
      voice: true,
      night: null,
      maxStayMs: 7_200_000,
    });
    const trail = await actions(`venue:${owner.venueId}`);
    expect(trail.at(-1)).toEqual(['door.changed', '{"choices":"capacity"}']);
  });

  it("close by each day's hours, for kiosks of today and of before", async () => {
    const kiosk = await pairKiosk(test, owner);
    const { version } = kiosk.paired.down.settings;
    const none = { monday: null, tuesday: null, wednesday: null, thursday: null, saturday: null, sunday: null };
    const openingHours = { ...none, friday: { from: '18:00', to: '02:00' } };
    await owner.call('PATCH', `/venues/${owner.venueId}/rules`, { openingHours });
    await change({ choices: { closingBy: 'hours', closesAt: '21:30' } });
    expect(await nextSettings(kiosk, version)).toMatchObject({ closingBy: 'hours', openingHours, closesAt: '02:00' });
    // What the owner chose as one clock waits for whoever goes back to it.
    expect((await read()).choices).toMatchObject({ closingBy: 'hours', closesAt: '21:30' });
    await change({ choices: { closingBy: 'clock' } });
    expect(await nextSettings(kiosk, version)).toMatchObject({ closingBy: 'clock', closesAt: '21:30' });
  });

  it('reach a running kiosk with its next exchange', async () => {
    const kiosk = await pairKiosk(test, owner);
    const { version } = kiosk.paired.down.settings;
    expect(await nextSettings(kiosk, version)).toBeUndefined();
    await change({ choices: { print: 'badge', theme: 'dark' }, staffPin: PIN });
    await owner.call('PATCH', `/entrances/${owner.entranceId}/door`, { mode: 'both' });
    const settings = await nextSettings(kiosk, version);
    expect(settings).toMatchObject({ print: 'badge', theme: 'dark', mode: 'both', entranceId: owner.entranceId });
    expect(await verify(settings?.staffPin ?? '', PIN)).toBe(true);
    expect(settings?.staffPin).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    expect(await nextSettings(kiosk, settings?.version ?? 0)).toBeUndefined();
  });

  it('tell kiosks every poster of the venue, the retired ones as such', async () => {
    const mine = await registerOwner(test.url);
    const kiosk = await pairKiosk(test, mine);
    await mine.call('POST', `/venues/${mine.venueId}/entrances`, { name: 'Cổng sau' });
    const { store } = test.server.services;
    await store.transact(async (tx) => {
      await tx.updateTable('entrances').set({ retired_at: test.now }).where('name', '=', 'Cổng sau').execute();
    });
    const settings = await nextSettings(kiosk, kiosk.paired.down.settings.version);
    expect(settings?.posters.map(({ entranceName, state }) => [entranceName, state])).toEqual([
      ['Cổng chính', 'current'],
      ['Cổng sau', 'retired'],
    ]);
    expect(settings?.posters[0]?.code).toBe(settings?.entranceCode);
  });

  it('never tell the PIN again, in answers, trail or log', async () => {
    const answer = await (await change({ staffPin: PIN })).text();
    expect(JSON.parse(answer).staffPinSetAt).toBe(test.now);
    expect(answer).not.toMatch(/482915|argon/);
    const trail = JSON.stringify(await test.server.services.store.read.selectFrom('audit').selectAll().execute());
    expect(trail).toContain('staff-pin.set');
    expect(trail).not.toMatch(/482915|argon/);
    expect((await (await change({ staffPin: null })).json()).staffPinSetAt).toBeNull();
    expect((await actions(`venue:${owner.venueId}`)).at(-1)?.[0]).toBe('staff-pin.removed');
  });

  it.each(['12345', '1234567890123', '111111', '123456', '987654', '12a456'])(
    'take no PIN like %s',
    async (staffPin) => {
      const refused = await change({ staffPin });
      expect(refused.status).toBe(400);
      expect(await refused.text()).not.toContain(staffPin);
    },
  );

  it.each([
    { choices: { capacity: 0 } },
    { choices: { mode: 'exit' } },
    { choices: { closesAt: '25:00' } },
    { choices: { maxStayMs: Number.MAX_SAFE_INTEGER } },
    { choices: { duplicateWindowMs: 86_400_001 } },
    { choices: { idleTimeoutMs: 2 ** 31 } },
    { choices: { resultMs: 60_001 } },
    { x: 1 },
  ])('take no change like %j', async (body) => {
    expect((await change(body)).status).toBe(400);
  });

  it('are changed by owners and managers, read by auditors, closed to staff', async () => {
    const [manager, staff, auditor] = [
      await addMember(test, owner, 'manager'),
      await addMember(test, owner, 'staff'),
      await addMember(test, owner, 'auditor'),
    ];
    const statuses = async (by: Owner) => [
      (await by.call('GET', `/venues/${owner.venueId}/door`)).status,
      (await change({ choices: { volume: 50 } }, by)).status,
      (await by.call('PATCH', `/entrances/${owner.entranceId}/door`, { mode: 'entrance' })).status,
    ];
    expect(await statuses(manager)).toEqual([200, 200, 200]);
    expect(await statuses(staff)).toEqual([403, 403, 403]);
    expect(await statuses(auditor)).toEqual([200, 403, 403]);
    const stranger = await registerOwner(test.url);
    expect((await stranger.call('PATCH', `/entrances/${owner.entranceId}/door`, { mode: 'exit' })).status).toBe(404);
  });
});
