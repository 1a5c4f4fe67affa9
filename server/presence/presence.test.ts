import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { exchangeResponseSchema, type OutboxRecord } from '#shared/contract/kiosk-sync.ts';
import type { DayFigures } from '#shared/contract/portal-api.ts';
import { callListSchema, type InsideList, insideListSchema, openedInsideSchema } from '#shared/contract/portal-door.ts';
import type { VisitPage } from '#shared/contract/portal-visits.ts';
import { mintPartyId, type VisitId } from '#shared/domain/ids.ts';
import { startOfDay } from '#shared/domain/zoned-time.ts';
import type { EventWish, SimulatedKiosk } from '../sync/simulated-kiosk.ts';
import {
  addMember,
  type Owner,
  pairKiosk,
  registerOwner,
  startTestServer,
  stayUntil,
  type TestServer,
} from '../testing/test-server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Ten in the morning in Huế. */
const MORNING = startOfDay('2026-11-05') + 10 * HOUR;

let test: TestServer;
beforeAll(async () => {
  test = await startTestServer();
});
afterAll(() => test.close());

interface Door {
  readonly owner: Owner;
  readonly kiosk: SimulatedKiosk;
}
/** A market: four hours is its longest stay. */
async function openDoor(): Promise<Door> {
  test.now = MORNING;
  const owner = await registerOwner(test.url);
  return { owner, kiosk: await pairKiosk(test, owner) };
}
async function send({ kiosk }: Door, ...wishes: readonly EventWish[]) {
  const records: OutboxRecord[] = [];
  for (const wish of wishes) records.push(await kiosk.makeRecord(wish));
  const answer = exchangeResponseSchema.parse((await kiosk.exchange(records)).body);
  expect(answer.results.every(({ outcome }) => outcome === 'stored')).toBe(true);
  return { ids: records.map(({ id }) => id as string as VisitId), inside: answer.inside };
}
const read = async <T>({ owner }: Door, path: string): Promise<T> =>
  (await (await owner.call('GET', `/venues/${owner.venueId}${path}`)).json()) as T;
const inside = async (door: Door): Promise<InsideList> => insideListSchema.parse(await read(door, '/inside'));
const names = async (door: Door) => (await inside(door)).people.map(({ maskedName }) => maskedName);
const rowOf = async (door: Door, id: VisitId) =>
  (await read<VisitPage>(door, '/visits')).visits.find((visit) => visit.id === id);
const heartbeat = async ({ kiosk }: Door) => exchangeResponseSchema.parse((await kiosk.exchange([])).body).inside;
const person = (name: string, phone: string) => ({ contact: { v: 1, name, phone } }) as const;
const seeStaff = { change: { verdict: 'see-staff' } } as const;
const left = (visitId: VisitId, wish: EventWish = {}): EventWish => ({ ...wish, kind: 'left', visitId });
const trail = async (action: string, subject: string) => {
  const query = test.server.services.store.read.selectFrom('audit').selectAll();
  return query
    .where('action', '=', action as never)
    .where('subject', '=', subject)
    .execute();
};

