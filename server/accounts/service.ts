import type {
  AccountSecurity,
  OneTimeLink,
  PasskeyAssertion,
  PasskeyAttestation,
  SessionEntry,
  TotpEnrolment,
} from '#shared/contract/portal-account.ts';
import type { Me } from '#shared/contract/portal-api.ts';
import type { AccountId, OrganisationId } from '#shared/domain/ids.ts';
import type { Language } from '#shared/domain/language.ts';
import type { Result } from '#shared/domain/result.ts';
import type { Session, SessionLookup } from '../http/principals.ts';
import { createChallenges } from './challenges.ts';
import { mustDescribe } from './describe-account.ts';
import { makeKnownDevice } from './known-devices.ts';
import { markResetLinksUsed } from './link-transactor.ts';
import {
  addPasskey,
  checkPasskeyProof,
  type PasskeyDependencies,
  type ProofPurpose,
  removePasskey,
  renamePasskey,
  startPasskey,
  startPasskeyProof,
} from './passkeys.ts';
import { hashPassword } from './password.ts';
import { createPeopleService, type PeopleService } from './people.ts';
import {
  findCredentials,
  findCredentialsById,
  findOrganisation,
  findPerson,
  findStanding,
  isEmailTaken,
} from './reader.ts';
import { recordOwnAct } from './record-own-act.ts';
import {
  type LinkProblem,
  makeResetLink,
  type RecoveryDependencies,
  redeemResetLink,
  requestRecovery,
} from './recovery.ts';
import { type NewOrganisation, type Registered, type RegistrationDependencies, register } from './register.ts';
import { describeRelyingParty } from './relying-party.ts';
import {
  confirmTotp,
  describeSecurity,
  enrolTotp,
  removeSecondFactors,
  removeTotp,
  renewRecoveryCodes,
} from './second-factors.ts';
import {
  endSession,
  endSessions,
  findSession,
  isLive,
  listSessions,
  type OpenedSession,
  verifySession,
} from './sessions.ts';
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
import { updatePassword } from './transactor.ts';

export interface AccountService extends SessionLookup {
  /** Organisation, owner, venue and entrances in one transaction, signed in afterwards. */
  register(organisation: NewOrganisation, browser?: Browser): Promise<Registered>;
  signIn(proof: Proof & { readonly email: string }, browser?: Browser): Promise<Result<Entry, ProofProblem>>;
  /** null: browsers make no passkeys at this server's address. */
  startPasskeyProof(purpose: ProofPurpose): ReturnType<typeof startPasskeyProof>;
  /** null: not a passkey of ours, or not for this. */
  signInWithPasskey(response: PasskeyAssertion, browser: Browser): Promise<Entry | null>;
  verifyByPassword(session: Session, proof: Proof): Promise<Result<OpenedSession, ProofProblem>>;
  verifyByPasskey(session: Session, response: PasskeyAssertion): Promise<OpenedSession | null>;
  signOut(session: Session): Promise<void>;
  describe(session: Session): Promise<Me>;
  /** Whether a session still lives, without keeping it alive. */
  isLive(session: Session): Promise<boolean>;
  listSessions(session: Session): Promise<readonly SessionEntry[]>;
  /** false: no session of this person. */
  endSession(session: Session, id: string): Promise<boolean>;
  /** This one too. */
  endAllSessions(session: Session): Promise<void>;
  /** Every other session ends; this one goes on under another token. */
  changePassword(session: Session, password: string): Promise<OpenedSession>;
  describeSecurity(session: Session): Promise<AccountSecurity>;
  enrolTotp(session: Session): Promise<Result<TotpEnrolment, 'conflict'>>;
  confirmTotp(session: Session, code: string): Promise<Result<readonly string[], 'wrong-code' | 'conflict'>>;
  removeTotp(session: Session): Promise<void>;
  renewRecoveryCodes(session: Session): Promise<Result<readonly string[], 'conflict'>>;
  startPasskey(session: Session): ReturnType<typeof startPasskey>;
  addPasskey(
    session: Session,
    passkey: { readonly name: string; readonly response: PasskeyAttestation },
  ): ReturnType<typeof addPasskey>;
  renamePasskey(session: Session, passkey: { readonly id: string; readonly name: string }): Promise<boolean>;
  removePasskey(session: Session, id: string): Promise<boolean>;
  /** Answers the same whoever is meant; what there is to do is done afterwards. */
  requestRecovery(
    request: { readonly email: string; readonly language: Language },
    ip: string,
  ): Result<void, { readonly retryAfterMs: number }>;
  redeemResetLink(redemption: {
    readonly token: string;
    readonly password: string;
  }): Promise<Result<void, LinkProblem>>;
  /** For the admin at the machine; null: no such account. */
  makeResetLink(email: string, secondFactors: boolean): Promise<OneTimeLink | null>;
  /** For the admin at the machine: the password alone opens the account again. false: no such account. */
  removeSecondFactors(email: string): Promise<boolean>;
  hasAccount(email: string): Promise<boolean>;
  /** And ends the sessions that the old one opened. */
  setPassword(email: string, password: string): Promise<void>;
  /** For the second sheet of an export: who it was. */
  findPerson(id: AccountId): Promise<{ readonly name: string; readonly email: string } | null>;
  findOrganisation(id: OrganisationId): Promise<{ readonly id: OrganisationId; readonly name: string } | null>;
  /** Who else may use the portal. */
  readonly people: PeopleService;
  /** Waits for letters under way. */
  settle(): Promise<void>;
}

