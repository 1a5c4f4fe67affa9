import type { AccountId, OrganisationId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import type { Writable } from '../store/access.ts';

export interface NewAccount {
  readonly accountId: AccountId;
  readonly name: string;
  readonly email: string;
  readonly passwordHash: string;
  readonly language: Language;
  readonly at: Instant;
}

/** With an address that nobody has confirmed yet, and no right to anything. */
export async function insertAccount(tx: Writable, account: NewAccount): Promise<void> {
  await tx
    .insertInto('accounts')
    .values({
      id: account.accountId,
      email: account.email,
      name: account.name,
      password_hash: account.passwordHash,
      language: account.language,
      admin_at: null,
      disabled_at: null,
      email_verified_at: null,
      created_at: account.at,
    })
    .execute();
}

export async function insertOrganisation(
  tx: Writable,
  organisation: Readonly<{ id: OrganisationId; name: string; language: Language; at: Instant }>,
): Promise<void> {
  const { id, name, language, at } = organisation;
  await tx.insertInto('organisations').values({ id, name, language, created_at: at }).execute();
}

/** Other than by `replacePassword` only where the one of before was revoked already. */
export async function updatePassword(tx: Writable, id: AccountId, passwordHash: string): Promise<void> {
  await tx.updateTable('accounts').set({ password_hash: passwordHash }).where('id', '=', id).execute();
}
