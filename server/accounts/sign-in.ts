import type { Device } from '#shared/contract/portal-account.ts';
import type { Me } from '#shared/contract/portal-api.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { networkOf } from '../http/network.ts';
import type { Session } from '../http/principals.ts';
import type { KeyService } from '../keys/service.ts';
import type { Writable } from '../store/access.ts';
import { mustDescribe } from './describe-account.ts';
import { hasApp, needsSecondFactor } from './factor-reader.ts';
import { makeKnownDevice, readKnownDevice } from './known-devices.ts';
import { verifyPassword } from './password.ts';
import { type AccountCredentials, findCredentials, findCredentialsById, findStanding } from './reader.ts';
import type { Person } from './record-own-act.ts';
import { type FactorDependencies, useSecondFactor } from './second-factors.ts';
import { type OpenedSession, openSession, verifySession } from './sessions.ts';
import { createSignInThrottle, type SignInThrottle } from './sign-in-throttle.ts';

export interface SignInDependencies extends FactorDependencies {
  readonly keys: FactorDependencies['keys'] & Pick<KeyService, 'signServerDocument' | 'verifyServerDocument'>;
  readonly throttles: Throttles;
}

/** Where a request comes from, as far as it matters to signing in. */
export interface Browser {
  readonly ip: string;
  readonly device: Device;
  /** The cookies that came along, whatever they are worth. */
  readonly sessionToken: string | null;
  readonly knownDevice: string | null;
}

export interface Proof {
  readonly password: string;
  /** Of the authenticator app, or a recovery code. */
  readonly code?: string | undefined;
}

export interface TooManyRequests {
  readonly code: 'too-many-requests';
  readonly retryAfterMs: number;
}

export type ProofProblem =
  | { readonly code: 'wrong-credentials' | 'wrong-code' }
  /** `hasApp`: whether there is an app whose code would do; else a passkey or a recovery code. */
  | { readonly code: 'second-factor-required'; readonly hasApp: boolean }
  | TooManyRequests;

/** Somebody is in. */
export interface Entry {
  readonly me: Me;
  readonly session: OpenedSession;
  /** For the cookie by which the browser is known again; null when it has one. */
  readonly knownDevice: string | null;
}

export interface Throttles {
  /** Five tries at one account from one place, one known browser or one session. */
  readonly tries: SignInThrottle;
  /** Guessing from many places at once, which known browsers never wait for. */
  readonly perAccount: SignInThrottle;
  /** The same for six digits, by somebody who has the password already. */
  readonly codes: SignInThrottle;
}

export const createThrottles = (): Throttles => ({
  tries: createSignInThrottle(),
  perAccount: createSignInThrottle(50),
  codes: createSignInThrottle(10),
});

type Guard = readonly [throttle: SignInThrottle, key: string];

export async function signIn(
  deps: SignInDependencies,
  { email, ...proof }: Proof & { readonly email: string },
  browser: Browser,
): Promise<Result<Entry, ProofProblem>> {
  const known = await readKnownDevice(deps.keys, browser.knownDevice);
  const account = await findCredentials(deps.store.read, email);
  const deviceId = known && known.accountId === account?.id ? known.deviceId : null;
  const proved = await prove(deps, { account, proof, guards: guardsOf(deps.throttles, email, browser.ip, deviceId) });
  if (!proved.ok) return proved;
  const { accountId } = proved.value;
  const session = await deps.store.transact(async (tx) => {
    // Proving takes its time: a password that was changed meanwhile, which ended all sessions, must not open one after it.
    const current = await findCredentialsById(tx, accountId);
    return current?.passwordHash === account?.passwordHash ? enter(deps, tx, proved.value, browser) : null;
  });
  if (!session) return err({ code: 'wrong-credentials' });
  const me = await mustDescribe(deps.store.read, accountId);
  return ok({ me, session, knownDevice: deviceId === null ? await makeKnownDevice(deps.keys, accountId) : null });
}

