import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openKioskStore } from '#kiosk/store/open-kiosk-store.ts';
import { openWitnessFile } from '#kiosk/store/witness-file.ts';
import { createKioskClock } from '#kiosk/sync/kiosk-clock.ts';
import { createSyncLoop } from '#kiosk/sync/sync-loop.ts';
import { FIRST_PREV_HASH, hashEntry } from '#server/audit/chain.ts';
import { makePairingCode, registerOwner, startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { createSigner } from '#shared/sealing/signing.ts';
import { makeDeviceStatus } from '#shared/testing/kiosk-factories.ts';

let folder: string;
let test: TestServer;
const ends: Array<() => Promise<void>> = [];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'audit-witness-'));
  test = await startTestServer({ dataDir: join(folder, 'data') });
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
  await test.server.close();
  rmSync(folder, { recursive: true });
});

/** A kiosk's store and sync, without a screen, talking to the server for as long as the test runs. */
async function startKiosk() {
  const dir = join(folder, 'kiosk');
  const { store, identity } = await openKioskStore(dir);
  const clock = createKioskClock(store.readMarks());
  const listener = { onExchange: () => undefined, onDownLink: () => undefined, onStanding: () => undefined };
  const signer = await createSigner(identity);
  const witnesses = openWitnessFile(dir);
  const sync = createSyncLoop({ store, signer, clock, deviceStatus: () => makeDeviceStatus(), witnesses, listener });
  ends.push(async () => {
    await sync.stop();
    store.close();
  });
  sync.start();
  return { sync, file: join(dir, 'witnesses.txt'), witnesses };
}

/** Somebody with the whole server in their hands, keys and all, but not the kiosk. */
function forgeTrail(): void {
  const db = new BetterSqlite3(join(folder, 'data/server.db'));
  const rows = db
    .prepare<[], Parameters<typeof hashEntry>[1]>(
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
  db.close();
  const { keys } = test.server.services;
  keys.deleteAuditMarks(keys.listAuditMarks('head'));
}

const verify = (...more: string[]): Promise<{ code: number; out: string }> =>
  new Promise((resolve) => {
    const script = join(import.meta.dirname, '../server/cli.ts');
    const words = ['audit', 'verify', '--data', join(folder, 'data'), ...more];
    execFile(process.execPath, [script, ...words], (error, stdout, stderr) =>
      resolve({ code: error ? Number(error.code) : 0, out: stdout + stderr }),
    );
  });

it('D4: a kiosk keeps the day’s head, and tells when the server’s whole trail was written anew', {
  timeout: 60_000,
}, async () => {
  const owner = await registerOwner(test.url);
  await test.server.services.auditHeads.signHead();
  const kiosk = await startKiosk();
  const code = await makePairingCode(owner);
  expect(await kiosk.sync.pair(test.url, code)).toMatchObject({ ok: true });
  await kiosk.sync.exchangeNow();
  expect(kiosk.witnesses.newestDay()).toBe(test.server.services.clock.today());
  expect(readFileSync(kiosk.file, 'utf8').trim().split('\n')).toHaveLength(1);
  expect(await verify('--witnesses', kiosk.file)).toMatchObject({ code: 0, out: expect.stringMatching(/^ok /) });

  forgeTrail();
  expect(await verify()).toMatchObject({ code: 0 });
  const broken = { code: 1, out: expect.stringContaining('The audit trail was written anew: entries 1 to ') };
  expect(await verify('--witnesses', kiosk.file)).toMatchObject(broken);
  const { keys } = test.server.services;
  await kiosk.sync.exchangeNow();
  expect(keys.listAuditMarks('dispute')).toHaveLength(1);
  expect(await verify()).toMatchObject(broken);
});
