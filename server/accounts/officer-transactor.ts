import type { AccountId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { OfficerRole } from '#shared/domain/roles.ts';
import type { Writable } from '../store/access.ts';

export interface NewOfficerInvitation {
  readonly id: string;
  readonly tokenHash: Uint8Array;
  readonly role: OfficerRole;
  readonly unitCodes: readonly string[];
  readonly label: string;
  readonly createdBy: string;
  readonly at: Instant;
  readonly expiresAt: Instant;
}

export async function insertOfficerInvitation(tx: Writable, invitation: NewOfficerInvitation): Promise<void> {
  await tx
    .insertInto('officer_invitations')
    .values({
      id: invitation.id,
      token_hash: invitation.tokenHash,
      role: invitation.role,
      units_json: JSON.stringify(invitation.unitCodes),
      label: invitation.label,
      created_by: invitation.createdBy,
      created_at: invitation.at,
      expires_at: invitation.expiresAt,
      used_at: null,
    })
    .execute();
}

export async function markOfficerInvitationUsed(tx: Writable, id: string, at: Instant): Promise<void> {
  await tx.updateTable('officer_invitations').set({ used_at: at }).where('id', '=', id).execute();
}

/** @returns whether there was an unused one. */
export async function deleteOfficerInvitation(tx: Writable, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('officer_invitations')
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** The open ones that somebody made. */
export async function deleteOfficerInvitationsBy(tx: Writable, createdBy: string): Promise<void> {
  await tx.deleteFrom('officer_invitations').where('created_by', '=', createdBy).where('used_at', 'is', null).execute();
}

export interface NewOffice {
  readonly accountId: AccountId;
  readonly role: OfficerRole;
  readonly unitCodes: readonly string[];
  readonly at: Instant;
}

/** Offices that somebody holds already stay as they are. */
export async function insertOffice(tx: Writable, { accountId, role, unitCodes, at }: NewOffice): Promise<void> {
  await tx
    .insertInto('officer_roles')
    .values(unitCodes.map((unit_code) => ({ account_id: accountId, unit_code, role, created_at: at })))
    .onConflict((on) => on.doNothing())
    .execute();
}

export async function deleteOffices(tx: Writable, accountId: AccountId): Promise<void> {
  await tx.deleteFrom('officer_roles').where('account_id', '=', accountId).execute();
}
