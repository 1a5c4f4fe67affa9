import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VisitPage } from '#shared/contract/portal-visits.ts';
import type { VisitId } from '#shared/domain/ids.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { startOfDay } from '#shared/domain/zoned-time.ts';
import { openKeyService } from '../keys/service.ts';
import type { Services } from '../services.ts';
import { type Owner, pairKiosk, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';
import { DELETION_LABEL, deletionSchema } from './service.ts';

const MORNING = startOfDay('2026-11-05') + 8 * 3_600_000;
const NAME = 'Nguyễn Thị Hương';
const ORDER = { actor: 'cli', organisationId: null, reference: null };

let dataDir: string;
let test: TestServer;
let owner: Owner;
let visitId: VisitId;
const services = (): Services => test.server.services;

async function start(now: number): Promise<void> {
  test = await startTestServer({ dataDir, now });
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'retention-'));
  await start(MORNING);
  owner = await registerOwner(test.url);
  const kiosk = await pairKiosk(test, owner);
  const record = await kiosk.makeRecord({
    contact: { v: 1, name: NAME, phone: '+84912345678' },
    health: { v: 1, questionsVersion: 1, language: 'vi', answers: [] },
  });
  await kiosk.exchange([record]);
  visitId = record.id as string as VisitId;
});

afterEach(async () => {
  await test.server.close();
  rmSync(dataDir, { recursive: true });
});

/** The database as it is now, kept elsewhere. */
async function backUp(): Promise<string> {
  const { now } = test;
  await test.server.close();
  const copy = mkdtempSync(join(tmpdir(), 'retention-copy-'));
  cpSync(join(dataDir, 'server.db'), join(copy, 'server.db'));
  await start(now);
  return copy;
}

async function restore(copy: string): Promise<void> {
  const { now } = test;
  await test.server.close();
  for (const suffix of ['-wal', '-shm']) rmSync(join(dataDir, `server.db${suffix}`), { force: true });
  cpSync(join(copy, 'server.db'), join(dataDir, 'server.db'));
  rmSync(copy, { recursive: true });
  await start(now);
}

/** What the server can still read of the visit's contact, through the very code that exports use. */
async function readName(): Promise<string | null> {
  const { store, keys } = services();
  const row = await store.read.selectFrom('visits').selectAll().where('id', '=', visitId).executeTakeFirstOrThrow();
  if (row.contact_key_id === null || row.contact_sealed === null) return null;
  const place = { owner: row.venue_id, class: 'contact', recordId: row.id } as const;
  const record = keys.open(place, { keyId: row.contact_key_id, bytes: row.contact_sealed });
  return (record as { name?: string } | null)?.name ?? null;
}

const sweepAt = async (day: number) => {
  test.now = MORNING + day * DAY_MS;
  return services().retention.sweep();
};

