import type { Instant } from '#shared/domain/instant.ts';
import type { KeyDatabase } from './key-database.ts';

/** What is known about the time, from one run of the server to the next. */
export interface ClockEvidence {
  /** It was this late for certain; null: nothing is known yet. */
  readonly believedAt: Instant | null;
  /** The latest time of a clock that is not believed yet; null: none is in doubt. */
  readonly doubtedAt: Instant | null;
  /** How long servers have been running under that clock. */
  readonly doubtedRunMs: number;
}

/** Kept with the keys, for it decides about destroying them, and a copy of the database must not bring back an older one. */
export interface ClockEvidenceStore {
  /** @returns null before the first. */
  readClockEvidence(): ClockEvidence | null;
  saveClockEvidence(evidence: ClockEvidence): void;
}

export function createClockEvidenceStore(db: KeyDatabase): ClockEvidenceStore {
  const find = db.prepare<[], ClockEvidence>(
    'select believed_at as believedAt, doubted_at as doubtedAt, doubted_run_ms as doubtedRunMs from clock_evidence',
  );
  const save = db.prepare(
    'insert or replace into clock_evidence (id, believed_at, doubted_at, doubted_run_ms) values (1, ?, ?, ?)',
  );
  return {
    readClockEvidence: () => find.get() ?? null,
    saveClockEvidence({ believedAt, doubtedAt, doubtedRunMs }) {
      save.run(believedAt, doubtedAt, Math.round(doubtedRunMs));
    },
  };
}
