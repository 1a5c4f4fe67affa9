import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CSRF_HEADER, PORTAL_API } from '#shared/contract/portal-api.ts';
import {
  VENUES_PER_PAGE,
  type VenueBasics,
  type VenueMatches,
  type VenuePage,
} from '#shared/contract/portal-venues.ts';
import { VENUE_DEFAULTS, venueTypeSchema } from '#shared/domain/venue.ts';
import {
  addMember,
  type Owner,
  pairKiosk,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts';
import { mayBeSameAddress } from './matches.ts';

let test: TestServer;
let owner: Owner;
let stranger: Owner;
beforeAll(async () => {
  test = await startTestServer();
  owner = await registerOwner(test.url);
  stranger = await registerOwner(test.url);
});
afterAll(() => test.close());

const read = async <T>(response: Response): Promise<T> => (await response.json()) as T;
const basicsOf = async (of: Owner, venueId = of.venueId): Promise<VenueBasics> =>
  read(await of.call('GET', `/venues/${venueId}/basics`));
const change = (venueId: string, changes: object) => owner.call('PATCH', `/venues/${venueId}/basics`, changes);

async function addVenue(by: Owner, others: object = {}): Promise<VenueBasics> {
  const input = {
    name: 'Khách sạn Sông Hương',
    type: 'hotel',
    address: { line: '5 Lê Lợi', communeCode: '19789' },
    entrances: ['Sảnh', 'Bãi xe'],
    ...others,
  };
  const made = await read<{ id: never }>(await by.call('POST', '/venues', input));
  return basicsOf(by, made.id);
}

describe('what is told of a venue', () => {
  it('is changed piece by piece, the rest stays', async () => {
    const before = await addVenue(owner);
    expect(before).toMatchObject({ externalId: null, responsible: null, address: { provinceCode: '46' } });
    const responsible = { name: ' Lê  Thị Hoa', phone: '0912 345 678' };
    const changed = await change(before.id, { name: 'Khách sạn Hương Giang', responsible, externalId: 'KS-1' });
    expect([changed.status, await changed.json()]).toMatchObject([
      200,
      {
        name: 'Khách sạn Hương Giang',
        type: 'hotel',
        externalId: 'KS-1',
        responsible: { name: 'Lê Thị Hoa', phone: '0912345678' },
        address: { line: '5 Lê Lợi' },
      },
    ]);
    const moved = await change(before.id, { address: { line: '51 Lê Lợi', communeCode: '19777' }, responsible: null });
    expect(await moved.json()).toMatchObject({
      name: 'Khách sạn Hương Giang',
      responsible: null,
      address: { line: '51 Lê Lợi', communeName: 'Phường Vỹ Dạ' },
    });
  });

  it('refuses what is no phone, no commune, or the number of another venue', async () => {
    const [one, other] = [await addVenue(owner), await addVenue(owner)];
    await change(one.id, { externalId: 'A1' });
    const refused = async (changes: object) => {
      const response = await change(other.id, changes);
      return [response.status, (await read<{ fields: object }>(response)).fields];
    };
    expect(await refused({ externalId: 'A1' })).toEqual([409, { externalId: 'taken' }]);
    expect(await refused({ responsible: { name: 'Hoa', phone: '123' } })).toEqual([
      400,
      { 'responsible.phone': expect.any(String) },
    ]);
    expect(await refused({ address: { line: '1', communeCode: '00000' } })).toEqual([
      400,
      { 'address.communeCode': 'unknown' },
    ]);
    const theirs = await addVenue(stranger);
    const free = await stranger.call('PATCH', `/venues/${theirs.id}/basics`, { externalId: 'A1' });
    expect(free.status).toBe(200);
  });

  it('is no business of staff, nor its changes in the trail', async () => {
    const staff = await addMember(test, owner, 'staff');
    expect((await staff.call('GET', `/venues/${owner.venueId}/basics`)).status).toBe(403);
    await change(owner.venueId, { responsible: { name: 'Lê Thị Hoa', phone: '0912345678' } });
    const trail = await test.server.services.store.read
      .selectFrom('audit')
      .select('details_json')
      .where('action', '=', 'venue.changed')
      .execute();
    expect(JSON.stringify(trail)).not.toMatch(/Hoa|912345678/);
    expect(trail.at(-1)?.details_json).toBe('{"fields":"responsible"}');
  });

  it.each(venueTypeSchema.options)('begins with what suits its type: %s', async (type) => {
    const { id } = await addVenue(owner, { type });
    const { choices } = await read<{ choices: object }>(await owner.call('GET', `/venues/${id}/door`));
    expect(choices).toMatchObject(VENUE_DEFAULTS[type]);
  });
});

describe('entrances', () => {
  it('are renamed, put in order, retired and taken back', async () => {
    const venue = await addVenue(owner);
    const [first, second] = venue.entrances;
    await owner.call('PATCH', `/entrances/${first!.id}`, { name: 'Cửa chính' });
    const order = { entranceIds: [second!.id, first!.id] };
    const ordered = await read<VenueBasics>(await owner.call('POST', `/venues/${venue.id}/entrance-order`, order));
    expect(ordered.entrances.map(({ name }) => name)).toEqual(['Bãi xe', 'Cửa chính']);
    const added = await read<{ entrances: { name: string }[] }>(
      await owner.call('POST', `/venues/${venue.id}/entrances`, { name: 'Cổng sau' }),
    );
    expect(added.entrances.map(({ name }) => name)).toEqual(['Bãi xe', 'Cửa chính', 'Cổng sau']);

    const retired = await read<VenueBasics>(await owner.call('POST', `/entrances/${second!.id}/retirement`));
    expect(retired.entrances.map(({ name }) => name)).toEqual(['Cửa chính', 'Cổng sau']);
    expect(retired.retiredEntrances).toEqual([{ id: second!.id, name: 'Bãi xe', serial: second!.serial }]);
    const back = await read<VenueBasics>(await owner.call('DELETE', `/entrances/${second!.id}/retirement`));
    expect(back.entrances.map(({ name }) => name)).toEqual(['Bãi xe', 'Cửa chính', 'Cổng sau']);
    expect(back.entrances[0]?.serial).toBe(second!.serial);
  });

  it('stay where a kiosk stands, and the last one too; so does their venue', async () => {
    const lonely = await addVenue(owner, { entrances: ['Cửa'] });
    expect((await owner.call('POST', `/entrances/${lonely.entrances[0]!.id}/retirement`)).status).toBe(409);
    const busy = await registerOwner(test.url);
    await busy.call('POST', `/venues/${busy.venueId}/entrances`, { name: 'Cổng sau' });
    await pairKiosk(test, busy);
    expect((await basicsOf(busy)).entrances.map(({ hasKiosk }) => hasKiosk)).toEqual([true, false]);
    expect((await busy.call('POST', `/entrances/${busy.entranceId}/retirement`)).status).toBe(409);
    expect((await busy.call('POST', `/venues/${busy.venueId}/closure`)).status).toBe(409);
  });

  it('are put in order only all together', async () => {
    const venue = await addVenue(owner);
    const order = { entranceIds: [venue.entrances[0]!.id] };
    expect((await owner.call('POST', `/venues/${venue.id}/entrance-order`, order)).status).toBe(409);
  });
});

describe('a closed venue', () => {
  it('is gone from the list and its posters lead nowhere, until it is opened again', async () => {
    const venue = await addVenue(owner, { name: 'Quán Sẽ Đóng' });
    const list = async (state: string) =>
      (await read<VenuePage>(await owner.call('GET', `/venue-list?search=se+dong&state=${state}`))).venues.length;
    expect([await list('open'), await list('closed')]).toEqual([1, 0]);
    const closed = await read<VenueBasics>(await owner.call('POST', `/venues/${venue.id}/closure`));
    expect(closed.closedAt).toBe(test.now);
    expect([await list('open'), await list('closed')]).toEqual([0, 1]);
    expect((await owner.call('GET', `/venues/${venue.id}`)).status).toBe(404);
    await owner.call('DELETE', `/venues/${venue.id}/closure`);
    expect([await list('open'), await list('closed')]).toEqual([1, 0]);
  });
});

describe('a venue that may be there already', () => {
  const place = { name: 'BÚN BÒ “Mụ Rớt”', address: { line: 'Số 12 đường Nguyễn Chí Diểu', communeCode: '19753' } };
  const ask = async (by: Owner, others: object = {}) =>
    read<VenueMatches>(await by.call('POST', '/venues/matches', { ...place, ...others }));

  it('is told of: by name if it is one’s own, else only that there is one', async () => {
    const { id } = await addVenue(owner, {
      name: 'Bún bò Mụ Rớt',
      address: { line: '12 Nguyễn Chí Diểu', communeCode: '19753' },
    });
    const mine = { id, name: 'Bún bò Mụ Rớt', addressLine: '12 Nguyễn Chí Diểu' };
    expect(await ask(owner)).toEqual({ own: [mine], elsewhere: false });
    expect(await ask(stranger)).toEqual({ own: [], elsewhere: true });
    const anybody = await fetch(`${test.url}${PORTAL_API}/venue-matches`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [CSRF_HEADER]: '1' },
      body: JSON.stringify(place),
    });
    expect(await anybody.json()).toEqual({ own: [], elsewhere: true });
    expect(await ask(owner, { address: { line: '14 Nguyễn Chí Diểu', communeCode: '19753' } })).toMatchObject({
      own: [],
    });
    expect(await ask(owner, { name: 'Bún bò Mụ Rớt 2' })).toMatchObject({ own: [] });
  });

  it.each([
    ['12 Lê Lợi', 'Số 12, đường Lê Lợi', true],
    ['12 Lê Lợi', '12 le loi, tổ 5', true],
    ['12 Lê Lợi', '14 Lê Lợi', false],
    ['12 Lê Lợi', '12 Hùng Vương', false],
    ['Thôn Vĩ Dạ', 'thôn Vĩ Dạ 2', true],
    ['12A Lê Lợi', '12 Lê Lợi', false],
  ])('%s and %s: %s', (one, other, same) => {
    expect([mayBeSameAddress(one, other), mayBeSameAddress(other, one)]).toEqual([same, same]);
  });
});

