import type Database from 'better-sqlite3';
import { StorageFailure } from '#kiosk/core/ports.ts';
import { checkOf, requireCheck } from './content-check.ts';

interface InstallationRow {
  readonly epoch: string;
  readonly countersReserved: number;
  readonly prunedThrough: number;
}

/** What numbers are given from. Every method throws StorageFailure `damaged` where the row is not what was written. */
export interface Installation {
  readonly read: () => InstallationRow;
  /** @returns the first of a block of counters that was never given out. */
  readonly reserve: (block: number) => number;
  /** Numbering goes on after `seq`, also when its row is gone. Inside a transaction. */
  readonly keepNumbering: (seq: number) => void;
}

const valuesOf = ({ epoch, countersReserved, prunedThrough }: InstallationRow): (string | number)[] => [
  epoch,
  countersReserved,
  prunedThrough,
];

export function createInstallation(db: Database.Database): Installation {
  const select = db.prepare<[], InstallationRow & { contentCheck: string | null }>(
    `SELECT epoch, counters_reserved AS countersReserved, pruned_through AS prunedThrough, content_check AS contentCheck
     FROM installation`,
  );
  const update = db.prepare<[number, number, string]>(
    'UPDATE installation SET counters_reserved = ?, pruned_through = ?, content_check = ?',
  );

  function read(): InstallationRow {
    const row = select.get();
    if (row === undefined) throw new StorageFailure('damaged');
    requireCheck(valuesOf(row), row.contentCheck);
    return row;
  }
  function save(row: InstallationRow): void {
    update.run(row.countersReserved, row.prunedThrough, checkOf(valuesOf(row)));
  }
  const reserve = db.transaction((block: number) => {
    const row = read();
    save({ ...row, countersReserved: row.countersReserved + block });
    return row.countersReserved + 1;
  });
  return {
    read,
    reserve: (block) => reserve.immediate(block),
    keepNumbering(seq) {
      const row = read();
      if (seq > row.prunedThrough) save({ ...row, prunedThrough: seq });
    },
  };
}
