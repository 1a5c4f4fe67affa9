import type { AccountId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { OfficerRole } from '#shared/domain/roles.ts';
import type { Readable } from '../store/access.ts';

/** One row per unit of an office. */
export interface StoredOffice {
  readonly accountId: AccountId;
  readonly name: string;
  readonly email: string;
  readonly role: OfficerRole;
  readonly unitCode: string;
  readonly since: Instant;
  readonly lastSeenAt: Instant | null;
  /** Confirmed apps and passkeys. */
  readonly factors: number;
}

export const listOffices = (
  db: Readable,
  of: { readonly unitCodes: readonly string[] } | { readonly accountId: AccountId } | 'all',
): Promise<StoredOffice[]> => {
  const offices = db
    .selectFrom('officer_roles')
    .innerJoin('accounts', 'accounts.id', 'officer_roles.account_id')
    .select((row) => [
      'accounts.id as accountId',
      'accounts.name',
      'accounts.email',
      'officer_roles.role',
      'officer_roles.unit_code as unitCode',
      'officer_roles.created_at as since',
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
    ])
    .where('accounts.disabled_at', 'is', null)
    .orderBy('officer_roles.created_at')
    .orderBy('accounts.id')
    .orderBy('officer_roles.unit_code');
  const wanted =
    of === 'all'
      ? offices
      : 'accountId' in of
        ? offices.where('officer_roles.account_id', '=', of.accountId)
        : offices.where('officer_roles.unit_code', 'in', of.unitCodes);
  return wanted.execute() as Promise<StoredOffice[]>;
};

export interface StoredOfficerInvitation {
  readonly id: string;
  readonly role: OfficerRole;
  readonly unitCodes: readonly string[];
  readonly label: string;
  readonly createdBy: string;
  readonly expiresAt: Instant;
  readonly usedAt: Instant | null;
}

const selectInvitations = (db: Readable) =>
  db
    .selectFrom('officer_invitations')
    .select([
      'id',
      'role',
      'units_json as unitsJson',
      'label',
      'created_by as createdBy',
      'expires_at as expiresAt',
      'used_at as usedAt',
    ]);

const parse = ({
  unitsJson,
  ...row
}: Omit<StoredOfficerInvitation, 'unitCodes'> & { readonly unitsJson: string }): StoredOfficerInvitation => ({
  ...row,
  unitCodes: JSON.parse(unitsJson) as string[],
});

export async function listOpenOfficerInvitations(db: Readable, now: Instant): Promise<StoredOfficerInvitation[]> {
  const rows = await selectInvitations(db)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .orderBy('created_at', 'desc')
    .execute();
  return rows.map(parse);
}

export async function findOfficerInvitation(
  db: Readable,
  tokenHash: Uint8Array,
): Promise<StoredOfficerInvitation | undefined> {
  const row = await selectInvitations(db).where('token_hash', '=', tokenHash).executeTakeFirst();
  return row && parse(row);
}
