import type Database from 'better-sqlite3';
import { StorageFailure } from '#kiosk/core/ports.ts';
import type { AnswerEffects, SyncStore } from '#kiosk/core/sync-store.ts';
import { type Ballast, freeBytes } from './ballast.ts';
import { newestFormat } from './database.ts';
import { guardReads } from './guard-reads.ts';
import { createInstallation } from './installation.ts';
import type { KeptCopy } from './kept-copy.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createOwnership } from './ownership.ts';
import { createPairingRecords, type PairingRecords } from './pairing-records.ts';
import type { Rescue } from './salvage.ts';
import { guardStorage } from './storage-failure.ts';

interface Parts {
  readonly db: Database.Database;
  /** The folder it is in. */
  readonly dir: string;
  readonly ballast: Ballast;
  readonly kept: KeptCopy;
  /** The kiosk's own, base64url. */
  readonly publicKey: string;
}

/** What a database is asked beyond what the kiosk asks of it. */
export interface OpenedStore extends SyncStore, Rescue {
  /** For whatever server. */
  listAllWaitingSeqs(): number[];
}

/**
 * Everything the kiosk keeps, over an open database. A handle that failed must not be used again.
 *
 * @throws StorageFailure `damaged` when a row is not what was written.
 */
export function createKioskStore({ db, dir, ballast, kept, publicKey }: Parts): OpenedStore {
  const installation = createInstallation(db);
  const { epoch } = guardStorage(installation.read);
  const records = createPairingRecords(db, publicKey);
  const own = createOwnership(db, records.listOwnOrganisations);
  const outbox = guardStorage(() => createOutbox(db, epoch, installation, own));

  const { apply, pair } = prepareChanges(db, outbox, records);

  /** A full disk frees the ballast, for the answers that empty the queue need room too. */
  function write<T>(work: () => T): T {
    try {
      return guardStorage(work);
    } catch (error) {
      const failure = asFullDisk(error, dir);
      if (failure instanceof StorageFailure && failure.reason === 'full') ballast.free();
      throw failure;
    }
  }
  const learn = (): void => {
    guardStorage(own.learn);
    kept.save(newestFormat(), guardStorage(records.readAll));
  };

  write(() => {
    if (kept.records) records.restore(kept.records);
    records.enterPresent();
  });
  learn();
  return {
    epoch,
    commitEvents(events) {
      // The room of the freed ballast belongs to the queue's way out; new rows may use what pruning freed in the file.
      if (!ballast.isInPlace() && !ballast.restore() && !hasRoomInside(db)) throw new StorageFailure('full');
      const seq = write(() => outbox.append(events));
      own.note(events);
      return { seq };
    },
    ...guardReads(records, outbox, publicKey),
    takeOver(found) {
      const taken = write(() => outbox.takeOver(found));
      own.note(found);
      return taken;
    },
    applyAnswer(effects) {
      write(() => apply.immediate(effects));
      if (Object.keys(effects.down).length > 0) learn();
    },
    pruneStored: (now) => write(() => outbox.prune(now)),
    savePairing(pairing, marks, down) {
      write(() => pair.immediate(pairing, marks, down));
      learn();
    },
    reserveCounters: (block) => write(() => installation.reserve(block)),
    close: () => db.close(),
  };
}

/** Each is whole, or was not at all. */
function prepareChanges(db: Database.Database, outbox: Outbox, records: PairingRecords) {
  const apply = db.transaction(({ marks, results, down, requeueAbove }: AnswerEffects) => {
    if (requeueAbove !== null) outbox.requeueAbove(requeueAbove);
    outbox.mark(results, marks.attestedAt);
    records.saveDownLink(down);
    records.saveMarks(marks);
  });
  const pair = db.transaction((...[pairing, marks, down]: Parameters<SyncStore['savePairing']>) => {
    records.save(pairing, marks);
    records.saveDownLink(down);
  });
  return { apply, pair };
}

const ROOM_INSIDE_PAGES = 256;

/** Pages of the file that hold nothing any more: rows written there ask nothing of the disk but the log's room. */
const hasRoomInside = (db: Database.Database): boolean =>
  guardStorage(() => Number(db.pragma('freelist_count', { simple: true })) >= ROOM_INSIDE_PAGES);

const NO_ROOM_BYTES = 256 * 1024;

/** Where SQLite could not enlarge one of its own files it speaks of an error of the disk. */
export function asFullDisk(error: unknown, dir: string): unknown {
  const isUnclear = error instanceof StorageFailure && error.reason === 'io';
  const free = isUnclear ? freeBytes(dir) : null;
  return free !== null && free < NO_ROOM_BYTES ? new StorageFailure('full', { cause: error }) : error;
}