describe('who is inside', () => {
  it('is masked, counted with every exchange, and ends with a departure', async () => {
    const door = await openDoor();
    const first = await send(
      door,
      { ...person('Nguyễn Thị Hương', '+84912345671'), at: MORNING - 1 },
      person('Trần Văn Sơn', '+84912345672'),
    );
    expect(first.inside).toBe(2);
    expect(await names(door)).toEqual(['N. T. Hương', 'T. V. Sơn']);
    const second = await send(door, left(first.ids[0]!));
    expect(second.inside).toBe(1);
    expect(await names(door)).toEqual(['T. V. Sơn']);
    expect(await rowOf(door, first.ids[0]!)).toMatchObject({ leftAt: MORNING, leftBy: 'scan' });
    expect(await read<DayFigures>(door, '/day')).toMatchObject({ inside: 1, capacity: null });
  });

  it('keeps the count exact whatever happens, without counting anew', async () => {
    const door = await openDoor();
    const { ids } = await send(
      door,
      person('Một', '+84912000001'),
      { ...person('Hai', '+84912000002'), ...seeStaff },
      { ...person('Ba', '+84912000003'), change: { verdict: 'not-today' } },
      person('Bốn', '+84912000004'),
    );
    const counts: unknown[] = [await heartbeat(door)];
    const then = async (wish: EventWish) => counts.push((await send(door, wish)).inside);
    await then(person('Một', '+84912000001'));
    await then({ kind: 'resolved', visitId: ids[1]!, change: { verdict: 'not-today' } });
    await then({ kind: 'voided', visitId: ids[3]! });
    await then({ kind: 'left', visitId: null, contact: { v: 1, phone: '+84912000001' } });
    await then({ kind: 'left', visitId: null, contact: { v: 1, phone: '+84912000001' } });
    test.now += 1;
    await then({ kind: 'resolved', visitId: ids[1]!, at: test.now, change: { verdict: 'welcome' } });
    expect(counts).toEqual([3, 3, 2, 1, 0, 0, 1]);
    expect(await names(door)).toEqual(['Hai']);
    test.now += 2_000;
    expect(await heartbeat(door)).toBe(1);
  });

  it('knows a group, and who is in whose care', async () => {
    const door = await openDoor();
    const change = { partyId: mintPartyId() };
    await send(
      door,
      { ...person('Lê Thị Hoa', '+84912345673'), change },
      { change: { ...change, flags: ['accompanied-child'] } },
      { change: { ...change, flags: ['accompanied-elder'] } },
      person('Một Mình', '+84912345674'),
    );
    const { people } = await inside(door);
    const lines = people.map(({ companion, partySize, maskedName }) => [companion, partySize, maskedName]);
    expect(lines.filter(([, size]) => size === 1)).toEqual([[null, 1, 'M. Mình']]);
    const [head, ...inCare] = lines.filter(([, size]) => size === 3);
    expect(head).toEqual([null, 3, 'L. T. Hoa']);
    expect(inCare.map(([kind]) => kind)).toEqual(expect.arrayContaining(['child', 'elder']));
    expect(inCare.map(([, , name]) => name)).toEqual([null, null]);
    const { visits } = await read<VisitPage>(door, '/visits');
    expect(visits.filter(({ partySize }) => partySize === 3)).toHaveLength(3);
  });

  it('tells of doors that have gone silent', async () => {
    const door = await openDoor();
    await send(door, {});
    test.now += 5 * MINUTE;
    expect((await inside(door)).silentEntrances).toEqual([]);
    test.now += 1;
    expect((await inside(door)).silentEntrances).toEqual(['Cổng chính']);
  });

  it('is opened in full by owners and managers alone, and the trail says so each time, without any', async () => {
    const door = await openDoor();
    const { ids } = await send(door, person('Nguyễn Thị Hương', '+84912345671'), {});
    const path = `/venues/${door.owner.venueId}/inside/opening`;
    const staff = await addMember(test, door.owner, 'staff');
    expect((await staff.call('POST', path)).status).toBe(403);
    for (let again = 0; again < 2; again += 1) {
      const opened = openedInsideSchema.parse(await (await door.owner.call('POST', path)).json());
      expect(opened.people).toEqual([{ visitId: ids[0], name: 'Nguyễn Thị Hương', phone: '0912345671' }]);
    }
    const acts = await trail('inside.opened', `venue:${door.owner.venueId}`);
    expect(acts.map(({ details_json }) => details_json)).toEqual([
      '{"people":2,"full":true}',
      '{"people":2,"full":true}',
    ]);
  });

  it('is printed with masked names, and each look is in the trail without any', async () => {
    const door = await openDoor();
    await send(door, person('Nguyễn Thị Hương', '+84912345671'));
    await inside(door);
    await inside(door);
    const pdf = await door.owner.call('GET', `/venues/${door.owner.venueId}/inside.pdf?language=en`);
    expect(pdf.headers.get('content-type')).toBe('application/pdf');
    expect(pdf.headers.get('content-disposition')).toContain('evacuation-list - Cho Dong Ba.pdf');
    expect((await pdf.text()).slice(0, 5)).toBe('%PDF-');
    const looks = await trail('inside.listed', `venue:${door.owner.venueId}`);
    expect(looks.map(({ details_json }) => JSON.parse(details_json).how)).toEqual(['screen', 'pdf']);
    expect(JSON.stringify(looks)).not.toContain('Hương');
  });
});

