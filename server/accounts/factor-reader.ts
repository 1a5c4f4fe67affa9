import type { AccountId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';

export interface StoredTotp {
  readonly sealedSecret: Uint8Array;
  readonly confirmedAt: Instant | null;
  readonly lastStep: number;
}

export const findTotp = (db: Readable, accountId: AccountId): Promise<StoredTotp | undefined> =>
  db
    .selectFrom('totp_secrets')
    .select(['secret_sealed as sealedSecret', 'confirmed_at as confirmedAt', 'last_step as lastStep'])
    .where('account_id', '=', accountId)
    .executeTakeFirst();

export const hasApp = async (db: Readable, accountId: AccountId): Promise<boolean> =>
  typeof (await findTotp(db, accountId))?.confirmedAt === 'number';

/**
 * Whether the password alone does not open this account: whoever has a passkey must not be let in by less. It opens by the
 * passkey itself, or by the password with a code of the app or a recovery code.
 */
export const needsSecondFactor = async (db: Readable, accountId: AccountId): Promise<boolean> =>
  (await hasApp(db, accountId)) || (await listPasskeys(db, accountId)).length > 0;

/** Unused ones. */
export async function listRecoveryCodes(db: Readable, accountId: AccountId): Promise<Uint8Array[]> {
  const rows = await db
    .selectFrom('recovery_codes')
    .select('code_hash')
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .execute();
  return rows.map(({ code_hash }) => code_hash);
}

export async function countRecoveryCodes(db: Readable, accountId: AccountId): Promise<number> {
  const { left } = await db
    .selectFrom('recovery_codes')
    .select((row) => row.fn.countAll<number>().as('left'))
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return left;
}

export interface StoredPasskey {
  readonly id: string;
  readonly accountId: AccountId;
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  readonly counter: number;
  readonly transportsJson: string;
  readonly name: string;
  readonly createdAt: Instant;
  readonly lastUsedAt: Instant | null;
}

const selectPasskeys = (db: Readable) =>
  db
    .selectFrom('passkeys')
    .select([
      'id',
      'account_id as accountId',
      'credential_id as credentialId',
      'public_key as publicKey',
      'counter',
      'transports_json as transportsJson',
      'name',
      'created_at as createdAt',
      'last_used_at as lastUsedAt',
    ]);

export const listPasskeys = (db: Readable, accountId: AccountId): Promise<StoredPasskey[]> =>
  selectPasskeys(db).where('account_id', '=', accountId).orderBy('created_at').orderBy('id').execute();

export const findPasskey = (db: Readable, credentialId: string): Promise<StoredPasskey | undefined> =>
  selectPasskeys(db).where('credential_id', '=', credentialId).executeTakeFirst();
