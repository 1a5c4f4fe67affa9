import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { makeVisitEvent } from '#shared/testing/kiosk-factories.ts';
import { migrate } from '../database.ts';
import { migrations } from '../migrations/list.ts';
import { hashOf } from '../sound-record.ts';

const MONTHS_18_MS = 18 * 30 * 86_400_000;

/** Turns the folder of a kiosk into one that its first released version left behind, `stored` confirmed rows of long ago first. */
export function growOld(dir: string, stored: number): void {
  const file = join(dir, 'kiosk.db');
  const now = new Database(file);
  now.pragma('journal_mode = DELETE');
  const oldFile = `${file}.old`;
  const old = new Database(oldFile);
  migrate(old, migrations.slice(0, 1));
  old.close();
  now.prepare('ATTACH ? AS old').run(oldFile);
  now.transaction(() => {
    now.exec(`
      UPDATE old.installation SET epoch = (SELECT epoch FROM main.installation),
        counters_reserved = (SELECT counters_reserved FROM main.installation);
      INSERT INTO old.pairing SELECT only, server_url, kiosk_id, server_id, server_public_key, certificate,
        own_public_key, server_epoch, standing, offset_ms, attested_at FROM main.pairing;
      INSERT INTO old.down_link SELECT part, body FROM main.down_link`);
    const insert = now.prepare(
      `INSERT INTO old.events (id, body, hash, happened_at, state, confirmed_at) VALUES (?, ?, ?, ?, 'stored', ?)`,
    );
    for (let row = 0; row < stored; row += 1) {
      const event = makeVisitEvent({ at: Date.now() - MONTHS_18_MS + row * 60_000 });
      const body = JSON.stringify(event);
      insert.run(event.id, body, hashOf(body), event.at, event.at + 1_000);
    }
    now.exec(`INSERT INTO old.events (id, body, hash, happened_at)
      SELECT id, body, hash, happened_at FROM main.events WHERE state = 'waiting' ORDER BY seq`);
  })();
  now.exec('DETACH old');
  // What later versions keep beside the database.
  for (const name of ['kept.json', 'identity.copy.json', 'kiosk.db']) rmSync(join(dir, name), { force: true });
  now.close();
  const moved = new Database(oldFile);
  moved.exec(`VACUUM INTO '${file.replaceAll("'", "''")}'`);
  moved.close();
  rmSync(oldFile);
  const last = new Database(file);
  last.pragma('journal_mode = WAL');
  last.close();
}

/** Turns a database into one of a program that is yet to be written. */
export function growNewer(file: string): void {
  const db = new Database(file);
  db.exec('CREATE TABLE later (thing TEXT); PRAGMA user_version = 9999');
  db.close();
}
