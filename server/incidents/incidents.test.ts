import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditPage, ChainCheck, IncidentDetail } from '#shared/contract/portal-audit.ts';
import type { VisitPage } from '#shared/contract/portal-visits.ts';
import { DAY_MS, HOUR_MS } from '#shared/domain/instant.ts';
import { TestBrowser } from '../testing/test-browser.ts';
import {
  addMember,
  type Owner,
  PASSWORD,
  pairKiosk,
  registerOwner,
  startTestServer,
  type TestServer,
} from '../testing/test-server.ts';

let test: TestServer;
let owner: Owner;
let thief: Owner;
beforeAll(async () => {
  test = await startTestServer({ now: Date.UTC(2026, 10, 23, 3) });
  owner = await registerOwner(test.url);
  thief = await addMember(test, owner, 'manager');
  const kiosk = await pairKiosk(test, owner);
  const contact = { v: 1, name: '=CMD|Nguyễn Văn Lộ', phone: '+84912555666' } as const;
  await kiosk.exchange([await kiosk.makeRecord({ contact })]);
});
afterAll(() => test.close());

const open = async (change: object = {}): Promise<IncidentDetail> => {
  const window = { from: test.now - HOUR_MS, until: test.now + HOUR_MS, accountId: thief.me.accountId, kioskId: null };
  const response = await owner.call('POST', '/incidents', { kind: 'account', noticedAt: test.now, window, ...change });
  expect(response.status).toBe(201);
  return (await response.json()) as IncidentDetail;
};

/** A request of nobody, by whom it should not be. */
const ask = async (): Promise<{ id: string }> => {
  const person = { name: 'Không Có', contact: '0900 111 222', note: '', key: null };
  const request = { kind: 'access', channel: 'counter', identityCheck: 'document', ...person };
  return (await (await thief.call('POST', '/rights-requests', request)).json()) as { id: string };
};

describe('an incident', () => {
  it('finds who read what of whom in the window, and nothing that others read', async () => {
    await owner.call('GET', `/venues/${owner.venueId}/visits`);
    expect((await open()).findings).toMatchObject({ visits: 0, readings: [] });
    await thief.call('GET', `/venues/${owner.venueId}/visits`);
    const { findings, noticeBy, noticedAt } = await open();
    expect(findings).toMatchObject({ visits: 1, full: 0, reachable: 1, venues: [{ visits: 1 }] });
    expect(findings.readings).toMatchObject([{ action: 'visits.listed', actor: { name: thief.me.name } }]);
    expect(noticeBy - noticedAt).toBe(72 * HOUR_MS);
    const later = { from: test.now + 1, until: test.now + HOUR_MS, accountId: thief.me.accountId, kioskId: null };
    expect((await open({ window: later })).findings.visits).toBe(0);
  });

  it('keeps steps, notes and its end in order, notes sealed', async () => {
    const { id } = await open();
    const add = async (entry: object): Promise<IncidentDetail> =>
      (await (await owner.call('POST', `/incidents/${id}/entries`, entry)).json()) as IncidentDetail;
    await add({ kind: 'step', step: 'stop', done: true });
    test.now += 1_000;
    await add({ kind: 'step', step: 'authority', done: true });
    test.now += 1_000;
    expect(await add({ kind: 'step', step: 'stop', done: false })).toMatchObject({
      done: ['authority'],
      authorityToldAt: test.now - 1_000,
    });
    test.now += 1_000;
    const noted = await add({ kind: 'note', note: 'Đã gọi công an phường' });
    expect(noted.entries[0]).toMatchObject({ note: 'Đã gọi công an phường', by: owner.me.name });
    const rows = await test.server.services.store.read.selectFrom('incident_entries').selectAll().execute();
    expect(rows.map(({ note_sealed: note }) => Buffer.from(note ?? []).toString()).join()).not.toContain('công an');
    expect(await add({ kind: 'closed' })).toMatchObject({ closedAt: test.now });
  });

  it('gives a list of people to tell, safe in a spreadsheet, after a proof of who asks', async () => {
    const { id } = await open();
    const file = await owner.call('POST', `/incidents/${id}/contacts`, { language: 'vi' });
    const text = await file.text();
    expect(text).toContain("'=CMD|Nguyễn Văn Lộ");
    expect(text).toContain('0912555666');
    const trail = (await (await owner.call('GET', '/audit?group=rights')).json()) as AuditPage;
    expect(trail.rows[0]).toMatchObject({
      action: 'incident.contacts-exported',
      facts: expect.arrayContaining([{ key: 'people', value: 1 }]),
    });
  });

  it('counts whom somebody saw in full, whatever they looked at afterwards', async () => {
    const log = (await (await thief.call('GET', `/venues/${owner.venueId}/visits`)).json()) as VisitPage;
    const visitId = log.visits[0]?.id;
    expect((await thief.call('POST', `/visits/${visitId}/reveal`)).status).toBe(200);
    const { id } = await ask();
    const key = { kind: 'phone', value: '0912555666' };
    const found = await thief.call('POST', `/rights-requests/${id}/matches`, key);
    expect(await found.json()).toMatchObject({ matches: [{ visitId }] });
    expect((await open()).findings).toMatchObject({ visits: 1, full: 1 });
  });

  it('finds whose data were handed out for a request that was none', async () => {
    const { id } = await ask();
    const log = (await (await owner.call('GET', `/venues/${owner.venueId}/visits`)).json()) as VisitPage;
    const order = { visitIds: log.visits.map((visit) => visit.id), language: 'vi', format: 'json' };
    test.now += 60_000;
    expect((await thief.call('POST', `/rights-requests/${id}/answer`, order)).status).toBe(200);
    const window = { from: test.now, until: test.now + 1, accountId: thief.me.accountId, kioskId: null };
    expect((await open({ window })).findings).toMatchObject({ visits: 1, full: 1 });
  });

  it('is the owner’s: auditors read, others do not', async () => {
    const { id } = await open();
    const auditor = await addMember(test, owner, 'auditor');
    expect((await auditor.call('GET', `/incidents/${id}`)).status).toBe(200);
    expect((await auditor.call('POST', `/incidents/${id}/contacts`, { language: 'vi' })).status).toBe(403);
    expect((await thief.call('GET', `/incidents/${id}`)).status).toBe(403);
  });
});

