import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CSRF_HEADER, type Me, PORTAL_API, type Venue } from '#shared/contract/portal-api.ts';
import { type ClaimSlip, claimCodeSchema, type OnBehalfList } from '#shared/contract/portal-ward-cases.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { applyRevocations } from '../backup/apply-revocations.ts';
import { appointOfficer, findCommunes, type Officer } from '../testing/officer.ts';
import { openPoster } from '../testing/phone.ts';
import {
  cookieOf,
  PASSWORD,
  registerOwner,
  sessionOf,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts';

let test: TestServer;
let own: string;
let other: string;
let ward: Officer;
let volunteer: Officer;
beforeAll(async () => {
  test = await startTestServer();
  [own, other] = await findCommunes(test);
  ward = await appointOfficer(test, 'ward-officer', own);
  volunteer = await appointOfficer(test, 'volunteer', own);
});
afterAll(() => test.close());

const venueIn = (communeCode: string) => ({
  name: 'Bánh canh Bà Đợi',
  type: 'restaurant',
  address: { line: '40 Đào Duy Anh', communeCode },
  entrances: ['Cửa trước'],
});
async function register(by: Officer): Promise<ClaimSlip> {
  const response = await by.call('POST', '/ward/registrations', venueIn(own));
  expect(response.status).toBe(201);
  return (await response.json()) as ClaimSlip;
}
const post = (path: string, body: unknown): Promise<Response> =>
  fetch(`${test.url}${PORTAL_API}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', [CSRF_HEADER]: '1' },
    body: JSON.stringify(body),
  });
let people = 0;
const claim = (code: string) => {
  people += 1;
  const account = { name: 'Hoàng Thị Đợi', email: `doi${people}@example.vn`, password: PASSWORD, language: 'vi' };
  return post('/claims', { code, ...account });
};
const listed = async (by: Officer) =>
  ((await (await by.call('GET', '/ward/registrations')).json()) as OnBehalfList).registrations;

describe('a business registered by its ward', () => {
  it('has a venue and a poster at once, in the ward’s own communes only', async () => {
    const slip = await register(volunteer);
    expect(slip).toMatchObject({ venueName: 'Bánh canh Bà Đợi', code: expect.stringMatching(/^(\w{4}-){3}\w{4}$/) });
    const poster = await volunteer.call('GET', `/ward/posters.pdf?venueId=${slip.venueId}`);
    expect([poster.status, poster.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    expect((await volunteer.call('POST', '/ward/registrations', venueIn(other))).status).toBe(400);
    expect((await volunteer.call('GET', '/ward/venues')).status).toBe(403);
  });

  it('is seen by the ward, and by the volunteer who registered it', async () => {
    const slip = await register(ward);
    expect((await listed(ward)).map(({ venueId }) => venueId)).toContain(slip.venueId);
    expect((await listed(volunteer)).map(({ venueId }) => venueId)).not.toContain(slip.venueId);
    expect((await volunteer.call('POST', '/ward/claim-codes', { venueId: slip.venueId })).status).toBe(404);
    expect((await volunteer.call('GET', `/ward/posters.pdf?venueId=${slip.venueId}`)).status).toBe(404);
  });

  it('takes the venue over once by the code, typed as people type', async () => {
    const slip = await register(ward);
    const typed = slip.code.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
    const details = await post('/claim-details', { code: typed });
    expect(await details.json()).toMatchObject({ venueName: 'Bánh canh Bà Đợi' });
    const claimed = await claim(typed);
    expect([claimed.status, ((await claimed.clone().json()) as Me).role]).toEqual([201, 'owner']);
    const owner = sessionOf(test.url, cookieOf(claimed));
    const { venues } = (await (await owner.call('GET', '/venues')).json()) as { venues: Venue[] };
    expect(venues.map(({ id }) => id)).toEqual([slip.venueId]);
    expect((await claim(slip.code)).status).toBe(409);
    expect((await ward.call('POST', '/ward/claim-codes', { venueId: slip.venueId })).status).toBe(409);
    expect((await ward.call('GET', `/ward/posters.pdf?venueId=${slip.venueId}`)).status).toBe(404);
  });

  it('is taken over by one, though several use the code at the same moment', async () => {
    const { code } = await register(ward);
    const rivals = await Promise.all([registerOwner(test.url), registerOwner(test.url)]);
    const answers = await Promise.all([
      claim(code),
      ...rivals.map((rival) => rival.call('POST', '/claims/own', { code })),
      claim(code),
    ]);
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409]);
  });

  it('goes into an organisation there is already, with all that was checked in meanwhile', async () => {
    const slip = await register(ward);
    const { store } = test.server.services;
    const entrance = await store.read
      .selectFrom('entrances')
      .select('code')
      .where('venue_id', '=', slip.venueId)
      .executeTakeFirstOrThrow();
    const phone = await openPoster(test.url, entrance.code, test.now);
    expect((await phone.send(phone.request())).ok).toBe(true);
    const owner = await registerOwner(test.url);
    expect((await owner.call('POST', '/claims/own', { code: slip.code })).status).toBe(201);
    const log = (await (await owner.call('GET', `/venues/${slip.venueId}/visits`)).json()) as { visits: unknown[] };
    expect(log.visits).toMatchObject([{ maskedName: expect.stringContaining('. ') }]);
    expect((await owner.call('POST', '/claims/own', { code: slip.code })).status).toBe(409);
  });

  it('is not taken over again by a slip that was used or replaced, in an older copy of the database', async () => {
    const { store, keys } = test.server.services;
    const [used, replaced, open] = [await register(ward), await register(ward), await register(ward)];
    const before = await store.read.selectFrom('claims').selectAll().execute();
    expect((await claim(used.code)).status).toBe(201);
    expect((await ward.call('POST', '/ward/claim-codes', { venueId: replaced.venueId })).status).toBe(201);
    await store.transact(async (tx) => {
      await tx.deleteFrom('claims').execute();
      await tx.insertInto('claims').values(before).execute();
    });
    await applyRevocations({ store, keys, clock: test.server.services.clock });
    expect((await claim(used.code)).status).toBe(410);
    expect((await claim(replaced.code)).status).toBe(410);
    // The ward says who gets the next one.
    const again = await ward.call('POST', '/ward/claim-codes', { venueId: used.venueId });
    expect((await post('/claim-details', { code: ((await again.json()) as ClaimSlip).code })).status).toBe(200);
    expect((await claim(open.code)).status).toBe(201);
  });

  it('is lost by nobody: another code ends the one before, and sixty days end any', async () => {
    const first = await register(ward);
    const again = await ward.call('POST', '/ward/claim-codes', { venueId: first.venueId });
    const second = (await again.json()) as ClaimSlip;
    expect((await claim(first.code)).status).toBe(404);
    test.now += 61 * DAY_MS;
    expect((await claim(second.code)).status).toBe(410);
    expect((await post('/claim-details', { code: second.code })).status).toBe(410);
  });
});

it('a code keeps nothing but its sixteen letters, and is none with others', () => {
  expect(claimCodeSchema.parse(' 7k3m-q9xa 0o1i-LzZz')).toBe('7K3MQ9XA0011 1ZZZ'.replace(' ', ''));
  expect(claimCodeSchema.safeParse('7K3M-Q9XA-0011').success).toBe(false);
  expect(claimCodeSchema.safeParse('7K3M-Q9XA-0011-1UUU').success).toBe(false);
});
