import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateSigningKey } from '#shared/sealing/signing.ts';
import { NewerDatabase, newestFormat } from '../database.ts';
import { openKioskStore } from '../open-kiosk-store.ts';
import { fixtureOf, HASHES, hashOfMigration } from '../testing/fixtures.ts';
import { migrations } from './list.ts';

let dir: string;
let file: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kiosk-migrations-'));
  file = join(dir, 'kiosk.db');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('released migrations', () => {
  it('are never edited, and each has a fixture: run kiosk/store/testing/make-fixtures.ts for a new one', () => {
    const released = JSON.parse(readFileSync(HASHES, 'utf8')) as Record<string, string>;
    expect(Object.fromEntries(migrations.map(hashOfMigration))).toEqual(released);
    expect(migrations.map(({ number }) => number)).toEqual(
      migrations.map(({ number }) => number).toSorted((a, b) => a - b),
    );
    for (const step of migrations)
      expect(readFileSync(fixtureOf(step), 'utf8')).toContain(`user_version = ${step.number};`);
  });

  it.each(migrations.map((step) => [step.number, step] as const))(
    'E3: a kiosk of format %i comes forward with every row, its numbers and its pairing',
    async (_, step) => {
      const key = await generateSigningKey();
      writeFileSync(join(dir, 'identity.json'), JSON.stringify({ v: 1, ...key }));
      const old = new Database(file);
      old.exec(readFileSync(fixtureOf(step), 'utf8'));
      old.prepare('UPDATE pairing SET own_public_key = ?').run(key.publicKey);
      const rows = old.prepare('SELECT seq, id, body, hash, state FROM events ORDER BY seq').all() as {
        seq: number;
        id: string;
        body: string;
        hash: string;
        state: string;
      }[];
      const epoch = old.prepare('SELECT epoch FROM installation').pluck().get();
      old.close();

      const { store, recovered } = await openKioskStore(dir);
      try {
        expect([recovered, store.epoch]).toEqual([null, epoch]);
        const read = store.readRecords(rows.map(({ seq }) => seq));
        expect(read).toEqual(rows.map(({ seq, id, body, hash }) => ({ epoch, seq, id, body, hash })));
        const waiting = rows.filter(({ state }) => state === 'waiting');
        expect(store.listWaitingSeqs()).toEqual(waiting.map(({ seq }) => seq));
        // Two of the eight that wait went out.
        expect(store.countWaitingInside()).toBe(4);
        expect(store.readPairing()?.serverId).toBe('server-1');
        expect(store.readMarks()).toMatchObject({ offsetMs: 12, standing: 'active' });
        expect(store.readDownLink()?.settings.venueName).toBe('Bộ phận Một cửa');
        expect(store.reserveCounters(1)).toBe(513);
      } finally {
        store.close();
      }
      const now = new Database(file);
      expect(now.pragma('user_version', { simple: true })).toBe(newestFormat());
      now.close();
    },
  );

  it('a newer database is refused, and every byte of it and of its log stays', async () => {
    const { store } = await openKioskStore(dir);
    store.close();
    const newer = new Database(file);
    newer.pragma('journal_mode = WAL');
    newer.exec('CREATE TABLE later (thing TEXT); PRAGMA user_version = 9999');
    const files = [file, `${file}-wal`];
    const before = files.map((name) => readFileSync(name));
    expect(before[1]?.length).toBeGreaterThan(0);
    // As a crash leaves them: closing would write the log into the file.
    const copies = mkdtempSync(join(tmpdir(), 'kiosk-newer-'));
    writeFileSync(join(copies, 'kiosk.db'), before[0] ?? '');
    writeFileSync(join(copies, 'kiosk.db-wal'), before[1] ?? '');
    newer.close();
    await expect(openKioskStore(copies)).rejects.toThrow(NewerDatabase);
    expect(['kiosk.db', 'kiosk.db-wal'].map((name) => readFileSync(join(copies, name)))).toEqual(before);
    rmSync(copies, { recursive: true });
  });
});
