import { afterAll, beforeAll, expect, it } from 'vitest';
import { exchangeResponseSchema, type OutboxRecord } from '#shared/contract/kiosk-sync.ts';
import type { OwnClosures } from '#shared/contract/portal-closures.ts';
import type { WardCase } from '#shared/contract/portal-ward-cases.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { appointOfficer, findCommunes, type Officer } from '../testing/officer.ts';
import { findPosterCode, openPoster } from '../testing/phone.ts';
import { type Owner, pairKiosk, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';

let test: TestServer;
let ward: Officer;
let elsewhere: Officer;
let owner: Owner;
let entranceCode: string;
beforeAll(async () => {
  test = await startTestServer();
  const [own, other] = await findCommunes(test);
  owner = await registerOwner(test.url);
  ward = await appointOfficer(test, 'ward-officer', own);
  elsewhere = await appointOfficer(test, 'ward-officer', other);
  entranceCode = await findPosterCode(owner);
});
afterAll(() => test.close());

const casesOf = async (by: Officer): Promise<WardCase[]> =>
  ((await (await by.call('GET', '/ward/cases')).json()) as { cases: WardCase[] }).cases;
async function raise(venueId: string): Promise<string> {
  const dispute = { venueId, kind: 'wrong-address', text: 'Đến nơi không thấy cơ sở này.' };
  expect((await ward.call('POST', '/ward/cases', dispute)).status).toBe(201);
  return (await casesOf(ward)).find((one) => one.venueId === venueId && one.state === 'open')?.id ?? '';
}
const close = (by: Officer, caseId: string) =>
  by.call('POST', '/ward/closures', { caseId, reason: 'not-there', text: 'Đã đến hai lần, không có ai biết.' });
const scan = () => fetch(`${test.url}/api/visitor/v1/entrances/${entranceCode}`);
const countVisits = () =>
  test.server.services.store.read
    .selectFrom('visits')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('venue_id', '=', owner.venueId)
    .executeTakeFirstOrThrow();

it('a false registration is closed by its ward: the poster says so, the log stays, the owner reads why and cannot undo it', async () => {
  const phone = await openPoster(test.url, entranceCode, test.now);
  expect((await phone.send(phone.request())).ok).toBe(true);
  const caseId = await raise(owner.venueId);
  expect((await close(elsewhere, caseId)).status).toBe(404);
  expect((await close(ward, caseId)).status).toBe(201);
  expect((await close(ward, caseId)).status).toBe(409);
  const scanned = await scan();
  expect([scanned.status, ((await scanned.json()) as { code: string }).code]).toEqual([410, 'venue-closed']);
  expect((await phone.send(phone.request())).status).toBe(410);
  expect((await countVisits()).n).toBe(1);
  expect((await owner.call('DELETE', `/venues/${owner.venueId}/closure`)).status).toBe(409);
  const { closures } = (await (await owner.call('GET', '/ward-closures')).json()) as OwnClosures;
  expect(closures).toMatchObject([
    { venueId: owner.venueId, reason: 'not-there', text: 'Đã đến hai lần, không có ai biết.' },
  ]);
  const stranger = await registerOwner(test.url);
  expect(await (await stranger.call('GET', '/ward-closures')).json()).toEqual({ closures: [] });
});

it('is undone within the grace period, by the ward of the venue, and all is as before', async () => {
  const closed = (await casesOf(ward)).find(({ closure }) => closure !== null);
  const id = closed?.closure?.id;
  expect(closed).toMatchObject({ state: 'answered', closure: { undoUntil: test.now + 7 * DAY_MS } });
  expect((await elsewhere.call('POST', '/ward/closures/undo', { id })).status).toBe(404);
  expect((await ward.call('POST', '/ward/closures/undo', { id })).status).toBe(200);
  expect((await ward.call('POST', '/ward/closures/undo', { id })).status).toBe(404);
  expect((await scan()).status).toBe(200);
  expect((await casesOf(ward)).find((one) => one.id === closed?.id)).toMatchObject({ state: 'open', closure: null });
  expect(await (await owner.call('GET', '/ward-closures')).json()).toEqual({ closures: [] });
  const trail = await test.server.services.store.read
    .selectFrom('audit')
    .select(['action', 'organisation_id'])
    .where('action', 'like', 'ward-venue.%')
    .execute();
  const organisation_id = owner.me.organisation?.id;
  expect(trail).toEqual([
    { action: 'ward-venue.closed', organisation_id },
    { action: 'ward-venue.reopened', organisation_id },
  ]);
});

it('is final after the grace period', async () => {
  const stranger = await registerOwner(test.url);
  expect((await close(ward, await raise(stranger.venueId))).status).toBe(201);
  const id = (await casesOf(ward)).find(({ venueId }) => venueId === stranger.venueId)?.closure?.id;
  test.now += 7 * DAY_MS;
  expect((await ward.call('POST', '/ward/closures/undo', { id })).status).toBe(409);
});

it('D5: its kiosk hears of it, and what was recorded there before and after is stored; it hears of the undoing too', async () => {
  const shop = await registerOwner(test.url);
  const kiosk = await pairKiosk(test, shop);
  expect(kiosk.paired.down.settings.closedByWard).toBe(false);
  // A kiosk that works stands in the way.
  test.now += 2 * DAY_MS;
  const [before, after] = [await kiosk.makeRecord(), await kiosk.makeRecord()];
  const caseId = await raise(shop.venueId);
  expect((await close(ward, caseId)).status).toBe(201);
  const hear = async (...records: OutboxRecord[]) => exchangeResponseSchema.parse((await kiosk.exchange(records)).body);
  const closed = await hear(before);
  expect([closed.results, closed.down.settings?.closedByWard]).toMatchObject([[{ outcome: 'stored' }], true]);
  expect((await hear(after)).results).toMatchObject([{ outcome: 'stored' }]);
  const id = (await casesOf(ward)).find(({ venueId, closure }) => venueId === shop.venueId && closure)?.closure?.id;
  expect((await ward.call('POST', '/ward/closures/undo', { id })).status).toBe(200);
  expect((await hear()).down.settings?.closedByWard).toBe(false);
});

it('is refused where a kiosk works, and for a difficulty', async () => {
  const busy = await registerOwner(test.url);
  const kiosk = await pairKiosk(test, busy);
  await test.server.services.store.transact((tx) =>
    tx.updateTable('kiosks').set({ last_seen_at: test.now }).where('venue_id', '=', busy.venueId).execute(),
  );
  expect(kiosk.pairing).not.toBeNull();
  expect((await close(ward, await raise(busy.venueId))).status).toBe(409);
  const told = { kind: 'difficulty', category: 'network', text: 'Mạng ở chợ rất yếu.' };
  expect((await busy.call('POST', `/venues/${busy.venueId}/cases`, told)).status).toBe(201);
  const difficulty = (await casesOf(ward)).find(({ kind }) => kind === 'difficulty');
  expect((await close(ward, difficulty?.id ?? '')).status).toBe(404);
});
