import type { Device, SessionEntry } from '#shared/contract/portal-account.ts';
import { mintId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { Session } from '../http/principals.ts';
import type { Store, Writable } from '../store/access.ts';
import { formatDevice, parseDevice } from './describe-device.ts';
import { findStanding } from './reader.ts';
import { type Person, recordOwnAct } from './record-own-act.ts';
import {
  findSessionById,
  findSessionByPreviousToken,
  findSessionByToken,
  listSessionsOf,
  type StoredSession,
} from './session-reader.ts';
import { hashSessionToken, mintSessionToken, SESSION_IDLE_MS, SESSION_MAX_MS } from './session-token.ts';
import {
  deleteEndedSessions,
  deleteSession,
  deleteSessionsOf,
  insertSession,
  markSessionSeen,
  markSessionVerified,
} from './session-transactor.ts';

export interface SessionDependencies {
  readonly store: Store;
  readonly clock: Clock;
}

/** A cookie's token, to be handed out once. */
export interface OpenedSession {
  readonly token: string;
  readonly maxAgeMs: number;
}

/** How long a proof counts for what asks for a recent one. */
export const RECENT_MS = 5 * 60_000;
/** A write a minute is enough to know that somebody is there. */
const SEEN_EVERY_MS = 60_000;
/** What a page was reading while the token changed still arrives with the one before. */
const PREVIOUS_TOKEN_MS = 10_000;

/** Neither before it nor long after: a clock that was put back must not stretch anything. */
const isWithin = (durationMs: number, since: Instant, now: Instant): boolean => Math.abs(now - since) < durationMs;

const isAlive = (clock: Clock, { lastSeenAt, expiresAt }: StoredSession): boolean =>
  clock.now() < expiresAt && isWithin(SESSION_IDLE_MS, lastSeenAt, clock.now());

export interface NewSignIn extends Person {
  readonly device: Device;
  /** The token the browser came with: a session of before ends where a new one begins. */
  readonly replaces: string | null;
}

export async function openSession(
  { clock }: SessionDependencies,
  tx: Writable,
  { accountId, organisationId, device, replaces }: NewSignIn,
): Promise<OpenedSession> {
  const { token, tokenHash } = mintSessionToken();
  const at = clock.now();
  await deleteEndedSessions(tx, at - SESSION_IDLE_MS, at);
  const replacedHash = replaces === null ? null : hashSessionToken(replaces);
  const replaced = replacedHash && (await findSessionByToken(tx, replacedHash));
  if (replaced) await deleteSession(tx, replaced.accountId, replaced.id);
  const expiresAt = at + SESSION_MAX_MS;
  const id = mintId<string>();
  await insertSession(tx, { id, tokenHash, accountId, device: formatDevice(device), at, expiresAt });
  await recordOwnAct(tx, { accountId, organisationId }, { at, action: 'session.opened' });
  return { token, maxAgeMs: SESSION_MAX_MS };
}

export async function findSession(
  { store, clock }: SessionDependencies,
  token: string,
  asker: 'person' | 'page',
): Promise<Session | null> {
  const tokenHash = hashSessionToken(token);
  if (!tokenHash) return null;
  const now = clock.now();
  const current = await findSessionByToken(store.read, tokenHash);
  // What it was replaced for may be that somebody else has it: it reads on, but changes nothing.
  const previous =
    !current && asker === 'page' ? await findSessionByPreviousToken(store.read, tokenHash, now) : undefined;
  const stored = current ?? previous;
  if (!stored || !isAlive(clock, stored)) return null;
  const standing = await findStanding(store.read, stored.accountId);
  if (!standing) return null;
  if (asker === 'person' && now - stored.lastSeenAt >= SEEN_EVERY_MS) {
    await store.transact((tx) => markSessionSeen(tx, stored.id, now));
  }
  const { id, accountId, verifiedAt } = stored;
  // A token that was replaced at a proof does not carry that proof.
  const isRecent = current !== undefined && isWithin(RECENT_MS, verifiedAt, now);
  return { id, accountId, ...standing, isRecent };
}

/** Whether a session still lives, and its person is still what they were when it was asked with; does not keep it alive. */
export async function isLive({ store, clock }: SessionDependencies, session: Session): Promise<boolean> {
  const stored = await findSessionById(store.read, session.id);
  if (!stored || !isAlive(clock, stored)) return false;
  const standing = await findStanding(store.read, session.accountId);
  return standing?.role === session.role && standing.organisationId === session.organisationId;
}

/** The session goes on under another token, its owner having proved anew who they are. */
export async function verifySession(
  { clock }: SessionDependencies,
  tx: Writable,
  session: Session,
): Promise<OpenedSession> {
  const { token, tokenHash } = mintSessionToken();
  const at = clock.now();
  const stored = await findSessionById(tx, session.id);
  await markSessionVerified(tx, session.id, { tokenHash, at, previousUntil: at + PREVIOUS_TOKEN_MS });
  await recordOwnAct(tx, session, { at, action: 'session.verified' });
  return { token, maxAgeMs: Math.max(0, (stored?.expiresAt ?? at) - at) };
}

export async function listSessions(
  { store, clock }: SessionDependencies,
  session: Session,
): Promise<readonly SessionEntry[]> {
  const stored = await listSessionsOf(store.read, session.accountId);
  return stored
    .filter((entry) => isAlive(clock, entry))
    .map(({ id, device, createdAt, lastSeenAt }) => ({
      id,
      device: parseDevice(device),
      openedAt: createdAt,
      lastSeenAt,
      current: id === session.id,
    }));
}

/** @returns whether there was one of this person's. */
export function endSession({ store, clock }: SessionDependencies, person: Person, id: string): Promise<boolean> {
  return store.transact(async (tx) => {
    const ended = await deleteSession(tx, person.accountId, id);
    if (ended) await recordOwnAct(tx, person, { at: clock.now(), action: 'session.closed' });
    return ended;
  });
}

/** @param except the one that stays. @returns how many ended. */
export async function endSessions(
  { clock }: SessionDependencies,
  tx: Writable,
  person: Person,
  { except = null, actor }: { readonly except?: string | null; readonly actor?: string } = {},
): Promise<number> {
  const ended = await deleteSessionsOf(tx, person.accountId, except);
  const act = { at: clock.now(), action: 'sessions.ended', details: { ended } } as const;
  await recordOwnAct(tx, person, { ...act, ...(actor !== undefined && { actor }) });
  return ended;
}

/** Of every account, by the admin at the machine. @returns how many ended. */
export async function endEverySession({ clock }: SessionDependencies, tx: Writable): Promise<number> {
  const { numDeletedRows } = await tx.deleteFrom('sessions').executeTakeFirstOrThrow();
  const ended = Number(numDeletedRows);
  const act = { at: clock.now(), actor: 'cli', action: 'sessions.ended', organisationId: null } as const;
  await recordAudit(tx, { ...act, subject: 'deployment:1', details: { ended } });
  return ended;
}
