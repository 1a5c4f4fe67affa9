import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DAY_MS, DEFAULT_TIME_ZONE } from '#shared/domain/instant.ts';
import { type ChainedEntry, FIRST_PREV_HASH, hashEntry } from '../audit/chain.ts';
import { collectProofs, verifyTrail } from '../audit/service.ts';
import { copyAsNewServer } from '../store/copy-database.ts';
import type { SimulatedKiosk } from '../sync/simulated-kiosk.ts';
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
import { backUp, findLatest, restore } from './service.ts';

const NAMES = ['Nguyễn Thị Hương', 'Trần Văn Đức'] as const;

let folder: string;
let test: TestServer;
let owner: Owner;
let kiosk: SimulatedKiosk;
const place = (name: string): string => join(folder, name);
const back = (now = Date.now()) =>
  backUp({ dataDir: place('data'), to: place('copies'), keysTo: place('key-copy') }, now);

const filesIn = (name: string): string[] =>
  readdirSync(place(name), { recursive: true, encoding: 'utf8' }).toSorted((a, b) => a.localeCompare(b));

async function checkIn(name: string): Promise<string> {
  const record = await kiosk.makeRecord({ contact: { v: 1, name, phone: '+84912345678' } });
  await kiosk.exchange([record]);
  return record.id;
}

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'backup-'));
  test = await startTestServer({ dataDir: place('data') });
  owner = await registerOwner(test.url);
  kiosk = await pairKiosk(test, owner);
  await checkIn(NAMES[0]);
});
afterEach(async () => {
  await test.server.close();
  rmSync(folder, { recursive: true });
});

/** An empty folder with nothing but the key file, as after a fire. */
function prepareFolder(): string {
  mkdirSync(place('new/secrets'), { recursive: true });
  cpSync(place('data/secrets/kek'), place('new/secrets/kek'));
  return place('new');
}

const order = (changes: Partial<Parameters<typeof restore>[0]> = {}) => ({
  dataDir: prepareFolder(),
  database: findLatest(place('copies')) ?? '',
  keys: place('key-copy/keys.db'),
  timeZone: DEFAULT_TIME_ZONE,
  ...changes,
});

async function moveTo(dataDir: string): Promise<void> {
  await test.server.close();
  test = await startTestServer({ dataDir });
}

describe('a backup', () => {
  it('is made beside the running server, whole, and readable by its owner alone', async () => {
    const { database, keys } = await back();
    await checkIn(NAMES[1]);
    for (const file of [database, keys]) expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(place('copies'))).toEqual([database.split('/').at(-1)]);
    expect(readdirSync(place('key-copy'))).toEqual(['keys.db']);
  });

  it('comes to its end however busily the server writes meanwhile, and is one moment of it', async () => {
    const file = place('data/server.db');
    const writer = new BetterSqlite3(file);
    writer.exec('create table filler (n integer primary key, text text)');
    const insert = writer.prepare('insert into filler (text) values (?)');
    const fill = writer.transaction((rows: number) => {
      for (let row = 0; row < rows; row += 1) insert.run('x'.repeat(3_000));
    });
    fill(3_000);
    let writes = 0;
    let busy = true;
    const write = (): void => {
      if (!busy) return;
      insert.run('y');
      writes += 1;
      if (writes < 20_000) setImmediate(write);
    };
    write();
    const { database } = await back();
    busy = false;
    writer.close();
    expect(writes).toBeLessThan(5_000);
    const copy = new BetterSqlite3(database, { readonly: true });
    expect(copy.prepare('select count(*) from filler').pluck().get()).toBeLessThan(3_010);
    copy.close();
  });

  it('keeps one copy of the keys, and copies of the database for seven days; what is not ours stays', async () => {
    const now = Date.now();
    const first = await back(now - 8 * DAY_MS);
    writeFileSync(join(place('copies'), 'notes.txt'), 'x');
    await back(now - 6 * DAY_MS);
    const last = await back(now);
    expect(last.deleted).toEqual([first.database.split('/').at(-1)]);
    expect(readdirSync(place('copies'))).toHaveLength(3);
    expect(findLatest(place('copies'))).toBe(last.database);
  });
});

