import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Insights, insightsSchema } from '#shared/contract/portal-visits.ts';
import { type EntranceId, mintId, type VisitId } from '#shared/domain/ids.ts';
import { addDays } from '#shared/domain/instant.ts';
import { startOfDay } from '#shared/domain/zoned-time.ts';
import { type Owner, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';
import { type PlantedVisit, plantVisits } from './plant-visits.ts';

const HOUR = 3_600_000;
/** A Thursday. */
const TODAY = '2026-11-05';
const at = (day: string, hour: number): number => startOfDay(day) + hour * HOUR;

let test: TestServer;
beforeAll(async () => {
  test = await startTestServer({ now: at(TODAY, 12) });
});
afterAll(() => test.close());

async function openVenue(visits: (owner: Owner) => PlantedVisit[]): Promise<Owner> {
  const owner = await registerOwner(test.url);
  const organisationId = owner.me.organisation?.id;
  if (!organisationId) throw new Error('no organisation');
  const { store, keys } = test.server.services;
  await plantVisits({ store, keys, organisationId, venueId: owner.venueId }, visits(owner));
  return owner;
}
const read = async (owner: Owner, query = ''): Promise<Insights> =>
  insightsSchema.parse(await (await owner.call('GET', `/venues/${owner.venueId}/insights?${query}`)).json());
const times = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));

it('counts arrivals by day, weekday and hour, and by way; one person once, and nobody who was cancelled', async () => {
  const first = mintId<VisitId>();
  const door = mintId<EntranceId>();
  const owner = await openVenue(({ entranceId }) => [
    { id: first, arrivedAt: at('2026-11-02', 8), entranceId, way: 'citizen-card' },
    { arrivedAt: at('2026-11-02', 8) + 1, entranceId, sameAs: first },
    { arrivedAt: at('2026-11-02', 9), entranceId, voidedAt: 1 },
    { arrivedAt: at('2026-11-01', 23.99), entranceId: door, way: 'poster' },
    { arrivedAt: at(TODAY, 0), entranceId, way: 'poster' },
    { arrivedAt: at('2026-10-01', 8), entranceId },
  ]);
  const figures = await read(owner, 'from=2026-11-01&to=2026-11-05');
  expect(figures.perDay.map(({ arrived }) => arrived)).toEqual([1, 1, 0, 0, 1]);
  expect([figures.perWeekdayHour[0]?.[8], figures.perWeekdayHour[6]?.[23], figures.perWeekdayHour[3]?.[0]]).toEqual([
    1, 1, 1,
  ]);
  expect(figures.ways).toEqual([
    { way: 'poster', arrived: 2 },
    { way: 'citizen-card', arrived: 1 },
  ]);
  expect((await read(owner, `from=2026-11-01&to=2026-11-05&entranceId=${door}`)).ways).toEqual([
    { way: 'poster', arrived: 1 },
  ]);
  expect((await read(owner)).perDay).toHaveLength(28);
  expect((await read(owner, 'from=2020-01-01&to=2030-01-01')).perDay).toHaveLength(366);
});

it('tells symptoms by week, from ten people on, in weeks that are over, and the same to every question', async () => {
  const monday = addDays(TODAY, -3);
  const ill = (entranceId: EntranceId, day: string, n: number): PlantedVisit => ({
    arrivedAt: at(day, 8) + n,
    entranceId,
    // Staff let some of them in afterwards: declared is declared.
    ...(n % 2 === 0 ? { verdict: 'see-staff' } : { verdict: 'welcome', resolvedAt: at(day, 9) }),
  });
  const owner = await openVenue(({ entranceId }) => [
    ...times(9, (n) => ill(entranceId, addDays(monday, -7), n)),
    ...times(10, (n) => ill(entranceId, addDays(monday, -14), n)),
    ...times(40, (n) => ({ arrivedAt: at(addDays(monday, -14), 10) + n, entranceId })),
    ...times(30, (n) => ill(entranceId, monday, n)),
  ]);
  const { weeks } = await read(owner);
  expect(weeks.at(-1)).toEqual({ from: addDays(monday, -7), arrived: 9, symptoms: null });
  expect(weeks.at(-2)).toEqual({ from: addDays(monday, -14), arrived: 50, symptoms: 10 });
  expect(weeks.at(-3)).toMatchObject({ arrived: 0, symptoms: null });
  for (const query of [
    `from=${addDays(monday, -14)}&to=${addDays(monday, -9)}`,
    `from=${TODAY}&to=${TODAY}`,
    `entranceId=${owner.entranceId}`,
    `entranceId=${mintId()}`,
  ]) {
    expect((await read(owner, query)).weeks, query).toEqual(weeks);
  }
});
