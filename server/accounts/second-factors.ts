import { randomBytes } from 'node:crypto';
import type { AccountSecurity, TotpEnrolment } from '#shared/contract/portal-account.ts';
import type { AccountId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Clock } from '../config/clock.ts';
import { type KeyService, secretIdOf } from '../keys/service.ts';
import type { Readable, Store, Writable } from '../store/access.ts';
import {
  countRecoveryCodes,
  findTotp,
  hasApp,
  listPasskeys,
  listRecoveryCodes,
  needsSecondFactor,
} from './factor-reader.ts';
import {
  deletePasskeysOf,
  deleteRecoveryCodes,
  deleteTotp,
  insertPendingTotp,
  markRecoveryCodeUsed,
  markTotpConfirmed,
  markTotpUsed,
  replaceRecoveryCodes,
} from './factor-transactor.ts';
import { findPerson } from './reader.ts';
import { type Person, recordOwnAct } from './record-own-act.ts';
import { hashRecoveryCode, mintRecoveryCode, parseRecoveryCode, RECOVERY_CODES } from './recovery-codes.ts';
import { describeTotpSecret, findTotpStep, TOTP_SECRET_BYTES } from './totp.ts';

export interface FactorDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly keys: Pick<KeyService, 'sealSecret' | 'openSecret'> & FactorMemory;
}

/** Remembers what of it counts no longer, against older copies of the database. */
export type FactorMemory = Pick<KeyService, 'addRevocation' | 'keepStanding'>;
type Rememberer = { readonly clock: Clock; readonly keys: FactorMemory };

/** In authenticator apps; the same in every language, like the product's name. */
const ISSUER = 'Venue Check-in';

const nameOf = (accountId: AccountId): string => `totp/${accountId}`;

export async function describeSecurity(db: Readable, accountId: AccountId): Promise<AccountSecurity> {
  const totp = await findTotp(db, accountId);
  const passkeys = await listPasskeys(db, accountId);
  return {
    totpSince: totp?.confirmedAt ?? null,
    recoveryCodesLeft: await countRecoveryCodes(db, accountId),
    passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({ id, name, createdAt, lastUsedAt })),
  };
}

/** Takes a code of the app, or a recovery code in its place. Each counts once. */
export async function useSecondFactor(
  { clock, keys }: FactorDependencies,
  tx: Writable,
  person: Person,
  typed: string,
): Promise<boolean> {
  const { accountId } = person;
  const at = clock.now();
  const recoveryCode = parseRecoveryCode(typed);
  if (recoveryCode !== null) {
    const codeHash = hashRecoveryCode(accountId, recoveryCode);
    const used = await markRecoveryCodeUsed(tx, accountId, { codeHash, at });
    if (!used) return false;
    await recordOwnAct(tx, person, { at, action: 'recovery-code.used' });
    keys.addRevocation('recovery-code', secretIdOf(accountId, codeHash));
    return true;
  }
  const totp = await findTotp(tx, accountId);
  if (!totp || totp.confirmedAt === null) return false;
  const secret = keys.openSecret(nameOf(accountId), totp.sealedSecret);
  const step = findTotpStep(secret, typed.replace(/\s/g, ''), at, totp.lastStep);
  if (step === null) return false;
  await markTotpUsed(tx, accountId, step);
  return true;
}

/** A fresh secret, of no account yet: only a code of it makes it count. `conflict`: there is an app already. */
export async function enrolTotp(
  { store, clock, keys }: FactorDependencies,
  { accountId }: Person,
): Promise<Result<TotpEnrolment, 'conflict'>> {
  const secret = randomBytes(TOTP_SECRET_BYTES);
  const sealedSecret = keys.sealSecret(nameOf(accountId), secret);
  return store.transact(async (tx) => {
    if (await hasApp(tx, accountId)) return err('conflict');
    await insertPendingTotp(tx, accountId, { sealedSecret, at: clock.now() });
    const person = await findPerson(tx, accountId);
    return ok(describeTotpSecret(secret, ISSUER, person?.email ?? ''));
  });
}

