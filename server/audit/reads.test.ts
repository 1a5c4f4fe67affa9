import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { PORTAL_API } from '#shared/contract/portal-api.ts';
import type { VisitPage } from '#shared/contract/portal-visits.ts';
import type { VisitId } from '#shared/domain/ids.ts';
import type { Route } from '../http/define-route.ts';
import { createRoutes } from '../routes.ts';
import {
  addMember,
  type Owner,
  pairKiosk,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts';

const NAME = 'Trần Thị Quỳnh Châu';
const PHONE = '0912345678';

let test: TestServer;
let owner: Owner;
let canaries: string[];
let ids: Record<string, string>;

interface Entry {
  readonly action: string;
  readonly actor: string;
  readonly details: string;
}

const listEntries = (): Promise<Entry[]> =>
  test.server.services.store.read
    .selectFrom('audit')
    .select(['action', 'actor', 'details_json as details'])
    .orderBy('seq')
    .execute();

/** Runs it and says what the trail has of it. */
async function entriesOf<T>(work: () => Promise<T>): Promise<{ value: T; entries: Entry[] }> {
  const before = (await listEntries()).length;
  const value = await work();
  return { value, entries: (await listEntries()).slice(before) };
}

/** Somebody whose first reading it is. */
const newReader = (): Promise<Owner> => addMember(test, owner, 'manager');

beforeAll(async () => {
  test = await startTestServer();
  owner = await registerOwner(test.url);
  const kiosk = await pairKiosk(test, owner);
  const contact = { v: 1, name: NAME, phone: '+84912345678' } as const;
  const record = await kiosk.makeRecord({ contact, change: { verdict: 'see-staff' } });
  await kiosk.exchange([record]);
  const page = (await (await owner.call('GET', `/venues/${owner.venueId}/visits`)).json()) as VisitPage;
  const [visit] = page.visits;
  if (!visit?.maskedName || !visit.maskedPhone) throw new Error('no masked name');
  canaries = [NAME, PHONE, '+84912345678', visit.maskedName, visit.maskedPhone];
  const visitId = record.id as string as VisitId;
  ids = { venueId: owner.venueId, entranceId: owner.entranceId, kioskId: kiosk.paired.kioskId, visitId };
}, 60_000);
afterAll(() => test.close());

it('signing in and out is in the trail, with who it was', async () => {
  const { value: reader, entries } = await entriesOf(newReader);
  expect(entries.map(({ action }) => action)).toEqual(['session.opened']);
  const { entries: leaving } = await entriesOf(() => reader.call('DELETE', '/sessions/current'));
  expect(leaving).toMatchObject([{ action: 'session.closed', actor: entries[0]?.actor }]);
});

/** An address of the route with our own things in it; null when it needs something that is not here. */
function addressOf({ path }: Route): string | null {
  const filled = path.replaceAll(/:(\w+)/g, (_whole, name: string) => ids[name] ?? ':');
  return filled.includes(':') ? null : filled;
}

const readers = (): Route[] =>
  createRoutes(test.server.services).filter(({ method, path, auth }) => {
    const isPortal = path.startsWith(PORTAL_API) && typeof auth === 'object';
    return isPortal && method === 'GET' && !path.endsWith('/stream');
  });

describe('reading personal data', () => {
  it('by any address that answers some of it is in the trail, exactly once and without any of it', async () => {
    const found: string[] = [];
    const reader = await newReader();
    for (const route of readers()) {
      const address = addressOf(route);
      if (address === null) continue;
      const { value: body, entries } = await entriesOf(async () => {
        const response = await fetch(test.url + address, { headers: { cookie: reader.cookie } });
        return response.text();
      });
      if (!canaries.some((canary) => body.includes(canary))) continue;
      found.push(route.path.slice(PORTAL_API.length));
      expect([route.path, entries.length]).toEqual([route.path, 1]);
      expect(entries[0]?.actor).toBe(reader.me.accountId);
    }
    for (const path of ['/venues/:venueId/visits', '/venues/:venueId/inside', '/venues/:venueId/calls']) {
      expect(found).toContain(path);
    }
  });

  it('on paper is in it too, each time', async () => {
    for (let print = 0; print < 2; print += 1) {
      const { entries } = await entriesOf(() => owner.call('GET', `/venues/${owner.venueId}/inside.pdf`));
      expect(entries).toMatchObject([{ action: 'inside.listed', details: '{"how":"pdf"}' }]);
    }
  });

  it('as it comes is in it once, when it begins', async () => {
    const ending = new AbortController();
    const { cookie } = await newReader();
    const before = (await listEntries()).length;
    const url = `${test.url}${PORTAL_API}/venues/${owner.venueId}/visits/stream`;
    await fetch(url, { headers: { cookie }, signal: ending.signal });
    const read = async () => (await listEntries()).slice(before).filter(({ action }) => action === 'visits.listed');
    await vi.waitFor(async () => expect(await read()).toHaveLength(1));
    ending.abort();
    expect(await read()).toMatchObject([{ details: '{"how":"stream"}' }]);
  });

  it('on a screen that stays open is in it once, and again for another day or another person', async () => {
    const reader = await newReader();
    const read = (query = '') => reader.call('GET', `/venues/${owner.venueId}/visits${query}`);
    const { entries } = await entriesOf(async () => {
      for (let again = 0; again < 3; again += 1) await read();
      await read('?from=2026-11-01');
      await read('?from=2026-11-01');
    });
    expect(entries.map(({ action }) => action)).toEqual(['visits.listed', 'visits.listed']);
  });

  it('as a file is in it: who asked, that it went out, and what was revealed', async () => {
    const today = test.server.services.clock.today();
    const { value, entries } = await entriesOf(async () => {
      const order = { from: today, to: today, format: 'csv', reveal: true, reason: 'Kiểm tra', language: 'vi' };
      const ticket = await owner.call('POST', `/venues/${owner.venueId}/exports`, order);
      const { downloadUrl } = (await ticket.json()) as { downloadUrl: string };
      return (await owner.call('GET', downloadUrl.slice(PORTAL_API.length))).text();
    });
    expect(value).toContain(NAME);
    expect(entries.map(({ action }) => action)).toEqual([
      'export.requested',
      'visits.revealed',
      'export.finished',
      'export.downloaded',
    ]);
  });

  it('never puts any of it into the trail itself', async () => {
    const trail = JSON.stringify(await test.server.services.store.read.selectFrom('audit').selectAll().execute());
    for (const canary of canaries) expect(trail).not.toContain(canary);
  });
});
