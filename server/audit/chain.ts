import { createHash } from 'node:crypto';
import type { Instant } from '#shared/domain/instant.ts';

/** One line of the audit trail, without its hash. */
export interface AuditEntry {
  /** From 1, without gaps. */
  readonly seq: number;
  readonly at: Instant;
  /** `account:<id>`, `kiosk:<id>`, `visitor`, `cli:<user of the operating system>`, `system`. */
  readonly actor: string;
  readonly action: string;
  /** `venue:<id>` and the like. */
  readonly subject: string;
  /** JSON text as stored; never holds personal data. */
  readonly details: string;
}

export interface ChainedEntry extends AuditEntry {
  readonly prevHash: string;
  readonly hash: string;
}

/** What stands before the first entry. */
export const FIRST_PREV_HASH = '0'.repeat(64);

/** SHA-256, hex, over the JSON array [prevHash, seq, at, actor, action, subject, details]. */
export const hashEntry = (prevHash: string, entry: AuditEntry): string =>
  createHash('sha256')
    .update(JSON.stringify([prevHash, entry.seq, entry.at, entry.actor, entry.action, entry.subject, entry.details]))
    .digest('hex');

/** Follows a chain page by page: says at which entry it breaks, or null while it holds. */
export function createChainCheck(): (entry: ChainedEntry) => number | null {
  let prevHash = FIRST_PREV_HASH;
  let seq = 0;
  return (entry) => {
    const holds = entry.seq === seq + 1 && entry.prevHash === prevHash && entry.hash === hashEntry(prevHash, entry);
    seq = entry.seq;
    prevHash = entry.hash;
    return holds ? null : entry.seq;
  };
}
