import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../store/access.ts';
import { openStore } from '../store/store.ts';
import { recordAudit, verifyTrail } from './service.ts';

/** What the admin command does beside a running server. */
const WRITE_TWENTY = `
  const { openStore } = await import('#server/store/store.ts');
  const { recordAudit } = await import('#server/audit/service.ts');
  const opened = await openStore(process.env.DATABASE);
  for (let at = 0; at < 20; at += 1) {
    await opened.value.transact((tx) =>
      recordAudit(tx, { at, actor: 'cli', action: 'visits.listed', organisationId: null, subject: 'venue:1' }),
    );
  }
  await opened.value.close();
`;

let folder: string;
const stores: Store[] = [];

async function open(): Promise<Store> {
  const opened = await openStore(join(folder, 'server.db'));
  if (!opened.ok) throw new Error(opened.error);
  stores.push(opened.value);
  return opened.value;
}

const record = (store: Store, at: number) =>
  store.transact((tx) =>
    recordAudit(tx, {
      at,
      actor: 'cli',
      action: 'visits.listed',
      organisationId: null,
      subject: 'venue:1',
      details: { rows: at, revealed: true },
    }),
  );

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'audit-'));
});
afterEach(async () => {
  for (const store of stores.splice(0)) await store.close();
  rmSync(folder, { recursive: true });
});

describe('audit trail', () => {
  it('stays one chain when two processes write at the same time', async () => {
    const store = await open();
    const other = promisify(execFile)(process.execPath, ['--input-type=module', '-e', WRITE_TWENTY], {
      cwd: join(import.meta.dirname, '../..'),
      env: { ...process.env, DATABASE: join(folder, 'server.db') },
    });
    const ending = new AbortController();
    const finished = other.finally(() => {
      ending.abort();
    });
    let own = 0;
    for (; !ending.signal.aborted || own < 20; own += 1) {
      await record(store, own);
      await setImmediate();
    }
    await finished;
    expect(await verifyTrail(store.read)).toMatchObject({ holds: true, entries: own + 20 });
  });

  it('tells where somebody changed it', async () => {
    const store = await open();
    for (let at = 1; at <= 5; at += 1) await record(store, at);
    await store.transact((tx) => tx.updateTable('audit').set({ details_json: '{}' }).where('seq', '=', 4).execute());
    expect(await verifyTrail(store.read)).toMatchObject({ holds: false, brokenAt: 4, why: 'entry' });
  });

  it('is not there without the act it records', async () => {
    const store = await open();
    const act = store.transact(async (tx) => {
      await recordAudit(tx, { at: 1, actor: 'cli', action: 'demo.seeded', organisationId: null, subject: 'x:1' });
      throw new Error('the act failed');
    });
    await expect(act).rejects.toThrow('the act failed');
    expect(await verifyTrail(store.read)).toMatchObject({ holds: true, entries: 0 });
  });
});