describe('the list of ten thousand venues', () => {
  let big: Owner;
  const page = async (query: string): Promise<VenuePage> => read(await big.call('GET', `/venue-list${query}`));

  beforeAll(async () => {
    big = await registerOwner(test.url);
    const { store } = test.server.services;
    const venue = await store.read
      .selectFrom('venues')
      .selectAll()
      .where('id', '=', big.venueId)
      .executeTakeFirstOrThrow();
    const many = Array.from({ length: 10_000 }, (_, i) => ({
      ...venue,
      id: `${big.venueId.slice(0, 24)}${String(i).padStart(12, '0')}` as typeof venue.id,
      name: `Trạm số ${i}`,
      name_search: `tram so ${i}`,
      name_key: `tramso${i}`,
      type: i % 2 === 0 ? ('shop' as const) : ('school' as const),
      address_search: `${i} le loi`,
      commune_code: i % 10 === 0 ? '19777' : '19789',
      created_at: venue.created_at - i * 60_000,
    }));
    await store.transact(async (tx) => {
      for (let i = 0; i < many.length; i += 500)
        await tx
          .insertInto('venues')
          .values(many.slice(i, i + 500))
          .execute();
    });
  });

  it('is read page by page, each once and in order', async () => {
    const names: string[] = [];
    let next: string | null = '';
    for (let pages = 0; next !== null && pages < 4; pages += 1) {
      const got: VenuePage = await page(next === '' ? '' : `?after=${next}`);
      expect(got).toMatchObject({ total: 10_001, open: 10_001 });
      expect(got.venues).toHaveLength(VENUES_PER_PAGE);
      names.push(...got.venues.map(({ name }) => name));
      next = got.next;
    }
    expect(names[0]).toBe('Chợ Đông Ba');
    expect(new Set(names).size).toBe(4 * VENUES_PER_PAGE);
    expect(names.slice(1)).toEqual(names.slice(1).toSorted());
  });

  it('is searched without marks, filtered and counted', async () => {
    expect((await page('?search=TRẠM+9999')).venues.map(({ name }) => name)).toEqual(['Trạm số 9999']);
    expect((await page('?search=l%E1%BB%A3i+77')).total).toBeGreaterThan(100);
    expect(await page('?type=school&commune=19777')).toMatchObject({ total: 0, venues: [], next: null });
    expect((await page('?type=shop&commune=19777')).total).toBe(1_000);
    const first = await page('?sort=newest');
    expect(first.communes[0]).toEqual({ code: '19789', name: 'Phường Thuận Hoá', venues: 9_000 });
    expect(
      first.venues
        .slice(0, 3)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(['Chợ Đông Ba', 'Trạm số 0', 'Trạm số 1'].toSorted());
    expect((await page('?search=%25_')).total).toBe(10_001);
  });

  it('knows who is silent, for three days at least', async () => {
    const { total } = await page('?state=silent&search=tram');
    expect(total).toBeGreaterThan(5_000);
    expect(total).toBeLessThan(10_000);
  });

  it('takes no place it did not give out', async () => {
    for (const after of ['x', 'W10', 'eyJhIjoxfQ']) {
      expect((await big.call('GET', `/venue-list?after=${after}`)).status).toBe(400);
    }
  });
});
