import { join } from 'node:path';
import { StorageFailure } from '#kiosk/core/ports.ts';
import type { SyncStore } from '#kiosk/core/sync-store.ts';
import type { StoredSigningKey } from '#shared/sealing/signing.ts';
import { createBallast } from './ballast.ts';
import { type Connect, openDatabase } from './database.ts';
import { loadIdentity } from './identity-file.ts';
import { lockFolder } from './instance-lock.ts';
import { makeFolder } from './make-folder.ts';
import { createKioskStore } from './kiosk-store.ts';
import { discardRecovery, finishRecovery, moveAside, recoveryOf, salvage } from './recovery.ts';
import { guardStorage } from './storage-failure.ts';

export interface OpenStore {
  readonly store: SyncStore;
  /** The kiosk's own signing key. */
  readonly identity: StoredSigningKey;
  /** Where a damaged database was put, and how many of its records could be taken over; null when all was well. */
  readonly recovered: { readonly movedTo: string; readonly events: number } | null;
}

/**
 * Opens (or makes) the kiosk's data folder: `kiosk.db`, `identity.json`, `ballast`, `kiosk.lock`.
 *
 * @throws DataFolderBusy, NewerDatabase and StorageFailure; their messages are for the person who started the program.
 */
export async function openKioskStore(dir: string, connect?: Connect): Promise<OpenStore> {
  makeFolder(dir);
  const unlock = lockFolder(dir);
  try {
    const identity = await loadIdentity(dir);
    const { db, recovered } = openOrRecover(join(dir, 'kiosk.db'), connect);
    const ballast = createBallast(dir);
    ballast.restore();
    return { store: createKioskStore({ db, ballast, publicKey: identity.publicKey, unlock }), identity, recovered };
  } catch (error) {
    unlock();
    throw error;
  }
}

function openOrRecover(file: string, connect: Connect | undefined) {
  finishRecovery(file);
  try {
    return { db: openDatabase(file, connect), recovered: null };
  } catch (error) {
    if (!(error instanceof StorageFailure) || error.reason !== 'damaged') throw error;
    const recovered = recover(file, connect);
    return { db: openDatabase(file, connect), recovered };
  }
}

/** The damaged file stays in its place until all that is sound in it was taken over: an interrupted recovery begins again. */
function recover(file: string, connect: Connect | undefined): NonNullable<OpenStore['recovered']> {
  discardRecovery(file);
  const db = openDatabase(recoveryOf(file), connect);
  let events: number;
  try {
    events = guardStorage(() => salvage(file, db));
  } finally {
    db.close();
  }
  const movedTo = moveAside(file);
  finishRecovery(file);
  return { movedTo, events };
}