describe('retention', () => {
  it('T3: keeps contacts for all of 21 days, and nobody reads them on the day after', async () => {
    await sweepAt(21);
    expect(await readName()).toBe(NAME);
    expect(await sweepAt(22)).toMatchObject({ through: { contact: '2026-11-05' } });
    expect(await readName()).toBeNull();
  });

  it('keeps health answers apart, for 14 days', async () => {
    const health = async () =>
      (await services().store.read.selectFrom('visits').select('health_sealed').executeTakeFirstOrThrow())
        .health_sealed;
    await sweepAt(14);
    expect(await health()).not.toBeNull();
    await sweepAt(15);
    expect(await health()).toBeNull();
    expect(await readName()).toBe(NAME);
  });

  it('keeps the fact of the visit, which names nobody', async () => {
    await sweepAt(22);
    const { rows } = await countRows();
    expect(rows).toMatchObject({ visits: 1, events: 1, hashes: 0 });
  });

  it('keeps a file of venues, with the people in it, for no more than its day', async () => {
    const file =
      'Tên địa điểm,Phường xã,Người phụ trách,Điện thoại người phụ trách\r\nQuán Hến,Phú Hội,Lê Văn A,0912345678';
    const checked = await owner.call('POST', '/imports', { content: Buffer.from(file).toString('base64') });
    expect(await checked.json()).toMatchObject({ kind: 'checked' });
    const count = async (table: 'imports' | 'import_chunks') =>
      (await services().store.read.selectFrom(table).selectAll().execute()).length;
    await sweepAt(0);
    expect([await count('imports'), await count('import_chunks')]).toEqual([1, 1]);
    await sweepAt(2);
    expect([await count('imports'), await count('import_chunks')]).toEqual([0, 0]);
  });

  it('goes by what the venue decided, and by nothing longer than the hard maximum', async () => {
    const { store } = services();
    const set = (days: number) =>
      store.transact((tx) =>
        tx
          .updateTable('venues')
          .set({ contact_days: days })
          .execute()
          .then(() => undefined),
      );
    await set(30);
    await sweepAt(30);
    expect(await readName()).toBe(NAME);
    await set(1);
    await sweepAt(30);
    expect(await readName()).toBeNull();
  });

  it.each([400, 0, -7])('a venue that claims %i days keeps contacts for the default', async (days) => {
    await services().store.transact(async (tx) => {
      await tx.updateTable('venues').set({ contact_days: days }).execute();
    });
    await sweepAt(21);
    expect(await readName()).toBe(NAME);
    await sweepAt(22);
    expect(await readName()).toBeNull();
  });

  it('a copy of the database from before opens nothing afterwards', async () => {
    const copy = await backUp();
    await sweepAt(22);
    await restore(copy);
    const { contact_sealed: sealed } = await services()
      .store.read.selectFrom('visits')
      .select('contact_sealed')
      .executeTakeFirstOrThrow();
    expect(sealed).not.toBeNull();
    expect(await readName()).toBeNull();
  });

  it('leaves a signed record and a line in the trail, once', async () => {
    await sweepAt(22);
    expect(await services().retention.sweep()).toBeNull();
    const { store, keys } = services();
    const [record, ...others] = await store.read.selectFrom('deletion_records').selectAll().execute();
    expect(others).toEqual([]);
    const document = deletionSchema.parse(await keys.verifyServerDocument(DELETION_LABEL, record?.document ?? ''));
    expect(document).toMatchObject({ through: { contact: '2026-11-05', health: '2026-11-12' } });
    expect(document.contentKeys).toBe(2);
    expect(document.indexKeys).toBe(1);
    const trail = await store.read.selectFrom('audit').select('action').where('actor', '=', 'system').execute();
    expect(trail).toEqual([{ action: 'retention.shredded' }]);
  });

  it('S15, T3: what waits in quarantine keeps its facts alone beyond the hard maximum, and counts as expired', async () => {
    const kiosk = await pairKiosk(test, owner);
    const sent = await kiosk.makeRecord({ contact: { v: 1, name: NAME, phone: '+84912345678' } });
    await services().kiosks.revoke(kiosk.paired.kioskId, owner.me.accountId);
    await kiosk.exchange([sent, { ...(await kiosk.makeRecord()), body: '{"name":"Hương"}' }]);
    const bodies = async (): Promise<string[]> =>
      (await services().store.read.selectFrom('quarantine').select('body').orderBy('seq').execute()).map(
        ({ body }) => body,
      );
    await sweepAt(30);
    expect(await bodies()).toEqual([sent.body, '{"name":"Hương"}']);
    await sweepAt(32);
    const { sealed: _sealed, ...facts } = JSON.parse(sent.body);
    const [kept, malformed] = await bodies();
    expect(JSON.parse(kept ?? '')).toEqual(facts);
    expect(malformed).toBe('');
    const codes = await services().store.read.selectFrom('quarantine').select('code').execute();
    expect(new Set(codes.map(({ code }) => code))).toEqual(new Set(['expired']));
  });

  it('a record that comes too late is still a visit, without a name', async () => {
    const kiosk = await pairKiosk(test, owner);
    const late = await kiosk.makeRecord({ contact: { v: 1, name: NAME, phone: '+84912345678' } });
    await sweepAt(22);
    const answer = await kiosk.exchange([late]);
    expect(answer.body).toMatchObject({ results: [{ id: late.id, outcome: 'stored' }] });
    visitId = late.id as string as VisitId;
    expect(await readName()).toBeNull();
  });
});

describe('a server under a wrong clock', () => {
  /** What a start, its sweep and its end leave. */
  async function runAt(now: number): Promise<void> {
    await test.server.close();
    await start(now);
  }

  it.each([
    ['2099', Date.UTC(2099, 0, 1)],
    ['a year ahead', MORNING + 365 * DAY_MS],
    ['1970', 0],
  ])('T3: in %s shreds nothing that is not over, however often it is started', async (_when, wrong) => {
    for (let run = 0; run < 3; run += 1) await runAt(wrong + run * 60_000);
    await runAt(MORNING + DAY_MS);
    expect(await readName()).toBe(NAME);
    expect(await services().store.read.selectFrom('deletion_records').selectAll().execute()).toEqual([]);
  });

  it('T3: shreds again when it is right and was seen to be', async () => {
    const later = MORNING + 22 * DAY_MS;
    await test.server.close();
    const opened = await openKeyService({ dataDir, expectedServerId: null }, services().clock);
    if (!opened.ok) throw new Error(opened.error);
    opened.value.saveClockEvidence({ believedAt: later, doubtedAt: null, doubtedRunMs: 0 });
    opened.value.close();
    await start(Date.UTC(2099, 0, 1));
    expect(await readName()).toBe(NAME);
    // The end of a run waits for its sweep.
    await runAt(later);
    await runAt(later);
    expect(await readName()).toBeNull();
  });
});