describe('a restore', () => {
  it('S8: brings everything back to the copy, under a new epoch, with everybody signed out', async () => {
    await back();
    const epoch = test.server.services.kiosks.serverEpoch;
    const restored = await restore(order());
    expect(restored).toMatchObject({ ok: true, value: { erased: 0 } });
    await moveTo(place('new'));
    expect(test.server.services.kiosks.serverEpoch).not.toBe(epoch);
    kiosk.url = test.url;
    expect((await kiosk.exchange([])).body).toMatchObject({ serverEpoch: test.server.services.kiosks.serverEpoch });
    expect((await fetch(`${test.url}/api/portal/v1/me`, { headers: { cookie: owner.cookie } })).status).toBe(401);
    const { services } = test.server;
    const names = await readNames(services);
    expect(names).toEqual([NAMES[0]]);
  });

  it('does not bring back who was erased after the copy was made', async () => {
    await back();
    const [row] = await test.server.services.store.read.selectFrom('visits').select('id').execute();
    await test.server.services.retention.erase([row?.id ?? ''], {
      actor: 'cli',
      organisationId: null,
      reference: null,
    });
    const { database } = await back(Date.now() + 1_000);
    rmSync(database);
    expect(await restore(order())).toMatchObject({ ok: true, value: { erased: 1 } });
    await moveTo(place('new'));
    expect(await readNames(test.server.services)).toEqual([null]);
  });

  it('S9: does not trust a kiosk or a staff card again that was revoked after the copy was made', async () => {
    const issued = await owner.call('POST', `/venues/${owner.venueId}/staff-cards`, { label: 'Ca sáng' });
    const { card } = (await issued.json()) as { card: { id: string } };
    await back();
    const late = await pairKiosk(test, owner);
    for (const { paired } of [kiosk, late]) await owner.call('POST', `/kiosks/${paired.kioskId}/revocation`);
    await owner.call('POST', `/staff-cards/${card.id}/revocation`);
    const { database } = await back(Date.now() + 1_000);
    rmSync(database);
    expect(await restore(order())).toMatchObject({ ok: true });
    await moveTo(place('new'));
    const { read } = test.server.services.store;
    const revoked = async (table: 'kiosks' | 'staff_cards') =>
      (await read.selectFrom(table).select('id').where('revoked_at', 'is not', null).execute()).map(({ id }) => id);
    expect(await revoked('staff_cards')).toEqual([card.id]);
    expect(await revoked('kiosks')).toEqual([kiosk.paired.kioskId]);
    for (const one of [kiosk, late]) {
      one.url = test.url;
      const record = await one.makeRecord();
      const { body } = await one.exchange([record], { certificate: one.paired.certificate });
      expect(body).toMatchObject({
        standing: 'revoked',
        results: [{ outcome: 'quarantined', code: 'revoked' }],
        down: {},
      });
    }
    expect(await test.server.services.retention.applyErasures()).toBe(0);
    const applied = await read
      .selectFrom('audit')
      .select('details_json')
      .where('action', '=', 'revocations.applied')
      .execute();
    expect(applied).toEqual([{ details_json: '{"count":2}' }]);
  });

  it('lets nobody in again who was removed after the copy was made, nor by a link of before', async () => {
    const staff = await addMember(test, owner, 'staff');
    const { accounts } = test.server.services;
    const link = await accounts.makeResetLink(owner.me.email, false);
    const invitation = await owner.call('POST', '/invitations', { role: 'manager', label: 'Lan' });
    const { url } = (await invitation.json()) as { url: string };
    await back();
    expect((await owner.call('DELETE', `/people/${staff.me.accountId}`)).status).toBe(204);
    rmSync((await back(Date.now() + 1_000)).database);
    expect(await restore(order())).toMatchObject({ ok: true });
    await moveTo(place('new'));
    const browser = new TestBrowser(test.url);
    const signIn = ({ me }: Owner) => browser.try('POST', '/sessions', { email: me.email, password: PASSWORD });
    expect(await signIn(staff)).toEqual([401, 'wrong-credentials']);
    expect(await signIn(owner)).toEqual([201, undefined]);
    const [token, invited] = [link!.url.split('#')[1], url.split('#')[1]];
    const redemption = { token, password: 'một mật khẩu khác hẳn' };
    expect(await browser.try('POST', '/recoveries/redemption', redemption)).toEqual([404, 'code-unknown']);
    expect(await browser.try('POST', '/invitation-details', { token: invited })).toEqual([404, 'code-unknown']);
  });

  it('S8: knows afterwards what the copy cut off the trail, and nothing else', async () => {
    await back();
    await test.server.services.auditHeads.signHead();
    await checkIn(NAMES[1]);
    await owner.call('GET', `/venues/${owner.venueId}/visits`);
    await owner.call('GET', `/venues/${owner.venueId}/inside`);
    await test.server.services.auditHeads.signHead();
    const { database } = await back(Date.now() + 1_000);
    rmSync(database);
    expect(await restore(order())).toMatchObject({ ok: true });
    await moveTo(place('new'));
    const { store, keys } = test.server.services;
    expect(await verifyTrail(store.read, await collectProofs(keys))).toMatchObject({ holds: true, cutOff: 1 });
  });

  it('refuses a copy whose trail was written anew before what was signed', async () => {
    await test.server.services.auditHeads.signHead();
    const { database } = await back();
    const copy = new BetterSqlite3(database);
    rewriteTrail(copy);
    copy.close();
    expect(await restore(order())).toEqual({ ok: false, error: { why: 'trail-broken' } });
    expect(filesIn('new')).toEqual(['secrets', join('secrets', 'kek')]);
  });

  it('never takes older keys than those in the folder', async () => {
    await back();
    const old = place('key-copy/keys.db');
    const [row] = await test.server.services.store.read.selectFrom('visits').select('id').execute();
    await test.server.services.retention.erase([row?.id ?? ''], {
      actor: 'cli',
      organisationId: null,
      reference: null,
    });
    await test.server.close();
    const dataDir = prepareFolder();
    cpSync(place('data/keys'), join(dataDir, 'keys'), { recursive: true });
    expect(await restore(order({ dataDir, keys: old }))).toMatchObject({ ok: true, value: { erased: 1 } });
    await moveTo(dataDir);
  });

  it.each([
    ['a folder that has a database', () => ({ dataDir: place('data') }), { why: 'database-there' }],
    ['no keys anywhere', () => ({ keys: null }), { why: 'no-keys' }],
    ['a file that is no database', () => ({ database: place('data/secrets/kek') }), { why: 'unreadable' }],
  ] as const)('refuses %s and leaves nothing behind', async (_, changes, error) => {
    await back();
    const before = filesIn('data');
    expect(await restore(order(changes()))).toEqual({ ok: false, error });
    expect(filesIn('new')).toEqual(['secrets', join('secrets', 'kek')]);
    expect(filesIn('data')).toEqual(before);
  });

  it('refuses a copy of the keys that is none, and leaves nothing behind', async () => {
    await back();
    writeFileSync(
      place('key-copy/keys.db'),
      'no database at all, but long enough to look like a file of some kind'.repeat(20),
    );
    expect(await restore(order())).toEqual({ ok: false, error: { why: 'unreadable-keys' } });
    expect(filesIn('new')).toEqual(['secrets', join('secrets', 'kek')]);
  });

  it('leaves nothing behind when something unforeseen stops it', async () => {
    const { database } = await back();
    const copy = new BetterSqlite3(database);
    copy.exec('drop table administrative_units');
    copy.close();
    await expect(restore(order())).rejects.toThrow('administrative_units');
    expect(filesIn('new')).toEqual(['secrets', join('secrets', 'kek')]);
  });

  it('S8: is another server from the moment its database has its name: cut there, nobody takes it for the old one', async () => {
    await back();
    const epoch = test.server.services.kiosks.serverEpoch;
    mkdirSync(place('cut'));
    await copyAsNewServer(findLatest(place('copies')) ?? '', place('cut/server.db'), 'a new epoch');
    const copy = new BetterSqlite3(place('cut/server.db'), { readonly: true });
    const found = copy.prepare('select server_epoch from deployment').pluck().get();
    expect(found).toBe('a new epoch');
    expect(found).not.toBe(epoch);
    expect(copy.prepare('select count(*) from sessions').pluck().get()).toBe(0);
    copy.close();
  });

  it('refuses without the right key file, says so, and leaves nothing behind', async () => {
    await back();
    const wanted = order();
    const { dataDir } = wanted;
    rmSync(join(dataDir, 'secrets/kek'));
    const refused = await restore(wanted);
    expect(refused).toMatchObject({ ok: false, error: { why: 'refused' } });
    expect(existsSync(join(dataDir, 'server.db'))).toBe(false);
    expect(existsSync(join(dataDir, 'keys'))).toBe(false);
  });
});

/** Changes an actor and hashes everything anew, as somebody would who knows how. */
function rewriteTrail(db: BetterSqlite3.Database): void {
  const rows = db
    .prepare<[], Omit<ChainedEntry, 'hash' | 'prevHash'>>(
      'select seq, at, actor, action, organisation_id as organisationId, subject, details_json as details from audit order by seq',
    )
    .all();
  const update = db.prepare('update audit set actor = ?, prev_hash = ?, hash = ? where seq = ?');
  let prevHash = FIRST_PREV_HASH;
  for (const row of rows) {
    const hash = hashEntry(prevHash, { ...row, actor: 'nobody' });
    update.run('nobody', prevHash, hash, row.seq);
    prevHash = hash;
  }
}

async function readNames({ store, keys }: TestServer['server']['services']): Promise<(string | null)[]> {
  const rows = await store.read.selectFrom('visits').selectAll().orderBy('id').execute();
  return rows.map((row) => {
    if (row.contact_key_id === null || row.contact_sealed === null) return null;
    const where = { owner: row.venue_id, recordId: row.id, class: 'contact' } as const;
    const contact = keys.open(where, { keyId: row.contact_key_id, bytes: row.contact_sealed });
    return (contact as { name: string } | null)?.name ?? null;
  });
}
