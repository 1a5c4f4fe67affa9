import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';
import { appendEntry } from './transactor.ts';

/** Everything that leaves a trace, by name. */
export type AuditAction =
  | 'organisation.registered'
  | 'session.opened'
  | 'session.closed'
  | 'session.verified'
  | 'sessions.ended'
  | 'password.changed'
  | 'password.reset'
  | 'reset-link.made'
  | 'totp.added'
  | 'totp.removed'
  | 'recovery-codes.made'
  | 'recovery-code.used'
  | 'passkey.added'
  | 'passkey.removed'
  | 'second-factors.removed'
  | 'invitation.made'
  | 'invitation.withdrawn'
  | 'invitation.accepted'
  | 'member.role-changed'
  | 'member.removed'
  | 'venue.created'
  | 'entrance.created'
  | 'poster.printed'
  | 'pairing-code.made'
  | 'kiosk.paired'
  | 'kiosk.revoked'
  | 'kiosk.confirmed'
  | 'quarantine.released'
  | 'quarantine.dismissed'
  | 'visits.listed'
  | 'visits.revealed'
  | 'export.requested'
  | 'export.downloaded'
  | 'export.finished'
  | 'pass.issued'
  | 'units.imported'
  | 'update.offered'
  | 'update.withdrawn'
  | 'records.imported'
  | 'database.backed-up'
  | 'database.restored'
  | 'records.erased'
  | 'retention.shredded'
  | 'declaration.published'
  | 'declaration.followed'
  | 'notice.published'
  | 'notice.changed'
  | 'notice.withdrawn'
  | 'notice.restored'
  | 'venue.rules-changed'
  | 'organisation.changed'
  | 'kiosk.changed'
  | 'door.changed'
  | 'entrance.mode-changed'
  | 'staff-pin.set'
  | 'staff-pin.removed'
  | 'staff-card.issued'
  | 'staff-card.revoked'
  | 'inside.listed'
  | 'calls.listed'
  | 'visit.resolved'
  | 'visit.departed'
  | 'revocations.applied'
  | 'audit.disputed'
  | 'keys.sheets-printed'
  | 'keys.kek-rotated'
  | 'rights.received'
  | 'rights.acknowledged'
  | 'rights.extended'
  | 'rights.refused'
  | 'rights.searched'
  | 'rights.opened'
  | 'rights.answered'
  | 'rights.corrected'
  | 'rights.erased'
  | 'rights.withdrawn'
  | 'rights.readers-listed'
  | 'audit.exported'
  | 'audit.checked'
  | 'incident.opened'
  | 'incident.noted'
  | 'incident.closed'
  | 'incident.reopened'
  | 'incident.contacts-exported'
  | 'api-token.made'
  | 'api-token.revoked'
  | 'api.read'
  | 'webhook.made'
  | 'webhook.changed'
  | 'webhook.removed'
  | 'webhook.disabled'
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
