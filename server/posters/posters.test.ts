import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchangeResponseSchema } from '#shared/contract/kiosk-sync.ts';
import { type PosterStudio, posterChoicesSchema, posterStudioSchema } from '#shared/contract/portal-posters.ts';
import { VISITOR_API } from '#shared/contract/visitor-api.ts';
import type { EntranceCode } from '#shared/domain/ids.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { openPoster } from '../testing/phone.ts';
import {
  addMember,
  type Owner,
  pairKiosk,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts';
import { listPosterFacts } from './service.ts';

let test: TestServer;
let owner: Owner;
beforeAll(async () => {
  test = await startTestServer({ publicUrl: 'https://checkin.example.vn' });
  owner = await registerOwner(test.url);
});
afterAll(() => test.close());

const studioOf = async (whose = owner): Promise<PosterStudio> =>
  posterStudioSchema.parse(await (await whose.call('GET', `/venues/${whose.venueId}/posters`)).json());
const posterOf = async (whose = owner) => (await studioOf(whose)).entrances[0]!;
const codeOf = (url: string): EntranceCode => url.slice(-22) as EntranceCode;
const scan = async (url: string, query = ''): Promise<[number, string | undefined]> => {
  const answer = await fetch(`${test.url}${VISITOR_API}/entrances/${codeOf(url)}${query}`);
  return [answer.status, ((await answer.json()) as { code?: string }).code];
};
const listActs = (subject: string) =>
  test.server.services.store.read.selectFrom('audit').select('action').where('subject', '=', subject).execute();

describe('a poster', () => {
  it('is printed again as the same one, counted each time and recorded', async () => {
    const before = await posterOf();
    expect(before).toMatchObject({ prints: 0, printedAt: null, firstScanAt: null });
    for (const file of ['pdf', 'svg', 'png']) {
      const printed = await owner.call('GET', `/entrances/${owner.entranceId}/poster.${file}?format=A6`);
      expect([file, printed.status]).toEqual([file, 200]);
      await printed.arrayBuffer();
    }
    const counted = { entranceIds: [owner.entranceId], choices: posterChoicesSchema.parse({}) };
    expect((await owner.call('POST', `/venues/${owner.venueId}/poster-prints`, counted)).status).toBe(204);
    const after = await posterOf();
    expect(after).toEqual({ ...before, prints: 4, printedAt: test.now });
    expect(await listActs(`entrance:${owner.entranceId}`)).toContainEqual({ action: 'poster.printed' });
  });

  it('is drawn for a screen without counting', async () => {
    const before = await posterOf();
    for (const [query, type] of [
      ['?format=A4', 'image/svg+xml; charset=utf-8'],
      ['?format=tent', 'image/png'],
      ['?format=leaflet&page=2', 'image/png'],
    ]) {
      const drawn = await owner.call('GET', `/entrances/${owner.entranceId}/poster-page${query}`);
      expect([query, drawn.status, drawn.headers.get('content-type')]).toEqual([query, 200, type]);
      await drawn.arrayBuffer();
    }
    expect((await owner.call('GET', `/entrances/${owner.entranceId}/poster-page?page=2`)).status).toBe(404);
    // Nothing recognisable would be left of this colour: preflight says which, and there is no picture.
    const refused = '?primary=fff4c2&accent=0a5f63';
    expect((await owner.call('GET', `/entrances/${owner.entranceId}/poster-page${refused}`)).status).toBe(409);
    expect((await posterOf()).prints).toBe(before.prints);
  });

  it('has a first scan, a last one to the minute, and a first check-in; looking from the portal is none', async () => {
    const { posterUrl } = await posterOf();
    expect(await scan(posterUrl, '?look=1')).toEqual([200, undefined]);
    expect((await posterOf()).firstScanAt).toBeNull();
    const first = test.now;
    await scan(posterUrl);
    test.now += 1_000;
    await scan(posterUrl);
    const sameMinute = (await posterOf()).lastScanAt;
    test.now += 60_000;
    const phone = await openPoster(test.url, codeOf(posterUrl), test.now);
    expect(await posterOf()).toMatchObject({ firstScanAt: first, lastScanAt: test.now, firstCheckInAt: null });
    expect([first, first + 1_000]).toContain(sameMinute);
    await phone.send(phone.request());
    expect((await posterOf()).firstCheckInAt).toBe(test.now);
    const facts = await listPosterFacts(test.server.services.store.read, [owner.venueId]);
    expect(facts).toMatchObject([
      { entranceId: owner.entranceId, prints: 4, firstScanAt: first, lastScanAt: test.now },
    ]);
  });

  it('remembers how it looks for the venue', async () => {
    const choices = {
      ...(await studioOf()).choices,
      format: 'A3',
      language: 'vi',
      brand: { primary: '#174a8b', accent: '#ffd24a' },
    };
    expect((await owner.call('PUT', `/venues/${owner.venueId}/poster-choices`, choices)).status).toBe(204);
    expect((await studioOf()).choices).toEqual(choices);
  });

  it('that fails preflight is told of and not printed', async () => {
    const name = 'Nhà hàng tiệc cưới '.repeat(15).trim();
    const renamed = await registerOwner(test.url);
    await test.server.services.store.transact((tx) =>
      tx.updateTable('entrances').set({ name }).where('id', '=', renamed.entranceId).execute(),
    );
    const query = `?format=card&entrances=${renamed.entranceId}`;
    const checked = await renamed.call('GET', `/venues/${renamed.venueId}/poster-preflight${query}`);
    const { checks } = (await checked.json()) as { checks: Array<{ preflight: { faults: Array<{ kind: string }> } }> };
    expect(checks[0]!.preflight.faults.map(({ kind }) => kind)).toContain('text-cut');
    for (const path of [
      `/entrances/${renamed.entranceId}/poster.pdf?format=card`,
      `/venues/${renamed.venueId}/posters.pdf${query}`,
    ]) {
      expect((await renamed.call('GET', path)).status).toBe(409);
    }
    expect((await posterOf(renamed)).prints).toBe(0);
  });
});

describe('a rotation', () => {
  it('gives a new code; both work until the grace period ends, then the old is recognised and counted', async () => {
    const tenant = await registerOwner(test.url);
    const kiosk = await pairKiosk(test, tenant);
    const old = await posterOf(tenant);
    await tenant.call('GET', `/entrances/${tenant.entranceId}/poster.pdf`);
    const rotated = await tenant.call('POST', `/entrances/${tenant.entranceId}/rotation`, { grace: '7-days' });
    expect(rotated.status).toBe(200);
    const fresh = await posterOf(tenant);
    expect(fresh.posterUrl).not.toBe(old.posterUrl);
    expect(fresh.serial).toBe(`${old.serial}B`);
    expect(fresh).toMatchObject({ prints: 0, undoUntil: test.now + 7 * DAY_MS });
    expect([await scan(old.posterUrl), await scan(fresh.posterUrl)]).toEqual([
      [200, undefined],
      [200, undefined],
    ]);
    const { down } = exchangeResponseSchema.parse((await kiosk.exchange([])).body);
    expect(down.settings).toMatchObject({
      posters: [
        { code: codeOf(fresh.posterUrl), state: 'current' },
        { code: codeOf(old.posterUrl), state: 'retired' },
      ],
    });
    test.now += 7 * DAY_MS;
    const open = await openPoster(test.url, codeOf(fresh.posterUrl), test.now);
    expect(await scan(old.posterUrl)).toEqual([410, 'code-expired']);
    expect(await scan(old.posterUrl)).toEqual([410, 'code-expired']);
    expect((await open.send(open.request())).status).toBe(201);
    // Nobody stays signed in for a week.
    const { posters } = test.server.services;
    const organisationId = tenant.me.organisation!.id;
    const now = (await posters.studio(organisationId, tenant.venueId))!.entrances[0]!;
    expect(now.replaced).toMatchObject([{ serial: old.serial, lateScansToday: 2, lateScansOfWeek: 2 }]);
    expect(now.undoUntil).toBeNull();
    const by = { organisationId, actor: tenant.me.accountId };
    expect(await posters.undoRotation(tenant.entranceId, by)).toEqual({ ok: false, error: 'conflict' });
    expect(await scan('/v/AAAAAAAAAAAAAAAAAAAAAA')).toEqual([404, 'not-found']);
  });

  it('can be undone: the old poster is the entrance’s again, and the new one leaves no serial free', async () => {
    const tenant = await registerOwner(test.url);
    const old = await posterOf(tenant);
    await tenant.call('POST', `/entrances/${tenant.entranceId}/rotation`, { grace: 'now' });
    expect(await scan(old.posterUrl)).toEqual([410, 'code-expired']);
    const fresh = await posterOf(tenant);
    expect((await tenant.call('DELETE', `/entrances/${tenant.entranceId}/rotation`)).status).toBe(200);
    expect(await posterOf(tenant)).toMatchObject({ posterUrl: old.posterUrl, serial: old.serial, replaced: [] });
    expect([await scan(old.posterUrl), await scan(fresh.posterUrl)]).toEqual([
      [200, undefined],
      [410, 'code-expired'],
    ]);
    await tenant.call('POST', `/entrances/${tenant.entranceId}/rotation`, { grace: '30-days' });
    expect((await posterOf(tenant)).serial).toBe(`${old.serial}C`);
    expect(await listActs(`entrance:${tenant.entranceId}`)).toEqual(
      ['poster.rotated', 'poster.restored', 'poster.rotated'].map((action) => ({ action })),
    );
  });

  it('is for managers', async () => {
    const tenant = await registerOwner(test.url);
    const staff = await addMember(test, tenant, 'staff');
    expect((await staff.call('POST', `/entrances/${tenant.entranceId}/rotation`, { grace: 'now' })).status).toBe(403);
    expect((await staff.call('GET', `/venues/${tenant.venueId}/posters`)).status).toBe(200);
  });
});
