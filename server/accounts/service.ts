import type { OneTimeLink, PasskeyAssertion } from '#shared/contract/portal-account.ts';
import type { AccountId, OrganisationId } from '#shared/domain/ids.ts';
import type { Language } from '#shared/domain/language.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import type { Session, SessionLookup } from '../http/principals.ts';
import type { Writable } from '../store/access.ts';
import { createChallenges } from './challenges.ts';
import { mustDescribe } from './describe-account.ts';
import { createEmailService, type EmailService } from './email.ts';
import { makeKnownDevice } from './known-devices.ts';
import { markResetLinksUsed } from './link-transactor.ts';
import { type NewAccountProblem, type NewPerson, openAccount } from './new-account.ts';
import { sendNotice } from './notices.ts';
import { createOfficerService, type OfficerService } from './officers.ts';
import { checkPasskeyProof, type PasskeyDependencies, type ProofPurpose, startPasskeyProof } from './passkeys.ts';
import { hashPassword } from './password.ts';
import { createPeopleService, type PeopleDependencies, type PeopleService } from './people.ts';
import {
  findCredentials,
  findCredentialsById,
  findOrganisation,
  findPerson,
  findStanding,
  isEmailTaken,
} from './reader.ts';
import { recordOwnAct } from './record-own-act.ts';
import { type LinkProblem, makeResetLink, redeemResetLink, requestRecovery, tellOfLink } from './recovery.ts';
import { type NewOrganisation, type Registered, type RegistrationDependencies, register } from './register.ts';
import { describeRelyingParty } from './relying-party.ts';
import { replacePassword } from './replace-password.ts';
import { removeSecondFactors } from './second-factors.ts';
import { createSelfService, type SelfService } from './self-service.ts';
import { endEverySession, endSessions, findSession, isLive, type OpenedSession, verifySession } from './sessions.ts';
import {
  type Browser,
  createThrottles,
  type Entry,
  enter,
  type Proof,
  type ProofProblem,
  signIn,
  verifyByPassword,
} from './sign-in.ts';

export { admit, browserOf, refuseAccount } from './admit.ts';
export { applyAccountChanges, listVoidPasswords } from './after-restore.ts';

export interface AccountService extends SessionLookup, SelfService {
  /** Organisation, owner, venue and entrances in one transaction, signed in afterwards. */
  register(organisation: NewOrganisation, browser?: Browser): Promise<Registered>;
  signIn(proof: Proof & { readonly email: string }, browser?: Browser): Promise<Result<Entry, ProofProblem>>;
  /** null: browsers make no passkeys at this server's address. */
  startPasskeyProof(purpose: ProofPurpose): ReturnType<typeof startPasskeyProof>;
  /** null: not a passkey of ours, or not for this. */
  signInWithPasskey(response: PasskeyAssertion, browser: Browser): Promise<Entry | null>;
  verifyByPassword(session: Session, proof: Proof): Promise<Result<OpenedSession, ProofProblem>>;
  verifyByPasskey(session: Session, response: PasskeyAssertion): Promise<OpenedSession | null>;
  /** Whether a session still lives, and its person is still what they were when it was asked with; does not keep it alive. */
  isLive(session: Session): Promise<boolean>;
  /** Answers the same whoever is meant; what there is to do is done afterwards. */
  requestRecovery(
    request: { readonly email: string; readonly language: Language },
    ip: string,
  ): Result<void, { readonly retryAfterMs: number }>;
  /** @returns what the browser is known by from now on: its person does not wait for what strangers beside them did. */
  redeemResetLink(redemption: {
    readonly token: string;
    readonly password: string;
  }): Promise<Result<{ readonly knownDevice: string }, LinkProblem | 'guessable-password'>>;
  /** For the admin at the machine; null: no such account. */
  makeResetLink(email: string, secondFactors: boolean): Promise<OneTimeLink | null>;
  /** For the admin at the machine: the password alone opens the account again. false: no such account. */
  removeSecondFactors(email: string): Promise<boolean>;
  /**
   * For the admin at the machine: everybody of the account signs in anew.
   *
   * @param email null: of every account. @returns how many sessions ended; null: no such account.
   */
  endSessions(email: string | null): Promise<number | null>;
  hasAccount(email: string): Promise<boolean>;
  /** And ends the sessions that the old one opened. */
  setPassword(email: string, password: string): Promise<void>;
  /** For the second sheet of an export: who it was. */
  findPerson(id: AccountId): Promise<{ readonly name: string; readonly email: string } | null>;
  findOrganisation(id: OrganisationId): Promise<{ readonly id: OrganisationId; readonly name: string } | null>;
  /** Whether the address of one's account is one's own. */
  readonly email: EmailService;
  /** Who else may use the portal. */
  readonly people: PeopleService;
  /** Who works for wards, cities and provinces. */
  readonly officers: OfficerService;
  /** A new account becomes the owner of an organisation that nobody owned yet; `take` says which. */
  takeOver<E>(
    account: NewPerson,
    browser: Browser,
    take: (tx: Writable, accountId: AccountId) => Promise<Result<OrganisationId, E>>,
  ): Promise<Result<Entry, NewAccountProblem<E>>>;
  /** Waits for letters under way. */
  settle(): Promise<void>;
}

export interface AccountDependencies
  extends Omit<RegistrationDependencies, 'throttles' | 'keys' | 'inBackground'>,
    Pick<PeopleDependencies, 'keys' | 'mailer' | 'publicOrigin'> {
  /** Told of what failed with nobody waiting. */
  readonly onProblem: (error: unknown) => void;
}

