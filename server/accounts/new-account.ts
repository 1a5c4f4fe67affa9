import { type AccountId, mintId, type OrganisationId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { OfficerRole, OrganisationRole } from '#shared/domain/roles.ts';
import type { Writable } from '../store/access.ts';
import { mustDescribe } from './describe-account.ts';
import { type EmailDependencies, sendFirstCode } from './email.ts';
import { guardTaken } from './guard-taken.ts';
import { isGuessable } from './guessable-password.ts';
import { makeKnownDevice } from './known-devices.ts';
import { insertOffice } from './officer-transactor.ts';
import { hashPassword } from './password.ts';
import { insertMember } from './people-transactor.ts';
import { type Browser, type Entry, enter, type SignInDependencies, type TooManyRequests } from './sign-in.ts';
import { insertAccount } from './transactor.ts';

export interface NewPerson {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly language: Language;
}

export type NewAccountProblem<E> = { readonly code: E | 'email-taken' | 'guessable-password' } | TooManyRequests;

/** What a new account may be from its first moment on. */
export type Seat =
  | { readonly organisationId: OrganisationId; readonly role: OrganisationRole }
  | { readonly organisationId: null; readonly role: OfficerRole; readonly unitCodes: readonly string[] };

/** How somebody without an account comes by a seat: an invitation, or a code on a slip. Within one transaction. */
export interface Admission<E, T> {
  /** Changes nothing: whoever has no right to be here does not learn whose address is taken. */
  readonly find: (tx: Writable, at: Instant) => Promise<Result<T, E>>;
  /** Uses the invitation or code up. */
  readonly take: (tx: Writable, found: T, accountId: AccountId, at: Instant) => Promise<Result<Seat, E>>;
}

/** Makes an account with a seat, and signs in. */
export async function openAccount<E, T>(
  deps: SignInDependencies & EmailDependencies,
  { name, email, password, language }: NewPerson,
  browser: Browser,
  { find, take }: Admission<E, T>,
): Promise<Result<Entry, NewAccountProblem<E>>> {
  const { store, clock } = deps;
  const asking = guardTaken(deps, browser);
  if (isGuessable(password, [name, email])) return err({ code: 'guessable-password' });
  const passwordHash = await hashPassword(password);
  const accountId = mintId<AccountId>();
  const opened = await store.transact(async (tx): Promise<Result<Entry['session'], NewAccountProblem<E>>> => {
    const at = clock.now();
    const tooMany = asking.refuse();
    if (tooMany) return err(tooMany);
    const found = await find(tx, at);
    if (!found.ok) return err({ code: found.error });
    if (await asking.isTaken(tx, email)) return err({ code: 'email-taken' });
    const taken = await take(tx, found.value, accountId, at);
    if (!taken.ok) return err({ code: taken.error });
    const seat = taken.value;
    const { organisationId } = seat;
    await insertAccount(tx, { accountId, name, email, passwordHash, language, at });
    if (seat.organisationId === null) await insertOffice(tx, { accountId, ...seat, at });
    else await insertMember(tx, { accountId, organisationId: seat.organisationId, role: seat.role, at });
    return ok(await enter(deps, tx, { accountId, organisationId }, browser));
  });
  if (!opened.ok) return opened;
  sendFirstCode(deps, accountId);
  const me = await mustDescribe(store.read, accountId);
  return ok({ me, session: opened.value, knownDevice: await makeKnownDevice(deps.keys, accountId) });
}
