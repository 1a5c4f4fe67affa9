import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchangeResponseSchema, type OutboxRecord, type QuarantineCode } from '#shared/contract/kiosk-sync.ts';
import {
  type QuarantineActResult,
  type QuarantineGroup,
  type QuarantinePage,
  quarantineActResultSchema,
  quarantineOverviewSchema,
  quarantinePageSchema,
} from '#shared/contract/portal-quarantine.ts';
import type { VisitId } from '#shared/domain/ids.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
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
let kiosk: SimulatedKiosk;

beforeAll(async () => {
  test = await startTestServer();
  owner = await registerOwner(test.url);
  kiosk = await pairKiosk(test, owner);
});
afterAll(() => test.close());

const contact = { v: 1, name: 'Trần Văn Sơn', phone: '+84912345678' } as const;

async function send(records: readonly OutboxRecord[], by = kiosk) {
  return exchangeResponseSchema.parse((await by.exchange(records)).body).results;
}
const revoke = (by: SimulatedKiosk) => owner.call('POST', `/kiosks/${by.paired.kioskId}/revocation`);
const groupsOf = async (by = owner): Promise<QuarantineGroup[]> =>
  quarantineOverviewSchema.parse(await (await by.call('GET', `/venues/${owner.venueId}/quarantine`)).json()).groups;
const groupOf = async (by: SimulatedKiosk, code: QuarantineCode) =>
  (await groupsOf()).find((group) => group.kioskId === by.paired.kioskId && group.code === code);
const listOf = async (by: SimulatedKiosk, code: QuarantineCode, after = ''): Promise<QuarantinePage> => {
  const path = `/kiosks/${by.paired.kioskId}/quarantine?code=${code}${after === '' ? '' : `&after=${after}`}`;
  return quarantinePageSchema.parse(await (await owner.call('GET', path)).json());
};
async function act(
  how: 'release' | 'dismissal',
  by: SimulatedKiosk,
  body: { code: QuarantineCode; ids?: readonly string[]; after?: string },
): Promise<QuarantineActResult> {
  const response = await owner.call('POST', `/kiosks/${by.paired.kioskId}/quarantine/${how}`, body);
  return quarantineActResultSchema.parse(await response.json());
}
const findVisit = (id: string) =>
  test.server.services.store.read
    .selectFrom('visits')
    .selectAll()
    .where('id', '=', id as VisitId)
    .executeTakeFirst();
const auditOf = async (action: string) =>
  (await test.server.services.store.read.selectFrom('audit').selectAll().where('action', '=', action).execute()).map(
    ({ actor, subject, details_json }) => ({ actor, subject, details: JSON.parse(details_json) as unknown }),
  );

