import type { AccountId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { OrganisationRole } from '#shared/domain/roles.ts';
import { type KeyService, membershipIdOf, secretIdOf } from '../keys/service.ts';
import type { Readable, Writable } from '../store/access.ts';
import { emailMarkOf } from './email.ts';
import { markEmailVerified } from './email-transactor.ts';
import { needsSecondFactor } from './factor-reader.ts';
import { NO_PASSWORD } from './password.ts';
import { updateMemberRole } from './people-transactor.ts';
import { findStanding } from './reader.ts';
import { recordOwnAct } from './record-own-act.ts';
import { updatePassword } from './transactor.ts';

type Keys = Pick<KeyService, 'addRevocation' | 'listRevocations' | 'keepStanding' | 'listStandings'>;

/**
 * Takes out of an older copy of the database what it brought back: passwords, second factors and recovery codes that no
 * longer count, roles and confirmed addresses of before. Whose password is taken needs a link for a new one; and so does whoever had a second
 * factor that the copy does not know, for there the password alone would open the account.
 *
 * @returns how many had come back; none when the database is no older copy.
 */
export async function applyAccountChanges(tx: Writable, keys: Keys, at: Instant): Promise<number> {
  const factors = (await dropPasskeys(tx, keys)) + (await dropApps(tx, keys)) + (await dropRecoveryCodes(tx, keys));
  const bare = await listBareAccounts(tx, keys);
  for (const { id, passwordHash } of bare) {
    keys.addRevocation('password', secretIdOf(id, passwordHash));
    // From here on the account is opened by what its person sets anew.
    keys.keepStanding('second-factor', id, 'no');
  }
  return (
    factors + (await voidPasswords(tx, keys, at)) + (await putRolesBack(tx, keys)) + (await doubtAddresses(tx, keys))
  );
}

const idsOf = (entries: ReadonlyArray<{ readonly id: string }>): ReadonlySet<string> =>
  new Set(entries.map(({ id }) => id));

async function dropPasskeys(tx: Writable, keys: Keys): Promise<number> {
  const revoked = idsOf(keys.listRevocations('passkey'));
  if (revoked.size === 0) return 0;
  const rows = await tx.selectFrom('passkeys').select('id').execute();
  const back = rows.filter(({ id }) => revoked.has(id));
  for (const { id } of back) await tx.deleteFrom('passkeys').where('id', '=', id).execute();
  return back.length;
}

async function dropApps(tx: Writable, keys: Keys): Promise<number> {
  const revoked = idsOf(keys.listRevocations('totp'));
  if (revoked.size === 0) return 0;
  const rows = await tx.selectFrom('totp_secrets').select(['account_id', 'secret_sealed']).execute();
  const back = rows.filter((row) => revoked.has(secretIdOf(row.account_id, row.secret_sealed)));
  for (const row of back) await tx.deleteFrom('totp_secrets').where('account_id', '=', row.account_id).execute();
  return back.length;
}

async function dropRecoveryCodes(tx: Writable, keys: Keys): Promise<number> {
  const revoked = idsOf(keys.listRevocations('recovery-code'));
  if (revoked.size === 0) return 0;
  const unused = await tx
    .selectFrom('recovery_codes')
    .select(['account_id', 'code_hash'])
    .where('used_at', 'is', null)
    .execute();
  const back = unused.filter((row) => revoked.has(secretIdOf(row.account_id, row.code_hash)));
  for (const row of back) await tx.deleteFrom('recovery_codes').where('code_hash', '=', row.code_hash).execute();
  return back.length;
}

/** Whoever had a second factor when the server was last seen, and has none in this database. */
async function listBareAccounts(tx: Writable, keys: Keys) {
  const secured = keys.listStandings('second-factor').filter(({ value }) => value === 'yes');
  const bare: Array<{ id: AccountId; passwordHash: string }> = [];
  for (const { id } of secured) {
    const account = await tx
      .selectFrom('accounts')
      .select(['id', 'password_hash as passwordHash'])
      .where('id', '=', id as AccountId)
      .executeTakeFirst();
    if (account && account.passwordHash !== NO_PASSWORD && !(await needsSecondFactor(tx, account.id)))
      bare.push(account);
  }
  return bare;
}

async function voidPasswords(tx: Writable, keys: Keys, at: Instant): Promise<number> {
  const revoked = idsOf(keys.listRevocations('password'));
  if (revoked.size === 0) return 0;
  const rows = await tx.selectFrom('accounts').select(['id', 'password_hash']).execute();
  const back = rows.filter((row) => revoked.has(secretIdOf(row.id, row.password_hash)));
  for (const { id } of back) {
    await updatePassword(tx, id, NO_PASSWORD);
    const person = { accountId: id, organisationId: (await findStanding(tx, id))?.organisationId ?? null };
    await recordOwnAct(tx, person, { at, action: 'password.voided', actor: 'system' });
  }
  return back.length;
}

/** Letters must not go where the person no longer is. */
async function doubtAddresses(tx: Writable, keys: Keys): Promise<number> {
  const marks = new Map(keys.listStandings('email').map(({ id, value }) => [id, value]));
  if (marks.size === 0) return 0;
  const rows = await tx
    .selectFrom('accounts')
    .select(['id', 'email'])
    .where('email_verified_at', 'is not', null)
    .execute();
  const old = rows.filter(({ id, email }) => marks.has(id) && marks.get(id) !== emailMarkOf(id, email));
  for (const { id } of old) await markEmailVerified(tx, id, null);
  return old.length;
}

async function putRolesBack(tx: Writable, keys: Keys): Promise<number> {
  const roles = new Map(keys.listStandings('role').map(({ id, value }) => [id, value as OrganisationRole]));
  if (roles.size === 0) return 0;
  const members = await tx.selectFrom('memberships').selectAll().execute();
  let changed = 0;
  for (const { organisation_id: organisationId, account_id: accountId, role } of members) {
    const last = roles.get(membershipIdOf(organisationId, accountId));
    if (last === undefined || last === role) continue;
    await updateMemberRole(tx, { organisationId, accountId }, last);
    changed += 1;
  }
  return changed;
}

/** Addresses of those whose password has to be set anew by a link. */
export async function listVoidPasswords(db: Readable): Promise<string[]> {
  const rows = await db
    .selectFrom('accounts')
    .select('email')
    .where('password_hash', '=', NO_PASSWORD)
    .orderBy('email')
    .execute();
  return rows.map(({ email }) => email);
}
