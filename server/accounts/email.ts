import { createHash, randomInt, timingSafeEqual } from 'node:crypto';
import type { EmailStanding } from '#shared/contract/portal-account.ts';
import type { AccountId } from '#shared/domain/ids.ts';
import { HOUR_MS } from '#shared/domain/instant.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { accountMailEn } from '#shared/i18n/account-mail.en.ts';
import { accountMailVi } from '#shared/i18n/account-mail.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import type { Clock } from '../config/clock.ts';
import { networkOf } from '../http/network.ts';
import { type KeyService, secretIdOf } from '../keys/service.ts';
import { findAddress, listEmailCodes, type StoredAddress } from './email-reader.ts';
import {
  deleteOldEmailCodes,
  endEmailCodes,
  insertEmailCode,
  markEmailVerified,
  updateEmail,
} from './email-transactor.ts';
import { guardTaken } from './guard-taken.ts';
import { markResetLinksUsed } from './link-transactor.ts';
import { type NoticeDependencies, writeNotice } from './notices.ts';
import { type Person, recordOwnAct } from './record-own-act.ts';
import type { Browser, Throttles, TooManyRequests } from './sign-in.ts';

export interface EmailDependencies extends NoticeDependencies {
  readonly clock: Clock;
  readonly throttles: Throttles;
  readonly keys: Pick<KeyService, 'keepStanding'>;
}

const CODE_MS = 30 * 60_000;
/** To one account, whichever address it has meanwhile: nobody's mailbox is filled from here. */
const LETTERS_AN_HOUR = 3;

const translators = createTranslators(accountMailVi, accountMailEn);

type Problem<Code> = { readonly code: Code } | TooManyRequests;

export interface EmailService {
  describe(person: Person): Promise<EmailStanding>;
  sendCode(person: Person, browser: Browser): ReturnType<typeof sendCode>;
  confirm(person: Person, code: string): ReturnType<typeof confirmEmail>;
  change(person: Person, email: string, browser: Browser): ReturnType<typeof changeEmail>;
}

export const createEmailService = (deps: EmailDependencies): EmailService => ({
  describe: ({ accountId }) => describeEmail(deps, accountId),
  sendCode: (person, browser) => sendCode(deps, person, browser),
  confirm: (person, code) => confirmEmail(deps, person, code),
  change: (person, email, browser) => changeEmail(deps, person, email, browser),
});

async function describeEmail(
  { store, mailer, clock }: EmailDependencies,
  accountId: AccountId,
): Promise<EmailStanding> {
  const { email, verifiedAt } = await findAddress(store.read, accountId);
  const codes = await listEmailCodes(store.read, accountId, clock.now() - CODE_MS);
  const sent = codes.find((code) => code.email === email)?.createdAt ?? null;
  return { email, verifiedAt, canMail: mailer !== null, codeSentAt: verifiedAt === null ? sent : null };
}

/** For a new account, at once and by itself; whoever registers waits for no letter. */
export function sendFirstCode(deps: EmailDependencies, accountId: AccountId): void {
  if (deps.mailer) deps.inBackground(async () => void (await mailCode(deps, accountId)));
}

/** Another letter, when the person asks for one. */
async function sendCode(
  deps: EmailDependencies,
  { accountId }: Person,
  { ip }: Browser,
): Promise<Result<EmailStanding, Problem<'conflict'>>> {
  const { throttles, clock, mailer, store } = deps;
  // A server without mail is as it was set up: asking again later does not help.
  if (!mailer || (await findAddress(store.read, accountId)).verifiedAt !== null) return err({ code: 'conflict' });
  const key = `email-letter\n${networkOf(ip, 'limit')}`;
  const retryAfterMs = throttles.tries.waitMs(key, clock.now());
  if (retryAfterMs > 0) return err({ code: 'too-many-requests', retryAfterMs });
  throttles.tries.recordFailure(key, clock.now());
  const mailed = await mailCode(deps, accountId);
  return mailed.ok ? ok(await describeEmail(deps, accountId)) : err({ code: 'too-many-requests', ...mailed.error });
}

