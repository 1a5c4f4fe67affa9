import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { UPDATE_PART_BYTES, UPDATE_PART_PATH, updatePartResponseSchema } from '#shared/contract/kiosk-update.ts';
import { SimulatedKiosk } from '../sync/simulated-kiosk.ts';
import { makePairingCode, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';
import { createUpdateService, type UpdateService } from './service.ts';

let dir: string;
let updates: UpdateService;
const BYTES = Buffer.alloc(UPDATE_PART_BYTES + 10, 'package');
const write = (name: string, bytes: Uint8Array): string => {
  writeFileSync(join(dir, name), bytes);
  return join(dir, name);
};

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'updates-'));
  updates = createUpdateService(join(dir, 'data'));
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('packages', () => {
  it('are offered by platform, the newest alone, until they are withdrawn', async () => {
    const file = write('one', BYTES);
    expect(await updates.offer(file, '1.2.0', 'linux-x64')).toMatchObject({
      ok: true,
      value: { bytes: BYTES.length },
    });
    expect(updates.find('win-x64')).toBeNull();
    expect(await updates.offer(file, '1.1.9', 'linux-x64')).toEqual({ ok: false, error: 'not-newer' });
    expect(await updates.offer(write('two', BYTES.subarray(1)), '1.10.0', 'linux-x64')).toMatchObject({ ok: true });
    expect(updates.list()).toMatchObject([{ version: '1.10.0', platform: 'linux-x64', bytes: BYTES.length - 1 }]);
    expect([updates.withdraw('linux-x64'), updates.withdraw('linux-x64')]).toEqual([true, false]);
    expect(updates.find('linux-x64')).toBeNull();
  });

  it('that cannot be read or are empty are not offered, nor one whose bytes are not all there', async () => {
    expect(await updates.offer(join(dir, 'none'), '1.2.0', 'linux-x64')).toEqual({ ok: false, error: 'unreadable' });
    mkdirSync(join(dir, 'folder'));
    expect(await updates.offer(join(dir, 'folder'), '1.2.0', 'linux-x64')).toEqual({ ok: false, error: 'unreadable' });
    expect(await updates.offer(write('empty', Buffer.alloc(0)), '1.2.0', 'linux-x64')).toMatchObject({ ok: false });
    await updates.offer(write('one', BYTES), '1.2.0', 'linux-x64');
    writeFileSync(join(dir, 'data', 'updates', 'linux-x64.package'), BYTES.subarray(1));
    expect(updates.find('linux-x64')).toBeNull();
  });

  it('are told part by part, from anywhere', async () => {
    const offered = await updates.offer(write('one', BYTES), '1.2.0', 'linux-x64');
    const sha256 = offered.ok ? offered.value.sha256 : '';
    const first = await updates.readPart({ sha256, from: 0 });
    const rest = await updates.readPart({ sha256, from: first?.length ?? 0 });
    expect(Buffer.concat([first ?? Buffer.of(), rest ?? Buffer.of()])).toEqual(BYTES);
    expect(await updates.readPart({ sha256, from: BYTES.length })).toBeNull();
    expect(await updates.readPart({ sha256: 'A'.repeat(43), from: 0 })).toBeNull();
  });
});

describe('a kiosk', () => {
  let test: TestServer;
  beforeEach(async () => {
    test = await startTestServer();
  });
  afterEach(() => test.close());

  it('is answered signed, while it is trusted and signs', async () => {
    const owner = await registerOwner(test.url);
    const kiosk = await SimulatedKiosk.create(test.url, () => test.now);
    await kiosk.pair(await makePairingCode(owner));
    const offered = await test.server.services.updates.offer(write('one', BYTES), '1.2.0', 'linux-x64');
    if (!offered.ok) throw new Error(offered.error);
    const ask = JSON.stringify({ sha256: offered.value.sha256, from: UPDATE_PART_BYTES });
    const answer = await kiosk.send(UPDATE_PART_PATH, ask, {});
    expect(answer).toMatchObject({ status: 200, verified: true });
    const { base64 } = updatePartResponseSchema.parse(answer.body);
    expect(Buffer.from(base64, 'base64')).toEqual(BYTES.subarray(UPDATE_PART_BYTES));
    const unsigned = await fetch(`${test.url}${UPDATE_PART_PATH}`, { method: 'POST', body: ask });
    expect(unsigned.status).toBe(401);
    await owner.call('POST', `/kiosks/${kiosk.paired.kioskId}/revocation`);
    expect(await kiosk.send(UPDATE_PART_PATH, ask, {})).toMatchObject({ status: 404 });
  });
});
