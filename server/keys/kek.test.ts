import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VenueId } from '#shared/domain/ids.ts';
import { createClock } from '../config/clock.ts';
import { findKekProblem, type KeyService, openKeyService, rotateKek } from './service.ts';

const clock = createClock('Asia/Ho_Chi_Minh', () => Date.UTC(2026, 10, 22, 3));
const place = { owner: 'venue-1' as VenueId, class: 'contact', recordId: 'event-1' } as const;

let folder: string;
let data: string;
const inData = (name: string): string => join(data, name);

async function open(): Promise<KeyService> {
  const opened = await openKeyService({ dataDir: data, expectedServerId: null }, clock);
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}

/** Everything the key store can do, before and after. */
async function describeKeys() {
  const keys = await open();
  try {
    const sealed = keys.seal(place, '2026-11-22', { name: 'Hương' });
    return {
      serverId: keys.serverId,
      sealed,
      index: keys.indexOf('2026-11-22', 'phone', '1'),
      dayKeys: await keys.listDayKeys('2026-11-22', '2026-11-23'),
    };
  } finally {
    keys.close();
  }
}

async function expectSame(before: Awaited<ReturnType<typeof describeKeys>>): Promise<void> {
  const keys = await open();
  expect(keys.serverId).toBe(before.serverId);
  expect(before.sealed && keys.open(place, before.sealed)).toEqual({ name: 'Hương' });
  expect(keys.indexOf('2026-11-22', 'phone', '1')).toEqual(before.index);
  for (const { id } of before.dayKeys) expect(typeof (await keys.openerFor(id))).toBe('object');
  keys.close();
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kek-'));
  data = join(folder, 'data');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('the KEK', () => {
  it('is known by a fingerprint beside the key store, which says nothing else', async () => {
    await describeKeys();
    const fingerprint = readFileSync(inData('keys/kek-fingerprint'), 'utf8');
    expect(fingerprint).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}\n$/);
    expect(findKekProblem(data)).toBeNull();
    renameSync(inData('secrets/kek'), join(folder, 'kek'));
    expect(findKekProblem(data)).toBe('kek-missing');
    writeFileSync(inData('secrets/kek'), `${Buffer.alloc(32, 7).toString('base64url')}\n`);
    // Not even a key store that cannot be opened is looked at.
    writeFileSync(inData('keys/keys.db'), 'garbage');
    expect(await openKeyService({ dataDir: data, expectedServerId: null }, clock)).toEqual({
      ok: false,
      error: 'kek-wrong',
    });
  });

  it('without a fingerprint, as in an older folder, is still told from a wrong one, and gets one', async () => {
    await describeKeys();
    rmSync(inData('keys/kek-fingerprint'));
    const kek = readFileSync(inData('secrets/kek'));
    writeFileSync(inData('secrets/kek'), `${Buffer.alloc(32, 7).toString('base64url')}\n`);
    const wrong = await openKeyService({ dataDir: data, expectedServerId: null }, clock);
    expect(wrong).toEqual({ ok: false, error: 'kek-wrong' });
    writeFileSync(inData('secrets/kek'), kek);
    (await open()).close();
    expect(readFileSync(inData('keys/kek-fingerprint'), 'utf8')).toMatch(/-/);
  });

  it('brings a key store of the first version forward, and refuses it untouched under a wrong KEK', async () => {
    const before = await describeKeys();
    const db = new BetterSqlite3(inData('keys/keys.db'));
    db.exec('drop table revocations; drop table audit_marks; drop table clock_evidence; drop table standings');
    db.pragma('user_version = 1');
    db.close();
    const kek = readFileSync(inData('secrets/kek'));
    const old = readFileSync(inData('keys/keys.db'));
    writeFileSync(inData('secrets/kek'), `${Buffer.alloc(32, 7).toString('base64url')}\n`);
    expect(await openKeyService({ dataDir: data, expectedServerId: null }, clock)).toMatchObject({ ok: false });
    expect(readFileSync(inData('keys/keys.db'))).toEqual(old);
    writeFileSync(inData('secrets/kek'), kek);
    await expectSame(before);
    const keys = await open();
    expect([keys.listRevocations('kiosk'), keys.listStandings('role')]).toEqual([[], []]);
    keys.close();
  });
});

