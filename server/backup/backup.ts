import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DAY_MS, type Instant } from '#shared/domain/instant.ts';
import { copyDatabase } from '../store/copy-database.ts';

/** Copies of the database live this long: what was deleted since must not wait in them for ever. */
export const BACKUP_DAYS = 7;
const NAME = /^server-(\d{4}-\d{2}-\d{2})T(\d{2})-(\d{2})-(\d{2})Z\.db$/;

export interface BackupPlaces {
  readonly dataDir: string;
  /** Folder of the database's copies. */
  readonly to: string;
  /** Folder of the key store's one copy; another disk than `to`, or whoever has it has everything but the KEK. */
  readonly keysTo: string;
}

export interface BackupReport {
  readonly database: string;
  readonly keys: string;
  /** Copies that were over 7 days old, and went. */
  readonly deleted: readonly string[];
}

/**
 * Copies the database beside the running server, and the key store over its one copy: a second, older one would bring back
 * keys that were destroyed. The keys come last, so that no copy of the database needs newer ones.
 *
 * @throws when a file cannot be read or written.
 */
export async function backUp({ dataDir, to, keysTo }: BackupPlaces, now: Instant): Promise<BackupReport> {
  for (const folder of [to, keysTo]) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = join(to, nameOf(now));
  await copyDatabase(join(dataDir, 'server.db'), database);
  const keys = join(keysTo, 'keys.db');
  await copyDatabase(join(dataDir, 'keys', 'keys.db'), keys);
  return { database, keys, deleted: deleteOld(to, now) };
}

const nameOf = (now: Instant): string => `server-${new Date(now).toISOString().slice(0, 19).replaceAll(':', '-')}Z.db`;

/** Only what has our own name: the folder may hold other things. */
function deleteOld(folder: string, now: Instant): string[] {
  const old = readdirSync(folder).filter((name) => {
    const [, day, hour, minute, second] = NAME.exec(name) ?? [];
    return day !== undefined && Date.parse(`${day}T${hour}:${minute}:${second}Z`) < now - BACKUP_DAYS * DAY_MS;
  });
  for (const name of old) rmSync(join(folder, name));
  return old;
}

/** The latest copy of the database in a folder; null: there is none. */
export function findLatest(folder: string): string | null {
  if (!existsSync(folder)) return null;
  const [latest] = readdirSync(folder)
    .filter((name) => NAME.test(name))
    .toSorted()
    .toReversed();
  return latest === undefined ? null : join(folder, latest);
}