/** What calls without a browser come from: commands, demo data. */
const NO_BROWSER: Browser = {
  ip: '',
  device: { browser: 'other', system: 'other' },
  sessionToken: null,
  knownDevice: null,
};

type Parts = RegistrationDependencies & PeopleDependencies & PasskeyDependencies;

export function createAccountService({ onProblem, ...given }: AccountDependencies): AccountService {
  const running = new Set<Promise<void>>();
  const parts: Parts = {
    ...given,
    throttles: createThrottles(),
    challenges: createChallenges(),
    relyingParty: () => describeRelyingParty(given.publicOrigin()),
    inBackground(work) {
      const run: Promise<void> = work()
        .catch(onProblem)
        .finally(() => running.delete(run));
      running.add(run);
    },
  };
  return {
    ...createEntrance(parts),
    ...createSelfService(parts),
    ...createAdminService(parts),
    email: createEmailService(parts),
    people: createPeopleService(parts),
    officers: createOfficerService(parts),
    takeOver: (account, browser, take) =>
      openAccount(parts, account, browser, {
        find: async () => ok(undefined),
        async take(tx, _found, accountId) {
          const organisation = await take(tx, accountId);
          return organisation.ok ? ok({ organisationId: organisation.value, role: 'owner' }) : organisation;
        },
      }),
    findPerson: async (id) => (await findPerson(given.store.read, id)) ?? null,
    findOrganisation: async (id) => (await findOrganisation(given.store.read, id)) ?? null,
    async settle() {
      await Promise.all(running);
    },
  };
}

type Entrance = Pick<
  AccountService,
  | 'register'
  | 'signIn'
  | 'startPasskeyProof'
  | 'signInWithPasskey'
  | 'verifyByPassword'
  | 'verifyByPasskey'
  | 'findSession'
  | 'isLive'
  | 'requestRecovery'
  | 'redeemResetLink'
>;

/** How people come in, and prove that they are still the same. */
function createEntrance(parts: Parts): Entrance {
  const { store, keys } = parts;
  return {
    register: (organisation, browser = NO_BROWSER) => register(parts, organisation, browser),
    signIn: (proof, browser = NO_BROWSER) => signIn(parts, proof, browser),
    startPasskeyProof: (purpose) => startPasskeyProof(parts, purpose),
    async signInWithPasskey(response, browser) {
      const accountId = await checkPasskeyProof(parts, 'sign-in', response);
      const account = accountId && (await findCredentialsById(store.read, accountId));
      const standing = account && (await findStanding(store.read, account.id));
      if (!accountId || !standing) return null;
      const { organisationId } = standing;
      const session = await store.transact((tx) => enter(parts, tx, { accountId, organisationId }, browser));
      const me = await mustDescribe(store.read, accountId);
      return { me, session, knownDevice: await makeKnownDevice(keys, accountId) };
    },
    verifyByPassword: (session, proof) => verifyByPassword(parts, session, proof),
    async verifyByPasskey(session, response) {
      const accountId = await checkPasskeyProof(parts, { verifying: session.accountId }, response);
      return accountId === null ? null : store.transact((tx) => verifySession(parts, tx, session));
    },
    findSession: (token, asker) => findSession(parts, token, asker),
    isLive: (session) => isLive(parts, session),
    requestRecovery: (request, ip) => requestRecovery(parts, request, ip),
    async redeemResetLink(redemption) {
      const redeemed = await redeemResetLink(parts, redemption);
      return redeemed.ok ? ok({ knownDevice: await makeKnownDevice(keys, redeemed.value) }) : redeemed;
    },
  };
}

type AdminService = Pick<
  AccountService,
  'makeResetLink' | 'removeSecondFactors' | 'endSessions' | 'hasAccount' | 'setPassword'
>;

/** What the admin at the machine does for somebody. */
function createAdminService(parts: Parts): AdminService {
  const { store, clock } = parts;
  const findByEmail = async (email: string) => {
    const account = await findCredentials(store.read, email);
    const standing = account && (await findStanding(store.read, account.id));
    return account ? { accountId: account.id, organisationId: standing?.organisationId ?? null } : null;
  };
  return {
    async makeResetLink(email, secondFactors) {
      const person = await findByEmail(email);
      if (!person) return null;
      const order = { scope: secondFactors ? 'password-and-factors' : 'password', by: 'cli' } as const;
      const link = await store.transact((tx) => makeResetLink(parts, tx, person.accountId, order));
      tellOfLink(parts, person.accountId);
      return link;
    },
    async removeSecondFactors(email) {
      const person = await findByEmail(email);
      if (!person) return false;
      await store.transact((tx) => removeSecondFactors(parts, tx, person, 'cli'));
      sendNotice(parts, person.accountId, 'second-factors-removed');
      return true;
    },
    async endSessions(email) {
      const person = email === null ? null : await findByEmail(email);
      if (email !== null && !person) return null;
      return store.transact((tx) =>
        person ? endSessions(parts, tx, person, { actor: 'cli' }) : endEverySession(parts, tx),
      );
    },
    hasAccount: (email) => isEmailTaken(store.read, email),
    async setPassword(email, password) {
      const person = await findByEmail(email);
      if (!person) return;
      const passwordHash = await hashPassword(password);
      await store.transact(async (tx) => {
        await replacePassword(tx, parts.keys, person.accountId, passwordHash);
        await markResetLinksUsed(tx, person.accountId, clock.now());
        await recordOwnAct(tx, person, { at: clock.now(), action: 'password.reset', actor: 'cli' });
        await endSessions(parts, tx, person, { actor: 'cli' });
      });
      sendNotice(parts, person.accountId, 'password-reset');
    },
  };
}
