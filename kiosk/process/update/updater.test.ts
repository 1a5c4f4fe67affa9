import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UPDATE_PART_BYTES, type UpdateOffer, type UpdatePartRequest } from '#shared/contract/kiosk-update.ts';
import { isTimeToInstall } from './night-install.ts';
import { Updater } from './updater.ts';

const BYTES = randomBytes(UPDATE_PART_BYTES * 2 + 1_234);
const offerOf = (bytes: Uint8Array, version = '0.2.0'): UpdateOffer => ({
  version,
  platform: 'linux-x64',
  sha256: createHash('sha256').update(bytes).digest('base64url'),
  bytes: bytes.length,
});
const OFFER = offerOf(BYTES);

let dir: string;
let updater: Updater;
let asked: number[];
let served: Uint8Array;
/** Parts that come through before the line is cut; null: all. */
let cutAfter: number | null;

const fetchUpdatePart = async ({ from }: UpdatePartRequest): Promise<Uint8Array | null> => {
  if (cutAfter !== null && asked.length >= cutAfter) return null;
  asked.push(from);
  return served.subarray(from, from + UPDATE_PART_BYTES);
};
const start = (changes: Partial<ConstructorParameters<typeof Updater>[0]> = {}): void => {
  const onChange = (): void => undefined;
  updater = new Updater({
    dataDir: dir,
    platform: 'linux-x64',
    appVersion: '0.1.0',
    sync: { fetchUpdatePart },
    onChange,
    ...changes,
  });
};
const state = (expected: string) => vi.waitFor(() => expect(updater.view.state).toBe(expected), 5_000);
/** Reports until it has one that it acts on: it is busy for a moment with what it kept. */
async function offer(update: UpdateOffer | null | undefined, waiting = 0): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  updater.onExchange({ online: true, waiting, update });
}
const files = (): string[] => (existsSync(join(dir, 'updates')) ? readdirSync(join(dir, 'updates')).toSorted() : []);

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'updater-'));
  [asked, served, cutAfter] = [[], BYTES, null];
  start();
});
afterEach(async () => {
  await updater.close();
  rmSync(dir, { recursive: true });
});

