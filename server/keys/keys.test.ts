import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { VenueId } from '#shared/domain/ids.ts';
import { utf8 } from '#shared/sealing/bytes.ts';
import { openSealSession } from '#shared/sealing/envelope.ts';
import { createVerifier } from '#shared/sealing/signing.ts';
import { createClock } from '../config/clock.ts';
import { type KeyService, openKeyService } from './service.ts';

const clock = createClock('Asia/Ho_Chi_Minh', () => Date.UTC(2026, 10, 22, 3));
const place = { owner: 'venue-1' as VenueId, class: 'contact', recordId: 'event-1' } as const;
const record = { name: 'Nguyễn Thị Hương' };

let dataDir: string;
let keys: KeyService;
const open = (expectedServerId: string | null = null) => openKeyService({ dataDir, expectedServerId }, clock);
async function mustOpen(): Promise<KeyService> {
  const opened = await open();
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'keys-'));
  keys = await mustOpen();
});
afterEach(() => {
  keys.close();
  rmSync(dataDir, { recursive: true });
});

describe('key service', () => {
  it('opens the same keys again', async () => {
    const sealed = keys.seal(place, '2026-11-22', record);
    const { serverId, serverPublicKey, passKeyId } = keys;
    const index = keys.indexOf('2026-11-22', 'phone', '+84912345678');
    const dayKeys = await keys.listDayKeys('2026-11-22', '2026-11-23');
    keys.close();
    keys = await mustOpen();
    expect(keys).toMatchObject({ serverId, serverPublicKey, passKeyId });
    expect(sealed && keys.open(place, sealed)).toEqual(record);
    expect(keys.indexOf('2026-11-22', 'phone', '+84912345678')).toEqual(index);
    expect(await keys.listDayKeys('2026-11-22', '2026-11-23')).toEqual(dayKeys);
  });

  it('makes the KEK readable by its owner alone', () => {
    expect(statSync(join(dataDir, 'secrets/kek')).mode & 0o777).toBe(0o600);
  });

  it('refuses a missing or wrong KEK and changes nothing', async () => {
    keys.close();
    const kek = join(dataDir, 'secrets/kek');
    const before = readFileSync(join(dataDir, 'keys/keys.db'));
    renameSync(kek, `${kek}.away`);
    expect(await open()).toEqual({ ok: false, error: 'kek-missing' });
    expect(existsSync(kek)).toBe(false);
    writeFileSync(kek, `${Buffer.alloc(32, 1).toString('base64url')}\n`);
    expect(await open()).toEqual({ ok: false, error: 'kek-wrong' });
    writeFileSync(kek, 'nonsense');
    expect(await open()).toEqual({ ok: false, error: 'kek-wrong' });
    expect(readFileSync(join(dataDir, 'keys/keys.db'))).toEqual(before);
    renameSync(`${kek}.away`, kek);
    keys = await mustOpen();
  });

  it('refuses a key store of another server and makes none for an old database', async () => {
    expect(await open('another-server')).toEqual({ ok: false, error: 'key-store-foreign' });
    const empty = mkdtempSync(join(tmpdir(), 'keys-'));
    const opened = await openKeyService({ dataDir: empty, expectedServerId: keys.serverId }, clock);
    expect(opened).toEqual({ ok: false, error: 'key-store-missing' });
    expect(existsSync(join(empty, 'secrets'))).toBe(false);
    rmSync(empty, { recursive: true });
  });

  it('opens content only in its place', () => {
    const sealed = keys.seal(place, '2026-11-22', record);
    if (!sealed) throw new Error('not sealed');
    expect(keys.open(place, sealed)).toEqual(record);
    expect(keys.open({ ...place, recordId: 'event-2' }, sealed)).toBeNull();
    expect(keys.open({ ...place, owner: 'venue-2' as VenueId }, sealed)).toBeNull();
    expect(keys.open({ ...place, class: 'health' }, sealed)).toBeNull();
    expect(keys.open(place, { ...sealed, keyId: 'v-other' })).toBeNull();
  });

  it('destroys a venue-day key for good and no other', () => {
    const other = { ...place, owner: 'venue-2' as VenueId };
    const sealed = keys.seal(place, '2026-11-22', record);
    const kept = keys.seal(other, '2026-11-22', record);
    keys.shred({
      contentKeys: [{ owner: place.owner, day: '2026-11-22', class: 'contact' }],
      dayKeysThrough: { contact: '2026-01-01', health: '2026-01-01' },
      indexKeysThrough: '2026-01-01',
    });
    expect(sealed && keys.open(place, sealed)).toBeNull();
    expect(kept && keys.open(other, kept)).toEqual(record);
    expect(keys.seal(place, '2026-11-22', record)).toBeNull();
  });

  it('D3: lists a key per day and class and one fallback each, all openable', async () => {
    const list = await keys.listDayKeys('2026-11-22', '2026-11-24');
    expect(list.map((key) => `${key.day} ${key.class}`)).toEqual([
      'null contact',
      'null health',
      '2026-11-22 contact',
      '2026-11-22 health',
      '2026-11-23 contact',
      '2026-11-23 health',
      '2026-11-24 contact',
      '2026-11-24 health',
    ]);
    const key = list[3];
    if (!key) throw new Error('no key');
    const session = await openSealSession(key.id, key.publicKey);
    const to = { organisationId: 'o', venueId: 'v', eventId: 'e', class: 'health' } as const;
    const opener = await keys.openerFor(key.id);
    if (typeof opener === 'string') throw new Error(opener);
    expect(await opener.open(await session.seal(record, to), to)).toEqual(record);
    expect(await keys.openerFor('c-2026-11-22-00000000')).toBe('unknown');
  });

  it('hashes a person differently each day and kind', () => {
    const hashes = [
      keys.indexOf('2026-11-22', 'phone', '1'),
      keys.indexOf('2026-11-23', 'phone', '1'),
      keys.indexOf('2026-11-22', 'pass', '1'),
    ];
    expect(new Set(hashes.map((hash) => Buffer.from(hash ?? []).toString('hex'))).size).toBe(3);
    expect(keys.indexOf('2026-11-22', 'phone', '1')).toEqual(hashes[0]);
  });

  it('signs as server and as pass issuer, each verifiable by its public key', async () => {
    const message = utf8('x');
    const server = await createVerifier(keys.serverPublicKey);
    expect(await server.verify(message, await keys.signAsServer(message))).toBe(true);
    const passKey = keys.passKeys.find((key) => key.keyId === keys.passKeyId);
    const pass = await createVerifier(passKey?.publicKey ?? '');
    expect(await pass.verify(message, await keys.signPass(message))).toBe(true);
    const document = await keys.signServerDocument('label', { a: 1 });
    expect(await keys.verifyServerDocument('label', document)).toEqual({ a: 1 });
    expect(await keys.verifyServerDocument('other', document)).toBeNull();
  });

  it('keeps no key readable in its files', () => {
    keys.seal(place, '2026-11-22', record);
    const kek = readFileSync(join(dataDir, 'secrets/kek'), 'utf8').trim();
    const bytes = Buffer.concat([
      readFileSync(join(dataDir, 'keys/keys.db')),
      readFileSync(join(dataDir, 'keys/keys.db-wal')),
    ]);
    expect(bytes.includes(Buffer.from(kek, 'base64url'))).toBe(false);
    expect(bytes.includes(Buffer.from('Nguy'))).toBe(false);
  });
});