describe('quarantine', () => {
  it('S13: a revoked kiosk’s backlog goes into the log when somebody releases it, with its own times', async () => {
    const other = await pairKiosk(test, owner);
    await revoke(other);
    const at = test.now - 3 * DAY_MS;
    const arrival = await other.makeRecord({ contact, at });
    const left = await other.makeRecord({ kind: 'left', visitId: arrival.id as string as VisitId, at: at + 60_000 });
    await send([left, arrival], other);
    test.now += 600_000;
    expect(await groupOf(other, 'revoked')).toMatchObject({
      open: 2,
      dismissed: 0,
      venueId: owner.venueId,
      entranceName: 'Cổng chính',
      kioskRevokedAt: expect.any(Number),
    });
    expect(await act('release', other, { code: 'revoked' })).toEqual({ settled: 2, kept: 0, next: null });
    const visit = await findVisit(arrival.id);
    expect(visit).toMatchObject({ arrived_at: at, left_at: at + 60_000 });
    const { keys } = test.server.services;
    const place = { owner: owner.venueId, class: 'contact', recordId: arrival.id } as const;
    expect(keys.open(place, { keyId: visit!.contact_key_id!, bytes: visit!.contact_sealed! })).toMatchObject(contact);
    expect(await groupOf(other, 'revoked')).toBeUndefined();
    expect(await auditOf('quarantine.released')).toContainEqual({
      actor: expect.any(String),
      subject: `kiosk:${other.paired.kioskId}`,
      details: { code: 'revoked', records: 2, each: false },
    });
    // It goes on trusting nothing else of that kiosk, and what was released is a duplicate when it comes again.
    expect(await send([arrival, await other.makeRecord()], other)).toMatchObject([
      { outcome: 'duplicate' },
      { code: 'revoked' },
    ]);
  });

  it('S13: many are released page by page, and none twice', async () => {
    const other = await pairKiosk(test, owner);
    await revoke(other);
    const records: OutboxRecord[] = [];
    for (let count = 0; count < 620; count += 1) records.push(await other.makeRecord());
    await send(records.slice(0, 500), other);
    await send(records.slice(500), other);
    const first = await listOf(other, 'revoked');
    const second = await listOf(other, 'revoked', first.next ?? '');
    expect(new Set([...first.records, ...second.records].map(({ id }) => id)).size).toBe(100);
    const [one, two] = await Promise.all([
      act('release', other, { code: 'revoked' }),
      act('release', other, { code: 'revoked' }),
    ]);
    const rest = await act('release', other, { code: 'revoked', after: (one.next ?? two.next)! });
    expect(one.settled + two.settled + rest.settled).toBe(620);
    expect(rest.next).toBeNull();
    expect(await groupOf(other, 'revoked')).toBeUndefined();
  });

  it('S13: what another machine wrote under the same number of the sequence finds a place beside it', async () => {
    const first = await kiosk.makeRecord();
    const second = await kiosk.makeRecord({ contact });
    await send([first, { ...second, seq: first.seq }]);
    expect(await findVisit(second.id)).toBeUndefined();
    expect(await act('release', kiosk, { code: 'counter-fork' })).toMatchObject({ settled: 1, kept: 0 });
    expect(await findVisit(second.id)).toBeDefined();
    expect(await findVisit(first.id)).toBeDefined();
  });

  it('S13: of two records under one id somebody chooses; the other is kept, and what it meant is told anew', async () => {
    const person = { v: 1, phone: '+84900000001' } as const;
    const at = test.now - 600_000;
    const event = await kiosk.makeEvent({ contact: person, at });
    const first = kiosk.toRecord(event);
    const follower = await kiosk.makeRecord({ contact: person, at: at + 60_000 });
    const second = kiosk.toRecord(event, JSON.stringify({ ...event, at: at + 120_000, verdict: 'not-today' }));
    const left = await kiosk.makeRecord({ kind: 'left', visitId: event.id as string as VisitId, at: at + 300_000 });
    expect(await send([first, follower, second, left])).toMatchObject([{}, {}, { code: 'conflict' }, {}]);
    expect(await findVisit(follower.id)).toMatchObject({ same_as: event.id });
    const { records } = await listOf(kiosk, 'conflict');
    expect(records).toMatchObject([
      { facts: { at: at + 120_000, verdict: 'not-today' }, standing: { at, verdict: 'welcome', kind: 'arrived' } },
    ]);
    // Never all at once.
    const all = await owner.call('POST', `/kiosks/${kiosk.paired.kioskId}/quarantine/release`, { code: 'conflict' });
    expect(all.status).toBe(409);
    const ids = [records[0]!.id];
    expect(await act('release', kiosk, { code: 'conflict', ids })).toEqual({ settled: 1, kept: 0, next: null });
    expect(await findVisit(event.id)).toMatchObject({
      arrived_at: at + 120_000,
      verdict: 'not-today',
      same_as: follower.id,
    });
    expect(await findVisit(follower.id)).toMatchObject({ same_as: null, left_at: at + 300_000 });
    const kept = await test.server.services.store.read
      .selectFrom('quarantine')
      .selectAll()
      .where('event_id', '=', event.id)
      .where('resolution', '=', 'superseded')
      .executeTakeFirstOrThrow();
    const { keys } = test.server.services;
    const place = { owner: owner.venueId, class: 'contact', recordId: event.id } as const;
    expect(keys.open(place, { keyId: kept.contact_key_id!, bytes: kept.contact_sealed! })).toEqual(person);
    expect(JSON.parse(kept.body)).toMatchObject({ id: event.id, verdict: 'welcome' });
    // The loser of the choice comes again, from the kiosk's own copy: nobody is asked twice.
    expect(await send([first])).toMatchObject([{ outcome: 'quarantined', code: 'conflict' }]);
    expect(await groupOf(kiosk, 'conflict')).toBeUndefined();
  });

  it('S13: what stands in another organisation’s log is not shown, and never gives way', async () => {
    const stranger = await registerOwner(test.url);
    const theirs = await pairKiosk(test, stranger);
    const event = await theirs.makeEvent();
    await send([theirs.toRecord(event)], theirs);
    const { organisationId, venueId, entranceId } = kiosk.paired.down.settings;
    const claimed = kiosk.toRecord(event, JSON.stringify({ ...event, organisationId, venueId, entranceId }));
    expect(await send([claimed])).toMatchObject([{ code: 'conflict' }]);
    const { records } = await listOf(kiosk, 'conflict');
    expect(records).toMatchObject([{ standing: null }]);
    const ids = records.map(({ id }) => id);
    expect(await act('release', kiosk, { code: 'conflict', ids })).toEqual({ settled: 0, kept: 1, next: null });
    expect(await findVisit(event.id)).toMatchObject({ venue_id: stranger.venueId });
    expect((await stranger.call('GET', `/kiosks/${kiosk.paired.kioskId}/quarantine?code=conflict`)).status).toBe(404);
    await act('dismissal', kiosk, { code: 'conflict', ids });
  });

  it('S6, S13: what waits under a revoked pairing is settled when the same fact comes by another of the organisation', async () => {
    const old = await pairKiosk(test, owner);
    const stranger = await pairKiosk(test, await registerOwner(test.url));
    const record = await old.makeRecord({ contact });
    const damaged = { ...record, hash: 'A'.repeat(43) };
    await revoke(old);
    await send([record], old);
    // Somebody else's copy of it is their own business: not closed, nor told about.
    expect(await send([record], stranger)).toMatchObject([{ code: 'foreign-venue' }]);
    const again = await pairKiosk(test, owner);
    expect(await send([damaged], again)).toMatchObject([{ code: 'hash-mismatch' }]);
    expect(await send([record], again)).toEqual([{ id: record.id, outcome: 'stored' }]);
    const rows = await test.server.services.store.read
      .selectFrom('quarantine')
      .select(['kiosk_id', 'code', 'resolution'])
      .where('event_id', '=', record.id)
      .orderBy('code')
      .execute();
    expect(rows).toEqual([
      { kiosk_id: stranger.paired.kioskId, code: 'foreign-venue', resolution: null },
      { kiosk_id: again.paired.kioskId, code: 'hash-mismatch', resolution: 'stored' },
      { kiosk_id: old.paired.kioskId, code: 'revoked', resolution: 'stored' },
    ]);
    // Nor does another organisation close ours by what it has in its own log.
    expect(await send([record], stranger)).toMatchObject([{ outcome: 'duplicate' }]);
  });

  it('S13: what is released under one pairing waits under no other', async () => {
    const [one, other] = [await pairKiosk(test, owner), await pairKiosk(test, owner)];
    await revoke(one);
    await revoke(other);
    const record = await one.makeRecord();
    await send([record], one);
    await send([record], other);
    expect(await act('release', one, { code: 'revoked' })).toMatchObject({ settled: 1, kept: 0 });
    expect(await groupOf(other, 'revoked')).toBeUndefined();
  });

  it('S14: what is dismissed is kept, marked and counted', async () => {
    const record = await kiosk.makeRecord();
    const damaged = { ...record, hash: 'A'.repeat(43) };
    await send([damaged]);
    const { records } = await listOf(kiosk, 'hash-mismatch');
    const ids = records.map(({ id }) => id);
    expect(await act('dismissal', kiosk, { code: 'hash-mismatch', ids })).toEqual({ settled: 1, kept: 0, next: null });
    expect(await groupOf(kiosk, 'hash-mismatch')).toMatchObject({ open: 0, dismissed: 1, oldestAt: null });
    expect(await listOf(kiosk, 'hash-mismatch')).toEqual({ records: [], next: null });
    const row = await test.server.services.store.read
      .selectFrom('quarantine')
      .selectAll()
      .where('event_id', '=', record.id)
      .executeTakeFirstOrThrow();
    expect(row).toMatchObject({ body: record.body, resolution: 'dismissed', resolved_by: expect.any(String) });
    expect(await auditOf('quarantine.dismissed')).toContainEqual({
      actor: expect.any(String),
      subject: `kiosk:${kiosk.paired.kioskId}`,
      details: { code: 'hash-mismatch', records: 1, each: true },
    });
    // The same damage again asks nobody again.
    await send([damaged]);
    expect(await groupOf(kiosk, 'hash-mismatch')).toMatchObject({ open: 0, dismissed: 1 });
  });

  it('S15: what nobody can open any more stays, counted as expired, and is released by nobody', async () => {
    const other = await pairKiosk(test, owner);
    await revoke(other);
    const record = await other.makeRecord({ contact });
    await send([record], other);
    const { keys } = test.server.services;
    keys.addErasures([record.id]);
    expect(await act('release', other, { code: 'revoked' })).toEqual({ settled: 0, kept: 1, next: null });
    expect(await groupOf(other, 'expired')).toMatchObject({ open: 1 });
    const again = await owner.call('POST', `/kiosks/${other.paired.kioskId}/quarantine/release`, { code: 'expired' });
    expect(again.status).toBe(409);
    expect(await findVisit(record.id)).toBeUndefined();
  });

  it('is the business of owners and managers, at their own venues', async () => {
    const manager = await addMember(test, owner, 'manager');
    expect((await manager.call('GET', `/venues/${owner.venueId}/quarantine`)).status).toBe(200);
    for (const role of ['staff', 'auditor'] as const) {
      const member = await addMember(test, owner, role);
      for (const [method, path] of [
        ['GET', `/venues/${owner.venueId}/quarantine`],
        ['GET', '/quarantine'],
        ['GET', `/kiosks/${kiosk.paired.kioskId}/quarantine?code=revoked`],
        ['POST', `/kiosks/${kiosk.paired.kioskId}/quarantine/release`],
        ['POST', `/kiosks/${kiosk.paired.kioskId}/quarantine/dismissal`],
      ] as const) {
        const body = method === 'POST' ? { code: 'revoked' } : undefined;
        expect((await member.call(method, path, body)).status, `${role} ${path}`).toBe(403);
      }
    }
  });

  it('shows nothing of whom it is about', async () => {
    const other = await pairKiosk(test, owner);
    await revoke(other);
    await send([await other.makeRecord({ contact, change: { way: 'Trần Văn Sơn' as never } })], other);
    await send([await other.makeRecord({ contact })], other);
    for (const group of await groupsOf()) {
      const path = `/kiosks/${group.kioskId}/quarantine?code=${group.code}`;
      const text = await (await owner.call('GET', path)).text();
      expect(text).not.toMatch(/Trần|Sơn|912345678/);
    }
    const overview = await (await owner.call('GET', '/quarantine')).text();
    expect(overview).not.toMatch(/Trần|912345678/);
  });
});
