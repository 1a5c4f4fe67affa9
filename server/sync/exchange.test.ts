import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  EXCHANGE_PATH,
  type ExchangeRequest,
  type ExchangeResponse,
  exchangeResponseSchema,
  type OutboxRecord,
  type RecordResult,
} from '#shared/contract/kiosk-sync.ts';
import type { HealthRecord } from '#shared/domain/declaration.ts';
import type { EntranceId, OrganisationId, VenueId, VisitId } from '#shared/domain/ids.ts';
import { DAY_MS, dayOf } from '#shared/domain/instant.ts';
import { atWallClock } from '#shared/domain/zoned-time.ts';
import { type Owner, pairKiosk, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';
import type { EventWish, SendWish, SimulatedKiosk } from './simulated-kiosk.ts';

let test: TestServer;
let owner: Owner;
let kiosk: SimulatedKiosk;

beforeAll(async () => {
  // At noon: what came in minutes ago came in today.
  test = await startTestServer({ now: atWallClock(dayOf(Date.now()), 12 * 60) });
  owner = await registerOwner(test.url);
  kiosk = await pairKiosk(test, owner);
});
afterAll(() => test.close());

const contact = { v: 1, name: 'Trần Văn Sơn', phone: '+84912345678' } as const;
const health: HealthRecord = { v: 1, questionsVersion: 1, language: 'vi', answers: [] };

async function exchange(records: readonly OutboxRecord[], by = kiosk, wish: SendWish = {}): Promise<ExchangeResponse> {
  const answer = await by.exchange(records, wish);
  expect(answer).toMatchObject({ status: 200, verified: true });
  return exchangeResponseSchema.parse(answer.body);
}
const fateOf = async (record: OutboxRecord, by = kiosk): Promise<RecordResult> => {
  const [result] = (await exchange([record], by)).results;
  if (!result) throw new Error('no result');
  return result;
};
const findVisit = (id: string) =>
  test.server.services.store.read
    .selectFrom('visits')
    .selectAll()
    .where('id', '=', id as VisitId)
    .executeTakeFirstOrThrow();
const countEvents = async (id: string) => {
  const { store } = test.server.services;
  const rows = await store.read
    .selectFrom('visit_events')
    .select('id')
    .where('id', '=', id as never)
    .execute();
  return rows.length;
};
async function arrive(wish: EventWish = {}) {
  const record = await kiosk.makeRecord(wish);
  expect(await fateOf(record)).toMatchObject({ outcome: 'stored' });
  return record;
}

describe('exchange', () => {
  it('S1: without records it is the heartbeat, and brings what the kiosk lacks', async () => {
    const answer = await exchange([]);
    expect(answer).toMatchObject({ results: [], standing: 'active' });
    const { settings, questions, notices, keys } = answer.down;
    expect([settings?.venueName, questions?.version, notices?.items, keys?.keys.length]).toEqual([
      'Chợ Đông Ba',
      1,
      [],
      2 + 2 * 122,
    ]);
  });

  it('D1: sends only what differs', async () => {
    const { down } = await exchange([]);
    const have = {
      settings: down.settings?.version ?? 0,
      questions: down.questions?.version ?? 0,
      notices: down.notices?.version ?? 0,
      keysThrough: down.keys?.through ?? null,
    };
    expect((await exchange([], kiosk, { have })).down).toEqual({});
    const changed = await exchange([], kiosk, { have: { ...have, questions: 99 } });
    expect(Object.keys(changed.down)).toEqual(['questions']);
  });

  it('S2: answers every record, in order, and keeps the visit sealed', async () => {
    const records = [
      await kiosk.makeRecord({ contact, health }),
      await kiosk.makeRecord(),
      await kiosk.makeRecord({ kind: 'refused', visitId: null }),
    ];
    const { results } = await exchange(records);
    expect(results).toEqual(records.map(({ id }) => ({ id, outcome: 'stored' })));
    const visit = await findVisit(records[0]!.id);
    const { keys } = test.server.services;
    const place = { owner: visit.venue_id, recordId: visit.id };
    const sealed = { keyId: visit.contact_key_id!, bytes: visit.contact_sealed! };
    expect(keys.open({ ...place, class: 'contact' }, sealed)).toEqual(contact);
    expect(Buffer.from(sealed.bytes).includes('Trần')).toBe(false);
    const healthSealed = { keyId: visit.health_key_id!, bytes: visit.health_sealed! };
    expect(keys.open({ ...place, class: 'health' }, healthSealed)).toEqual(health);
    expect(visit).toMatchObject({ way: 'typed', verdict: 'welcome', questions_version: 1, left_at: null });
  });

  it('S6: the same id and hash is a duplicate and changes nothing', async () => {
    const record = await arrive({ contact });
    expect(await fateOf(record)).toEqual({ id: record.id, outcome: 'duplicate' });
    expect(await countEvents(record.id)).toBe(1);
  });

  it('S6: the same id with another hash is a conflict and the first stays', async () => {
    const record = await arrive();
    const event = JSON.parse(record.body);
    const forged = kiosk.toRecord(event, JSON.stringify({ ...event, verdict: 'not-today' }));
    expect(await fateOf(forged)).toEqual({ id: record.id, outcome: 'quarantined', code: 'conflict' });
    expect(await findVisit(record.id)).toMatchObject({ verdict: 'welcome' });
  });

  it('S6: another id under a taken place in the sequence is a fork', async () => {
    const first = await arrive();
    const second = await kiosk.makeRecord();
    expect(await fateOf({ ...second, seq: first.seq })).toMatchObject({ code: 'counter-fork' });
  });

  it('S6: the same id twice in one batch is stored once', async () => {
    const record = await kiosk.makeRecord();
    const { results } = await exchange([record, record]);
    expect(results.map((result) => result.outcome)).toEqual(['stored', 'duplicate']);
  });

  it.each<[string, string, (record: OutboxRecord) => OutboxRecord]>([
    ['a wrong hash', 'hash-mismatch', (record) => ({ ...record, hash: 'A'.repeat(43) })],
    ['no JSON', 'malformed', (record) => kiosk.toRecord(record, '{"v":1,')],
    ['JSON that is no event', 'malformed', (record) => kiosk.toRecord(record, '[1]')],
    [
      'a missing field',
      'malformed',
      (record) => kiosk.toRecord(record, JSON.stringify({ ...JSON.parse(record.body), way: undefined })),
    ],
    [
      'another id inside',
      'malformed',
      (record) => ({
        ...kiosk.toRecord(record, record.body),
        id: record.id.replace(/.$/, (c) => (c === '0' ? '1' : '0')) as never,
      }),
    ],
    [
      'an unknown kind',
      'unknown-kind',
      (record) => kiosk.toRecord(record, JSON.stringify({ ...JSON.parse(record.body), kind: 'teleported' })),
    ],
    ['a newer format', 'unknown-kind', (record) => kiosk.toRecord(record, JSON.stringify({ v: 2, id: record.id }))],
  ])('S5: keeps %s whole in quarantine as %s', async (_what, code, damage) => {
    const record = damage(await kiosk.makeRecord());
    expect(await fateOf(record)).toEqual({ id: record.id, outcome: 'quarantined', code });
    expect(await fateOf(record)).toMatchObject({ outcome: 'quarantined', code });
    const kept = await test.server.services.store.read
      .selectFrom('quarantine')
      .select(['body', 'code'])
      .where('event_id', '=', record.id)
      .execute();
    expect(kept).toEqual([{ body: record.body, code }]);
  });

  it.each<[string, Partial<{ venueId: VenueId; organisationId: OrganisationId; entranceId: EntranceId }>]>([
    ['venue', { venueId: '0190a000-0000-7000-8000-000000000001' as VenueId }],
    ['organisation', { organisationId: '0190a000-0000-7000-8000-000000000001' as OrganisationId }],
    ['entrance', { entranceId: '0190a000-0000-7000-8000-000000000001' as EntranceId }],
  ])('S5: quarantines what names a foreign %s', async (_what, change) => {
    expect(await fateOf(await kiosk.makeRecord({ change }))).toMatchObject({ code: 'foreign-venue' });
  });

  it('S5: quarantines an unknown key and what does not open', async () => {
    const event = await kiosk.makeEvent({ contact });
    const envelope = event.sealed.contact!;
    const withContact = (changed: typeof envelope) =>
      kiosk.toRecord(event, JSON.stringify({ ...event, sealed: { contact: changed, health: null } }));
    const otherKey = { ...envelope, key: 'c-2026-01-01-00000000' };
    expect(await fateOf(withContact(otherKey))).toMatchObject({ code: 'unknown-key' });
    expect(await fateOf(withContact({ ...envelope, n: 99 }))).toMatchObject({ code: 'unsealable' });
  });

  it('S5: quarantines an envelope moved from another event', async () => {
    const { sealed } = await kiosk.makeEvent({ contact });
    expect(await fateOf(await kiosk.makeRecord({ change: { sealed } }))).toMatchObject({ code: 'unsealable' });
  });

  it('S5: what was put aside and comes again sound is stored and released', async () => {
    const record = await kiosk.makeRecord();
    expect(await fateOf({ ...record, hash: 'A'.repeat(43) })).toMatchObject({ code: 'hash-mismatch' });
    expect(await fateOf(record)).toMatchObject({ outcome: 'stored' });
    const { kiosks } = (await (await owner.call('GET', `/venues/${owner.venueId}/kiosks`)).json()) as {
      kiosks: Array<{ quarantined: number }>;
    };
    const open = await test.server.services.store.read
      .selectFrom('quarantine')
      .select('id')
      .where('event_id', '=', record.id)
      .where('resolved_at', 'is', null)
      .execute();
    expect(open).toEqual([]);
    expect(kiosks[0]!.quarantined).toBeGreaterThan(0);
  });

  it('S8: tells up to where it has everything, gaps included', async () => {
    const fresh = await pairKiosk(test, owner);
    const [a, b, c] = [await fresh.makeRecord(), await fresh.makeRecord(), await fresh.makeRecord()];
    expect((await exchange([a!], fresh)).highWater).toBe(1);
    expect((await exchange([c!], fresh)).highWater).toBe(1);
    expect((await exchange([b!], fresh)).highWater).toBe(3);
    expect((await exchange([], fresh)).highWater).toBe(3);
  });

  it('S9: a revoked kiosk keeps sending, into quarantine', async () => {
    const other = await pairKiosk(test, owner);
    const before = await other.makeRecord();
    await exchange([before], other);
    const revoked = await owner.call('POST', `/kiosks/${other.paired.kioskId}/revocation`);
    expect(await revoked.json()).toMatchObject({ id: other.paired.kioskId, revokedAt: test.now });
    const after = await other.makeRecord({ contact });
    const answer = await exchange([before, after], other);
    expect(answer).toMatchObject({ standing: 'revoked', down: {} });
    expect(answer.results).toEqual([
      { id: before.id, outcome: 'duplicate' },
      { id: after.id, outcome: 'quarantined', code: 'revoked' },
    ]);
  });

  it('S10: an unknown kind is kept for a newer server', async () => {
    const event = await kiosk.makeEvent();
    const record = kiosk.toRecord(event, JSON.stringify({ ...event, kind: 'levitated' }));
    expect(await fateOf(record)).toMatchObject({ code: 'unknown-kind' });
  });

  it('S11: takes the facts of a newer kiosk that says more of itself than is known here', async () => {
    const record = { ...(await kiosk.makeRecord()), priority: 1 };
    const body = JSON.parse(kiosk.exchangeBody([record])) as ExchangeRequest;
    const status = { ...body.status, camera: 'asleep', battery: 80, oldestWaitingAt: 9e15 };
    const newer = { ...body, have: { ...body.have, posters: 2 }, status, locale: 'vi' };
    const answer = await kiosk.send(EXCHANGE_PATH, JSON.stringify(newer), {});
    expect(answer).toMatchObject({ status: 200, body: { results: [{ id: record.id, outcome: 'stored' }] } });
  });

  it('S11: a flag of a newer kiosk is kept in the log, left out of the visit, and quarantines nothing', async () => {
    const event = await kiosk.makeEvent({ contact });
    const newer = { ...event, flags: ['no-contact', 'came-by-bicycle'], lane: 2, staff: { card: null } };
    const record = kiosk.toRecord(event, JSON.stringify(newer));
    expect(await fateOf(record)).toMatchObject({ outcome: 'stored' });
    expect(JSON.parse((await findVisit(record.id)).flags_json)).toEqual(['no-contact']);
    const { clear_json } = await test.server.services.store.read
      .selectFrom('visit_events')
      .select('clear_json')
      .where('id', '=', record.id)
      .executeTakeFirstOrThrow();
    expect(JSON.parse(clear_json)).toMatchObject({ flags: ['no-contact', 'came-by-bicycle'], staff: { card: null } });
    expect(clear_json).not.toContain('lane');
    expect(await fateOf(record)).toMatchObject({ outcome: 'duplicate' });
  });

  it.each([[['Trần Văn Sơn']], [['x'.repeat(41)]], [[1]], [Array.from({ length: 17 }, () => 'assisted')]])(
    'S11: but %j are no flags',
    async (flags) => {
      const event = await kiosk.makeEvent();
      expect(await fateOf(kiosk.toRecord(event, JSON.stringify({ ...event, flags })))).toMatchObject({
        code: 'malformed',
      });
    },
  );

  it('P5: tells how many are inside and which version answers, but not to a kiosk that is not trusted', async () => {
    const mine = await registerOwner(test.url);
    const own = await pairKiosk(test, mine);
    const records = [await own.makeRecord(), await own.makeRecord()];
    expect(await exchange(records, own)).toMatchObject({ inside: 2, serverVersion: expect.stringMatching(/^\d+\./) });
    await mine.call('POST', `/kiosks/${own.paired.kioskId}/revocation`);
    expect((await exchange([], own)).inside).toBeNull();
  });

  it('T2: a clock far ahead counts from the receipt, flagged', async () => {
    const record = await arrive({ at: test.now + 30 * DAY_MS });
    const visit = await findVisit(record.id);
    expect(visit.arrived_at).toBe(test.now);
    expect(JSON.parse(visit.flags_json)).toContain('clock-ahead');
  });
});

describe('projection', () => {
  const about = (visitId: string, wish: EventWish) => kiosk.makeRecord({ visitId: visitId as VisitId, ...wish });

  it('P1, P3, P6: closes, extends, voids and resolves a visit, in any order', async () => {
    const record = await kiosk.makeRecord({ at: test.now - 60_000, change: { verdict: 'see-staff' } });
    const at = (seconds: number) => test.now - 60_000 + seconds * 1000;
    const later = [
      await about(record.id, { kind: 'resolved', at: at(10), change: { verdict: 'welcome' } }),
      await about(record.id, { kind: 'extended', at: at(20) }),
      await about(record.id, { kind: 'left', at: at(40) }),
      await about(record.id, { kind: 'left', at: at(30) }),
      await about(record.id, { kind: 'voided', at: at(50) }),
    ];
    await exchange([...later, record]);
    expect(await findVisit(record.id)).toMatchObject({
      arrived_at: at(0),
      verdict: 'welcome',
      resolved_at: at(10),
      extended_at: at(20),
      left_at: at(30),
      voided_at: at(50),
    });
  });

  it('P2, P6: closes a visit of the same person by another kiosk, whichever comes first', async () => {
    const other = await pairKiosk(test, owner);
    const person = { v: 1, idNumber: '046090000001' } as const;
    const arrival = await arrive({ contact: person, at: test.now - 60_000 });
    const left = await other.makeRecord({ kind: 'left', visitId: null, contact: person, at: test.now - 30_000 });
    await exchange([left], other);
    expect(await findVisit(arrival.id)).toMatchObject({ left_at: test.now - 30_000 });

    const second = { v: 1, idNumber: '046090000002' } as const;
    const early = await other.makeRecord({ kind: 'left', visitId: null, contact: second, at: test.now - 10_000 });
    await exchange([early], other);
    const late = await arrive({ contact: second, at: test.now - 20_000 });
    expect(await findVisit(late.id)).toMatchObject({ left_at: test.now - 10_000 });
  });

  it('points a second arrival within the window to the first, whichever comes first', async () => {
    const other = await pairKiosk(test, owner);
    const person = { v: 1, phone: '+84987654321' } as const;
    const second = await arrive({ contact: person, at: test.now - 60_000 });
    const first = await other.makeRecord({ contact: person, at: test.now - 120_000 });
    await exchange([first], other);
    expect(await findVisit(second.id)).toMatchObject({ same_as: first.id });
    expect(await findVisit(first.id)).toMatchObject({ same_as: null });
    const apart = await arrive({ contact: person, at: test.now - 4 * 3_600_000 });
    expect(await findVisit(apart.id)).toMatchObject({ same_as: null });
  });

  it.each([
    ['+84987654311', [0, 1, 2]],
    ['+84987654312', [0, 2, 1]],
    ['+84987654313', [1, 2, 0]],
    ['+84987654314', [2, 1, 0]],
  ] as const)(
    'counts the window from the first arrival, in whatever order they come (%s, %j)',
    async (phone, order) => {
      const { venueId } = owner;
      const { store } = test.server.services;
      const { duplicate_window_ms: windowMs } = await store.read
        .selectFrom('venues')
        .select('duplicate_window_ms')
        .where('id', '=', venueId)
        .executeTakeFirstOrThrow();
      const person = { v: 1, phone } as const;
      // From noon on: a person is known by the same hash within one day only.
      const noon = Math.floor(test.now / DAY_MS) * DAY_MS - DAY_MS + 5 * 3_600_000;
      const ats = [0, 0.7, 1.4].map((windows) => Math.round(noon + windows * windowMs));
      const records = await Promise.all(ats.map((at) => kiosk.makeRecord({ contact: person, at })));
      for (const which of order) await exchange([records[which]!]);
      const [first, second, third] = await Promise.all(records.map(({ id }) => findVisit(id)));
      expect([first?.same_as, second?.same_as, third?.same_as]).toEqual([null, first?.id, null]);
    },
  );

  it('lets a second arrival stand once the first is voided, whichever comes first', async () => {
    const person = (phone: string) => ({ contact: { v: 1, phone } }) as const;
    const first = await arrive({ ...person('+84987654301'), at: test.now - 120_000 });
    const second = await arrive({ ...person('+84987654301'), at: test.now - 110_000 });
    const third = await arrive({ ...person('+84987654301'), at: test.now - 100_000 });
    await exchange([await about(first.id, { kind: 'voided', at: test.now - 50_000 })]);
    expect(await findVisit(second.id)).toMatchObject({ same_as: null });
    expect(await findVisit(third.id)).toMatchObject({ same_as: second.id });

    const late = await kiosk.makeRecord({ ...person('+84987654302'), at: test.now - 120_000 });
    const standing = await arrive({ ...person('+84987654302'), at: test.now - 110_000 });
    await exchange([await about(late.id, { kind: 'voided', at: test.now - 50_000 }), late]);
    expect(await findVisit(standing.id)).toMatchObject({ same_as: null });
  });

  it('P2: ends all arrivals of one visit with the departure from any, and begins another for who comes back', async () => {
    const person = { contact: { v: 1, phone: '+84987654391' } } as const;
    const first = await arrive({ ...person, at: test.now - 300_000 });
    const second = await arrive({ ...person, at: test.now - 200_000 });
    const back = await arrive({ ...person, at: test.now - 100_000 });
    expect(await findVisit(back.id)).toMatchObject({ same_as: first.id });
    await exchange([await about(second.id, { kind: 'left', at: test.now - 150_000 })]);
    expect(await findVisit(first.id)).toMatchObject({ left_at: test.now - 150_000 });
    expect(await findVisit(back.id)).toMatchObject({ same_as: null, left_at: null });
    const again = await arrive({ ...person, at: test.now - 50_000 });
    expect(await findVisit(again.id)).toMatchObject({ same_as: back.id });
  });

  it('P6: comes to the same when the departure is known before the arrivals', async () => {
    const person = { contact: { v: 1, phone: '+84987654392' } } as const;
    const first = await kiosk.makeRecord({ ...person, at: test.now - 300_000 });
    const second = await kiosk.makeRecord({ ...person, at: test.now - 200_000 });
    const back = await kiosk.makeRecord({ ...person, at: test.now - 100_000 });
    const left = await about(second.id, { kind: 'left', at: test.now - 150_000 });
    for (const record of [back, left, second, first]) await exchange([record]);
    expect(await findVisit(first.id)).toMatchObject({ same_as: null, left_at: test.now - 150_000 });
    expect(await findVisit(second.id)).toMatchObject({ same_as: first.id, left_at: test.now - 150_000 });
    expect(await findVisit(back.id)).toMatchObject({ same_as: null, left_at: null });
  });

  it('P1, P2: takes a departure for the latest visit: an earlier one that ended by itself stays as it ended', async () => {
    const person = { contact: { v: 1, phone: '+84987654393' } } as const;
    const noon = Math.floor(test.now / DAY_MS) * DAY_MS - DAY_MS + 2 * 3_600_000;
    const forgotten = await arrive({ ...person, at: noon });
    const later = await arrive({ ...person, at: noon + 6 * 3_600_000 });
    const { auto_left_at } = await findVisit(forgotten.id);
    expect(auto_left_at).toBe(noon + 4 * 3_600_000);
    const at = noon + 7 * 3_600_000;
    await exchange([await kiosk.makeRecord({ ...person, kind: 'left', visitId: null, at })]);
    expect(await findVisit(forgotten.id)).toMatchObject({ left_at: null, auto_left_at, left_how: 'automatic' });
    expect(await findVisit(later.id)).toMatchObject({ left_at: at, auto_left_at: null, left_how: 'scan' });
  });

  it('P3: keeps who of the staff acted, also when that is known before the arrival', async () => {
    const card = 'A'.repeat(43);
    const record = await kiosk.makeRecord({ at: test.now - 60_000, change: { verdict: 'see-staff' } });
    const acts = [
      await about(record.id, { kind: 'resolved', change: { verdict: 'welcome', staff: { card } } }),
      await about(record.id, { kind: 'left', change: { staff: { card: null } } }),
    ];
    await exchange([...acts, record]);
    expect(await findVisit(record.id)).toMatchObject({ resolved_by: `card:${card}`, left_how: 'staff' });
  });

  it('replaces the text of an opaque code by its keyed hash', async () => {
    const record = await arrive({ contact: { v: 1, opaqueCode: 'DN4750000000001' } });
    const visit = await findVisit(record.id);
    const sealed = { keyId: visit.contact_key_id!, bytes: visit.contact_sealed! };
    const place = { owner: visit.venue_id, class: 'contact', recordId: visit.id } as const;
    const { opaqueCode } = test.server.services.keys.open(place, sealed) as { opaqueCode: string };
    expect(opaqueCode).toMatch(/^[\w-]{22}$/);
  });

  it('tells listeners of the venue after the commit, and no others', async () => {
    const seen: string[] = [];
    const { feed } = test.server.services.sync;
    const stop = feed.subscribe(owner.venueId, ({ visitId }) => seen.push(visitId));
    const stopOther = feed.subscribe('other' as VenueId, () => seen.push('other'));
    const record = await arrive();
    stop();
    await arrive();
    stopOther();
    expect(seen).toEqual([record.id]);
  });
});
