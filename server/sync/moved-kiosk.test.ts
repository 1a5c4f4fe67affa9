import { afterEach, beforeEach, expect, it } from 'vitest';
import { exchangeResponseSchema, type OutboxRecord } from '#shared/contract/kiosk-sync.ts';
import type { VisitId } from '#shared/domain/ids.ts';
import {
  makePairingCode,
  type Owner,
  pairKiosk,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts';
import type { SimulatedKiosk } from './simulated-kiosk.ts';

const contact = { v: 1, name: 'Trần Văn Sơn', phone: '+84912345678' } as const;

let test: TestServer;
let before: Owner;
let after: Owner;
let kiosk: SimulatedKiosk;
/** What it wrote down at the first place, sent from the second. */
let records: OutboxRecord[];
let former: string;

beforeEach(async () => {
  test = await startTestServer();
  [before, after] = [await registerOwner(test.url), await registerOwner(test.url)];
  kiosk = await pairKiosk(test, before);
  former = kiosk.paired.kioskId;
  records = [await kiosk.makeRecord({ contact }), await kiosk.makeRecord()];
});
afterEach(() => test.close());

const move = async () => {
  await kiosk.pair(await makePairingCode(after));
  expect(kiosk.paired.kioskId).not.toBe(former);
};
const send = async (by: SimulatedKiosk, ...sent: OutboxRecord[]) =>
  exchangeResponseSchema.parse((await by.exchange(sent)).body).results;
const listVisits = () =>
  test.server.services.store.read.selectFrom('visits').select(['id', 'venue_id', 'organisation_id']).execute();
const listAside = () =>
  test.server.services.store.read
    .selectFrom('quarantine')
    .select(['event_id', 'kiosk_id', 'code', 'resolution'])
    .orderBy('seq')
    .execute();

it('S5: what a kiosk wrote down before it moved is the place’s where it was, and its new one is told nothing of it', async () => {
  await move();
  const here = await kiosk.makeRecord();
  expect(await send(kiosk, ...records, here)).toMatchObject([
    { outcome: 'stored' },
    { outcome: 'stored' },
    { outcome: 'stored' },
  ]);
  const visits = await listVisits();
  const venueOf = (id: string) => visits.find((visit) => visit.id === (id as VisitId))?.venue_id;
  expect([...records, here].map(({ id }) => venueOf(id))).toEqual([before.venueId, before.venueId, after.venueId]);
  expect(await listAside()).toEqual([]);
});

it('S5, S9: where it was revoked there, it waits there', async () => {
  await move();
  await before.call('POST', `/kiosks/${former}/revocation`);
  expect(await send(kiosk, records[0]!)).toMatchObject([{ code: 'revoked' }]);
  expect(await listAside()).toMatchObject([{ kiosk_id: former, code: 'revoked' }]);
  const released = await before.call('POST', `/kiosks/${former}/quarantine/release`, { code: 'revoked' });
  expect(await released.json()).toMatchObject({ settled: 1 });
});

it('S5: another key was never there, whatever it says', async () => {
  const thief = await pairKiosk(test, after);
  expect(await send(thief, ...records)).toMatchObject([{ code: 'foreign-venue' }, { code: 'foreign-venue' }]);
  expect(await listVisits()).toEqual([]);
});

it('S13: nobody releases into another organisation’s log', async () => {
  await move();
  const { store } = test.server.services;
  const kioskId = kiosk.paired.kioskId;
  // As an earlier version of this server filed it.
  await store.transact(async (tx) => {
    const [{ id, epoch, seq, body, hash }] = records as [OutboxRecord];
    await tx
      .insertInto('quarantine')
      .values({
        ...{ id: '0190a000-0000-4000-8000-000000000001', kiosk_id: kioskId, event_id: id, epoch, seq, body },
        ...{ code: 'foreign-venue', hash: Buffer.from(hash, 'base64url'), received_at: test.now },
      } as never)
      .execute();
  });
  const released = await after.call('POST', `/kiosks/${kioskId}/quarantine/release`, { code: 'foreign-venue' });
  expect(await released.json()).toMatchObject({ settled: 0, kept: 1 });
  expect(await listVisits()).toEqual([]);
});
