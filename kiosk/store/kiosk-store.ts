import type Database from 'better-sqlite3';
import { StorageFailure } from '#kiosk/core/ports.ts';
import type { AnswerEffects, SyncStore } from '#kiosk/core/sync-store.ts';
import type { Ballast } from './ballast.ts';
import { createOutbox } from './outbox.ts';
import { createPairingRecords } from './pairing-records.ts';
import { guardStorage } from './storage-failure.ts';

interface Parts {
  readonly db: Database.Database;
  readonly ballast: Ballast;
  /** The kiosk's own, base64url. */
  readonly publicKey: string;
  readonly unlock: () => void;
}

/** Everything the kiosk keeps, over an open database. */
export function createKioskStore({ db, ballast, publicKey, unlock }: Parts): SyncStore {
  const epoch = readEpoch(db);
  const outbox = createOutbox(db, epoch);
  const records = createPairingRecords(db, publicKey);
  const reserve = db
    .prepare<[number], number>(
      'UPDATE installation SET counters_reserved = counters_reserved + ? RETURNING counters_reserved',
    )
    .pluck();

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

  /** A full disk frees the ballast, for the answers that empty the queue need room too. */
  function write<T>(work: () => T): T {
    try {
      return guardStorage(work);
    } catch (error) {
      if (error instanceof StorageFailure && error.reason === 'full') ballast.free();
      throw error;
    }
  }

  return {
    epoch,
    commitEvents(events) {
      // The room of the freed ballast belongs to the queue's way out; new rows may use what pruning freed in the file.
      if (!ballast.isInPlace() && !ballast.restore() && !hasRoomInside(db)) throw new StorageFailure('full');
      return write(() => ({ seq: outbox.append(events) }));
    },
    countWaitingInside: () => guardStorage(() => outbox.countWaitingInside()),
    countInsideSince: (since, entranceId) => guardStorage(() => outbox.countInsideSince(since, entranceId)),
    countWaiting: () => guardStorage(() => outbox.countWaiting()),
    nextBatch: (limit, except) => guardStorage(() => outbox.nextBatch(limit, except)),
    listWaitingSeqs: () => guardStorage(() => outbox.listWaitingSeqs()),
    readRecords: (seqs) => guardStorage(() => outbox.readRecords(seqs)),
    applyAnswer: (effects) => write(() => apply.immediate(effects)),
    pruneStored: (now) => write(() => outbox.prune(now)),
    savePairing: (pairing, marks, down) => write(() => pair.immediate(pairing, marks, down)),
    readPairing: () => guardStorage(() => records.readPairing()),
    readDownLink: () => guardStorage(() => records.readDownLink()),
    readMarks: () => guardStorage(() => records.readMarks()),
    readDayKeys: () => guardStorage(() => records.readDayKeys()),
    reserveCounters: (block) => write(() => (reserve.get(block) ?? block) - block + 1),
    close() {
      db.close();
      unlock();
    },
  };
}

const ROOM_INSIDE_PAGES = 256;

/** Pages of the file that hold nothing any more: rows written there ask nothing of the disk but the log's room. */
const hasRoomInside = (db: Database.Database): boolean =>
  guardStorage(() => Number(db.pragma('freelist_count', { simple: true })) >= ROOM_INSIDE_PAGES);

function readEpoch(db: Database.Database): string {
  const epoch = db.prepare<[], string>('SELECT epoch FROM installation').pluck().get();
  if (epoch === undefined) throw new StorageFailure('damaged');
  return epoch;
}