describe('a visit that nobody closes', () => {
  it('ends after the longest stay, says so, and watchers are told', async () => {
    const door = await openDoor();
    const { ids } = await send(door, person('Quên Ra', '+84912345675'));
    await stayUntil(test, door.owner, MORNING + 4 * HOUR - 1);
    expect(await names(door)).toEqual(['Q. Ra']);
    const seen: string[] = [];
    const stop = test.server.services.sync.feed.subscribe(door.owner.venueId, ({ visitId }) => seen.push(visitId));
    test.now = MORNING + 4 * HOUR;
    expect(await names(door)).toEqual([]);
    expect(await test.server.services.presence.sweep()).toBeGreaterThan(0);
    stop();
    expect(seen).toEqual(ids);
    expect(await rowOf(door, ids[0]!)).toMatchObject({ leftAt: test.now, leftBy: 'automatic' });
    expect(await heartbeat(door)).toBe(0);
    expect(await test.server.services.presence.sweep()).toBe(0);
  });

  it('ends when the venue closes, by the rule as it is now for who is inside', async () => {
    const door = await openDoor();
    const { ids } = await send(door, {});
    await door.owner.call('PATCH', `/venues/${door.owner.venueId}/door`, { choices: { closesAt: '12:00' } });
    await stayUntil(test, door.owner, MORNING + 2 * HOUR);
    await test.server.services.presence.sweep();
    expect(await rowOf(door, ids[0]!)).toMatchObject({ leftAt: MORNING + 2 * HOUR, leftBy: 'automatic' });
    // What has ended stays as it was.
    await door.owner.call('PATCH', `/venues/${door.owner.venueId}/door`, { choices: { closesAt: '23:00' } });
    expect(await rowOf(door, ids[0]!)).toMatchObject({ leftAt: MORNING + 2 * HOUR });
  });

  it("ends by the hours of its day, also after they were moved, and by them from the kiosk's first record on", async () => {
    const door = await openDoor();
    const venue = `/venues/${door.owner.venueId}`;
    const closed = { monday: null, tuesday: null, wednesday: null, friday: null, saturday: null, sunday: null };
    const close = (to: string) =>
      door.owner.call('PATCH', `${venue}/rules`, { openingHours: { ...closed, thursday: { from: '08:00', to } } });
    await close('13:00');
    await door.owner.call('PATCH', `${venue}/door`, { choices: { closingBy: 'hours', closesAt: '11:00' } });
    const { ids } = await send(door, {});
    await close('12:00');
    await stayUntil(test, door.owner, MORNING + 2 * HOUR);
    await test.server.services.presence.sweep();
    expect(await rowOf(door, ids[0]!)).toMatchObject({ leftAt: MORNING + 2 * HOUR, leftBy: 'automatic' });
  });

  it('gives way to a real departure that comes to be known later', async () => {
    const door = await openDoor();
    const { ids } = await send(door, {});
    await stayUntil(test, door.owner, MORNING + 5 * HOUR);
    await test.server.services.presence.sweep();
    await send(door, left(ids[0]!, { at: MORNING + HOUR }));
    expect(await rowOf(door, ids[0]!)).toMatchObject({ leftAt: MORNING + HOUR, leftBy: 'scan' });
  });

  it('has ended already when it comes to be known days later', async () => {
    const door = await openDoor();
    const late = await send(door, { at: MORNING - 26 * HOUR });
    expect(late.inside).toBe(0);
    const { visits } = await read<VisitPage>(door, '/visits?from=2026-11-04');
    expect(visits).toMatchObject([{ id: late.ids[0], leftAt: MORNING - 22 * HOUR, leftBy: 'automatic' }]);
  });

  it('goes on when the person is seen again', async () => {
    const door = await openDoor();
    const { ids } = await send(door, {});
    await stayUntil(test, door.owner, MORNING + 3 * HOUR);
    await send(door, { kind: 'extended', visitId: ids[0]! });
    await stayUntil(test, door.owner, MORNING + 6 * HOUR);
    await test.server.services.presence.sweep();
    expect(await heartbeat(door)).toBe(1);
  });

  it('ends while the server runs, also what ended while it did not', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'venue-presence-'));
    const before = await startTestServer({ dataDir });
    const { now } = before;
    const owner = await registerOwner(before.url);
    const kiosk = await pairKiosk(before, owner);
    const record = await kiosk.makeRecord();
    await kiosk.exchange([record]);
    await before.close();
    const after = await startTestServer({ dataDir, now: now + 5 * HOUR });
    const leftHow = async () => {
      const query = after.server.services.store.read.selectFrom('visits').select('left_how');
      return (await query.where('id', '=', record.id as never).executeTakeFirstOrThrow()).left_how;
    };
    await vi.waitFor(async () => expect(await leftHow()).toBe('automatic'), { timeout: 10_000 });
    await after.close();
    rmSync(dataDir, { recursive: true });
  });
});

