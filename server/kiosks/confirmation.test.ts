import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchangeResponseSchema, type OutboxRecord } from '#shared/contract/kiosk-sync.ts';
import { CSRF_HEADER, kioskListSchema, kioskSchema, PORTAL_API } from '#shared/contract/portal-api.ts';
import { quarantineActResultSchema } from '#shared/contract/portal-quarantine.ts';
import type { SimulatedKiosk } from '../sync/simulated-kiosk.ts';
import {
  addMember,
  type Owner,
  pairKiosk,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts';

let test: TestServer;
let owner: Owner;

beforeAll(async () => {
  test = await startTestServer();
  owner = await registerOwner(test.url);
});
afterAll(() => test.close());

/** As after a copy of the database from before its pairing was put back. */
async function readmit(): Promise<SimulatedKiosk> {
  const kiosk = await pairKiosk(test, owner);
  await test.server.services.store.transact(async (tx) => {
    await tx.deleteFrom('kiosks').where('id', '=', kiosk.paired.kioskId).execute();
  });
  await kiosk.exchange([], { certificate: kiosk.paired.certificate });
  return kiosk;
}

const send = async (kiosk: SimulatedKiosk, ...records: OutboxRecord[]) =>
  exchangeResponseSchema.parse((await kiosk.exchange(records)).body);
const pathOf = (kiosk: SimulatedKiosk, act = 'confirmation') => `/kiosks/${kiosk.paired.kioskId}/${act}`;
const viewOf = async (kiosk: SimulatedKiosk) => {
  const response = await owner.call('GET', `/venues/${owner.venueId}/kiosks`);
  return kioskListSchema.parse(await response.json()).kiosks.find(({ id }) => id === kiosk.paired.kioskId);
};
const listTrail = (kiosk: SimulatedKiosk) =>
  test.server.services.store.read
    .selectFrom('audit')
    .select(['action', 'actor', 'organisation_id'])
    .where('subject', '=', `kiosk:${kiosk.paired.kioskId}`)
    .where('action', '=', 'kiosk.confirmed')
    .execute();

describe('trusting a kiosk again', () => {
  it('R6: brings it its settings and the venue’s count; what waits is released by the staff alone', async () => {
    const kiosk = await readmit();
    const before = await kiosk.makeRecord();
    expect(await send(kiosk, before)).toMatchObject({ results: [{ code: 'readmitted' }], inside: null });
    expect((await viewOf(kiosk))?.alerts).toContain('readmitted');

    const response = await owner.call('POST', pathOf(kiosk));
    expect(response.status).toBe(200);
    expect(kioskSchema.parse(await response.json())).toMatchObject({ quarantined: 1, alerts: [] });
    const after = await kiosk.makeRecord();
    const { results, down, inside } = await send(kiosk, after);
    expect(results).toEqual([{ id: after.id, outcome: 'stored' }]);
    expect(down.settings).toMatchObject({ entranceId: owner.entranceId });
    expect(inside).toBe(1);
    expect((await viewOf(kiosk))?.quarantined).toBe(1);
    const released = await owner.call('POST', pathOf(kiosk, 'quarantine/release'), { code: 'readmitted' });
    expect(quarantineActResultSchema.parse(await released.json())).toMatchObject({ settled: 1, kept: 0 });
    expect(await send(kiosk, before)).toMatchObject({ results: [{ outcome: 'duplicate' }], inside: 2 });
  });

  it('R6: what comes again after it needs nobody’s release', async () => {
    const kiosk = await readmit();
    const record = await kiosk.makeRecord();
    await send(kiosk, record);
    await owner.call('POST', pathOf(kiosk));
    expect(await send(kiosk, record)).toMatchObject({ results: [{ outcome: 'stored' }] });
    expect((await viewOf(kiosk))?.quarantined).toBe(0);
  });

  it('is the business of owners and managers of the organisation, and is in the trail', async () => {
    const kiosk = await readmit();
    const stranger = await registerOwner(test.url);
    expect((await stranger.call('POST', pathOf(kiosk))).status).toBe(404);
    for (const role of ['staff', 'auditor'] as const) {
      expect((await (await addMember(test, owner, role)).call('POST', pathOf(kiosk))).status, role).toBe(403);
    }
    const anonymous = await fetch(`${test.url}${PORTAL_API}${pathOf(kiosk)}`, { method: 'POST' });
    expect([401, 403]).toContain(anonymous.status);
    expect((await viewOf(kiosk))?.alerts).toContain('readmitted');
    expect(await listTrail(kiosk)).toEqual([]);

    const manager = await addMember(test, owner, 'manager');
    test.now += 301_000;
    const headers = { cookie: manager.cookie, [CSRF_HEADER]: '1' };
    const stale = await fetch(`${test.url}${PORTAL_API}${pathOf(kiosk)}`, { method: 'POST', headers });
    expect(await stale.json()).toMatchObject({ code: 'step-up-required' });
    expect((await manager.call('POST', pathOf(kiosk))).status).toBe(200);
    const organisation_id = owner.me.organisation?.id;
    expect(await listTrail(kiosk)).toEqual([
      { action: 'kiosk.confirmed', actor: manager.me.accountId, organisation_id },
    ]);
  });

  it('S9: brings no revoked kiosk back', async () => {
    const kiosk = await readmit();
    await owner.call('POST', pathOf(kiosk, 'revocation'));
    await owner.call('POST', pathOf(kiosk));
    const record = await kiosk.makeRecord();
    expect(await send(kiosk, record)).toMatchObject({
      standing: 'revoked',
      down: {},
      results: [{ code: 'revoked' }],
    });
  });
});
