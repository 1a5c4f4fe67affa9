import { type AccountId, mintId, type OrganisationId } from '#shared/domain/ids.ts';
import type { Language } from '#shared/domain/language.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Writable } from '../store/access.ts';
import { mustDescribe } from './describe-account.ts';
import { makeKnownDevice } from './known-devices.ts';
import { hashPassword } from './password.ts';
import { insertMember } from './people-transactor.ts';
import { isEmailTaken } from './reader.ts';
import { guardTaken } from './register.ts';
import { type Browser, type Entry, enter, type SignInDependencies } from './sign-in.ts';

export interface NewOwnerAccount {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly language: Language;
}

export type TakeOverProblem<E> =
  | { readonly code: E | 'email-taken' }
  | { readonly code: 'too-many-requests'; readonly retryAfterMs: number };

/**
 * A new account becomes the owner of an organisation that nobody owned yet, and is signed in.
 *
 * @param take decides which, within the transaction that makes the account.
 */
export async function takeOver<E>(
  deps: SignInDependencies,
  { name, email, password, language }: NewOwnerAccount,
  browser: Browser,
  take: (tx: Writable, accountId: AccountId) => Promise<Result<OrganisationId, E>>,
): Promise<Result<Entry, TakeOverProblem<E>>> {
  const { store, clock } = deps;
  const asking = guardTaken(deps, browser);
  if (asking.retryAfterMs > 0) return err({ code: 'too-many-requests', retryAfterMs: asking.retryAfterMs });
  const passwordHash = await hashPassword(password);
  const accountId = mintId<AccountId>();
  const taken = await store.transact(async (tx): Promise<Result<Entry['session'], E | 'email-taken'>> => {
    const at = clock.now();
    if (await isEmailTaken(tx, email)) return err('email-taken');
    const organisation = await take(tx, accountId);
    if (!organisation.ok) return organisation;
    const organisationId = organisation.value;
    await insertMember(tx, { accountId, organisationId, role: 'owner', name, email, passwordHash, language, at });
    return ok(await enter(deps, tx, { accountId, organisationId }, browser));
  });
  if (!taken.ok) {
    if (taken.error === 'email-taken') asking.recordTaken();
    return err({ code: taken.error });
  }
  const me = await mustDescribe(store.read, accountId);
  return ok({ me, session: taken.value, knownDevice: await makeKnownDevice(deps.keys, accountId) });
}