describe('a departure after midnight', () => {
  const LATE = startOfDay('2026-11-05') + 23 * HOUR;
  const guest = { v: 1, name: 'Khách Khuya', phone: '+84912345690' } as const;

  it.each([
    ['known', 0],
    ['not known', 1],
  ])('ends the visit of the evening before, its arrival %s yet', async (_, early) => {
    const door = await openDoor();
    const exit = { owner: door.owner, kiosk: await pairKiosk(test, door.owner) };
    test.now = LATE + 2 * HOUR;
    const arrive = async () => (await send(door, { contact: guest, at: LATE })).ids[0]!;
    const leave = () => send(exit, { kind: 'left', visitId: null, contact: guest, at: LATE + 90 * MINUTE });
    if (early) await leave();
    const id = await arrive();
    if (!early) await leave();
    const query = test.server.services.store.read.selectFrom('visits').select(['left_at', 'left_how']);
    const row = await query.where('id', '=', id).executeTakeFirstOrThrow();
    expect(row).toEqual({ left_at: LATE + 90 * MINUTE, left_how: 'scan' });
    expect(await heartbeat(door)).toBe(0);
  });

  it.each([
    ['known', 0],
    ['not known', 1],
  ])('leaves a visit alone that had ended the day before, its arrival %s yet', async (_, early) => {
    const door = await openDoor();
    test.now = MORNING + 24 * HOUR;
    const arrive = async () => (await send(door, { contact: guest, at: MORNING })).ids[0]!;
    const leave = () => send(door, { kind: 'left', visitId: null, contact: guest });
    if (early) await leave();
    const id = await arrive();
    if (!early) await leave();
    const query = test.server.services.store.read.selectFrom('visits').select(['auto_left_at', 'left_how']);
    const row = await query.where('id', '=', id).executeTakeFirstOrThrow();
    expect(row).toEqual({ auto_left_at: MORNING + 4 * HOUR, left_how: 'automatic' });
  });
});

