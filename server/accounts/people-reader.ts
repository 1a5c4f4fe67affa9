import type { AccountId, OrganisationId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { OrganisationRole } from '#shared/domain/roles.ts';
import type { Readable } from '../store/access.ts';

export interface StoredMember {
  readonly accountId: AccountId;
  readonly name: string;
  readonly email: string;
  readonly role: OrganisationRole;
  readonly joinedAt: Instant;
  readonly lastSeenAt: Instant | null;
  /** Confirmed apps and passkeys. */
  readonly factors: number;
  /** Memberships and offices besides this one. */
  readonly elsewhere: number;
  readonly webhooks: number;
}

const selectMembers = (db: Readable, organisationId: OrganisationId) =>
  db
    .selectFrom('memberships')
    .innerJoin('accounts', 'accounts.id', 'memberships.account_id')
    .select((row) => [
      'accounts.id as accountId',
      'accounts.name',
      'accounts.email',
      'memberships.role',
      'memberships.created_at as joinedAt',
      row
        .selectFrom('sessions')
        .select((session) => session.fn.max('sessions.last_seen_at').as('at'))
        .whereRef('sessions.account_id', '=', 'accounts.id')
        .as('lastSeenAt'),
      row(
        row
          .selectFrom('totp_secrets')
          .select((totp) => totp.fn.countAll<number>().as('n'))
          .whereRef('totp_secrets.account_id', '=', 'accounts.id')
          .where('totp_secrets.confirmed_at', 'is not', null),
        '+',
        row
          .selectFrom('passkeys')
          .select((passkey) => passkey.fn.countAll<number>().as('n'))
          .whereRef('passkeys.account_id', '=', 'accounts.id'),
      ).as('factors'),
      row(
        row
          .selectFrom('memberships as other')
          .select((other) => other.fn.countAll<number>().as('n'))
          .whereRef('other.account_id', '=', 'accounts.id')
          .where('other.organisation_id', '!=', organisationId),
        '+',
        row
          .selectFrom('officer_roles')
          .select((office) => office.fn.countAll<number>().as('n'))
          .whereRef('officer_roles.account_id', '=', 'accounts.id'),
      ).as('elsewhere'),
      row
        .selectFrom('webhooks')
        .select((webhook) => webhook.fn.countAll<number>().as('n'))
        .whereRef('webhooks.secret_shown_to', '=', 'accounts.id')
        .where('webhooks.organisation_id', '=', organisationId)
        .as('webhooks'),
    ])
    .where('memberships.organisation_id', '=', organisationId)
    .where('accounts.disabled_at', 'is', null);

export const listMembers = (db: Readable, organisationId: OrganisationId): Promise<StoredMember[]> =>
  selectMembers(db, organisationId).orderBy('memberships.created_at').orderBy('accounts.id').execute() as Promise<
    StoredMember[]
  >;

export const findMember = (
  db: Readable,
  organisationId: OrganisationId,
  accountId: AccountId,
): Promise<StoredMember | undefined> =>
  selectMembers(db, organisationId).where('accounts.id', '=', accountId).executeTakeFirst() as Promise<
    StoredMember | undefined
  >;

/** Whose secret was last shown to somebody who owns the organisation no longer. */
export async function countKnownWebhooks(db: Readable, organisationId: OrganisationId): Promise<number> {
  const row = await db
    .selectFrom('webhooks')
    .leftJoin('memberships', (join) =>
      join
        .onRef('memberships.account_id', '=', 'webhooks.secret_shown_to')
        .onRef('memberships.organisation_id', '=', 'webhooks.organisation_id')
        .on('memberships.role', '=', 'owner'),
    )
    .select((count) => count.fn.countAll<number>().as('n'))
    .where('webhooks.organisation_id', '=', organisationId)
    .where('memberships.role', 'is', null)
    .executeTakeFirstOrThrow();
  return row.n;
}

export interface StoredInvitation {
  readonly id: string;
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly role: OrganisationRole;
  readonly label: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
}

const selectInvitations = (db: Readable) =>
  db
    .selectFrom('invitations')
    .innerJoin('organisations', 'organisations.id', 'invitations.organisation_id')
    .select([
      'invitations.id',
      'invitations.organisation_id as organisationId',
      'organisations.name as organisationName',
      'invitations.role',
      'invitations.label',
      'invitations.created_at as createdAt',
      'invitations.expires_at as expiresAt',
      'invitations.used_at as usedAt',
    ]);

export const listOpenInvitations = (
  db: Readable,
  organisationId: OrganisationId,
  now: Instant,
): Promise<StoredInvitation[]> =>
  selectInvitations(db)
    .where('invitations.organisation_id', '=', organisationId)
    .where('invitations.used_at', 'is', null)
    .where('invitations.expires_at', '>', now)
    .orderBy('invitations.created_at', 'desc')
    .execute();

export const findInvitation = (db: Readable, tokenHash: Uint8Array): Promise<StoredInvitation | undefined> =>
  selectInvitations(db).where('invitations.token_hash', '=', tokenHash).executeTakeFirst();