describe('changing the KEK', () => {
  it('wraps every key anew; the old KEK opens nothing any more', async () => {
    const before = await describeKeys();
    const old = readFileSync(inData('secrets/kek'));
    const oldFingerprint = readFileSync(inData('keys/kek-fingerprint'), 'utf8');
    const rotated = rotateKek(data);
    // Two signing keys, six day keys, one content key, one index key.
    expect(rotated).toMatchObject({ ok: true, value: { keys: 10 } });
    await expectSame(before);
    expect(readFileSync(inData('secrets/kek'))).not.toEqual(old);
    expect(readFileSync(inData('keys/kek-fingerprint'), 'utf8')).not.toBe(oldFingerprint);
    writeFileSync(inData('secrets/kek'), old);
    expect(findKekProblem(data)).toBe('kek-wrong');
    rmSync(inData('keys/kek-fingerprint'));
    expect(await openKeyService({ dataDir: data, expectedServerId: null }, clock)).toMatchObject({ ok: false });
  });

  it('leaves secrets of accounts readable', async () => {
    await describeKeys();
    const keys = await open();
    const sealed = keys.sealSecret('totp/somebody', Buffer.from('12345678901234567890'));
    keys.close();
    expect(rotateKek(data).ok).toBe(true);
    const after = await open();
    expect(Buffer.from(after.openSecret('totp/somebody', sealed)).toString()).toBe('12345678901234567890');
    expect(() => after.openSecret('totp/somebody-else', sealed)).toThrow('was not sealed here');
    after.close();
  });

  it('leaves destroyed keys destroyed', async () => {
    const { sealed } = await describeKeys();
    const keys = await open();
    keys.shred({
      contentKeys: [{ owner: place.owner, day: '2026-11-22', class: 'contact' }],
      dayKeysThrough: { contact: '2026-01-01', health: '2026-01-01' },
      indexKeysThrough: '2026-01-01',
    });
    keys.close();
    expect(rotateKek(data)).toMatchObject({ ok: true, value: { keys: 9 } });
    const after = await open();
    expect(sealed && after.open(place, sealed)).toBeNull();
    after.close();
  });

  /** What lies in the folder when it is cut after each of its writes: the next KEK, the key store, the fingerprint, the name. */
  it.each([
    ['the next KEK', ['secrets/kek.next']],
    ['the key store', ['secrets/kek.next', 'keys/keys.db']],
    ['the fingerprint', ['secrets/kek.next', 'keys/keys.db', 'keys/kek-fingerprint']],
  ])('cut off right after %s, loses nothing, and can be done again', async (_what, written) => {
    const before = await describeKeys();
    const copy = join(folder, 'before');
    cpSync(data, copy, { recursive: true });
    expect(rotateKek(data).ok).toBe(true);
    cpSync(inData('secrets/kek'), inData('secrets/kek.next'));
    for (const name of written) cpSync(inData(name), join(copy, name));
    data = copy;
    await expectSame(before);
    expect(rotateKek(data)).toMatchObject({ ok: true, value: { keys: 10 } });
    await expectSame(before);
  });

  it('is refused without the right KEK', async () => {
    await describeKeys();
    renameSync(inData('secrets/kek'), join(folder, 'kek'));
    expect(rotateKek(data)).toEqual({ ok: false, error: 'kek-missing' });
    writeFileSync(inData('secrets/kek'), `${Buffer.alloc(32, 7).toString('base64url')}\n`);
    expect(rotateKek(data)).toEqual({ ok: false, error: 'kek-wrong' });
  });
});
