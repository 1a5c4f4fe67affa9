import { join } from 'node:path';
import Database from 'better-sqlite3';

const EVERY_MS = 2;

/**
 * Watches the kiosk's database from another process, which sees a record only after its commit was synced to the disk.
 *
 * @returns Unix ms of each record, at most 2 ms late; `stop` ends it.
 */
export function watchRecords(folder: string): { readonly recordedAt: readonly number[]; stop(): void } {
  const db = new Database(join(folder, 'kiosk.db'), { readonly: true });
  const newest = db.prepare('SELECT max(seq) FROM events').pluck();
  const recordedAt: number[] = [];
  let last = newest.get();
  const timer = setInterval(() => {
    const now = newest.get();
    if (now === last) return;
    last = now;
    recordedAt.push(performance.timeOrigin + performance.now());
  }, EVERY_MS);
  return {
    recordedAt,
    stop() {
      clearInterval(timer);
      db.close();
    },
  };
}
