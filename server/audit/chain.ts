import { createHash } from 'node:crypto';
import type { Instant } from '#shared/domain/instant.ts';

/** One line of the audit trail, without its hash. */
export interface AuditEntry {
  /** From 1, without gaps. */
  readonly seq: number;
  readonly at: Instant;
  /** An account id, `cli`, `kiosk:<id>`, `visitor` or `system`. */
  readonly actor: string;
  readonly action: string;
  readonly organisationId: string | null;
  /** `venue:<id>` and the like. */
  readonly subject: string;
  /** JSON text as stored; never holds personal data. */
  readonly details: string;
}

export interface ChainedEntry extends AuditEntry {
  readonly prevHash: Uint8Array;
  readonly hash: Uint8Array;
}

/** What stands before the first entry. */
export const FIRST_PREV_HASH: Uint8Array = new Uint8Array(32);

/** SHA-256 over the JSON array [prevHash in hex, seq, at, actor, action, organisationId, subject, details]. */
export function hashEntry(prevHash: Uint8Array, entry: AuditEntry): Uint8Array {
  const { seq, at, actor, action, organisationId, subject, details } = entry;
  const previous = Buffer.from(prevHash).toString('hex');
  return createHash('sha256')
    .update(JSON.stringify([previous, seq, at, actor, action, organisationId, subject, details]))
    .digest();
}

/** Follows a chain from its start: for each entry in order says whether it still holds. */
export function createChainCheck(): (entry: ChainedEntry) => boolean {
  let prevHash = FIRST_PREV_HASH;
  let seq = 0;
  return (entry) => {
    const holds =
      entry.seq === seq + 1 &&
      Buffer.from(entry.prevHash).equals(prevHash) &&
      Buffer.from(entry.hash).equals(hashEntry(prevHash, entry));
    seq = entry.seq;
    prevHash = entry.hash;
    return holds;
  };
}
