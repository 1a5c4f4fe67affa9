import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StorageFailure } from '#kiosk/core/ports.ts';
import type { SyncStore } from '#kiosk/core/sync-store.ts';
import type { StoredSigningKey } from '#shared/sealing/signing.ts';
import { type Ballast, createBallast } from './ballast.ts';
import { finishPuttingAside, listUnsalvaged, newAsideName, putAside } from './damaged-files.ts';
import { type Connect, newestFormat, openDatabase, refuseNewer } from './database.ts';
import { asSyncStore, HealingStore, type StoreNews } from './healing-store.ts';
import { loadIdentity } from './identity-file.ts';
import { lockFolder } from './instance-lock.ts';
import { type KeptCopy, openKeptCopy } from './kept-copy.ts';
import { asFullDisk, createKioskStore, type OpenedStore } from './kiosk-store.ts';
import { makeFolder } from './make-folder.ts';
import { type OutsideCheck, openOutsideCheck } from './outside-check.ts';
import { attempt } from './salvage.ts';
import { openPatiently, unlessUnreadable } from './unreadable-file.ts';
import { type LogTail, type SettledLog, settleLog } from './write-ahead-log.ts';

export interface OpenStore {
  readonly store: SyncStore;
  /** The kiosk's own signing key. */
  readonly identity: StoredSigningKey;
  /** Where a damaged database was put, that is being taken over at this moment; null when all is well. */
  readonly recovered: { readonly movedTo: string } | null;
}

export interface OpenOptions {
  readonly connect?: Connect | undefined;
  readonly onNews?: (news: StoreNews) => void;
}

/**
 * Opens (or makes) the kiosk's data folder: `kiosk.db`, `kept.json`, `identity.json` and its copy, `ballast`, `kiosk.lock`.
 * From then on it heals by itself, and tells of it.
 *
 * @throws DataFolderBusy, NewerDatabase and StorageFailure; their messages are for the person who started the program.
 */
export async function openKioskStore(
  dir: string,
  { connect, onNews = () => undefined }: OpenOptions = {},
): Promise<OpenStore> {
  makeFolder(dir);
  const unlock = lockFolder(dir);
  try {
    const file = join(dir, 'kiosk.db');
    const kept = openKeptCopy(dir);
    refuseNewerHere(file, kept);
    const identity = await loadIdentity(dir);
    const parts = { dir, file, connect, kept, ballast: createBallast(dir), publicKey: identity.publicKey };
    const open = unlessUnreadable(
      dir,
      () => openOnFullDisk(parts, onNews),
      () => beginBeside(parts, onNews),
    );
    const inner = await openPatiently(open);
    const tend = (): void => void parts.ballast.restore();
    const [movedTo] = listUnsalvaged(file);
    const openOutside = (): OutsideCheck => openOutsideCheck(file, identity.publicKey);
    const store = asSyncStore(new HealingStore({ file, open, openOutside, unlock, tend, onNews }, inner));
    return { store, identity, recovered: movedTo === undefined ? null : { movedTo } };
  } catch (error) {
    unlock();
    throw error;
  }
}

/** Before anything in the folder is written. */
function refuseNewerHere(file: string, kept: KeptCopy): void {
  try {
    refuseNewer(file, kept.format);
  } catch (error) {
    // Damage is looked at again when the database is opened, and then something is done about it.
    if (!(error instanceof StorageFailure)) throw error;
  }
}

interface FolderParts {
  readonly dir: string;
  readonly file: string;
  readonly connect: Connect | undefined;
  readonly kept: KeptCopy;
  readonly ballast: Ballast;
  readonly publicKey: string;
}

/** SQLite needs a little room even to read: that is what the ballast is for. */
function openOnFullDisk(parts: FolderParts, onNews: (news: StoreNews) => void): OpenedStore {
  try {
    return openOrBeginAnew(parts, onNews);
  } catch (error) {
    const failure = asFullDisk(error, parts.dir);
    const isFull = failure instanceof StorageFailure && failure.reason === 'full';
    if (!isFull || !parts.ballast.isInPlace()) throw failure;
    parts.ballast.free();
    return openOrBeginAnew(parts, onNews);
  }
}

function openOrBeginAnew(parts: FolderParts, onNews: (news: StoreNews) => void): OpenedStore {
  const { file } = parts;
  finishPuttingAside(file);
  if (isOnlyALog(file)) putAside(file, newAsideName(file));
  const settled = settleLog(file);
  const aside = newAsideName(file);
  try {
    return openSound(parts, settled.tail);
  } catch (error) {
    if (!(error instanceof StorageFailure) || error.reason !== 'damaged') throw error;
    keepLog(settled, aside);
    return beginBeside(parts, onNews, aside);
  }
}

function beginBeside(
  parts: FolderParts,
  onNews: (news: StoreNews) => void,
  aside = newAsideName(parts.file),
): OpenedStore {
  putAside(parts.file, aside);
  onNews({ is: 'damaged', movedTo: aside });
  return openSound(parts, { commits: 0, records: [] });
}

/** SQLite deletes a log without a database. */
const isOnlyALog = (file: string): boolean => sizeOf(file) === 0 && sizeOf(`${file}-wal`) > 0;

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

/** Closing the damaged database has taken its log away, with what stood in it unread. */
function keepLog({ bytes }: SettledLog, aside: string): void {
  if (bytes.length > 0) attempt(() => writeFileSync(`${aside}-wal`, bytes, { mode: 0o600 }));
}

function openSound({ file, connect, ...parts }: FolderParts, tail: LogTail): OpenedStore {
  const { kept } = parts;
  refuseNewer(file, kept.format);
  // From now on a number up to this one is a program's doing.
  if (kept.records && existsSync(file)) kept.save(newestFormat(), kept.records);
  const db = openDatabase(file, connect);
  try {
    const store = createKioskStore({ ...parts, db });
    takeTail(store, tail);
    // Whatever else is read before the kiosk serves anybody.
    store.readPairing();
    store.readDownLink();
    store.readDayKeys();
    return store;
  } catch (error) {
    attempt(() => db.close());
    throw error;
  }
}

/**
 * The last transaction of a log may be half there after a power cut, and what is there of it is kept. More than one says that
 * the disk has lost what it had confirmed: numbers that were given out may be among it.
 *
 * @throws StorageFailure `damaged`
 */
function takeTail(store: OpenedStore, { commits, records }: LogTail): void {
  const lost = records.filter(({ id }) => !store.has(id));
  if (lost.length === 0) return;
  if (commits > 1) throw new StorageFailure('damaged');
  store.takeOver(lost);
}
