import type { OneTimeLink } from '#shared/contract/portal-account.ts';
import type { AccountId } from '#shared/domain/ids.ts';
import { HOUR_MS } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { networkOf } from '../http/network.ts';
import type { Writable } from '../store/access.ts';
import type { ResetLinksTable } from '../store/schema-accounts.ts';
import { isGuessable } from './guessable-password.ts';
import { findResetLink, listMailedLinks, type StoredResetLink } from './link-reader.ts';
import { deleteOldResetLinks, insertResetLink, markResetLinksUsed } from './link-transactor.ts';
import { type NoticeDependencies, sendNotice } from './notices.ts';
import { hashPassword } from './password.ts';
import { findAddressee, findCredentials, findStanding, listOwnNames } from './reader.ts';
import { recordOwnAct } from './record-own-act.ts';
import { replacePassword } from './replace-password.ts';
import { writeResetMail } from './reset-mail.ts';
import { type FactorDependencies, removeSecondFactors } from './second-factors.ts';
import { hashSessionToken, mintSessionToken } from './session-token.ts';
import { endSessions } from './sessions.ts';
import { forgiveAccount, type Throttles } from './sign-in.ts';

export interface RecoveryDependencies extends FactorDependencies, NoticeDependencies {
  readonly throttles: Throttles;
}

const LINK_MS = 30 * 60_000;
/** And one more whenever none of them is good any more: a stranger's asking must not leave the owner without any. */
const MAILS_AN_HOUR = 3;
const KEPT_MS = 30 * 24 * HOUR_MS;

export type LinkProblem = 'code-unknown' | 'code-expired' | 'code-used';

/**
 * Sends a link if there is such an account and mail can be sent. Whoever asks learns neither: the same answer, at once, and
 * what there is to do is done afterwards.
 *
 * @returns how long to wait, when the same place asks again and again.
 */
export function requestRecovery(
  deps: RecoveryDependencies,
  { email, language }: { readonly email: string; readonly language: Language },
  ip: string,
): Result<void, { readonly retryAfterMs: number }> {
  const { throttles, clock, inBackground } = deps;
  const key = `recovery\n${networkOf(ip, 'limit')}`;
  const retryAfterMs = throttles.tries.waitMs(key, clock.now());
  if (retryAfterMs > 0) return err({ retryAfterMs });
  throttles.tries.recordFailure(key, clock.now());
  inBackground(() => mailLink(deps, email, language));
  return ok(undefined);
}

async function mailLink(deps: RecoveryDependencies, email: string, language: Language): Promise<void> {
  const { mailer, store, clock } = deps;
  const account = await findCredentials(store.read, email);
  // An address that nobody confirmed may be a stranger's, by a slip of the finger; the link would make it their account.
  if (!mailer || !account || !(await findAddressee(store.read, account.id))) return;
  const link = await store.transact(async (tx) => {
    const mailed = await listMailedLinks(tx, account.id, clock.now() - HOUR_MS);
    const hasGood = mailed.some(({ usedAt, expiresAt }) => usedAt === null && clock.now() < expiresAt);
    if (mailed.length >= MAILS_AN_HOUR && hasGood) return null;
    return makeResetLink(deps, tx, account.id, { scope: 'password', by: 'mail' });
  });
  if (link) await mailer.send(writeResetMail({ to: email, url: link.url, language }));
}

interface LinkOrder {
  readonly scope: ResetLinksTable['scope'];
  /** `mail`, `cli`, or the account of whoever hands the link on. */
  readonly by: string;
}

/** To be told of by {@link tellOfLink}, unless it is mailed and tells of itself. */
export async function makeResetLink(
  { clock, publicOrigin }: Pick<RecoveryDependencies, 'clock' | 'publicOrigin'>,
  tx: Writable,
  accountId: AccountId,
  { scope, by }: LinkOrder,
): Promise<OneTimeLink> {
  const { token, tokenHash } = mintSessionToken();
  const at = clock.now();
  const expiresAt = at + LINK_MS;
  await deleteOldResetLinks(tx, at - KEPT_MS);
  await insertResetLink(tx, { tokenHash, accountId, scope, createdBy: by, at, expiresAt });
  const person = { accountId, organisationId: await organisationOf(tx, accountId) };
  await recordOwnAct(tx, person, { at, action: 'reset-link.made', actor: by, details: { scope } });
  // Behind the `#`: browsers keep that part to themselves, so that it stands in no log.
  return { url: `${publicOrigin()}/recover#${token}`, expiresAt };
}

export const tellOfLink = (deps: RecoveryDependencies, accountId: AccountId): void =>
  sendNotice(deps, accountId, 'reset-link-made');

const organisationOf = async (tx: Writable, accountId: AccountId) =>
  (await findStanding(tx, accountId))?.organisationId ?? null;

/** A new password; every session ends. Second factors stay, unless the link was made for somebody who lost them. */
export async function redeemResetLink(
  deps: RecoveryDependencies,
  { token, password }: { readonly token: string; readonly password: string },
): Promise<Result<AccountId, LinkProblem | 'guessable-password'>> {
  const { store, clock, throttles } = deps;
  const tokenHash = hashSessionToken(token);
  const asked = tokenHash && (await findResetLink(store.read, tokenHash));
  if (!tokenHash || !asked) return err('code-unknown');
  if (isGuessable(password, await listOwnNames(store.read, asked.accountId))) return err('guessable-password');
  const passwordHash = await hashPassword(password);
  const redeemed = await store.transact(async (tx): Promise<Result<StoredResetLink, LinkProblem>> => {
    const link = await findResetLink(tx, tokenHash);
    const at = clock.now();
    if (!link) return err('code-unknown');
    if (link.usedAt !== null) return err('code-used');
    if (at >= link.expiresAt) return err('code-expired');
    const person = { accountId: link.accountId, organisationId: await organisationOf(tx, link.accountId) };
    await markResetLinksUsed(tx, link.accountId, at);
    await replacePassword(tx, deps.keys, link.accountId, passwordHash);
    await recordOwnAct(tx, person, { at, action: 'password.reset', details: { by: link.createdBy } });
    if (link.scope === 'password-and-factors') await removeSecondFactors(deps, tx, person, link.createdBy);
    await endSessions(deps, tx, person);
    return ok(link);
  });
  if (!redeemed.ok) return redeemed;
  const { accountId, email, scope } = redeemed.value;
  forgiveAccount(throttles, email);
  sendNotice(deps, accountId, 'password-reset');
  if (scope === 'password-and-factors') sendNotice(deps, accountId, 'second-factors-removed');
  return ok(accountId);
}
