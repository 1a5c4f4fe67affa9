import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Pairing } from '#kiosk/core/ports.ts';
import type { SyncStore } from '#kiosk/core/sync-store.ts';
import { type KioskId, mintId } from '#shared/domain/ids.ts';
import { followServer } from './server-address.ts';

const OLD = 'http://old.example.vn:8080';
const NEW = 'https://new.example.vn';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'server-address-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const pairedWith = (serverUrl: string): Pairing => ({
  serverUrl,
  kioskId: mintId<KioskId>(),
  serverId: 'server',
  serverPublicKey: 'k',
  certificate: 'c',
});
const storeOf = (pairing: Pairing | null): SyncStore => ({ readPairing: () => pairing }) as SyncStore;
const addressOf = (pairing: Pairing | null, startedWith: string | null = OLD): string | undefined =>
  followServer(storeOf(pairing), startedWith, dir).store.readPairing()?.serverUrl;

describe('the address of the server', () => {
  it('is the one the kiosk is started with', () => {
    expect(addressOf(pairedWith('http://was.example.vn'))).toBe(OLD);
    expect(addressOf(pairedWith('http://was.example.vn'), null)).toBe('http://was.example.vn');
  });

  it('after a crash in the middle of another pairing, is that of the pairing on the disk, the old or the new one', () => {
    const before = pairedWith('http://was.example.vn');
    followServer(storeOf(before), OLD, dir).prepare(`${NEW}/`, null);
    expect(addressOf(before)).toBe(OLD);
    expect(addressOf(pairedWith(NEW))).toBe(NEW);
  });

  it('is the one of the scanned code, though the kiosk was started with another', () => {
    followServer(storeOf(null), OLD, dir).prepare(NEW, 'fingerprint');
    expect(addressOf(pairedWith(NEW))).toBe(NEW);
    expect(followServer(storeOf(null), OLD, dir).provisioned).toEqual({
      serverUrl: NEW,
      keyFingerprint: 'fingerprint',
    });
  });

  it('is followed again when the kiosk is started with a third one', () => {
    followServer(storeOf(null), OLD, dir).prepare(NEW, null);
    expect(addressOf(pairedWith(NEW), 'http://third.example.vn')).toBe('http://third.example.vn');
  });

  it('reads what an older kiosk wrote, and nothing of what makes no sense', () => {
    writeFileSync(join(dir, 'server.json'), `{"v":1,"outdated":"${OLD}"}`);
    expect(addressOf(pairedWith(NEW))).toBe(NEW);
    writeFileSync(join(dir, 'server.json'), '{"v":1,"outda');
    expect(addressOf(pairedWith(NEW))).toBe(OLD);
    followServer(storeOf(null), OLD, dir).prepare(NEW, 'fingerprint');
    expect(JSON.parse(readFileSync(join(dir, 'server.json'), 'utf8'))).toMatchObject({ outdated: OLD });
  });
});
