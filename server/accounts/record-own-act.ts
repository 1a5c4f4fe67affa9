import type { AccountId, OrganisationId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { type AuditAction, type AuditDetails, recordAudit } from '../audit/service.ts';
import type { Writable } from '../store/access.ts';

/** Somebody with an account, and the tenant whose trail their acts belong to. */
export interface Person {
  readonly accountId: AccountId;
  readonly organisationId: OrganisationId | null;
}

interface OwnAct {
  readonly at: Instant;
  readonly action: AuditAction;
  readonly details?: AuditDetails;
  /** Who did it, when it was not the person: `cli`, or another account. */
  readonly actor?: string;
}

/** What was done to a person's own account, into the trail. */
export const recordOwnAct = (
  tx: Writable,
  { accountId, organisationId }: Person,
  { actor = accountId, ...act }: OwnAct,
): Promise<void> => recordAudit(tx, { ...act, actor, organisationId, subject: `account:${accountId}` });
