// Run by hand when a migration is released: writes the fixture of its schema, and the hash of its text.
//   node kiosk/store/testing/make-fixtures.ts
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { dumpSqlite } from '#shared/testing/dump-sqlite.ts';
import { makeQuestions, makeSettings, makeVisitEvent, TEST_NOW } from '#shared/testing/kiosk-factories.ts';
import { migrate } from '../database.ts';
import { migrations } from '../migrations/list.ts';
import { hashOf } from '../sound-record.ts';
import { fixtureOf, HASHES, hashOfMigration } from './fixtures.ts';

const ROWS = 12;

function fill(db: Database.Database): void {
  const insert = db.prepare(
    'INSERT INTO events (id, body, hash, happened_at, state, confirmed_at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  for (let row = 0; row < ROWS; row += 1) {
    const event = makeVisitEvent({ at: TEST_NOW + row * 60_000, ...(row % 4 === 3 && { kind: 'left' as const }) });
    const body = JSON.stringify(event);
    const stored = row < ROWS / 3;
    insert.run(event.id, body, hashOf(body), event.at, stored ? 'stored' : 'waiting', stored ? event.at : null);
  }
  db.prepare(
    `INSERT INTO pairing (only, server_url, kiosk_id, server_id, server_public_key, certificate, own_public_key,
       server_epoch, standing, offset_ms, attested_at) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    'https://checkin.example.vn',
    '7b6f3e1e-52c5-4b1c-9d52-0f6c7f1e0a01',
    'server-1',
    'A'.repeat(43),
    'certificate.signature',
    'B'.repeat(43),
    'epoch-one',
    'active',
    12,
    TEST_NOW,
  );
  const part = db.prepare('INSERT INTO down_link (part, body) VALUES (?, ?)');
  part.run('settings', JSON.stringify(makeSettings()));
  part.run('questions', JSON.stringify(makeQuestions()));
  db.exec('UPDATE installation SET counters_reserved = 512');
}

for (const [index, step] of migrations.entries()) {
  const file = fixtureOf(step);
  // What was released stays as it was released.
  if (existsSync(file)) continue;
  const db = new Database(':memory:');
  migrate(db, migrations.slice(0, index + 1));
  fill(db);
  writeFileSync(file, dumpSqlite(db));
}
const released = existsSync(HASHES) ? (JSON.parse(readFileSync(HASHES, 'utf8')) as Record<string, string>) : {};
const hashes = { ...Object.fromEntries(migrations.map(hashOfMigration)), ...released };
writeFileSync(HASHES, `${JSON.stringify(hashes, null, 2)}\n`);