describe('the trail, read', () => {
  const list = async (query: string): Promise<AuditPage> =>
    (await (await owner.call('GET', `/audit?${query}`)).json()) as AuditPage;

  it('is filtered by who, what, where and when, page by page, without another organisation’s', async () => {
    const other = await registerOwner(test.url);
    const all = await list('');
    expect(all.rows.map(({ seq }) => seq)).toEqual(all.rows.map(({ seq }) => seq).toSorted((a, b) => b - a));
    expect(JSON.stringify(all)).not.toContain(other.me.name + '-never');
    expect((await list(`actor=${thief.me.accountId}`)).rows.every(({ actor }) => actor.id === thief.me.accountId)).toBe(
      true,
    );
    expect((await list('group=reads')).rows.map(({ action }) => action)).toContain('visits.listed');
    expect((await list(`venueId=${owner.venueId}&group=reads`)).rows[0]?.subject).toMatchObject({
      kind: 'venue',
      name: 'Chợ Đông Ba',
    });
    expect((await list('from=2030-01-01')).rows).toEqual([]);
    const theirs = (await (await other.call('GET', '/audit')).json()) as AuditPage;
    expect(theirs.rows.every(({ action }) => /^(organisation|venue|session|entrance)/.test(action))).toBe(true);
    const { accountId } = owner.me;
    await test.server.services.store.transact(async (tx) => {
      const { recordAudit } = await import('../audit/service.ts');
      for (let entry = 0; entry < 60; entry += 1) {
        const organisationId = owner.me.organisation?.id ?? null;
        // oxlint-disable-next-line no-await-in-loop
        await recordAudit(tx, {
          at: test.now,
          actor: accountId,
          action: 'door.changed',
          organisationId,
          subject: `venue:${owner.venueId}`,
        });
      }
    });
    const first = await list('');
    const second = await list(`before=${first.next ?? ''}`);
    expect(first.rows).toHaveLength(50);
    expect(second.rows[0]?.seq).toBe((first.rows.at(-1)?.seq ?? 0) - 1);
  });

  it('is checked in the background, and says what it found', async () => {
    await owner.call('POST', '/audit/check');
    await test.server.services.auditView.settle();
    const check = (await (await owner.call('GET', '/audit/check')).json()) as ChainCheck;
    expect(check).toMatchObject({ state: 'done', verdict: { holds: true } });
    expect(check.checked).toBeGreaterThan(60);
  });

  it.each([
    ['csv', 'vi', 'Xem danh sách lượt vào'],
    ['csv', 'en', 'Looked at the list of visits'],
  ])('is exported as %s in sentences (%s)', async (format, language, sentence) => {
    const file = await owner.call('GET', `/audit/file?format=${format}&language=${language}`);
    expect(await file.text()).toContain(sentence);
  });

  it('is exported as a workbook', async () => {
    const file = await owner.call('GET', '/audit/file?format=xlsx&language=vi&group=reads');
    expect(
      Buffer.from(await file.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });
});

it('loses its notes after a year, and none of its steps; a step that was taken back stays so', async () => {
  const { id } = await open();
  const path = `/incidents/${id}/entries`;
  await owner.call('POST', path, { kind: 'step', step: 'stop', done: true });
  test.now += 1_000;
  await owner.call('POST', path, { kind: 'step', step: 'stop', done: false });
  await owner.call('POST', path, { kind: 'note', note: 'Máy của ca chiều bị mất' });
  const { retention, store } = test.server.services;
  const read = async (): Promise<IncidentDetail> => {
    const browser = new TestBrowser(test.url);
    await browser.read('POST', '/sessions', { email: owner.me.email, password: PASSWORD });
    return browser.read('GET', `/incidents/${id}`);
  };
  const notes = ({ entries }: IncidentDetail) => entries.filter(({ kind }) => kind === 'note').map(({ note }) => note);
  test.now += 365 * DAY_MS;
  await retention.sweep();
  expect(notes(await read())).toEqual(['Máy của ca chiều bị mất']);
  const before = await store.read.selectFrom('incident_entries').selectAll().where('kind', '=', 'note').execute();
  test.now += DAY_MS;
  await retention.sweep();
  // By its key, whatever copy of the row there is somewhere.
  await store.transact(async (tx) => {
    for (const { id: entryId, note_key_id, note_sealed } of before) {
      await tx.updateTable('incident_entries').set({ note_key_id, note_sealed }).where('id', '=', entryId).execute();
    }
  });
  expect(notes(await read())).toEqual([null]);
  test.now += DAY_MS;
  await retention.sweep();
  const after = await read();
  expect([notes(after), after.done]).toEqual([[null], []]);
  const rows = await store.read.selectFrom('incident_entries').select(['kind', 'note_sealed']).execute();
  expect(rows.filter(({ kind, note_sealed: sealed }) => kind === 'note' && sealed !== null)).toEqual([]);
});
