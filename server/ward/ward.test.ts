import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Board, WardVenue, WardVenueDetail } from '#shared/contract/portal-ward.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import type { SimulatedKiosk } from '../sync/simulated-kiosk.ts';
import { appointOfficer, findCommunes, type Officer, signInLasting } from '../testing/officer.ts';
import { findPosterCode, openPoster } from '../testing/phone.ts';
import { type Owner, pairKiosk, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';

let test: TestServer;
let ward: Officer;
let elsewhere: Officer;
let city: Officer;
let busy: Owner;
let quiet: Owner;
let owner: Pick<Owner, 'call'>;
let kiosk: SimulatedKiosk;
const PERSON = { name: 'Trần Văn Đức', phone: '+84905123456' };

beforeAll(async () => {
  test = await startTestServer();
  const [own, other] = await findCommunes(test);
  busy = await registerOwner(test.url);
  quiet = await registerOwner(test.url);
  ward = await appointOfficer(test, 'ward-officer', own);
  elsewhere = await appointOfficer(test, 'ward-officer', other);
  city = await appointOfficer(test, 'city-officer', '46');
  owner = await signInLasting(test, busy.me.email);
  kiosk = await pairKiosk(test, busy);
});
afterAll(() => test.close());

const read = async <T>(officer: Pick<Officer, 'call'>, path: string): Promise<T> => {
  const response = await officer.call('GET', path);
  expect([path, response.status]).toEqual([path, 200]);
  return (await response.json()) as T;
};
const board = (officer: Officer, query = '') => read<Board>(officer, `/ward/board${query}`);
const venues = async (officer: Officer, query = '') =>
  (await read<{ venues: WardVenue[]; total: number }>(officer, `/ward/venues${query}`)).venues;
const standingOf = async (of: Owner): Promise<WardVenue['standing'] | undefined> =>
  (await venues(ward)).find(({ id }) => id === of.venueId)?.standing;
const checkIn = async () => kiosk.exchange([await kiosk.makeRecord({ contact: { v: 1, ...PERSON } })]);

describe('a venue', () => {
  it('is fresh until three days have begun, and active once somebody was checked in', async () => {
    expect([await standingOf(busy), await standingOf(quiet)]).toEqual(['fresh', 'fresh']);
    await checkIn();
    const { totals } = await board(ward);
    expect(totals).toMatchObject({ registered: 2, active: 1, fresh: 1, silent: 0, unverified: 2 });
    expect(await standingOf(busy)).toBe('active');
  });

  it('is not active by phones alone', async () => {
    const phone = await openPoster(test.url, await findPosterCode(quiet), test.now);
    expect((await phone.send(phone.request())).ok).toBe(true);
    const { totals } = await board(ward);
    expect(totals).toMatchObject({ active: 1, phoneOnly: 1, fresh: 0 });
  });

  it('is recent for two days, then silent; its kiosk offline after one', async () => {
    const start = test.now;
    for (const [days, standing] of [
      [1, 'recent'],
      [2, 'recent'],
      [3, 'silent'],
    ] as const) {
      test.now = start + days * DAY_MS;
      await board(ward);
      expect([days, await standingOf(busy)]).toEqual([days, standing]);
    }
    const [found] = await venues(ward, '?mark=kiosk-offline');
    expect(found?.id).toBe(busy.venueId);
    expect(await standingOf(quiet)).toBe('silent');
  });

  it('counts for the trend of the days that are over, visits in tens only', async () => {
    const { weeks } = await board(ward);
    expect(weeks).toHaveLength(8);
    expect(weeks.at(-1)).toMatchObject({ activePerDay: 0.1, phoneOnlyPerDay: 0.1, visits: null });
  });

  it('is found by its name without accents, its type, its street', async () => {
    expect(await venues(ward, '?search=dong%20CHO')).toHaveLength(2);
    expect(await venues(ward, '?search=benh%20vien')).toEqual([]);
    expect(
      await venues(ward, '?type=market&standing=silent&street=Tr%E1%BA%A7n%20H%C6%B0ng%20%C4%90%E1%BA%A1o'),
    ).toHaveLength(2);
    expect(await venues(ward, '?type=hotel')).toEqual([]);
  });

  it('is verified by its ward with one press, which can be taken back; the owner sees the mark', async () => {
    const path = `/ward/venues/${busy.venueId}`;
    expect((await ward.call('POST', `${path}/verification`)).status).toBe(204);
    expect((await read<WardVenueDetail>(ward, path)).verifiedAt).toBe(test.now);
    expect(await read(owner, `/venues/${busy.venueId}/ward`)).toMatchObject({ verifiedAt: test.now });
    expect((await ward.call('DELETE', `${path}/verification`)).status).toBe(204);
    expect(await read(owner, `/venues/${busy.venueId}/ward`)).toMatchObject({ verifiedAt: null });
  });
});

describe('reminders', () => {
  const remind = async (officer: Officer, ...venueIds: string[]) => {
    const body = { venueIds, reason: 'silent', channel: 'zalo' };
    const response = await officer.call('POST', '/ward/reminders', body);
    expect(response.status).toBe(201);
    return (await response.json()) as { reminders: { id: string; number: number }[]; skipped: number; mailed: number };
  };

  it('go to a venue once a day, and only from its own units', async () => {
    expect(await remind(elsewhere, busy.venueId)).toEqual({ reminders: [], skipped: 1, mailed: 0 });
    const twice = await Promise.all([remind(ward, busy.venueId), remind(city, busy.venueId)]);
    expect(twice.flatMap(({ reminders }) => reminders)).toMatchObject([{ number: 1 }]);
    expect((await venues(ward)).find(({ id }) => id === busy.venueId)).toMatchObject({
      reminders: 1,
      remindedToday: true,
    });
    expect(await read(owner, `/venues/${busy.venueId}/ward`)).toMatchObject({
      reminder: { number: 1, reason: 'silent' },
    });
  });

  it('can be taken back on the same day, by the same units', async () => {
    const { reminders } = await read<WardVenueDetail>(ward, `/ward/venues/${busy.venueId}`);
    const ids = reminders.map(({ id }) => id);
    expect((await elsewhere.call('POST', '/ward/reminders/undo', { ids })).status).toBe(404);
    expect((await ward.call('POST', '/ward/reminders/undo', { ids })).status).toBe(204);
    expect((await ward.call('POST', '/ward/reminders/undo', { ids })).status).toBe(404);
    expect(await read(owner, `/venues/${busy.venueId}/ward`)).toMatchObject({ reminder: null });
    expect((await venues(ward)).find(({ id }) => id === busy.venueId)).toMatchObject({
      reminders: 0,
      remindedToday: false,
    });
    expect((await remind(ward, busy.venueId)).reminders).toMatchObject([{ number: 1 }]);
  });

  it('lead to the unit above after three, and are forgotten once the venue is active again', async () => {
    for (const number of [2, 3]) {
      test.now += DAY_MS;
      expect((await remind(ward, busy.venueId)).reminders).toMatchObject([{ number }]);
    }
    expect((await board(city)).totals.escalated).toBe(1);
    expect((await venues(city, '?mark=escalated')).map(({ id }) => id)).toEqual([busy.venueId]);
    // A ward's figures are of the moment, a city's of the last minute.
    test.now += 60_000;
    await checkIn();
    expect((await board(city)).totals).toMatchObject({ escalated: 0, active: 1 });
    expect(await read(owner, `/venues/${busy.venueId}/ward`)).toMatchObject({ reminder: null });
  });
});

describe('an officer', () => {
  it('sees the venues of the own units, and of no others', async () => {
    expect(await venues(elsewhere)).toEqual([]);
    expect((await board(elsewhere)).totals.registered).toBe(0);
    expect((await elsewhere.call('GET', `/ward/venues/${busy.venueId}`)).status).toBe(404);
    expect((await elsewhere.call('POST', `/ward/venues/${busy.venueId}/verification`)).status).toBe(404);
    expect((await elsewhere.call('GET', `/ward/board?unit=${(await findCommunes(test))[0]}`)).status).toBe(404);
    const { byUnit, byStreet } = await board(city);
    expect(byUnit[0]).toMatchObject({ counts: { registered: 2 } });
    expect(byStreet).toEqual([]);
    expect((await board(city, `?unit=${byUnit[0]?.code}`)).byStreet).toMatchObject([{ street: 'Trần Hưng Đạo' }]);
  });

  it('finds no visitor in any answer', async () => {
    const answers = await Promise.all(
      ['', '/board', '/venues', `/venues/${busy.venueId}`, '/officers', '/reminders'].map(async (path) =>
        (await ward.call('GET', `/ward${path}`)).text(),
      ),
    );
    for (const answer of answers) {
      expect(answer).not.toMatch(/Đức|905123456|visitId/);
    }
  });
});
