import { afterAll, beforeAll, expect, it } from 'vitest';
import type { VenueRules } from '#shared/contract/portal-settings.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
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

const read = async <T>(path: string): Promise<T> => (await owner.call('GET', path)).json() as Promise<T>;
const rules = (): string => `/venues/${owner.venueId}/rules`;

it('keeps for 21 and 14 days at first, never beyond 30, and remembers what was chosen and when it is open', async () => {
  expect(await read<VenueRules>(rules())).toEqual({ contactDays: 21, healthDays: 14, openingHours: null });
  expect((await owner.call('PATCH', rules(), { contactDays: 31 })).status).toBe(400);
  const day = { from: '08:00', to: '17:00' };
  const openingHours = {
    ...{ monday: day, tuesday: day, wednesday: day, thursday: day, friday: day },
    ...{ saturday: null, sunday: null },
  };
  await owner.call('PATCH', rules(), { contactDays: 30 });
  await owner.call('PATCH', rules(), { openingHours });
  expect(await read<VenueRules>(rules())).toEqual({ contactDays: 30, healthDays: 14, openingHours });
  const staff = await addMember(test, owner, 'staff');
  expect((await staff.call('PATCH', rules(), { contactDays: 5 })).status).toBe(403);
});

it('says how much a shorter time destroys, and the next sweep destroys exactly that', async () => {
  const kiosk = await pairKiosk(test, owner);
  const arrive = async () => {
    const contact = { v: 1, name: 'Nguyễn Thị Hương', phone: '+84912345678' } as const;
    await kiosk.exchange([await kiosk.makeRecord({ contact })]);
  };
  await arrive();
  // Nobody stays signed in for so long: the service is asked itself.
  test.now += 3 * DAY_MS;
  await arrive();
  const { settings, retention } = test.server.services;
  const preview = (contactDays: number) => settings.previewRetention(owner.venueId, { contactDays, healthDays: 14 });
  expect(await preview(3)).toEqual({ contacts: 0, healthAnswers: 0 });
  expect(await preview(2)).toEqual({ contacts: 1, healthAnswers: 0 });
  await settings.changeRules(owner.venueId, { contactDays: 2 }, owner.me.accountId);
  await retention.sweep();
  expect(await preview(1)).toEqual({ contacts: 0, healthAnswers: 0 });
  const left = await test.server.services.store.read
    .selectFrom('visits')
    .select('id')
    .where('contact_sealed', 'is not', null)
    .execute();
  expect(left).toHaveLength(1);
});

it('lets the owner rename the organisation, and nobody else', async () => {
  owner = await registerOwner(test.url);
  expect(await read('/organisation')).toMatchObject({ language: 'vi', canMail: false });
  const changed = await owner.call('PATCH', '/organisation', { name: '  Chợ An Cựu ', language: 'en' });
  expect(await changed.json()).toEqual({ name: 'Chợ An Cựu', language: 'en', canMail: false });
  const manager = await addMember(test, owner, 'manager');
  expect((await manager.call('PATCH', '/organisation', { name: 'Khác hẳn' })).status).toBe(403);
  expect(await read('/me')).toMatchObject({ organisation: { name: 'Chợ An Cựu' } });
});
