import type { AccountId, OrganisationId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import type { Writable } from '../store/access.ts';

export interface NewOwner {
  readonly accountId: AccountId;
  readonly organisationId: OrganisationId;
  readonly organisationName: string;
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly language: Language;
  readonly at: Instant;
}

/** An organisation and the account that owns it. */
export async function insertOwner(tx: Writable, owner: NewOwner): Promise<void> {
  const { accountId, organisationId, language, at } = owner;
  await tx
    .insertInto('organisations')
    .values({ id: organisationId, name: owner.organisationName, language, created_at: at })
    .execute();
  await tx
    .insertInto('accounts')
    .values({
      id: accountId,
      email: owner.email,
      name: owner.name,
      password_hash: owner.passwordHash,
      language,
      admin_at: null,
      disabled_at: null,
      created_at: at,
    })
    .execute();
  await tx
    .insertInto('memberships')
    .values({ account_id: accountId, organisation_id: organisationId, role: 'owner', created_at: at })
    .execute();
}

export interface NewSession {
  readonly tokenHash: Uint8Array;
  readonly accountId: AccountId;
  readonly at: Instant;
  readonly expiresAt: Instant;
}

export async function insertSession(tx: Writable, session: NewSession): Promise<void> {
  await tx
    .insertInto('sessions')
    .values({
      token_hash: session.tokenHash,
      account_id: session.accountId,
      created_at: session.at,
      last_seen_at: session.at,
      expires_at: session.expiresAt,
    })
    .execute();
}

export async function markSessionSeen(tx: Writable, tokenHash: Uint8Array, at: Instant): Promise<void> {
  await tx.updateTable('sessions').set({ last_seen_at: at }).where('token_hash', '=', tokenHash).execute();
}

export async function deleteSession(tx: Writable, tokenHash: Uint8Array): Promise<void> {
  await tx.deleteFrom('sessions').where('token_hash', '=', tokenHash).execute();
}

export async function deleteEndedSessions(tx: Writable, seenBefore: Instant, now: Instant): Promise<void> {
  await tx
    .deleteFrom('sessions')
    .where((where) => where.or([where('last_seen_at', '<', seenBefore), where('expires_at', '<=', now)]))
    .execute();
}

export async function replacePassword(tx: Writable, email: string, passwordHash: string): Promise<void> {
  await tx.updateTable('accounts').set({ password_hash: passwordHash }).where('email', '=', email).execute();
  await tx
    .deleteFrom('sessions')
    .where('account_id', 'in', tx.selectFrom('accounts').select('id').where('email', '=', email))
    .execute();
}