describe('people told to see the staff', () => {
  const resolve = (door: Door, id: VisitId, verdict: string, by = door.owner) =>
    by.call('POST', `/visits/${id}/resolution`, { verdict });
  const calls = async (door: Door) => callListSchema.parse(await read(door, '/calls')).calls;

  it('wait, the longest first, until somebody decides', async () => {
    const door = await openDoor();
    const { ids } = await send(
      door,
      { ...person('Đỗ Văn Ho', '+84912345676'), ...seeStaff, at: MORNING - 2 * MINUTE },
      { ...person('Bùi Thị Sốt', '+84912345677'), ...seeStaff, at: MORNING - 5 * MINUTE },
    );
    expect((await calls(door)).map(({ maskedName }) => maskedName)).toEqual(['B. T. Sốt', 'Đ. V. Ho']);
    const staff = await addMember(test, door.owner, 'staff');
    expect((await resolve(door, ids[0]!, 'welcome', staff)).status).toBe(204);
    expect((await resolve(door, ids[1]!, 'not-today')).status).toBe(204);
    expect((await resolve(door, ids[1]!, 'welcome')).status).toBe(409);
    expect(await calls(door)).toEqual([]);
    expect(await names(door)).toEqual(['Đ. V. Ho']);
    expect(await heartbeat(door)).toBe(1);
    const by = staff.me.name;
    expect(await rowOf(door, ids[0]!)).toMatchObject({ resolution: { verdict: 'welcome', at: MORNING, by } });
    const asStaff = (await (await staff.call('GET', `/venues/${door.owner.venueId}/visits`)).json()) as VisitPage;
    expect(asStaff.visits.map(({ resolution }) => resolution?.by)).toEqual([null, null]);
    expect(await trail('visit.resolved', `visit:${ids[0]}`)).toMatchObject([
      { actor: staff.me.accountId, details_json: '{"verdict":"welcome"}' },
    ]);
  });

  it('are decided upon at the kiosk too, by a card that has a label', async () => {
    const door = await openDoor();
    const issued = await door.owner.call('POST', `/venues/${door.owner.venueId}/staff-cards`, { label: 'Chị Lan' });
    expect(issued.status).toBe(201);
    const settings = exchangeResponseSchema.parse((await door.kiosk.exchange([])).body).down.settings;
    test.now += 2_001;
    const fresh = exchangeResponseSchema.parse((await door.kiosk.exchange([])).body).down.settings ?? settings;
    const card = fresh?.staffCards[0] ?? null;
    expect(card).not.toBeNull();
    const { ids } = await send(door, seeStaff, seeStaff);
    await send(
      door,
      { kind: 'resolved', visitId: ids[0]!, change: { verdict: 'welcome', staff: { card } } },
      { kind: 'resolved', visitId: ids[1]!, change: { verdict: 'not-today', staff: { card: null } } },
    );
    expect(await rowOf(door, ids[0]!)).toMatchObject({ verdict: 'welcome', resolution: { by: 'Chị Lan' } });
    expect(await rowOf(door, ids[1]!)).toMatchObject({ verdict: 'not-today', resolution: { by: null } });
    expect(await calls(door)).toEqual([]);
  });

  it('are called though another door had let them in, once however often they were told', async () => {
    const door = await openDoor();
    const other = { owner: door.owner, kiosk: await pairKiosk(test, door.owner) };
    const ho = person('Đỗ Văn Ho', '+84912345679');
    const { ids: first } = await send(door, { ...ho, at: MORNING - 3 * MINUTE });
    const { ids: second } = await send(other, { ...ho, ...seeStaff, at: MORNING - 2 * MINUTE });
    await send(door, { ...ho, ...seeStaff, at: MORNING - MINUTE });
    expect((await calls(door)).map(({ visitId }) => visitId)).toEqual(second);
    expect(await read<DayFigures>(door, '/day')).toMatchObject({ inside: 1, seeStaff: 1 });
    expect((await resolve(door, second[0]!, 'not-today')).status).toBe(204);
    expect(await calls(door)).toEqual([]);
    expect(await read<DayFigures>(door, '/day')).toMatchObject({ inside: 0, seeStaff: 0 });
    expect(await rowOf(door, first[0]!)).toMatchObject({ verdict: 'not-today' });
    expect(await heartbeat(door)).toBe(0);
  });

  it('are let in at every door at which they were told', async () => {
    const door = await openDoor();
    const ho = { ...person('Đỗ Văn Ho', '+84912345680'), ...seeStaff };
    const { ids } = await send(door, { ...ho, at: MORNING - 2 * MINUTE }, { ...ho, at: MORNING - MINUTE });
    await send(door, { kind: 'resolved', visitId: ids[1]!, change: { verdict: 'welcome', staff: { card: null } } });
    expect(await calls(door)).toEqual([]);
    expect(await rowOf(door, ids[0]!)).toMatchObject({ verdict: 'welcome', resolution: { by: null } });
    expect(await names(door)).toEqual(['Đ. V. Ho']);
  });

  it('wait no longer when their stay is over: the figure of the day counts whom the list names', async () => {
    const door = await openDoor();
    await send(door, { ...person('Đỗ Văn Ho', '+84912345681'), ...seeStaff, at: MORNING - MINUTE });
    const waiting = async () => [(await calls(door)).length, (await read<DayFigures>(door, '/day')).seeStaff];
    expect(await waiting()).toEqual([1, 1]);
    await stayUntil(test, door.owner, MORNING + 5 * HOUR);
    expect(await waiting()).toEqual([0, 0]);
  });

  it('are told to those who watch, at once', async () => {
    const door = await openDoor();
    const response = await door.owner.call('GET', `/venues/${door.owner.venueId}/visits/stream`);
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    const { ids } = await send(door, { ...person('Phan Thị Ho', '+84912345678'), ...seeStaff });
    let text = '';
    while (!text.includes('\n\n')) text += (await reader?.read())?.value ?? '';
    const row = JSON.parse(text.slice(text.indexOf('data: ') + 6, text.indexOf('\n\n')));
    expect(row).toMatchObject({
      id: ids[0],
      verdict: 'see-staff',
      entranceName: 'Cổng chính',
      maskedName: 'P. T. Ho',
      arrivedAt: MORNING,
      leftAt: null,
      resolution: null,
    });
    await resolve(door, ids[0]!, 'welcome');
    text = '';
    while (!text.includes('\n\n')) text += (await reader?.read())?.value ?? '';
    expect(text).toContain('"verdict":"welcome"');
    await reader?.cancel();
  });
});

