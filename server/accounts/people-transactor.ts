import type { AccountId, OrganisationId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { OrganisationRole } from '#shared/domain/roles.ts';
import type { Writable } from '../store/access.ts';

export interface NewInvitation {
  readonly id: string;
  readonly tokenHash: Uint8Array;
  readonly organisationId: OrganisationId;
  readonly role: OrganisationRole;
  readonly label: string;
  readonly createdBy: AccountId;
  readonly at: Instant;
  readonly expiresAt: Instant;
}

export async function insertInvitation(tx: Writable, invitation: NewInvitation): Promise<void> {
  await tx
    .insertInto('invitations')
    .values({
      id: invitation.id,
      token_hash: invitation.tokenHash,
      organisation_id: invitation.organisationId,
      role: invitation.role,
      label: invitation.label,
      created_by: invitation.createdBy,
      created_at: invitation.at,
      expires_at: invitation.expiresAt,
      used_at: null,
    })
    .execute();
}

export async function markInvitationUsed(tx: Writable, id: string, at: Instant): Promise<void> {
  await tx.updateTable('invitations').set({ used_at: at }).where('id', '=', id).execute();
}

/** @returns whether there was an unused one of this organisation. */
export async function deleteInvitation(tx: Writable, organisationId: OrganisationId, id: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('invitations')
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numDeletedRows > 0n;
}

/** The open ones that somebody made. */
export async function deleteInvitationsBy(
  tx: Writable,
  organisationId: OrganisationId,
  createdBy: AccountId,
): Promise<void> {
  await tx
    .deleteFrom('invitations')
    .where('organisation_id', '=', organisationId)
    .where('created_by', '=', createdBy)
    .where('used_at', 'is', null)
    .execute();
}

export interface NewMember {
  readonly accountId: AccountId;
  readonly organisationId: OrganisationId;
  readonly role: OrganisationRole;
  readonly at: Instant;
}

/** The account's place in an organisation. */
export async function insertMember(tx: Writable, { accountId, organisationId, role, at }: NewMember): Promise<void> {
  await tx
    .insertInto('memberships')
    .values({ account_id: accountId, organisation_id: organisationId, role, created_at: at })
    .execute();
}

interface MemberKey {
  readonly organisationId: OrganisationId;
  readonly accountId: AccountId;
}

export async function updateMemberRole(
  tx: Writable,
  { organisationId, accountId }: MemberKey,
  role: OrganisationRole,
): Promise<void> {
  await tx
    .updateTable('memberships')
    .set({ role })
    .where('organisation_id', '=', organisationId)
    .where('account_id', '=', accountId)
    .execute();
}

export async function deleteMember(tx: Writable, { organisationId, accountId }: MemberKey): Promise<void> {
  await tx
    .deleteFrom('memberships')
    .where('organisation_id', '=', organisationId)
    .where('account_id', '=', accountId)
    .execute();
}
