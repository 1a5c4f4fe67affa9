import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Venue } from '#shared/contract/portal-api.ts';
import { type Owner, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';
import { mintSerialStem } from './serial.ts';

let test: TestServer;
let owner: Owner;
let stranger: Owner;
beforeAll(async () => {
  test = await startTestServer();
  owner = await registerOwner(test.url);
  stranger = await registerOwner(test.url);
});
afterAll(() => test.close());

const input = {
  name: 'Khách sạn Sông Hương',
  type: 'hotel',
  address: { line: '5 Lê Lợi', communeCode: '19789' },
  entrances: ['Sảnh', 'Bãi xe'],
};

describe('venues', () => {
  it('are added with entrances that each have an own code and serial', async () => {
    test.now += 1;
    const made = await owner.call('POST', '/venues', input);
    expect(made.status).toBe(201);
    const venue = (await made.json()) as Venue;
    expect(venue.entrances.map(({ name }) => name)).toEqual(['Sảnh', 'Bãi xe']);
    const [first, second] = venue.entrances;
    expect(first!.posterUrl).toBe(`${test.url}/v/${first!.code}`);
    expect(first!.code).toMatch(/^[\w-]{22}$/);
    expect(first!.code).not.toBe(second!.code);
    const longer = (await (
      await owner.call('POST', `/venues/${venue.id}/entrances`, { name: 'Cổng sau' })
    ).json()) as Venue;
    const stem = first!.serial.slice(0, -2);
    expect(longer.entrances.map(({ serial }) => serial)).toEqual([`${stem}01`, `${stem}02`, `${stem}03`]);
    const { venues } = (await (await owner.call('GET', '/venues')).json()) as { venues: Venue[] };
    expect(venues.map(({ name }) => name)).toEqual(['Chợ Đông Ba', 'Khách sạn Sông Hương']);
  });

  it('need a commune that exists', async () => {
    const made = await owner.call('POST', '/venues', { ...input, address: { line: '1', communeCode: '46000' } });
    expect([made.status, await made.json()]).toMatchObject([400, { fields: { 'address.communeCode': 'unknown' } }]);
  });

  it('print a poster under a safe file name, on the record', async () => {
    const poster = await owner.call('GET', `/entrances/${owner.entranceId}/poster.pdf?language=vi`);
    expect(poster.headers.get('content-type')).toBe('application/pdf');
    expect(poster.headers.get('content-disposition')).toMatch(
      /^inline; filename="Cho Dong Ba - Cong chinh - HUE-\w{5}-01\.pdf"; filename\*=UTF-8''Ch%E1%BB%A3/,
    );
    expect((await poster.text()).slice(0, 5)).toBe('%PDF-');
    const printed = await test.server.services.store.read
      .selectFrom('audit')
      .select('subject')
      .where('action', '=', 'poster.printed')
      .execute();
    expect(printed).toEqual([{ subject: `entrance:${owner.entranceId}` }]);
  });

  it.each([
    ['GET', (own: Owner) => `/venues/${own.venueId}`],
    ['POST', (own: Owner) => `/venues/${own.venueId}/entrances`],
    ['GET', (own: Owner) => `/entrances/${own.entranceId}/poster.pdf`],
    ['GET', (own: Owner) => `/venues/${own.venueId}/visits`],
    ['GET', (own: Owner) => `/venues/${own.venueId}/day`],
    ['GET', (own: Owner) => `/venues/${own.venueId}/visits/stream`],
    ['POST', (own: Owner) => `/venues/${own.venueId}/exports`],
  ])('of another organisation do not exist: %s %s', async (method, path) => {
    const body = method === 'POST' ? {} : undefined;
    const [theirs, nobodys] = [
      await stranger.call(method, path(owner), body),
      await stranger.call(
        method,
        path({ ...owner, venueId: owner.entranceId as never, entranceId: owner.venueId as never }),
        body,
      ),
    ];
    expect([theirs.status, nobodys.status]).toEqual([404, 404]);
  });

  it('need a session', async () => {
    expect((await fetch(`${test.url}/api/portal/v1/venues`)).status).toBe(401);
  });
});

describe('serials', () => {
  it.each([
    ['Thành phố Huế', 'HUE'],
    ['Tỉnh Quảng Ngãi', 'QN'],
    ['Thành phố Hồ Chí Minh', 'HCM'],
    ['Tỉnh Đắk Lắk', 'DL'],
    ['', 'VN'],
  ])('abbreviate %j', (name, short) => {
    expect(mintSerialStem(name)).toMatch(new RegExp(`^${short}-[0-9A-HJKMNP-TV-Z]{5}$`));
  });
});