describe('what the staff may do', () => {
  it('is to see somebody leave, once', async () => {
    const door = await openDoor();
    const staff = await addMember(test, door.owner, 'staff');
    const { ids } = await send(door, {});
    test.now += MINUTE;
    const depart = () => staff.call('POST', `/visits/${ids[0]}/departure`);
    expect((await depart()).status).toBe(204);
    test.now += MINUTE;
    expect((await depart()).status).toBe(204);
    expect(await rowOf(door, ids[0]!)).toMatchObject({ leftAt: MORNING + MINUTE, leftBy: 'staff' });
    expect(await heartbeat(door)).toBe(0);
    expect(await trail('visit.departed', `visit:${ids[0]}`)).toHaveLength(1);
  });

  it('is nothing in another organisation, and nothing at all for an auditor', async () => {
    const [door, other] = [await openDoor(), await openDoor()];
    const auditor = await addMember(test, door.owner, 'auditor');
    const { ids } = await send(door, seeStaff);
    for (const act of ['departure', 'resolution']) {
      const path = `/visits/${ids[0]}/${act}`;
      const body = act === 'resolution' ? { verdict: 'welcome' } : undefined;
      expect((await other.owner.call('POST', path, body)).status).toBe(404);
      expect((await auditor.call('POST', path, body)).status).toBe(403);
    }
    expect((await auditor.call('GET', `/venues/${door.owner.venueId}/inside`)).status).toBe(200);
    expect((await auditor.call('GET', `/venues/${door.owner.venueId}/calls`)).status).toBe(200);
  });
});