/** @returns the recovery codes, to be shown once. */
export async function confirmTotp(
  { store, clock, keys }: FactorDependencies,
  person: Person,
  code: string,
): Promise<Result<readonly string[], 'wrong-code' | 'conflict'>> {
  const { accountId } = person;
  const confirmed = await store.transact(async (tx): Promise<Result<readonly string[], 'wrong-code' | 'conflict'>> => {
    const totp = await findTotp(tx, accountId);
    if (!totp || totp.confirmedAt !== null) return err('conflict');
    const at = clock.now();
    const secret = keys.openSecret(nameOf(accountId), totp.sealedSecret);
    const step = findTotpStep(secret, code.replace(/\s/g, ''), at, totp.lastStep);
    if (step === null) return err('wrong-code');
    await markTotpConfirmed(tx, accountId, { at, step });
    await recordOwnAct(tx, person, { at, action: 'totp.added' });
    return ok(await makeRecoveryCodes({ clock, keys }, tx, person));
  });
  if (confirmed.ok) rememberSecured(keys, accountId);
  return confirmed;
}

/** To be called when the factor is in the database: one that came to nothing must not shut anybody out. */
export const rememberSecured = (keys: FactorMemory, accountId: AccountId): void =>
  keys.keepStanding('second-factor', accountId, 'yes');

async function makeRecoveryCodes(
  { clock, keys }: Rememberer,
  tx: Writable,
  person: Person,
): Promise<readonly string[]> {
  await forgetRecoveryCodes(keys, tx, person);
  const at = clock.now();
  const codes = Array.from({ length: RECOVERY_CODES }, mintRecoveryCode);
  const codeHashes = codes.map((code) => hashRecoveryCode(person.accountId, code.replaceAll('-', '')));
  await replaceRecoveryCodes(tx, person.accountId, { codeHashes, at });
  await recordOwnAct(tx, person, { at, action: 'recovery-codes.made' });
  return codes;
}

/** For whoever has just got a second factor. @returns none when there are some left from before. */
export const makeFirstRecoveryCodes = async (
  deps: Rememberer,
  tx: Writable,
  person: Person,
): Promise<readonly string[]> =>
  (await countRecoveryCodes(tx, person.accountId)) > 0 ? [] : makeRecoveryCodes(deps, tx, person);

/** After a second factor went: without any the codes would stand for nothing. */
export async function settleFactors(keys: FactorMemory, tx: Writable, person: Person): Promise<void> {
  if (await needsSecondFactor(tx, person.accountId)) return;
  await forgetRecoveryCodes(keys, tx, person);
  keys.keepStanding('second-factor', person.accountId, 'no');
}

async function forgetRecoveryCodes(keys: FactorMemory, tx: Writable, { accountId }: Person): Promise<void> {
  const codes = await listRecoveryCodes(tx, accountId);
  keys.addRevocation('recovery-code', ...codes.map((code) => secretIdOf(accountId, code)));
  await deleteRecoveryCodes(tx, accountId);
}

/** Ten new ones; the old ones count no longer. `conflict`: without a second factor they would stand for nothing. */
export async function renewRecoveryCodes(
  deps: FactorDependencies,
  person: Person,
): Promise<Result<readonly string[], 'conflict'>> {
  return deps.store.transact(async (tx) =>
    (await needsSecondFactor(tx, person.accountId)) ? ok(await makeRecoveryCodes(deps, tx, person)) : err('conflict'),
  );
}

/** @returns whether there was one. */
export async function removeTotp({ store, clock, keys }: FactorDependencies, person: Person): Promise<boolean> {
  return store.transact(async (tx) => {
    if (!(await forgetTotp(keys, tx, person))) return false;
    await settleFactors(keys, tx, person);
    await recordOwnAct(tx, person, { at: clock.now(), action: 'totp.removed' });
    return true;
  });
}

/** For whoever lost phone, passkeys and recovery codes: the password alone opens the account again. */
export async function removeSecondFactors(
  { clock, keys }: Rememberer,
  tx: Writable,
  person: Person,
  actor: string,
): Promise<void> {
  const passkeys = await listPasskeys(tx, person.accountId);
  keys.addRevocation('passkey', ...passkeys.map(({ id }) => id));
  await deletePasskeysOf(tx, person.accountId);
  await forgetTotp(keys, tx, person);
  await settleFactors(keys, tx, person);
  await recordOwnAct(tx, person, { at: clock.now(), action: 'second-factors.removed', actor });
}

/** @returns whether there was one. */
async function forgetTotp(keys: FactorMemory, tx: Writable, { accountId }: Person): Promise<boolean> {
  const totp = await findTotp(tx, accountId);
  if (totp) keys.addRevocation('totp', secretIdOf(accountId, totp.sealedSecret));
  return deleteTotp(tx, accountId);
}