function guardsOf({ tries, perAccount }: Throttles, email: string, ip: string, deviceId: string | null): Guard[] {
  if (deviceId !== null) return [[tries, `${email}\ndevice ${deviceId}`]];
  return [
    [tries, `${email}\n${networkOf(ip, 'limit')}`],
    [perAccount, email],
  ];
}

/** Opens a session for somebody who proved to be who they say, by whatever means. */
export const enter = (
  deps: FactorDependencies,
  tx: Writable,
  person: Person,
  { device, sessionToken }: Browser,
): Promise<OpenedSession> => openSession(deps, tx, { ...person, device, replaces: sessionToken });

/** The person of a session proves anew who they are. A stolen session has five tries at it, then waits like a stranger. */
export async function verifyByPassword(
  deps: SignInDependencies,
  session: Session,
  proof: Proof,
): Promise<Result<OpenedSession, ProofProblem>> {
  const account = await findCredentialsById(deps.store.read, session.accountId);
  const guards: Guard[] = [[deps.throttles.tries, `session ${session.id}`]];
  const proved = await prove(deps, { account, proof, guards });
  return proved.ok ? ok(await deps.store.transact((tx) => verifySession(deps, tx, session))) : proved;
}

interface Trial {
  readonly account: AccountCredentials | undefined;
  readonly proof: Proof;
  readonly guards: readonly Guard[];
}

/** Password, and where there is one the second factor. Whoever cannot be found is as slow and as wrong as a bad password. */
async function prove(
  deps: SignInDependencies,
  { account, proof, guards }: Trial,
): Promise<Result<Person, ProofProblem>> {
  const attempt = begin(guards, deps.clock.now());
  if (!attempt.ok) return attempt;
  const genuine = await verifyPassword(account?.passwordHash ?? null, proof.password);
  const standing = genuine && account ? await findStanding(deps.store.read, account.id) : null;
  if (!account || !standing) return err({ code: 'wrong-credentials' });
  const person = { accountId: account.id, organisationId: standing.organisationId };
  const passed = await proveSecondFactor(deps, person, proof.code, guards);
  // A right password earns new tries at the password; tries at the code are counted by themselves.
  succeed(guards);
  return passed.ok ? ok(person) : passed;
}

const codeKey = (key: string): string => `code\n${key}`;

async function proveSecondFactor(
  deps: SignInDependencies,
  person: Person,
  code: string | undefined,
  guards: readonly Guard[],
): Promise<Result<void, ProofProblem>> {
  if (!(await needsSecondFactor(deps.store.read, person.accountId))) return ok(undefined);
  if (code === undefined) {
    return err({ code: 'second-factor-required', hasApp: await hasApp(deps.store.read, person.accountId) });
  }
  const { perAccount, codes } = deps.throttles;
  const codeGuards = guards.map(([throttle, key]): Guard => [throttle === perAccount ? codes : throttle, codeKey(key)]);
  const attempt = begin(codeGuards, deps.clock.now());
  if (!attempt.ok) return attempt;
  if (!(await deps.store.transact((tx) => useSecondFactor(deps, tx, person, code)))) return err({ code: 'wrong-code' });
  succeed(codeGuards);
  return ok(undefined);
}

/** Counted before it is looked at, or a volley of guesses at once would count as none. */
function begin(guards: readonly Guard[], now: number): Result<void, ProofProblem> {
  const retryAfterMs = Math.max(...guards.map(([throttle, key]) => throttle.waitMs(key, now)));
  if (retryAfterMs > 0) return err({ code: 'too-many-requests', retryAfterMs });
  for (const [throttle, key] of guards) throttle.recordFailure(key, now);
  return ok(undefined);
}

function succeed(guards: readonly Guard[]): void {
  for (const [throttle, key] of guards) throttle.recordSuccess(key);
}

/** After a link of ours was used, whatever strangers did before is no longer held against the address. */
export function forgiveAccount({ perAccount, codes }: Throttles, email: string): void {
  perAccount.recordSuccess(email);
  codes.recordSuccess(codeKey(email));
}
