import type { Me, Registration, Venue } from '#shared/contract/portal-api.ts';
import { type AccountId, mintId, type OrganisationId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import { networkOf } from '../http/network.ts';
import type { Session, SessionLookup } from '../http/principals.ts';
import type { Store, Writable } from '../store/access.ts';
import type { NewVenue, VenueService } from '../venues/service.ts';
import { hashPassword, verifyPassword } from './password.ts';
import {
  findCredentials,
  findOrganisation,
  findPerson,
  findStanding,
  findStoredSession,
  isEmailTaken,
  type StoredSession,
} from './reader.ts';
import { hashSessionToken, mintSessionToken, SESSION_IDLE_MS, SESSION_MAX_MS } from './session-token.ts';
import { createSignInThrottle, type SignInThrottle } from './sign-in-throttle.ts';
import {
  deleteEndedSessions,
  deleteSession,
  insertOwner,
  insertSession,
  markSessionSeen,
  replacePassword,
} from './transactor.ts';

/** A cookie's token, to be handed out once. */
export interface OpenedSession {
  readonly token: string;
  readonly maxAgeMs: number;
}
export type SignInProblem =
  | { readonly code: 'wrong-credentials' }
  | { readonly code: 'too-many-requests'; readonly retryAfterMs: number };

/** A registration; demo data also names its entrances for commands. */
export type NewOrganisation = Registration & Pick<NewVenue, 'slugs'>;

export type Registered = Result<
  { readonly me: Me; readonly venue: Venue; readonly session: OpenedSession },
  'email-taken' | 'unknown-commune'
>;
export type SignedIn = Result<{ readonly me: Me; readonly session: OpenedSession }, SignInProblem>;

export interface AccountService extends SessionLookup {
  /** Organisation, owner, venue and entrances in one transaction, signed in afterwards. */
  register(organisation: NewOrganisation): Promise<Registered>;
  signIn(email: string, password: string, ip: string): Promise<SignedIn>;
  signOut(session: Session): Promise<void>;
  describe(session: Session): Promise<Me>;
  /** Whether a session still lives, without keeping it alive. */
  isLive(session: Session): Promise<boolean>;
  hasAccount(email: string): Promise<boolean>;
  /** And ends the sessions that the old one opened. */
  setPassword(email: string, password: string): Promise<void>;
  /** For the second sheet of an export: who it was. */
  findPerson(id: AccountId): Promise<{ readonly name: string; readonly email: string } | null>;
  findOrganisation(id: OrganisationId): Promise<{ readonly id: OrganisationId; readonly name: string } | null>;
}

export interface AccountDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly venues: VenueService;
}

/** A write a minute is enough to know that somebody is there. */
const SEEN_EVERY_MS = 60_000;

export function createAccountService(deps: AccountDependencies): AccountService {
  const { store, clock } = deps;
  const throttles = {
    perPlace: createSignInThrottle(),
    // Guessing from many places at once, without letting one stranger keep the owner out.
    perAccount: createSignInThrottle(50),
  };
  return {
    register: (registration) => register(deps, registration),
    signIn: (email, password, ip) => signIn(deps, throttles, { email, password, ip }),
    signOut: (session) => signOut(deps, session),
    describe: ({ accountId }) => mustDescribe(deps, accountId),
    async isLive({ tokenHash }) {
      const stored = await findStoredSession(store.read, tokenHash);
      return stored !== undefined && isAlive(clock, stored);
    },
    findSession: (token) => findSession(deps, token),
    hasAccount: (email) => isEmailTaken(store.read, email),
    async setPassword(email, password) {
      const passwordHash = await hashPassword(password);
      await store.transact((tx) => replacePassword(tx, email, passwordHash));
    },
    findPerson: async (id) => (await findPerson(store.read, id)) ?? null,
    findOrganisation: async (id) => (await findOrganisation(store.read, id)) ?? null,
  };
}

const isAlive = (clock: Clock, { lastSeenAt, expiresAt }: StoredSession): boolean =>
  clock.now() < expiresAt && clock.now() - lastSeenAt < SESSION_IDLE_MS;

async function openSession(
  { clock }: AccountDependencies,
  tx: Writable,
  accountId: AccountId,
  organisationId: OrganisationId | null,
): Promise<OpenedSession> {
  const { token, tokenHash } = mintSessionToken();
  const at = clock.now();
  await deleteEndedSessions(tx, at - SESSION_IDLE_MS, at);
  await insertSession(tx, { tokenHash, accountId, at, expiresAt: at + SESSION_MAX_MS });
  const subject = `account:${accountId}`;
  await recordAudit(tx, { at, actor: accountId, action: 'session.opened', organisationId, subject });
  return { token, maxAgeMs: SESSION_MAX_MS };
}

