import { execFile } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { VisitPage } from '#shared/contract/portal-visits.ts';
import { type Owner, pairKiosk, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';

/** What an admin command beside the server does when it destroys keys. */
const SHRED = `
  const { openKeyService } = await import('#server/keys/service.ts');
  const { createClock } = await import('#server/config/clock.ts');
  const clock = createClock('Asia/Ho_Chi_Minh');
  const opened = await openKeyService({ dataDir: process.env.DATA, expectedServerId: null }, clock);
  const keys = opened.value;
  const through = '2100-01-01';
  const contentKeys = keys.listLiveKeys(through);
  keys.shred({ contentKeys, dayKeysThrough: { contact: through, health: through }, indexKeysThrough: through });
  keys.close();
`;

let test: TestServer;
let owner: Owner;
beforeEach(async () => {
  test = await startTestServer();
  owner = await registerOwner(test.url);
});
afterEach(() => test.close());

const readNames = async (): Promise<(string | null)[]> => {
  const page = (await (await owner.call('GET', `/venues/${owner.venueId}/visits`)).json()) as VisitPage;
  return page.visits.map(({ maskedName }) => maskedName);
};

it('a server never serves from a key that another process destroyed', { timeout: 60_000 }, async () => {
  const kiosk = await pairKiosk(test, owner);
  const contact = { v: 1, name: 'Nguyễn Thị Hương', phone: '+84912345678' } as const;
  const makeRecord = () => kiosk.makeRecord({ contact });
  await kiosk.exchange([await makeRecord()]);
  // The keys are unwrapped and remembered by now, of the log, of the kiosk's envelopes and of the look-up.
  expect(await readNames()).toEqual([expect.stringContaining('N')]);
  const { keys, clock } = test.server.services;
  const today = clock.today();
  expect(keys.indexOf(today, 'phone', '1')).not.toBeNull();
  const sealed = await makeRecord();
  const dayKey = kiosk.paired.down.keys.keys.find(({ day, class: of }) => day === today && of === 'contact');
  expect(typeof (await keys.openerFor(dayKey?.id ?? ''))).toBe('object');

  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', SHRED], {
    cwd: join(import.meta.dirname, '../..'),
    env: { ...process.env, DATA: test.dataDir },
  });
  expect(await readNames()).toEqual([null]);
  expect(keys.indexOf(today, 'phone', '1')).toBeNull();
  expect(await keys.openerFor(dayKey?.id ?? '')).toBe('destroyed');
  await kiosk.exchange([sealed]);
  expect(await readNames()).not.toContainEqual(expect.any(String));
});

const OPEN_FIRST = `
  const { openFoundation } = await import('#server/foundation.ts');
  const { DEFAULT_CONFIG } = await import('#server/config/config.ts');
  const opened = await openFoundation({ ...DEFAULT_CONFIG, dataDir: process.env.DATA }, () => '');
  if (!opened.ok) throw new Error(opened.error);
  const { keys, serverEpoch } = opened.value;
  console.log(keys.serverId, serverEpoch, keys.passKeys[0].publicKey);
  await opened.value.close();
`;

it('processes that all come first to a folder find one and the same server in it', { timeout: 60_000 }, async () => {
  const DATA = join(test.dataDir, 'first');
  const opened = await Promise.all(
    Array.from({ length: 3 }, () =>
      promisify(execFile)(process.execPath, ['--input-type=module', '-e', OPEN_FIRST], {
        cwd: join(import.meta.dirname, '../..'),
        env: { ...process.env, DATA },
      }),
    ),
  );
  expect(new Set(opened.map(({ stdout }) => stdout)).size).toBe(1);
});
