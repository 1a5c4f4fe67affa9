import { createHash } from 'node:crypto';
import type { Instant } from '#shared/domain/instant.ts';
import type { Clock } from '../config/clock.ts';
import type { KeyDatabase } from './key-database.ts';

/** A membership's id is {@link membershipIdOf}; of a secret it is a {@link secretIdOf}. */
export type RevokedKind =
  | 'kiosk'
  | 'staff-card'
  | 'membership'
  | 'api-token'
  | 'office'
  | 'claim-code'
  | 'password'
  | 'passkey'
  | 'totp'
  | 'recovery-code'
  | 'webhook'
  | 'webhook-secret';

export const membershipIdOf = (organisationId: string, accountId: string): string => `${organisationId}/${accountId}`;

/** With the moment it was given: somebody may come back into an office that was taken from them. */
export const officeIdOf = (office: {
  readonly accountId: string;
  readonly unitCode: string;
  readonly role: string;
  readonly since: Instant;
}): string => [office.accountId, office.unitCode, office.role, office.since].join('/');

/**
 * Names one secret of somebody without telling it.
 *
 * @param kept as it stands in the database: a salted hash, or sealed.
 */
export const secretIdOf = (ownerId: string, kept: Uint8Array | string): string =>
  `${ownerId}/${createHash('sha256').update(kept).digest('base64url')}`;

/**
 * What is no longer trusted. Kept with the keys and not in the database alone: an older copy of the database knows nothing
 * of it, and must not trust a stolen kiosk, a lost card or somebody who was removed again.
 */
export interface Revocations {
  /** On the disk when this returns; before the database says so. The first one stays. */
  addRevocation(kind: RevokedKind, ...ids: readonly string[]): void;
  listRevocations(kind: RevokedKind): Array<{ readonly id: string; readonly revokedAt: Instant }>;
  /** @returns null when it is still trusted. */
  findRevocation(kind: RevokedKind, id: string): Instant | null;
}

export function createRevocations(db: KeyDatabase, clock: Clock): Revocations {
  const insert = db.prepare('insert or ignore into revocations (kind, id, revoked_at) values (?, ?, ?)');
  const insertAll = db.transaction((kind: RevokedKind, ids: readonly string[]) => {
    for (const id of ids) insert.run(kind, id, clock.now());
  });
  const list = db.prepare<[string], { id: string; revokedAt: Instant }>(
    'select id, revoked_at as revokedAt from revocations where kind = ? order by id',
  );
  const find = db
    .prepare<[string, string], Instant>('select revoked_at from revocations where kind = ? and id = ?')
    .pluck();
  return {
    addRevocation: (kind, ...ids) => insertAll.immediate(kind, ids),
    listRevocations: (kind) => list.all(kind),
    findRevocation: (kind, id) => find.get(kind, id) ?? null,
  };
}
