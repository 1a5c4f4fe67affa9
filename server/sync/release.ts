import type { OutboxRecord, QuarantineCode } from '#shared/contract/kiosk-sync.ts';
import type { AccountId, EventId, VisitId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { KioskPrincipal } from '../http/principals.ts';
import type { PreparedStatement, Store } from '../store/access.ts';
import type { QuarantineResolution } from '../store/schema-kiosks.ts';
import type { ExaminedRecord } from './fit-record.ts';
import type { Projection } from './project.ts';
import type { LogQueries } from './reader.ts';
import type { FitEvent, LogWriter, Origin } from './transactor.ts';
import type { VisitChange } from './visit-feed.ts';

/** A record as quarantine kept it. */
export interface HeldRecord {
  readonly rowId: string;
  readonly record: OutboxRecord;
  /** When it first came: its times are judged by that. */
  readonly receivedAt: Instant;
}

/** A record and what is thought of it now. */
export interface ReexaminedRecord extends ExaminedRecord {
  readonly rowId: string;
  readonly receivedAt: Instant;
}

/** `released`: in the log now. `settled-before`: somebody else was quicker. Else why it stays. */
export type ReleaseFate = 'released' | 'settled-before' | QuarantineCode;

interface ReleaseStatements {
  readonly findOpen: PreparedStatement<{ readonly code: QuarantineCode }>;
  readonly settle: PreparedStatement;
  readonly keepUnder: PreparedStatement;
  readonly keepSuperseded: PreparedStatement;
  readonly findVisitOf: PreparedStatement<{ readonly kind: string; readonly visitId: VisitId | null }>;
  readonly removePerson: PreparedStatement;
  readonly removeVisit: PreparedStatement;
  readonly removeEvent: PreparedStatement;
  readonly forgetMarks: PreparedStatement;
}

export const prepareRelease = (store: Store): ReleaseStatements => ({
  findOpen: store.prepare('select code from quarantine where id = ? and resolved_at is null'),
  settle: store.prepare('update quarantine set resolved_at = ?, resolution = ?, resolved_by = ? where id = ?'),
  keepUnder: store.prepare('update quarantine set code = ? where id = ?'),
  // An arrival's content is in its visit.
  keepSuperseded: store.prepare(
    `insert into quarantine (id, kiosk_id, event_id, epoch, seq, code, body, hash, received_at, resolved_at, resolution,
       resolved_by, contact_key_id, contact_sealed, health_key_id, health_sealed)
     select ?, e.kiosk_id, e.id, coalesce(e.epoch, ''), coalesce(e.seq, 0), 'conflict', e.clear_json, e.hash, e.received_at,
       ?, 'superseded', ?, coalesce(v.contact_key_id, e.contact_key_id), coalesce(v.contact_sealed, e.contact_sealed),
       coalesce(v.health_key_id, e.health_key_id), coalesce(v.health_sealed, e.health_sealed)
     from visit_events e left join visits v on v.id = e.id where e.id = ?
     on conflict (kiosk_id, event_id, hash) do update set resolved_at = excluded.resolved_at,
       resolution = excluded.resolution, resolved_by = excluded.resolved_by`,
  ),
  findVisitOf: store.prepare('select kind, visit_id as "visitId" from visit_events where id = ?'),
  removePerson: store.prepare('delete from person_index where event_id = ?'),
  removeVisit: store.prepare('delete from visits where id = ?'),
  removeEvent: store.prepare('delete from visit_events where id = ?'),
  forgetMarks: store.prepare(
    `update visits set
       voided_at = (select min(at) from visit_events where visit_id = visits.id and kind = 'voided'),
       extended_at = (select max(at) from visit_events where visit_id = visits.id and kind = 'extended')
     where id = ?`,
  ),
});

interface ReleaseParts {
  readonly queries: LogQueries;
  readonly writer: LogWriter;
  readonly projection: Projection;
  readonly statements: ReleaseStatements;
  readonly mintId: () => string;
}

interface Decision {
  readonly kiosk: KioskPrincipal;
  readonly by: AccountId;
  readonly at: Instant;
  readonly changes: VisitChange[];
}

/** SYNC-SPEC S13, inside the transaction. */
export function releaseRecord(parts: ReleaseParts, held: ReexaminedRecord, decision: Decision): ReleaseFate {
  const { queries, statements } = parts;
  const { rowId, record, hash, verdict, from } = held;
  const open = statements.findOpen.get(rowId);
  if (!open) return 'settled-before';
  const settle = (resolution: QuarantineResolution): ReleaseFate => {
    statements.settle.run(decision.at, resolution, decision.by, rowId);
    parts.writer.settleInQuarantine(from, record.id, hash, decision.at);
    return 'released';
  };
  const keep = (code: QuarantineCode): ReleaseFate => {
    statements.keepUnder.run(code, rowId);
    return code;
  };
  if (!verdict.ok) return keep(verdict.error);
  if (from.organisationId !== decision.kiosk.organisationId) return keep('foreign-venue');
  // Only the fact would be left of it, and that is counted here already.
  if (isOnlyAFact(verdict.value)) return keep('expired');
  const existing = queries.findEvent.get(record.id);
  if (existing && Buffer.compare(existing.hash, hash) === 0) return settle('stored');
  if (existing) {
    const isOwn = existing.venueId === decision.kiosk.venueId && existing.kioskId !== null;
    if (open.code !== 'conflict' || !isOwn) return keep('conflict');
    supersede(parts, record.id, verdict.value, decision);
  }
  if (insertReleased(parts, held, verdict.value, open.code, decision)) return settle('released');
  return keep('counter-fork');
}

/** All that was sealed in it is over: answers are sooner than who it was. */
const isOnlyAFact = ({ flags, content }: FitEvent): boolean =>
  flags.includes('content-expired') && content.contact === null && content.health === null;

/** What a person says is another machine's has no place in this one's sequence. */
function insertReleased(
  { writer, projection }: ReleaseParts,
  { record: { epoch, seq }, receivedAt, from }: ReexaminedRecord,
  fit: FitEvent,
  code: QuarantineCode,
  { at, changes }: Decision,
): boolean {
  const origin: Origin = { kioskId: from.id, epoch, seq };
  const apart: Origin = { ...origin, seq: null };
  const mayStandApart = code === 'counter-fork' || code === 'conflict';
  const isIn =
    writer.insertEvent(fit, origin, receivedAt) || (mayStandApart && writer.insertEvent(fit, apart, receivedAt));
  if (isIn) changes.push(...projection.apply(fit, from.id, at));
  return isIn;
}

/** Takes a fact out of the log and keeps it aside, so that another can have its place; what it meant is told anew. */
function supersede(
  { queries, writer, projection, statements, mintId }: ReleaseParts,
  id: EventId,
  fit: FitEvent,
  { kiosk: { venueId }, by, at, changes }: Decision,
): void {
  const hashes = queries.listHashes.all(id).map(({ hash }) => hash);
  const about = statements.findVisitOf.get(id);
  statements.keepSuperseded.run(mintId(), at, by, id);
  statements.removePerson.run(id);
  statements.removeVisit.run(id);
  statements.removeEvent.run(id);
  const place = { venueId, duplicateWindowMs: fit.duplicateWindowMs };
  const visitId = about?.kind === 'arrived' ? null : (about?.visitId ?? null);
  if (visitId !== null) {
    statements.forgetMarks.run(visitId);
    const visit = queries.findVisit.get(visitId, venueId);
    if (visit) writer.replanVisit(visitId, venueId, fit.endOf(visit.extendedAt ?? visit.arrivedAt));
    changes.push(...projection.restate({ visit: visitId }, place, at));
  }
  for (const hash of hashes) changes.push(...projection.restate({ hash }, place, at));
}
