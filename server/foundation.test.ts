import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Config, DEFAULT_CONFIG } from './config/config.ts';
import { openFoundation } from './foundation.ts';
import { fixtureOf } from './store/testing/fixtures.ts';

let folder: string;
let data: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'venue-foundation-'));
  data = join(folder, 'data');
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (settings: Partial<Config> = {}) =>
  openFoundation({ ...DEFAULT_CONFIG, dataDir: data, ...settings }, () => 'http://localhost');

async function openAndClose(settings: Partial<Config> = {}): Promise<string> {
  const opened = await open(settings);
  if (!opened.ok) return opened.error;
  const { serverId } = opened.value.keys;
  await opened.value.close();
  return serverId;
}

/** Everything that is kept, to see that a refusal changed nothing. */
const contents = () =>
  readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/-(wal|shm)$/.test(entry.name))
    .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name)).toString('base64')])
    .toSorted(([a = ''], [b = '']) => a.localeCompare(b));

const remove = (name: string): void => rmSync(join(data, name), { recursive: true });

function serverIdIn(file: string): string {
  const db = new BetterSqlite3(file, { readonly: true });
  const id = db.prepare<[], string>('select server_id from deployment').pluck().get();
  db.close();
  return id ?? '';
}

describe('foundation', () => {
  it('opens the same server again', async () => {
    const serverId = await openAndClose();
    expect(serverId).toMatch(/^[0-9a-f]{32}$/);
    expect(await openAndClose()).toBe(serverId);
  });

  it('keeps its folders to its own account', async () => {
    await openAndClose();
    for (const kept of [data, join(data, 'keys'), join(data, 'secrets')]) {
      expect([kept, statSync(kept).mode & 0o077]).toEqual([kept, 0]);
    }
  });

  it('finds its server again when the first start was cut between key store and database', async () => {
    const serverId = await openAndClose();
    rmSync(join(data, 'server.db'));
    expect(await openAndClose()).toBe(serverId);
  });

  it.each<[string, string, () => void]>([
    ['the key file is gone', 'The key file', () => renameSync(join(data, 'secrets/kek'), join(folder, 'kek'))],
    [
      'the key file is another',
      'does not open the key store',
      () => writeFileSync(join(data, 'secrets/kek'), `${Buffer.alloc(32, 7).toString('base64url')}\n`),
    ],
    ['the key store is gone', 'no key store beside it', () => renameSync(join(data, 'keys'), join(folder, 'keys'))],
    [
      'the database is newer',
      'newer version of this program',
      () => {
        const db = new BetterSqlite3(join(data, 'server.db'));
        db.prepare("insert into schema_migrations (name, timestamp) values ('9990-future', '')").run();
        db.close();
      },
    ],
    [
      'the key store is newer',
      'newer version of this program',
      () => {
        const db = new BetterSqlite3(join(data, 'keys/keys.db'));
        db.pragma('user_version = 99');
        db.close();
      },
    ],
  ])('refuses in one sentence and changes nothing when %s', async (_what, sentence, damage) => {
    await openAndClose();
    damage();
    const before = contents();
    expect(await openAndClose()).toContain(sentence);
    expect(contents()).toEqual(before);
  });

  it.each<[string, string, () => void]>([
    ['is missing', 'no key store beside it', () => rmSync(join(data, 'keys'), { recursive: true })],
    ['and key file are missing', 'no key store beside it', () => ['keys', 'secrets'].forEach(remove)],
    ['is of another server', 'belong to different servers', () => undefined],
    [
      'has no fingerprint and another key file',
      'does not open the key store',
      () => {
        rmSync(join(data, 'keys/kek-fingerprint'));
        writeFileSync(join(data, 'secrets/kek'), `${Buffer.alloc(32, 7).toString('base64url')}\n`);
        const db = new BetterSqlite3(join(data, 'keys/keys.db'));
        db.prepare('update identity set server_id = ?').run(serverIdIn(join(data, 'server.db')));
        db.close();
      },
    ],
  ])('leaves an older database as it is when the key store %s', async (_what, sentence, damage) => {
    await openAndClose();
    rmSync(join(data, 'server.db'));
    const old = new BetterSqlite3(join(data, 'server.db'));
    old.exec(readFileSync(fixtureOf('0010-people-and-places'), 'utf8'));
    old.close();
    damage();
    const before = contents();
    expect(await openAndClose()).toContain(sentence);
    expect(contents()).toEqual(before);
  });

  it('says when the folder is none', async () => {
    writeFileSync(data, 'a file, no folder');
    expect(await openAndClose()).toContain('cannot be written');
  });

  it('says when a file is no database', async () => {
    mkdirSync(data);
    writeFileSync(join(data, 'server.db'), 'not a database, but long enough to be read as one '.repeat(40));
    expect(await openAndClose()).toContain('is no database of this program');
  });

  it('never serves a demo folder under a public address', async () => {
    const opened = await open();
    if (!opened.ok) throw new Error(opened.error);
    await opened.value.store.transact(async (tx) => {
      await tx.updateTable('deployment').set({ demo_at: 1 }).execute();
    });
    await opened.value.close();
    expect(await openAndClose({ publicUrl: 'https://checkin.hue.gov.vn' })).toMatch(/demo data/i);
    expect(await openAndClose({ publicUrl: 'http://192.168.1.5:8080' })).toMatch(/^[0-9a-f]{32}$/);
  });
});
