import type { AccountId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';

export interface StoredSession {
  readonly id: string;
  readonly accountId: AccountId;
  readonly device: string;
  readonly createdAt: Instant;
  readonly lastSeenAt: Instant;
  readonly expiresAt: Instant;
  readonly verifiedAt: Instant;
}

const selectSessions = (db: Readable) =>
  db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .select([
      'sessions.id',
      'sessions.account_id as accountId',
      'sessions.device',
      'sessions.created_at as createdAt',
      'sessions.last_seen_at as lastSeenAt',
      'sessions.expires_at as expiresAt',
      'sessions.verified_at as verifiedAt',
    ])
    .where('accounts.disabled_at', 'is', null);

export const findSessionByToken = (db: Readable, tokenHash: Uint8Array): Promise<StoredSession | undefined> =>
  selectSessions(db).where('sessions.token_hash', '=', tokenHash).executeTakeFirst();

/** By the token before the last change, as long as that still counts. */
export const findSessionByPreviousToken = (
  db: Readable,
  tokenHash: Uint8Array,
  now: Instant,
): Promise<StoredSession | undefined> =>
  selectSessions(db)
    .where('sessions.previous_hash', '=', tokenHash)
    .where('sessions.previous_until', '>', now)
    .executeTakeFirst();

export const findSessionById = (db: Readable, id: string): Promise<StoredSession | undefined> =>
  selectSessions(db).where('sessions.id', '=', id).executeTakeFirst();

export const listSessionsOf = (db: Readable, accountId: AccountId): Promise<StoredSession[]> =>
  selectSessions(db)
    .where('sessions.account_id', '=', accountId)
    .orderBy('sessions.last_seen_at', 'desc')
    .orderBy('sessions.id')
    .execute();
