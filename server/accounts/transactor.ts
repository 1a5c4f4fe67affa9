import type { AccountId, OrganisationId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import { type KeyService, secretIdOf } from '../keys/service.ts';
import type { Writable } from '../store/access.ts';
import { NO_PASSWORD } from './password.ts';
import { findCredentialsById } from './reader.ts';

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

/** Other than by {@link replacePassword} only where the one of before was revoked already. */
export async function updatePassword(tx: Writable, id: AccountId, passwordHash: string): Promise<void> {
  await tx.updateTable('accounts').set({ password_hash: passwordHash }).where('id', '=', id).execute();
}

/** The one of before counts no longer, nor does an older copy of the database bring it back. */
export async function replacePassword(
  tx: Writable,
  keys: Pick<KeyService, 'addRevocation'>,
  id: AccountId,
  passwordHash: string,
): Promise<void> {
  const before = await findCredentialsById(tx, id);
  await updatePassword(tx, id, passwordHash);
  if (before && before.passwordHash !== NO_PASSWORD)
    keys.addRevocation('password', secretIdOf(id, before.passwordHash));
}