async function signOut(
  { store, clock }: AccountDependencies,
  { tokenHash, accountId, organisationId }: Session,
): Promise<void> {
  const subject = `account:${accountId}`;
  await store.transact(async (tx) => {
    await deleteSession(tx, tokenHash);
    await recordAudit(tx, { at: clock.now(), actor: accountId, action: 'session.closed', organisationId, subject });
  });
}

async function findSession({ store, clock }: AccountDependencies, token: string): Promise<Session | null> {
  const tokenHash = hashSessionToken(token);
  const stored = tokenHash && (await findStoredSession(store.read, tokenHash));
  if (!stored || !isAlive(clock, stored)) return null;
  const standing = await findStanding(store.read, stored.accountId);
  if (!standing) return null;
  const now = clock.now();
  if (now - stored.lastSeenAt >= SEEN_EVERY_MS) await store.transact((tx) => markSessionSeen(tx, tokenHash, now));
  return { accountId: stored.accountId, ...standing, tokenHash };
}

async function describeAccount({ store }: AccountDependencies, accountId: AccountId): Promise<Me | null> {
  const standing = await findStanding(store.read, accountId);
  const person = await findPerson(store.read, accountId);
  if (!standing || !person) return null;
  const { role, organisationId } = standing;
  const organisation = organisationId === null ? undefined : await findOrganisation(store.read, organisationId);
  return { accountId, ...person, role, organisation: organisation ?? null };
}

async function mustDescribe(deps: AccountDependencies, accountId: AccountId): Promise<Me> {
  const me = await describeAccount(deps, accountId);
  if (!me) throw new Error('an account without any role is signed in');
  return me;
}

async function register(
  deps: AccountDependencies,
  { organisationName, owner, venue, language, slugs }: NewOrganisation,
): Promise<Registered> {
  const { store, clock, venues } = deps;
  if (!(await venues.isCommune(venue.address.communeCode))) return err('unknown-commune');
  const { name, email } = owner;
  const passwordHash = await hashPassword(owner.password);
  const accountId = mintId<AccountId>();
  const organisationId = mintId<OrganisationId>();
  const at = clock.now();
  const made = await store.transact(async (tx) => {
    if (await isEmailTaken(tx, email)) return null;
    await insertOwner(tx, { accountId, organisationId, organisationName, name, email, passwordHash, language, at });
    const subject = `organisation:${organisationId}`;
    await recordAudit(tx, { at, actor: accountId, action: 'organisation.registered', organisationId, subject });
    const venueId = await venues.insert(tx, { organisationId, actor: accountId, input: venue, slugs });
    return { venueId, session: await openSession(deps, tx, accountId, organisationId) };
  });
  if (!made) return err('email-taken');
  const created = await venues.find(organisationId, made.venueId);
  if (!created) throw new Error('a venue just made is gone');
  return ok({ me: await mustDescribe(deps, accountId), venue: created, session: made.session });
}

interface Throttles {
  readonly perPlace: SignInThrottle;
  readonly perAccount: SignInThrottle;
}

interface Attempt {
  readonly email: string;
  readonly password: string;
  readonly ip: string;
}

async function signIn(
  deps: AccountDependencies,
  { perPlace, perAccount }: Throttles,
  { email, password, ip }: Attempt,
): Promise<SignedIn> {
  const { store, clock } = deps;
  const place = `${email}\n${networkOf(ip, 'limit')}`;
  const now = clock.now();
  const retryAfterMs = Math.max(perPlace.waitMs(place, now), perAccount.waitMs(email, now));
  if (retryAfterMs > 0) return err({ code: 'too-many-requests', retryAfterMs });
  // Counted before it is looked at, or a volley of guesses at once would count as none.
  perPlace.recordFailure(place, now);
  perAccount.recordFailure(email, now);
  const account = await findCredentials(store.read, email);
  const genuine = await verifyPassword(account?.passwordHash ?? null, password);
  const me = genuine && account ? await describeAccount(deps, account.id) : null;
  if (!me) return err({ code: 'wrong-credentials' });
  perPlace.recordSuccess(place);
  perAccount.recordSuccess(email);
  const organisationId = me.organisation?.id ?? null;
  const session = await store.transact((tx) => openSession(deps, tx, me.accountId, organisationId));
  return ok({ me, session });
}
