import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WardCase } from '#shared/contract/portal-ward-cases.ts';
import { appointOfficer, findCommunes, type Officer } from '../testing/officer.ts';
import { addMember, type Owner, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';

let test: TestServer;
let ward: Officer;
let city: Officer;
let elsewhere: Officer;
let owner: Owner;
beforeAll(async () => {
  test = await startTestServer();
  const [own, other] = await findCommunes(test);
  owner = await registerOwner(test.url);
  ward = await appointOfficer(test, 'ward-officer', own);
  city = await appointOfficer(test, 'city-officer', '46');
  elsewhere = await appointOfficer(test, 'ward-officer', other);
});
afterAll(() => test.close());

const casesOf = async (by: Pick<Officer, 'call'>, path = '/ward/cases'): Promise<WardCase[]> =>
  ((await (await by.call('GET', path)).json()) as { cases: WardCase[] }).cases;
const ofVenue = () => `/venues/${owner.venueId}/cases`;

describe('a difficulty', () => {
  it('is told by the owner, passed on by the ward, answered above, and read by the owner', async () => {
    const told = { kind: 'difficulty', category: 'network', text: 'Mạng ở chợ rất yếu.' };
    expect((await owner.call('POST', ofVenue(), told)).status).toBe(201);
    const [found] = await casesOf(ward);
    expect(found).toMatchObject({ ...told, state: 'open', raisedSide: 'owner', venueId: owner.venueId });
    const id = found?.id;
    expect(await casesOf(elsewhere)).toEqual([]);
    expect((await elsewhere.call('POST', '/ward/cases/forward', { id })).status).toBe(404);
    expect((await elsewhere.call('POST', '/ward/cases/answer', { id, answer: 'Không phải việc tôi' })).status).toBe(
      404,
    );
    expect((await ward.call('POST', '/ward/cases/forward', { id })).status).toBe(200);
    expect((await ward.call('POST', '/ward/cases/forward', { id })).status).toBe(409);
    expect(await casesOf(city, '/ward/cases?state=forwarded')).toHaveLength(1);
    const answer = 'Máy vẫn ghi được khi mất mạng.';
    expect((await city.call('POST', '/ward/cases/answer', { id, answer })).status).toBe(200);
    expect(await casesOf(owner, ofVenue())).toMatchObject([{ answer, state: 'answered' }]);
    expect((await ward.call('POST', '/ward/cases/answer', { id, answer })).status).toBe(409);
  });

  it('has a category, and a dispute has none', async () => {
    const without = { kind: 'difficulty', category: null, text: 'Khó quá đi' };
    expect((await owner.call('POST', ofVenue(), without)).status).toBe(400);
    const staff = await addMember(test, owner, 'staff');
    expect((await staff.call('POST', ofVenue(), { ...without, category: 'other' })).status).toBe(403);
  });
});

it('a dispute may be raised by the ward too, and leaves its trace', async () => {
  test.now += 1_000;
  const dispute = { venueId: owner.venueId, kind: 'wrong-address', text: 'Đến nơi không thấy cơ sở này.' };
  expect((await elsewhere.call('POST', '/ward/cases', dispute)).status).toBe(404);
  expect((await ward.call('POST', '/ward/cases', dispute)).status).toBe(201);
  expect((await casesOf(owner, ofVenue()))[0]).toMatchObject({ kind: 'wrong-address', raisedSide: 'officer' });
  const trail = await test.server.services.store.read
    .selectFrom('audit')
    .select('action')
    .where('action', 'like', 'case.%')
    .execute();
  expect(trail.map(({ action }) => action)).toEqual(['case.raised', 'case.forwarded', 'case.answered', 'case.raised']);
});