async function mailCode(
  { store, clock, mailer }: EmailDependencies,
  accountId: AccountId,
): Promise<Result<void, { readonly retryAfterMs: number }>> {
  const at = clock.now();
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const made = await store.transact(async (tx): Promise<Result<StoredAddress, { retryAfterMs: number }>> => {
    const recent = await listEmailCodes(tx, accountId, at - HOUR_MS);
    const oldest = recent.at(LETTERS_AN_HOUR - 1);
    if (oldest) return err({ retryAfterMs: oldest.createdAt + HOUR_MS - at });
    const address = await findAddress(tx, accountId);
    const { email } = address;
    await deleteOldEmailCodes(tx, at - HOUR_MS);
    await insertEmailCode(tx, {
      codeHash: hashOf(accountId, email, code),
      accountId,
      email,
      at,
      expiresAt: at + CODE_MS,
    });
    return ok(address);
  });
  if (!made.ok) return made;
  const { email, language } = made.value;
  const t = translators[language];
  // Without a name: whoever reads it may not be who registered the address.
  await mailer?.send({ to: email, subject: t('verify.subject', { code }), text: t('verify.text', { code }) });
  return ok(undefined);
}

/** What a copy of the database tells of a code that lives half an hour is of no use without the person's own session. */
const hashOf = (accountId: AccountId, email: string, code: string): Uint8Array =>
  createHash('sha256').update(`email-code\n${accountId}\n${email}\n${code}`).digest();

/** The person has both the account and the mailbox: from now on letters about the account go there. */
async function confirmEmail(
  deps: EmailDependencies,
  person: Person,
  code: string,
): Promise<Result<EmailStanding, Problem<'wrong-code' | 'conflict'>>> {
  const { store, clock, throttles } = deps;
  const { accountId } = person;
  const at = clock.now();
  const key = `email-code\n${accountId}`;
  const retryAfterMs = throttles.tries.waitMs(key, at);
  if (retryAfterMs > 0) return err({ code: 'too-many-requests', retryAfterMs });
  throttles.tries.recordFailure(key, at);
  const confirmed = await store.transact(async (tx): Promise<Result<void, { code: 'wrong-code' | 'conflict' }>> => {
    const { email, verifiedAt } = await findAddress(tx, accountId);
    if (verifiedAt !== null) return err({ code: 'conflict' });
    const hash = hashOf(accountId, email, code);
    const live = (await listEmailCodes(tx, accountId, at - HOUR_MS)).filter(({ expiresAt }) => at < expiresAt);
    if (!live.some(({ codeHash }) => timingSafeEqual(codeHash, hash))) return err({ code: 'wrong-code' });
    await markEmailVerified(tx, accountId, at);
    await endEmailCodes(tx, accountId, at);
    await recordOwnAct(tx, person, { at, action: 'email.verified' });
    return ok(undefined);
  });
  if (!confirmed.ok) return confirmed;
  throttles.tries.recordSuccess(key);
  return ok(await describeEmail(deps, accountId));
}

/** The address one signs in with; the one of before is told, when it was confirmed. */
async function changeEmail(
  deps: EmailDependencies,
  person: Person,
  email: string,
  browser: Browser,
): Promise<Result<EmailStanding, Problem<'email-taken'>>> {
  const { store, clock, mailer, keys, inBackground, publicOrigin } = deps;
  const { accountId } = person;
  const asking = guardTaken(deps, browser);
  const before = await findAddress(store.read, accountId);
  if (before.email === email) return ok(await describeEmail(deps, accountId));
  const changed = await store.transact(async (tx): Promise<Result<void, Problem<'email-taken'>>> => {
    const at = clock.now();
    const tooMany = asking.refuse();
    if (tooMany) return err(tooMany);
    if (await asking.isTaken(tx, email)) return err({ code: 'email-taken' });
    await updateEmail(tx, accountId, email);
    // A link that is under way to the old address must not open the account any more.
    await markResetLinksUsed(tx, accountId, at);
    await recordOwnAct(tx, person, { at, action: 'email.changed' });
    keys.keepStanding('email', accountId, emailMarkOf(accountId, email));
    return ok(undefined);
  });
  if (!changed.ok) return changed;
  if (mailer && before.verifiedAt !== null) {
    inBackground(() => mailer.send(writeNotice(before, 'email-changed', publicOrigin())));
  }
  sendFirstCode(deps, accountId);
  return ok(await describeEmail(deps, accountId));
}

/** By which an older copy of the database is told to have an address of before, without keeping it beside the keys. */
export const emailMarkOf = (accountId: AccountId, email: string): string =>
  secretIdOf(accountId, `${accountId}\n${email}`);
