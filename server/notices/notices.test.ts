import { afterAll, beforeAll, expect, it } from 'vitest';
import { exchangeResponseSchema } from '#shared/contract/kiosk-sync.ts';
import type { Notice } from '#shared/contract/portal-settings.ts';
import type { SimulatedKiosk } from '../sync/simulated-kiosk.ts';
import { type Owner, pairKiosk, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';

const HOUR = 3_600_000;

let test: TestServer;
let owner: Owner;
let kiosk: SimulatedKiosk;

beforeAll(async () => {
  test = await startTestServer();
  owner = await registerOwner(test.url);
  kiosk = await pairKiosk(test, owner);
});
afterAll(() => test.close());

const input = (changes: object = {}) => ({
  text: { vi: 'Mời đeo khẩu trang', en: 'Please wear a mask' },
  startsAt: test.now,
  endsAt: null,
  venueIds: [],
  ...changes,
});

async function shown(): Promise<string[]> {
  const { body } = await kiosk.exchange([]);
  return exchangeResponseSchema.parse(body).down?.notices?.items.map(({ text }) => text.vi) ?? [];
}

async function publish(changes: object = {}): Promise<Notice> {
  const answer = await owner.call('POST', '/notices', input(changes));
  expect(answer.status).toBe(201);
  return (await answer.json()) as Notice;
}

it('reaches the kiosk by the signed down-link, goes when withdrawn, and comes back when that is undone', async () => {
  const { id } = await publish();
  expect(await shown()).toEqual(['Mời đeo khẩu trang']);
  const text = { vi: 'Mời rửa tay', en: 'Please wash your hands' };
  await owner.call('PATCH', `/notices/${id}`, input({ text }));
  expect(await shown()).toEqual(['Mời rửa tay']);
  expect(await (await owner.call('POST', `/notices/${id}/withdrawal`)).json()).toMatchObject({ withdrawnAt: test.now });
  expect(await shown()).toEqual([]);
  await owner.call('DELETE', `/notices/${id}/withdrawal`);
  expect(await shown()).toEqual(['Mời rửa tay']);
  await owner.call('POST', `/notices/${id}/withdrawal`);
});

it('is shown in its time alone, and at its venues alone', async () => {
  await publish({ text: { vi: 'Mai', en: 'Tomorrow' }, startsAt: test.now + HOUR, endsAt: test.now + 2 * HOUR });
  const here = await publish({ text: { vi: 'Ở đây', en: 'Here' }, venueIds: [owner.venueId] });
  const other = await owner.call('POST', '/venues', {
    name: 'Chợ An Cựu',
    type: 'market',
    address: { line: '1 Hùng Vương', communeCode: await communeOf() },
    entrances: ['Cổng'],
  });
  const { id: otherId } = (await other.json()) as { id: string };
  await publish({ text: { vi: 'Nơi khác', en: 'Elsewhere' }, venueIds: [otherId] });
  expect(await shown()).toEqual(['Ở đây']);
  await owner.call('POST', `/notices/${here.id}/withdrawal`);
  test.now += HOUR;
  expect(await shown()).toEqual(['Mai']);
  test.now += HOUR;
  await owner.call('POST', '/sessions/current/activity');
  expect(await shown()).toEqual([]);
});

async function communeOf(): Promise<string> {
  const { address } = (await (await owner.call('GET', `/venues/${owner.venueId}`)).json()) as {
    address: { communeCode: string };
  };
  return address.communeCode;
}

it('is refused when it ends before it begins, is too long, or names another’s venue', async () => {
  owner = await registerOwner(test.url);
  const stranger = await registerOwner(test.url);
  const refused = async (changes: object) =>
    (await (await owner.call('POST', '/notices', input(changes))).json()) as { fields?: object };
  expect(await refused({ endsAt: test.now })).toMatchObject({ fields: { endsAt: 'before-start' } });
  expect(await refused({ venueIds: [stranger.venueId] })).toMatchObject({ fields: { venueIds: 'unknown' } });
  expect(await refused({ text: { vi: 'x'.repeat(241), en: 'x' } })).toMatchObject({ code: 'invalid-input' });
  const { id } = await publish();
  expect((await stranger.call('PATCH', `/notices/${id}`, input())).status).toBe(404);
  expect((await stranger.call('PATCH', `/notices/${id}`, input({ venueIds: [owner.venueId] }))).status).toBe(404);
  expect((await stranger.call('POST', `/notices/${id}/withdrawal`)).status).toBe(404);
});
