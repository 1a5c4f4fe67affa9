import type { Instant } from '#shared/domain/instant.ts';
import type { Readable, Writable } from '../store/access.ts';
import { createChainCheck } from './chain.ts';
import { listEntriesAfter } from './reader.ts';
import { appendEntry } from './transactor.ts';

/** Everything that leaves a trace, by name. */
export type AuditAction =
  | 'organisation.registered'
  | 'session.opened'
  | 'session.closed'
  | 'venue.created'
  | 'entrance.created'
  | 'poster.printed'
  | 'pairing-code.made'
  | 'kiosk.paired'
  | 'kiosk.revoked'
  | 'visits.listed'
  | 'visits.revealed'
  | 'export.requested'
  | 'export.downloaded'
  | 'export.finished'
  | 'pass.issued'
  | 'units.imported'
  | 'records.imported'
  | 'database.backed-up'
  | 'database.restored'
  | 'records.erased'
  | 'retention.shredded'
  | 'door.changed'
  | 'entrance.mode-changed'
  | 'staff-pin.set'
  | 'staff-pin.removed'
  | 'staff-card.issued'
  | 'staff-card.revoked'
  | 'inside.listed'
  | 'visit.resolved'
  | 'visit.departed'
  | 'demo.seeded';

/** A fact about an act. Numbers, codes and ids only: personal data has no place in the trail. */
export type AuditDetails = Readonly<Record<string, string | number | boolean | null>>;

export interface AuditRecord {
  readonly at: Instant;
  /** An account id, `cli`, `kiosk:<id>`, `visitor` or `system`. */
  readonly actor: string;
  readonly action: AuditAction;
  readonly organisationId: string | null;
  /** `venue:<id>` and the like. */
  readonly subject: string;
  readonly details?: AuditDetails;
}

/** Appends to the trail within the transaction of the act itself, so that neither is there without the other. */
export function recordAudit(tx: Writable, { details, ...record }: AuditRecord): Promise<void> {
  return appendEntry(tx, { ...record, details: JSON.stringify(details ?? {}) });
}

export type TrailVerdict =
  | { readonly holds: true; readonly entries: number }
  | { readonly holds: false; readonly brokenAt: number };

const PAGE = 1_000;

/** Follows the whole trail. A trail cut off at its end still holds: only a copy of its last hash kept elsewhere tells. */
export async function verifyTrail(db: Readable): Promise<TrailVerdict> {
  const holds = createChainCheck();
  let entries = 0;
  for (;;) {
    const page = await listEntriesAfter(db, entries, PAGE);
    for (const entry of page) {
      if (!holds(entry)) return { holds: false, brokenAt: entry.seq };
      entries = entry.seq;
    }
    if (page.length < PAGE) return { holds: true, entries };
  }
}