describe('erasure', () => {
  it('takes a person out of the log and of every look-up', async () => {
    expect(await services().retention.erase([visitId], ORDER)).toMatchObject({ held: 1 });
    expect(await readName()).toBeNull();
    expect((await countRows()).rows).toMatchObject({ visits: 1, hashes: 0 });
    const page = (await (
      await owner.call('GET', `/venues/${owner.venueId}/visits?from=2026-11-05`)
    ).json()) as VisitPage;
    expect(page.visits).toMatchObject([{ id: visitId, maskedName: null, maskedPhone: null }]);
  });

  it('stays, whatever copy of the database is put back', async () => {
    const copy = await backUp();
    await services().retention.erase([visitId], ORDER);
    await restore(copy);
    expect(await readName()).toBeNull();
    expect((await countRows()).rows).toMatchObject({ hashes: 0 });
  });

  it('S8: stays when a kiosk sends again what a copy from before it lacks', async () => {
    const kiosk = await pairKiosk(test, owner);
    const contact = { v: 1, name: NAME, phone: '+84912345678' } as const;
    const arrival = await kiosk.makeRecord({ contact });
    const left = await kiosk.makeRecord({ kind: 'left', visitId: arrival.id as string as VisitId, contact });
    await services().retention.erase([visitId, arrival.id], ORDER);
    await kiosk.exchange([left, arrival]);
    visitId = arrival.id as string as VisitId;
    expect(await readName()).toBeNull();
    expect((await countRows()).rows).toMatchObject({ visits: 2, hashes: 0 });
    expect(await countSealedEvents()).toBe(0);
  });

  it('is forgotten by a sweep alone, when no copy of the database is that old: not by a command under a wrong clock', async () => {
    services().keys.addErasures([visitId]);
    test.now = MORNING + 400 * DAY_MS;
    await services().retention.applyErasures();
    expect(services().keys.listErasures()).toEqual([visitId]);
    await services().retention.sweep();
    expect(services().keys.listErasures()).toEqual([]);
  });

  it('takes what later events about the visit say of the person along', async () => {
    const kiosk = await pairKiosk(test, owner);
    const left = await kiosk.makeRecord({
      kind: 'left',
      visitId,
      contact: { v: 1, name: NAME, phone: '+84912345678' },
    });
    await kiosk.exchange([left]);
    expect(await countSealedEvents()).toBe(1);
    await services().retention.erase([visitId], ORDER);
    expect(await countSealedEvents()).toBe(0);
    expect((await countRows()).rows).toMatchObject({ hashes: 0 });
  });

  it('S15: takes what waits in quarantine along, in a copy that is put back and when it comes again, and then it is expired', async () => {
    const kiosk = await pairKiosk(test, owner);
    const contact = { v: 1, name: NAME, phone: '+84912345678' } as const;
    const [waiting, late] = [await kiosk.makeRecord({ contact }), await kiosk.makeRecord({ contact })];
    const unread = { ...(await kiosk.makeRecord()), body: '{"name":"Hương"}' };
    await services().kiosks.revoke(kiosk.paired.kioskId, owner.me.accountId);
    await kiosk.exchange([waiting, unread]);
    const rows = async () =>
      (await services().store.read.selectFrom('quarantine').select(['code', 'body']).orderBy('seq').execute()).map(
        ({ code, body }) => [code, /sealed|Hương/.test(body)],
      );
    const copy = await backUp();
    kiosk.url = test.url;
    await services().retention.erase([waiting.id, late.id, unread.id], ORDER);
    const gone = [
      ['expired', false],
      ['expired', false],
    ];
    expect(await rows()).toEqual(gone);
    await restore(copy);
    kiosk.url = test.url;
    expect(await rows()).toEqual(gone);
    const again = await kiosk.exchange([waiting, late]);
    expect(again.body).toMatchObject({ results: [{ code: 'expired' }, { code: 'expired' }] });
    expect(await rows()).toEqual([...gone, ['expired', false]]);
  });

  it('is on the disk before the rows are touched: a start after a cut finishes it', async () => {
    services().keys.addErasures([visitId]);
    expect(await readName()).toBe(NAME);
    await test.server.close();
    await start(MORNING);
    expect(await readName()).toBeNull();
  });
});

const countSealedEvents = async (): Promise<number> =>
  (
    await services()
      .store.read.selectFrom('visit_events')
      .select('id')
      .where('contact_sealed', 'is not', null)
      .execute()
  ).length;

async function countRows() {
  const { read } = services().store;
  const count = async (table: 'visits' | 'visit_events' | 'person_index'): Promise<number> =>
    (await read.selectFrom(table).select('venue_id').execute()).length;
  const [visits, events, hashes] = [await count('visits'), await count('visit_events'), await count('person_index')];
  return { rows: { visits, events, hashes } };
}