describe('Updater', () => {
  it('fetches what is offered, part by part, and has it ready after a restart too', async () => {
    await offer(OFFER);
    await state('downloaded');
    expect(asked).toEqual([0, UPDATE_PART_BYTES, 2 * UPDATE_PART_BYTES]);
    expect(updater.status).toEqual({ platform: 'linux-x64', state: 'downloaded', version: '0.2.0' });
    expect(readFileSync(updater.ready?.file ?? '')).toEqual(BYTES);
    await updater.close();
    start();
    await state('downloaded');
    expect(updater.ready).toMatchObject({ sha256: OFFER.sha256, version: '0.2.0' });
  });

  it('leaves alone a package that stays newer than the program in it, after three installations', async () => {
    for (let night = 1; night <= 3; night += 1) {
      await offer(OFFER);
      await state('downloaded');
      updater.noteInstalling();
      await updater.close();
      // The program that comes up says the version of before.
      start();
    }
    // It first looks at what it kept, and hears nothing meanwhile.
    await vi.waitFor(async () => {
      await offer(OFFER);
      expect(updater.status).toEqual({ platform: 'linux-x64', state: 'failed', version: '0.2.0' });
    }, 5_000);
    expect(asked).toHaveLength(3);
    served = randomBytes(10);
    await offer(offerOf(served));
    await state('downloaded');
  });

  it('goes on where the line was cut, also after a restart', async () => {
    cutAfter = 2;
    await offer(OFFER);
    await vi.waitFor(() => expect(asked).toHaveLength(2));
    await updater.close();
    cutAfter = null;
    start();
    await offer(OFFER);
    await state('downloaded');
    expect(asked).toEqual([0, UPDATE_PART_BYTES, 2 * UPDATE_PART_BYTES]);
  });

  it('waits while records wait', async () => {
    await offer(OFFER, 3);
    await state('downloading');
    expect(asked).toEqual([]);
    await offer(OFFER);
    await state('downloaded');
  });

  it('throws other bytes away and fetches them once more, then not for an hour', async () => {
    served = Buffer.from(BYTES).fill(0, 5, 6);
    await offer(OFFER);
    await state('failed');
    expect(files()).toEqual([]);
    expect(updater.ready).toBeNull();
    await offer(OFFER);
    await vi.waitFor(() => expect(asked).toHaveLength(6));
    await state('failed');
    await offer(OFFER);
    await offer(OFFER);
    expect(asked).toHaveLength(6);
  });

  it('never has a truncated one ready', async () => {
    served = BYTES.subarray(0, UPDATE_PART_BYTES + 10);
    await offer(OFFER);
    await vi.waitFor(() => expect(asked).toHaveLength(3));
    expect(updater.view.state).toBe('downloading');
    expect(updater.ready).toBeNull();
    await updater.close();
    writeFileSync(join(dir, 'updates', `${OFFER.sha256}.package`), served);
    writeFileSync(join(dir, 'updates', 'kept.json'), JSON.stringify(OFFER));
    start();
    await offer(undefined);
    expect(updater.ready).toBeNull();
  });

  it.each([
    ['older', { version: '0.0.9' }],
    ['the same', { version: '0.1.0' }],
    ['for another platform', { platform: 'win-x64' as const }],
  ])('refuses one that is %s', async (_, changes) => {
    await offer({ ...OFFER, ...changes });
    await offer({ ...OFFER, ...changes });
    expect([updater.view.state, asked]).toEqual(['none', []]);
  });

  it('refuses one that was rolled back, and says so', async () => {
    mkdirSync(join(dir, 'updates'));
    writeFileSync(join(dir, 'updates', 'refused.json'), JSON.stringify({ refused: [OFFER.sha256] }));
    await offer(OFFER);
    await state('rolled-back');
    expect(asked).toEqual([]);
    const better = offerOf(BYTES.subarray(1), '0.2.1');
    served = BYTES.subarray(1);
    await offer(better);
    await state('downloaded');
    expect(updater.view.version).toBe('0.2.1');
  });

  it('drops what is offered no longer, and what this program is already', async () => {
    await offer(OFFER);
    await state('downloaded');
    await offer(null);
    await state('none');
    expect(files()).toEqual([]);
    await offer(OFFER);
    await state('downloaded');
    await updater.close();
    start({ appVersion: '0.2.0' });
    await vi.waitFor(() => expect(files()).toEqual([]));
    expect(updater.ready).toBeNull();
  });

  it('fetches nothing where the host cannot install', async () => {
    await updater.close();
    start({ platform: null });
    await offer(OFFER);
    await offer(OFFER);
    expect([updater.view.byHand, updater.view.state, asked]).toEqual([true, 'none', []]);
  });
});

describe('isTimeToInstall', () => {
  const settings = { updateAtNight: true, timeZone: 'Asia/Ho_Chi_Minh' };
  const still = { flow: { name: 'idle' }, staff: null, touchedAt: 0, next: null } as const;
  const night = { at: Date.UTC(2026, 10, 22, 20, 30), now: 3_600_000 };

  it('is the quiet hour of a venue that wants it, at a door where nobody is', () => {
    expect(isTimeToInstall(settings, still, night)).toBe(true);
    expect(isTimeToInstall({ ...settings, updateAtNight: false }, still, night)).toBe(false);
    expect(isTimeToInstall(settings, still, { ...night, at: Date.UTC(2026, 10, 22, 3, 30) })).toBe(false);
    expect(isTimeToInstall(settings, { ...still, touchedAt: 3_500_000 }, night)).toBe(false);
    expect(isTimeToInstall(settings, { ...still, staff: { card: null } }, night)).toBe(false);
    const busy = { ...still, flow: { name: 'storage-failed', until: 0, late: null } } as const;
    expect(isTimeToInstall(settings, busy, night)).toBe(false);
    expect(isTimeToInstall(null, still, night)).toBe(false);
  });
});
