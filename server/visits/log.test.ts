import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  revealedContactSchema,
  type VisitPage,
  type VisitSearchPage,
  visitDetailSchema,
  visitPageSchema,
  visitSearchPageSchema,
} from '#shared/contract/portal-visits.ts';
import { assuranceSchema, waySchema } from '#shared/domain/contact.ts';
import { verdictSchema } from '#shared/domain/declaration.ts';
import { type EntranceId, mintId, type PartyId, type VisitId } from '#shared/domain/ids.ts';
import { startOfDay } from '#shared/domain/zoned-time.ts';
import { addMember, type Owner, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';
import type { LogFilter } from './log-filter.ts';
import { readLogPage } from './log-reader.ts';
import { type PlantedVisit, plantVisits } from './plant-visits.ts';
import type { Keyset } from './reader.ts';
import { hasWords, readWanted } from './search-log.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOON = startOfDay('2026-11-05') + 12 * 60 * MINUTE;

let test: TestServer;
beforeAll(async () => {
  test = await startTestServer({ now: NOON });
});
afterAll(() => test.close());

async function openVenue(): Promise<{ owner: Owner; plant: (...visits: PlantedVisit[]) => Promise<VisitId[]> }> {
  const owner = await registerOwner(test.url);
  const { store, keys } = test.server.services;
  const organisationId = owner.me.organisation?.id;
  if (!organisationId) throw new Error('no organisation');
  const ground = { store, keys, organisationId, venueId: owner.venueId };
  return { owner, plant: (...visits) => plantVisits(ground, visits) };
}
const at = (owner: Owner, minutes: number, visit: Partial<PlantedVisit> = {}): PlantedVisit => ({
  arrivedAt: NOON - minutes * MINUTE,
  entranceId: owner.entranceId,
  ...visit,
});
const person = (name: string, phone?: string) => ({ contact: { v: 1, name, ...(phone && { phone }) } }) as const;
const list = async (owner: Owner, query: string): Promise<VisitPage> =>
  visitPageSchema.parse(await (await owner.call('GET', `/venues/${owner.venueId}/visits?${query}`)).json());
const idsOf = (page: VisitPage): string[] => page.visits.map(({ id }) => id);
async function find(owner: Owner, text: string, filter: object = { from: '2026-10-01', to: '2026-11-05' }) {
  const pages: VisitSearchPage[] = [];
  for (let before: string | undefined; pages.length === 0 || before !== undefined; ) {
    const response = await owner.call('POST', `/venues/${owner.venueId}/visit-searches`, { filter, text, before });
    const page = visitSearchPageSchema.parse(await response.json());
    pages.push(page);
    before = page.next ?? undefined;
  }
  return { ids: pages.flatMap(idsOf), by: pages[0]?.by, pages: pages.length };
}
const trail = (action: string) =>
  test.server.services.store.read
    .selectFrom('audit')
    .select(['actor', 'subject', 'details_json as details'])
    .where('action', '=', action)
    .execute();

describe('the filters of the log', () => {
  it('give by page what a look at each visit gives', async () => {
    const { owner, plant } = await openVenue();
    const doors = [owner.entranceId, mintId<EntranceId>()];
    const flags = ['no-contact', 'accompanied-child', 'assisted', 'clock-ahead'];
    const verdicts = [...verdictSchema.options, null];
    const pick = <T>(all: readonly T[], n: number): T => all[n % all.length] as T;
    const visits = Array.from({ length: 700 }, (_, n): PlantedVisit & { id: VisitId } => ({
      id: mintId<VisitId>(),
      // Three of one millisecond, so that pages break between equals.
      arrivedAt: NOON - Math.floor(n / 3) * 7 * MINUTE,
      entranceId: pick(doors, n),
      way: pick(waySchema.options, n * 5),
      assurance: pick(assuranceSchema.options, n * 3),
      verdict: pick(verdicts, Math.floor(n / 7)),
      flags: n % 11 === 0 ? [pick(flags, n)] : [],
      voidedAt: n % 31 === 0 ? NOON : null,
    }));
    await plant(...visits);
    const listOf = <T>(options: readonly T[]) => fc.uniqueArray(fc.constantFrom(...options), { maxLength: 2 });
    const filters = fc.record({
      entranceId: fc.option(fc.constantFrom(...doors), { nil: undefined }),
      verdicts: listOf([...verdictSchema.options, 'none'] as const),
      ways: listOf(waySchema.options),
      assurances: listOf(assuranceSchema.options),
      marks: listOf(['no-contact', 'in-care', 'clock'] as const),
      presence: fc.constantFrom('inside' as const, 'seen-leaving' as const, undefined),
      limit: fc.integer({ min: 1, max: 60 }),
    });
    const isWanted = (visit: PlantedVisit, wish: Omit<LogFilter, 'from' | 'until' | 'venueId'>): boolean =>
      visit.voidedAt === null &&
      (wish.entranceId === undefined || visit.entranceId === wish.entranceId) &&
      (wish.verdicts?.length === 0 || wish.verdicts?.includes(visit.verdict ?? 'none') === true) &&
      (wish.ways?.length === 0 || wish.ways?.includes(visit.way ?? 'typed') === true) &&
      (wish.assurances?.length === 0 || wish.assurances?.includes(visit.assurance ?? 'declared') === true) &&
      (wish.marks?.length === 0 ||
        (visit.flags ?? []).some(
          (flag) =>
            (flag === 'no-contact' && wish.marks?.includes('no-contact')) ||
            (flag === 'accompanied-child' && wish.marks?.includes('in-care')) ||
            (flag === 'clock-ahead' && wish.marks?.includes('clock')),
        )) &&
      (wish.presence === undefined ||
        (wish.presence === 'inside' && visit.arrivedAt + 4 * 60 * MINUTE > NOON && visit.verdict !== 'not-today'));
    const { read } = test.server.services.store;
    await fc.assert(
      fc.asyncProperty(filters, async ({ limit, ...wish }) => {
        const filter = { ...wish, venueId: owner.venueId, from: NOON - 10 * DAY, until: NOON + 1 };
        const found: VisitId[] = [];
        for (let before: Keyset | undefined, isLast = false; !isLast; ) {
          const page = await readLogPage(read, filter, { before, limit, now: NOON });
          expect(page.records.length).toBeLessThanOrEqual(limit);
          found.push(...page.records.map(({ id }) => id));
          isLast = page.next === null;
          before = page.next ?? undefined;
        }
        const wanted = visits
          .filter((visit) => isWanted(visit, wish))
          .toSorted((a, b) => b.arrivedAt - a.arrivedAt || (a.id < b.id ? 1 : -1));
        expect(found).toEqual(wanted.map(({ id }) => id));
      }),
      { numRuns: 60 },
    );
  });

  it('go to the end of the log, in bounded pages, where little of it is wanted', async () => {
    const { owner, plant } = await openVenue();
    const many = Array.from({ length: 4_500 }, (_, n) => at(owner, 1 + n / 10));
    const [id] = await plant(at(owner, 700, { way: 'passport' }), ...many);
    const filter = { venueId: owner.venueId, from: NOON - DAY, until: NOON };
    const { read } = test.server.services.store;
    const wish = { limit: 100, now: NOON, most: 4_000 };
    const first = await readLogPage(read, { ...filter, ways: ['passport'] }, { ...wish, before: undefined });
    expect(first.records).toEqual([]);
    expect(first.next?.arrivedAt).toBeLessThan(NOON - 400 * MINUTE);
    const before = first.next ?? undefined;
    const second = await readLogPage(read, { ...filter, ways: ['passport'] }, { ...wish, before });
    expect([second.records.map((record) => record.id), second.next]).toEqual([[id], null]);
  });

  it('are days of the deployment, and a day alone is that day', async () => {
    const { owner, plant } = await openVenue();
    const midnight = startOfDay('2026-11-04');
    const visit = (arrivedAt: number): PlantedVisit => ({ arrivedAt, entranceId: owner.entranceId });
    const [before, first, , after] = await plant(
      visit(midnight - 1),
      visit(midnight),
      visit(midnight + DAY - 1),
      visit(midnight + DAY),
    );
    expect(idsOf(await list(owner, 'from=2026-11-04'))).toHaveLength(2);
    expect(idsOf(await list(owner, 'from=2026-11-03&to=2026-11-04')).at(-1)).toBe(before);
    expect(idsOf(await list(owner, 'to=2026-11-04')).at(-1)).toBe(first);
    expect(idsOf(await list(owner, ''))).toEqual([after]);
    const backwards = await owner.call('GET', `/venues/${owner.venueId}/visits?from=2026-11-05&to=2026-11-04`);
    expect(backwards.status).toBe(400);
  });

  it('tell how many came together, also where few of a long time are wanted', async () => {
    const { owner, plant } = await openVenue();
    const partyId = mintId<PartyId>();
    await plant(
      at(owner, 100, { partyId, way: 'passport' }),
      at(owner, 100, { partyId }),
      at(owner, 5_000, { way: 'passport' }),
    );
    const { visits } = await list(owner, 'from=2026-11-01&to=2026-11-05&ways=passport');
    expect(visits.map(({ partySize }) => partySize)).toEqual([2, 1]);
  });
});

describe('looking for a person', () => {
  it('finds a name without its marks, its words in any order, and only whole or from their beginning', async () => {
    const { owner, plant } = await openVenue();
    const [huong, son] = await plant(
      at(owner, 3, person('Nguyễn Thị Hương', '+84912345678')),
      at(owner, 2_000, person('Trần Văn Sơn', '+84905111222')),
      at(owner, 3_000),
    );
    expect(await find(owner, 'huong nguyen')).toMatchObject({ ids: [huong], by: 'name' });
    expect((await find(owner, 'Sơn Trần')).ids).toEqual([son]);
    expect((await find(owner, 'TRAN V')).ids).toEqual([son]);
    expect((await find(owner, 'uong')).ids).toEqual([]);
    expect((await find(owner, 'sơn', { from: '2026-11-05' })).ids).toEqual([]);
    expect((await find(owner, 'tran', { from: '2026-10-01', to: '2026-11-05', ways: ['poster'] })).ids).toEqual([]);
    expect(hasWords(['nguyen', 'an'], ['an', 'an'])).toBe(false);
    expect(hasWords(['anh', 'an'], ['an', 'anh'])).toBe(true);
  });

  it('finds a phone number at once as it is typed, and a part of one', async () => {
    const { owner, plant } = await openVenue();
    const ids = await plant(
      at(owner, 3, person('Một', '+84912345678')),
      at(owner, 3 * 24 * 60, person('Một', '+84912345678')),
      at(owner, 5, person('Hai', '+84912345679')),
    );
    for (const typed of ['0912 345 678', '+84912345678', '84912345678']) {
      expect(await find(owner, typed)).toMatchObject({ ids: ids.slice(0, 2), by: 'phone', pages: 1 });
    }
    expect(await find(owner, '5679')).toMatchObject({ ids: [ids[2]], by: 'digits' });
    expect(readWanted('12')).toBeNull();
    expect(readWanted('!?')).toBeNull();
  });

  it('goes on page by page, each of them bounded, and is one line in the trail without what was typed', async () => {
    const { owner, plant } = await openVenue();
    const many = Array.from({ length: 5_300 }, (_, n) => at(owner, 1 + n / 10, person('Lê Văn Tám')));
    const [id] = await plant(at(owner, 1_000, person('Phan Thị Thu')), ...many);
    const found = await find(owner, 'phan thu');
    expect(found).toMatchObject({ ids: [id], pages: 2 });
    await find(owner, 'phan thu');
    await find(owner, 'thu phan');
    const entries = (await trail('visits.searched')).filter(({ actor }) => actor === owner.me.accountId);
    expect(entries.map(({ details }) => JSON.parse(details))).toEqual(
      Array.from({ length: 2 }, () => ({ by: 'name', from: '2026-10-01', to: '2026-11-05' })),
    );
  }, 60_000);

  it('of another organisation is not possible', async () => {
    const [ours, theirs] = [await openVenue(), await openVenue()];
    await theirs.plant(at(theirs.owner, 3, person('Phan Thị Thu', '+84912345678')));
    const body = { filter: {}, text: '0912345678' };
    const response = await ours.owner.call('POST', `/venues/${theirs.owner.venueId}/visit-searches`, body);
    expect(response.status).toBe(404);
    expect((await find(ours.owner, '0912345678')).ids).toEqual([]);
  });
});

describe('one visit', () => {
  const reveal = (who: Owner, id: VisitId | undefined) => who.call('POST', `/visits/${id}/reveal`);

  it('is revealed to those who may, with one line in the trail each time', async () => {
    const { owner, plant } = await openVenue();
    const [id] = await plant(at(owner, 3, person('Phan Thị Thu', '+84912345678')));
    const staff = await addMember(test, owner, 'staff');
    for (const who of [owner, staff, staff]) {
      const told = revealedContactSchema.parse(await (await reveal(who, id)).json());
      expect(told).toEqual({ name: 'Phan Thị Thu', phone: '0912345678' });
    }
    const lines = (await trail('visit.revealed')).filter(({ subject }) => subject === `visit:${id}`);
    expect(lines.map(({ actor }) => actor)).toEqual([owner.me.accountId, staff.me.accountId, staff.me.accountId]);
    expect((await reveal(await addMember(test, owner, 'auditor'), id)).status).toBe(403);
    expect((await reveal(await registerOwner(test.url), id)).status).toBe(404);
  });

  it('says whether anything of the person is still kept', async () => {
    const { owner, plant } = await openVenue();
    const [kept, , gone] = await plant(
      at(owner, 1, person('Phan Thị Thu')),
      at(owner, 2),
      at(owner, 3, person('Lê Thị Hoa')),
    );
    const { store } = test.server.services;
    await store.transact((tx) =>
      tx.updateTable('visits').set({ contact_key_id: null, contact_sealed: null }).where('id', '=', gone!).execute(),
    );
    const { visits } = await list(owner, '');
    expect(visits.map(({ contact }) => contact)).toEqual(['kept', 'none', 'expired']);
    const told = await (await reveal(owner, gone)).json();
    expect(told).toEqual({ name: null, phone: null });
    const detail = visitDetailSchema.parse(await (await owner.call('GET', `/visits/${kept}`)).json());
    expect(detail.visit).toMatchObject({ id: kept, maskedName: 'P. T. Thu', contact: 'kept' });
  });
});
