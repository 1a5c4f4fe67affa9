import type { KeyObject } from 'node:crypto';
import { err, ok, type Result } from '#shared/domain/result.ts';
import {
  discardNextKek,
  findKekProblem,
  fingerprintOf,
  makeKek,
  placesIn,
  promoteNextKek,
  readKek,
  saveFingerprint,
} from './kek-file.ts';
import { type KeyDatabase, openKeyDatabase, readIdentity, shredLog, upgradeKeyTables } from './key-database.ts';
import { createWrapper, makeKekCheck, matchesKekCheck } from './wrapping.ts';

/** Tables of wrapped keys, and the id each of them is bound to. */
const WRAPPED = [
  ['signing_keys', 'id', 'id'],
  ['day_keys', 'id', 'id'],
  ['content_keys', 'id', 'id'],
  ['index_keys', 'day', "'i-' || day"],
] as const;

export interface KekRotation {
  readonly keys: number;
  /** Of the new KEK. */
  readonly fingerprint: string;
}

/**
 * Wraps every key anew under a new KEK; no server may run on the folder. The new KEK is on the disk before the key store
 * changes, in one transaction, and takes the old one's name after that: cut off anywhere, the next start finds the one that
 * opens the key store.
 *
 * @throws when a file cannot be written.
 */
export function rotateKek(dataDir: string): Result<KekRotation, 'kek-missing' | 'kek-wrong' | 'key-store-missing'> {
  const places = placesIn(dataDir);
  const problem = findKekProblem(dataDir);
  if (problem) return err(problem);
  const identity = readIdentity(places.keyStore);
  if (!identity) return err('key-store-missing');
  const kek = readKek(places.kek);
  if (!kek || kek === 'damaged' || !matchesKekCheck(kek, identity.kekCheck)) return err('kek-wrong');
  discardNextKek(places);
  const next = makeKek(places.nextKek);
  if (!next) throw new Error('The KEK is being changed by another process');
  const db = openKeyDatabase(places.keyStore);
  let keys: number;
  try {
    upgradeKeyTables(db);
    keys = wrapAnew(db, kek, next);
    shredLog(db);
  } finally {
    db.close();
  }
  saveFingerprint(places.fingerprint, next);
  promoteNextKek(places);
  return ok({ keys, fingerprint: fingerprintOf(next) });
}

function wrapAnew(db: KeyDatabase, from: KeyObject, to: KeyObject): number {
  const [before, after] = [createWrapper(from), createWrapper(to)];
  return db
    .transaction(() => {
      let keys = 0;
      for (const [table, column, name] of WRAPPED) {
        const rows = db
          .prepare<[], { at: string; id: string; wrapped: Uint8Array }>(
            `select ${column} as at, ${name} as id, wrapped from ${table} where wrapped is not null`,
          )
          .all();
        const update = db.prepare(`update ${table} set wrapped = ? where ${column} = ?`);
        for (const { at, id, wrapped } of rows) update.run(after.wrap(id, before.unwrap(id, wrapped)), at);
        keys += rows.length;
      }
      db.prepare('update identity set kek_check = ?').run(makeKekCheck(to));
      return keys;
    })
    .immediate();
}