export interface AccountDependencies
  extends Omit<RegistrationDependencies, 'throttles'>,
    Pick<RecoveryDependencies, 'mailer' | 'publicOrigin'> {
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

type Parts = RegistrationDependencies & RecoveryDependencies & PasskeyDependencies;

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
    people: createPeopleService(parts),
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
    redeemResetLink: (redemption) => redeemResetLink(parts, redemption),
  };
}

type SelfService = Pick<
  AccountService,
  | 'signOut'
  | 'describe'
  | 'listSessions'
  | 'endSession'
  | 'endAllSessions'
  | 'changePassword'
  | 'describeSecurity'
  | 'enrolTotp'
  | 'confirmTotp'
  | 'removeTotp'
  | 'renewRecoveryCodes'
  | 'startPasskey'
  | 'addPasskey'
  | 'renamePasskey'
  | 'removePasskey'
>;

/** What people do with their own account. */
function createSelfService(parts: Parts): SelfService {
  const { store, clock } = parts;
  return {
    async signOut(session) {
      await endSession(parts, session, session.id);
    },
    describe: ({ accountId }) => mustDescribe(store.read, accountId),
    listSessions: (session) => listSessions(parts, session),
    endSession: (session, id) => endSession(parts, session, id),
    endAllSessions: (session) => store.transact((tx) => endSessions(parts, tx, session)),
    async changePassword(session, password) {
      const passwordHash = await hashPassword(password);
      return store.transact(async (tx) => {
        await updatePassword(tx, session.accountId, passwordHash);
        await markResetLinksUsed(tx, session.accountId, clock.now());
        await recordOwnAct(tx, session, { at: clock.now(), action: 'password.changed' });
        await endSessions(parts, tx, session, { except: session.id });
        return verifySession(parts, tx, session);
      });
    },
    describeSecurity: ({ accountId }) => describeSecurity(store.read, accountId),
    enrolTotp: (session) => enrolTotp(parts, session),
    confirmTotp: (session, code) => confirmTotp(parts, session, code),
    removeTotp: (session) => removeTotp(parts, session),
    renewRecoveryCodes: (session) => renewRecoveryCodes(parts, session),
    startPasskey: (session) => startPasskey(parts, session),
    addPasskey: (session, passkey) => addPasskey(parts, session, passkey),
    renamePasskey: (session, passkey) => renamePasskey(parts, session, passkey),
    removePasskey: (session, id) => removePasskey(parts, session, id),
  };
}

type AdminService = Pick<AccountService, 'makeResetLink' | 'removeSecondFactors' | 'hasAccount' | 'setPassword'>;

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
      const scope = secondFactors ? 'password-and-factors' : 'password';
      return person && makeResetLink(parts, person.accountId, { scope, by: 'cli' });
    },
    async removeSecondFactors(email) {
      const person = await findByEmail(email);
      if (person) await store.transact((tx) => removeSecondFactors(clock, tx, person, 'cli'));
      return person !== null;
    },
    hasAccount: (email) => isEmailTaken(store.read, email),
    async setPassword(email, password) {
      const person = await findByEmail(email);
      if (!person) return;
      const passwordHash = await hashPassword(password);
      await store.transact(async (tx) => {
        await updatePassword(tx, person.accountId, passwordHash);
        await markResetLinksUsed(tx, person.accountId, clock.now());
        await recordOwnAct(tx, person, { at: clock.now(), action: 'password.reset', actor: 'cli' });
        await endSessions(parts, tx, person, { actor: 'cli' });
      });
    },
  };
}
