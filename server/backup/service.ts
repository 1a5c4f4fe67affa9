import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DAY_MS, type Instant } from '#shared/domain/instant.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { listVoidPasswords } from '../accounts/service.ts';
import { collectProofs, FIRST_PREV_HASH, recordAudit, signRestore, verifyTrail } from '../audit/service.ts';
import { DEFAULT_CONFIG } from '../config/config.ts';
import { makeFolder } from '../config/make-folder.ts';
import { type Foundation, openFoundation } from '../foundation.ts';
import { findKeyStoreChange } from '../keys/service.ts';
import { createServices } from '../services.ts';
import { copyAsNewServer, copyDatabase } from '../store/copy-database.ts';

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
  for (const folder of [to, keysTo]) makeFolder(folder);
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

export interface RestoreOrder {
  /** Where the server shall run; holds no database yet. The key file `secrets/kek` is put there beforehand. */
  readonly dataDir: string;
  /** A copy of the database. */
  readonly database: string;
  /** The copy of the key store; null: the one that is in `dataDir` already. */
  readonly keys: string | null;
  readonly timeZone: string;
}

export interface RestoreReport {
  /** Entries of the audit trail, whose chain holds. */
  readonly entries: number;
  /** Erased people who were in the copy and are not in the database. */
  readonly erased: number;
  /** Addresses of accounts that no password opens: what opened them in the copy was changed since. */
  readonly passwords: readonly string[];
}

export type RestoreRefusal =
  | {
      readonly why:
        | 'database-there'
        | 'no-keys'
        | 'older-keys-there'
        | 'unreadable-keys'
        | 'unreadable'
        | 'trail-broken';
    }
  | { readonly why: 'refused'; readonly sentence: string };

/**
 * Puts a database back beside the newest keys there are, and makes it a server that kiosks can tell from the one they knew:
 * a new epoch, upon which they send again what it lacks (SYNC-SPEC S8). Erasures are applied before anything is served, and
 * nobody is signed in. When it is refused, nothing is left behind.
 */
export async function restore(order: RestoreOrder): Promise<Result<RestoreReport, RestoreRefusal>> {
  const { dataDir, database } = order;
  const target = join(dataDir, 'server.db');
  if (existsSync(target)) return err({ why: 'database-there' });
  const joined = await joinNewestKeys(order).catch(() => 'unreadable-keys' as const);
  if (joined === 'no-keys' || joined === 'older-keys-there' || joined === 'unreadable-keys') {
    return err({ why: joined });
  }
  const undo = (): void => {
    for (const suffix of ['', '-wal', '-shm']) rmSync(target + suffix, { force: true });
    if (joined === 'copied') rmSync(join(dataDir, 'keys'), { recursive: true });
  };
  try {
    await copyAsNewServer(database, target, randomBytes(16).toString('hex'));
  } catch {
    undo();
    return err({ why: 'unreadable' });
  }
  try {
    const finished = await finish(order);
    if (!finished.ok) undo();
    return finished;
  } catch (error) {
    undo();
    throw error;
  }
}

/** Destroyed keys must not come back by an older copy, so what is there is never overwritten. */
async function joinNewestKeys({
  dataDir,
  keys,
}: RestoreOrder): Promise<'copied' | 'kept' | 'no-keys' | 'older-keys-there'> {
  const there = join(dataDir, 'keys', 'keys.db');
  const [ours, copied] = [findKeyStoreChange(there), keys === null ? null : findKeyStoreChange(keys)];
  if (keys === null || copied === null) return ours === null ? 'no-keys' : 'kept';
  if (ours !== null) return ours >= copied ? 'kept' : 'older-keys-there';
  makeFolder(join(dataDir, 'keys'));
  await copyDatabase(keys, there);
  return 'copied';
}

async function finish({ dataDir, timeZone }: RestoreOrder): Promise<Result<RestoreReport, RestoreRefusal>> {
  const opened = await openFoundation({ ...DEFAULT_CONFIG, dataDir, timeZone }, () => '');
  if (!opened.ok) return err({ why: 'refused', sentence: opened.error });
  const foundation = opened.value;
  try {
    const trail = await verifyAsCopy(foundation);
    if (!trail.holds) return err({ why: 'trail-broken' });
    const before = await countReadable(foundation);
    await createServices(foundation);
    await voidLinks(foundation);
    const erased = before - (await countReadable(foundation));
    await recordRestore(foundation, trail, erased);
    const passwords = await listVoidPasswords(foundation.store.read);
    return ok({ entries: trail.entries, erased, passwords });
  } finally {
    await foundation.close();
  }
}

/** One that was used, withdrawn or outlived since the copy was made must not work again. */
const voidLinks = ({ store }: Foundation): Promise<void> =>
  store.transact(async (tx) => {
    await tx.deleteFrom('reset_links').execute();
    await tx.deleteFrom('invitations').where('used_at', 'is', null).execute();
    await tx.deleteFrom('officer_invitations').where('used_at', 'is', null).execute();
  });

async function countReadable({ store }: Foundation): Promise<number> {
  const rows = await store.read
    .selectFrom('visits')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where((where) => where.or([where('contact_sealed', 'is not', null), where('health_sealed', 'is not', null)]))
    .executeTakeFirstOrThrow();
  return Number(rows.count);
}

/** The copy is allowed to end earlier than what was signed since, and nothing else. */
async function verifyAsCopy({ store, keys, serverEpoch }: Foundation) {
  const { heads, restores } = await collectProofs(keys);
  const last = await store.read
    .selectFrom('audit')
    .select(({ fn }) => fn.max('seq').as('seq'))
    .executeTakeFirst();
  const here = { v: 1, serverId: keys.serverId, serverEpoch, at: 0, seq: last?.seq ?? 0, hash: '' } as const;
  return verifyTrail(store.read, { heads, restores: [...restores, here] });
}

/** In the trail, and signed with the keys: from there a later look knows why heads that were signed since do not fit. */
async function recordRestore(
  { store, keys, clock, serverEpoch }: Foundation,
  { entries, lastHash }: { readonly entries: number; readonly lastHash: Uint8Array | null },
  erased: number,
): Promise<void> {
  const at = clock.now();
  const hash = Buffer.from(lastHash ?? FIRST_PREV_HASH).toString('base64url');
  keys.addAuditMark('restore', await signRestore(keys, { serverEpoch, at, seq: entries, hash }), at);
  await store.transact((tx) => {
    const record = { at, actor: 'cli', action: 'database.restored', subject: 'deployment:1' } as const;
    return recordAudit(tx, { ...record, organisationId: null, details: { erased } });
  });
}
