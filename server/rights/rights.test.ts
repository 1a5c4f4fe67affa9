import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VisitReaders } from '#shared/contract/portal-audit.ts';
import type {
  PersonMatches,
  RightsDetail,
  RightsList,
  RightsRequestInput,
  Withdrawal,
} from '#shared/contract/portal-rights.ts';
import { VISITOR_API } from '#shared/contract/visitor-api.ts';
import type { VisitId } from '#shared/domain/ids.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { startOfDay } from '#shared/domain/zoned-time.ts';
import type { SimulatedKiosk } from '../sync/simulated-kiosk.ts';
import { findPosterCode, openPoster } from '../testing/phone.ts';
import {
  addMember,
  type Owner,
  pairKiosk,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts';

const MONDAY_MORNING = startOfDay('2026-11-23') + 8 * 3_600_000;
const NAME = 'Tôn Nữ Diệu Huyền';

let test: TestServer;
let owner: Owner;
let kiosk: SimulatedKiosk;
beforeAll(async () => {
  test = await startTestServer({ now: MONDAY_MORNING });
  owner = await registerOwner(test.url);
  kiosk = await pairKiosk(test, owner);
});
afterAll(() => test.close());

let phones = 0;
const newPhone = (): { typed: string; phone: `+84${string}` } => {
  phones += 1;
  const digits = String(912_000_000 + phones);
  return { typed: `0${digits}`, phone: `+84${digits}` };
};

async function arrive(phone: string, name = NAME, more: object = {}): Promise<VisitId> {
  const contact = { v: 1, name, phone, ...more } as const;
  const answers = [{ question: 'symptoms', answer: 'no' as const, checked: [] }];
  const health = { v: 1, questionsVersion: 1, language: 'vi', answers } as const;
  const record = await kiosk.makeRecord({ contact, health });
  const { body } = await kiosk.exchange([record]);
  expect(body).toMatchObject({ results: [{ outcome: 'stored' }] });
  return record.id as string as VisitId;
}

const INPUT: Omit<RightsRequestInput, 'kind' | 'key'> = {
  channel: 'counter',
  identityCheck: 'document',
  name: NAME,
  contact: '0900 111 222',
  note: '',
};
const ask = async (kind: RightsRequestInput['kind'], typed: string): Promise<RightsDetail> => {
  const response = await owner.call('POST', '/rights-requests', {
    ...INPUT,
    kind,
    key: { kind: 'phone', value: typed },
  });
  expect(response.status).toBe(201);
  return (await response.json()) as RightsDetail;
};
const find = async (id: string, value: string, kind = 'phone'): Promise<PersonMatches> =>
  (await (await owner.call('POST', `/rights-requests/${id}/matches`, { kind, value })).json()) as PersonMatches;
const nameOf = async (id: VisitId): Promise<string | null> => {
  const { store, keys } = test.server.services;
  const row = await store.read.selectFrom('visits').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  if (row.contact_key_id === null || row.contact_sealed === null) return null;
  const place = { owner: row.venue_id, class: 'contact', recordId: row.id } as const;
  return (
    (keys.open(place, { keyId: row.contact_key_id, bytes: row.contact_sealed }) as { name: string } | null)?.name ??
    null
  );
};
const lastActs = async (count: number): Promise<string[]> => {
  const rows = await test.server.services.store.read
    .selectFrom('audit')
    .select('action')
    .orderBy('seq', 'desc')
    .limit(count)
    .execute();
  return rows.map(({ action }) => action);
};

describe('a request', () => {
  it('has the deadlines of the law: two working days, then ten for access', async () => {
    const { typed } = newPhone();
    const request = await ask('access', typed);
    expect(request).toMatchObject({ status: 'open', reference: expect.stringMatching(/^YC-[0-9A-Z]{6}$/) });
    expect(request.acknowledgeBy).toBe(startOfDay('2026-11-26') - 1);
    expect(request.dueAt).toBe(startOfDay('2026-12-04') - 1);
    const list = (await (await owner.call('GET', '/rights-requests')).json()) as RightsList;
    expect(list.requests[0]).toMatchObject({ id: request.id });
    expect(JSON.stringify(list)).not.toContain(NAME);
  });

  it('keeps who asks sealed, and says in the trail who opened it', async () => {
    const { typed } = newPhone();
    const { id } = await ask('access', typed);
    const row = await test.server.services.store.read
      .selectFrom('rights_requests')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    expect(
      JSON.stringify(row, (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString() : value)),
    ).not.toContain('Diệu');
    const opened = (await (await owner.call('GET', `/rights-requests/${id}`)).json()) as RightsDetail;
    expect(opened.asker).toMatchObject({ name: NAME, contact: '0900 111 222' });
    expect(await lastActs(1)).toEqual(['rights.opened']);
  });

  it('is acknowledged, extended once, refused with a reason, and then closed to all of it', async () => {
    const { id, dueAt } = await ask('erasure', newPhone().typed);
    const act = (what: string, body?: unknown) => owner.call('POST', `/rights-requests/${id}/${what}`, body);
    expect(await (await act('acknowledgement')).json()).toMatchObject({ acknowledgedAt: test.now });
    expect(await (await act('extension')).json()).toMatchObject({ dueAt: dueAt + 10 * DAY_MS, mayExtend: false });
    expect((await act('extension')).status).toBe(409);
    expect(await (await act('refusal', { reason: 'not-identified' })).json()).toMatchObject({ status: 'refused' });
    for (const what of ['acknowledgement', 'extension']) expect((await act(what)).status).toBe(409);
    expect((await act('erasure', { visitIds: [] })).status).toBe(409);
  });

  it('is recorded by staff, and opened by those who decide', async () => {
    const staff = await addMember(test, owner, 'staff');
    const made = await staff.call('POST', '/rights-requests', { ...INPUT, kind: 'access', key: null });
    expect(made.status).toBe(201);
    const { id } = (await made.json()) as RightsDetail;
    expect((await staff.call('GET', `/rights-requests/${id}`)).status).toBe(403);
    expect((await staff.call('GET', '/rights-requests')).status).toBe(200);
  });
});

describe('access', () => {
  it('finds the visits by phone, masked, and hands out everything with who looked', async () => {
    const { typed, phone } = newPhone();
    const visitId = await arrive(phone);
    await owner.call('GET', `/venues/${owner.venueId}/visits`);
    const { id } = await ask('access', typed);
    const found = await find(id, typed);
    expect(found).toMatchObject({
      held: 0,
      matches: [{ visitId, maskedName: 'T. N. D. Huyền', hasContact: true, hasHealth: true }],
    });
    expect(JSON.stringify(found)).not.toContain(NAME);
    const order = { visitIds: [visitId], language: 'vi' };
    const json = await owner.call('POST', `/rights-requests/${id}/answer`, { ...order, format: 'json' });
    expect(json.headers.get('content-disposition')).toContain('attachment');
    expect(await json.json()).toMatchObject({
      visits: [
        {
          contact: { name: NAME, phone },
          health: { answers: [{ answer: 'no' }] },
          readers: [
            { what: 'visits.listed', shown: 'masked' },
            { what: 'rights.searched', shown: 'masked' },
            { what: 'rights.answered', shown: 'full' },
          ],
        },
      ],
    });
    const pdf = await owner.call('POST', `/rights-requests/${id}/answer`, { ...order, format: 'pdf' });
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(await (await owner.call('GET', `/rights-requests/${id}`)).json()).toMatchObject({ status: 'done' });
    const readers = await (await owner.call('GET', `/visits/${visitId}/readers`)).json();
    expect((readers as VisitReaders).readings.map(({ action, level }) => [action, level])).toEqual([
      ['visits.listed', 'masked'],
      ['rights.searched', 'masked'],
      ['rights.answered', 'full'],
      ['rights.answered', 'full'],
      ['rights.readers-listed', 'masked'],
    ]);
  });

  it('says who opened a visit by itself, to its person and to nobody else', async () => {
    test.now += 1_000;
    const [seen, other] = [await arrive(newPhone().phone), await arrive(newPhone().phone)];
    test.now += 13 * 60 * 60_000;
    const { visits, auditView } = test.server.services;
    const by = { accountId: owner.me.accountId, organisationId: owner.me.organisation?.id as never };
    await visits.detail(seen, { seesStaff: false }, by);
    const readings = async (id: VisitId) =>
      (await auditView.listReaders(id, owner.me.accountId))?.readings.map(({ action }) => action);
    expect(await readings(seen)).toEqual(['visits.listed', 'rights.readers-listed']);
    expect(await readings(other)).toEqual(['rights.readers-listed']);
    test.now -= 13 * 60 * 60_000;
  });

  it('says which key is none', async () => {
    const { id } = await ask('access', newPhone().typed);
    const wrong = await owner.call('POST', `/rights-requests/${id}/matches`, { kind: 'phone', value: '12345' });
    expect([wrong.status, await wrong.json()]).toMatchObject([400, { fields: { value: 'not-a-key' } }]);
  });
});

describe('correction', () => {
  it('puts name and phone right, keeps what stood there sealed, and finds the person by the new phone alone', async () => {
    const [wrong, right] = [newPhone(), newPhone()];
    const visitId = await arrive(wrong.phone, 'Ton Nu Dieu Huyen');
    const { id } = await ask('correction', wrong.typed);
    const change = { visitIds: [visitId], name: NAME, phone: right.typed };
    expect((await owner.call('POST', `/rights-requests/${id}/correction`, change)).status).toBe(200);
    expect(await nameOf(visitId)).toBe(NAME);
    expect((await find(id, right.typed)).matches).toMatchObject([{ visitId, corrected: 1 }]);
    expect((await find(id, wrong.typed)).matches).toEqual([]);
    const history = await test.server.services.store.read
      .selectFrom('visit_corrections')
      .selectAll()
      .where('visit_id', '=', visitId)
      .execute();
    expect(history).toMatchObject([{ fields_json: '["name","phone"]', contact_sealed: expect.any(Uint8Array) }]);
  });
});

describe('erasure', () => {
  it('takes everything of the person, with a signed record, and nothing brings them back', async () => {
    const { typed, phone } = newPhone();
    const late = await kiosk.makeRecord({ contact: { v: 1, name: NAME, phone } });
    test.now += 60_000;
    const visitId = await arrive(phone, NAME, { idNumber: '046188001234' });
    const byCard = await kiosk.makeRecord({ contact: { v: 1, name: NAME, idNumber: '046188001234' } });
    test.now += 60_000;
    const { id } = await ask('erasure', typed);
    const erased = await owner.call('POST', `/rights-requests/${id}/erasure`, { visitIds: [visitId] });
    const detail = (await erased.json()) as RightsDetail;
    expect(detail).toMatchObject({ status: 'done', outcome: { visits: 1, held: 0 } });
    const { keys } = test.server.services;
    const record = await keys.verifyServerDocument('venue-checkin/erasure/v1', detail.deletionRecord ?? '');
    expect(record).toMatchObject({ reference: detail.reference, records: 1 });
    expect(await nameOf(visitId)).toBeNull();
    // A kiosk that was offline brings what happened before, by phone and by the card alone.
    const { body } = await kiosk.exchange([late, byCard]);
    expect(body).toMatchObject({ results: [{ outcome: 'stored' }, { outcome: 'stored' }] });
    expect(await nameOf(late.id as never)).toBeNull();
    expect(await nameOf(byCard.id as never)).toBeNull();
    expect((await find(id, typed)).matches).toEqual([]);
    // Who comes again agrees anew.
    test.now += 60_000;
    expect(await nameOf(await arrive(phone))).toBe(NAME);
  });

  it('finds what waits sealed in quarantine, and what a revoked kiosk sends later does not stay sealed', async () => {
    const other = await pairKiosk(test, owner);
    const { typed, phone } = newPhone();
    const [waits, later] = [
      await other.makeRecord({ contact: { v: 1, name: NAME, phone } }),
      await other.makeRecord({ contact: { v: 1, name: NAME, phone } }),
    ];
    const stranger = await other.makeRecord({ contact: { v: 1, name: 'Lê Văn Tám', phone: newPhone().phone } });
    await owner.call('POST', `/kiosks/${other.paired.kioskId}/revocation`);
    await other.exchange([waits, stranger]);
    const bodyOf = async (eventId: string): Promise<string> =>
      (
        await test.server.services.store.read
          .selectFrom('quarantine')
          .select('body')
          .where('event_id', '=', eventId as never)
          .executeTakeFirstOrThrow()
      ).body;
    expect(await bodyOf(waits.id)).toContain('"sealed"');
    test.now += 60_000;
    const { id } = await ask('erasure', typed);
    expect(await find(id, typed)).toMatchObject({ matches: [], held: 1 });
    const erased = await owner.call('POST', `/rights-requests/${id}/erasure`, { visitIds: [] });
    expect(await erased.json()).toMatchObject({ outcome: { visits: 0, held: 1 } });
    await other.exchange([later]);
    expect(await bodyOf(waits.id)).not.toContain('"sealed"');
    expect(await bodyOf(later.id)).not.toContain('"sealed"');
    expect(await bodyOf(stranger.id)).toContain('"sealed"');
  });

  it('of one member of a family leaves the others alone', async () => {
    const { typed, phone } = newPhone();
    const mother = await arrive(phone, 'Nguyễn Thị Mẹ');
    const child = await arrive(phone, 'Nguyễn Văn Con');
    const waiting = await kiosk.makeRecord({ contact: { v: 1, name: 'Nguyễn Thị Mẹ', phone } });
    test.now += 60_000;
    const { id } = await ask('erasure', typed);
    await owner.call('POST', `/rights-requests/${id}/erasure`, { visitIds: [child] });
    await kiosk.exchange([waiting]);
    expect([await nameOf(child), await nameOf(mother), await nameOf(waiting.id as never)]).toEqual([
      null,
      'Nguyễn Thị Mẹ',
      'Nguyễn Thị Mẹ',
    ]);
  });
});

describe('taking consent back with a receipt', () => {
  const withdraw = (receiptCode: string, confirmed: boolean) =>
    fetch(`${test.url}${VISITOR_API}/withdrawals`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ receiptCode, confirmed }),
    });

  it('says what is there, erases it when told so, and says so when asked again', async () => {
    const phone = await openPoster(test.url, await findPosterCode(owner), test.now);
    const request = phone.request({ phone: '0987000111' });
    const { receiptCode } = (await (await phone.send(request)).json()) as { receiptCode: string };
    const typed = `${receiptCode.slice(0, 5).toLowerCase()} ${receiptCode.slice(5)}`.replaceAll('0', 'o');
    expect(await (await withdraw(typed, false)).json()).toMatchObject({ state: 'kept', venueName: 'Chợ Đông Ba' });
    expect(await nameOf(request.id as never)).not.toBeNull();
    const done = (await (await withdraw(typed, true)).json()) as Withdrawal;
    expect(done).toMatchObject({ state: 'gone', reference: expect.stringMatching(/^YC-/) });
    expect(await nameOf(request.id as never)).toBeNull();
    expect(await (await withdraw(typed, true)).json()).toMatchObject({ state: 'gone', reference: null });
    const { requests } = (await (await owner.call('GET', '/rights-requests')).json()) as RightsList;
    expect(requests.find(({ reference }) => reference === done.reference)).toMatchObject({
      ...{ kind: 'withdrawal', status: 'done', channel: 'receipt', outcome: { visits: 1 } },
    });
  });

  it('is done once, though it is asked for several times at the same moment', async () => {
    const phone = await openPoster(test.url, await findPosterCode(owner), test.now);
    const sent = await phone.send(phone.request({ phone: '0987000222' }));
    const { receiptCode } = (await sent.json()) as { receiptCode: string };
    const { rights } = test.server.services;
    const told = await Promise.all(Array.from({ length: 4 }, () => rights.withdraw(receiptCode, true)));
    expect(told.map((one) => one?.state)).toEqual(['gone', 'gone', 'gone', 'gone']);
    expect(told.filter((one) => one?.reference !== null)).toHaveLength(1);
  });

  it('knows no other code', async () => {
    expect((await withdraw('0000000000', true)).status).toBe(404);
  });
});

describe('after the hard maximum', () => {
  it('nobody can read any more who asked', async () => {
    const { id } = await ask('access', newPhone().typed);
    test.now += 32 * DAY_MS;
    const { retention, rights } = test.server.services;
    // A clock that jumped is believed after a day; this is about what is swept then.
    await retention.sweep();
    const { organisation, accountId } = owner.me;
    expect(await rights.open(organisation?.id as never, id, accountId)).toMatchObject({ asker: null });
  });
});
