import type { Instant } from '#shared/domain/instant.ts';
import type { Clock } from '../config/clock.ts';
import type { KeyDatabase } from './key-database.ts';

/** A membership's id is {@link membershipIdOf}. */
export type RevokedKind = 'kiosk' | 'staff-card' | 'membership' | 'api-token' | 'office';

export const membershipIdOf = (organisationId: string, accountId: string): string => `${organisationId}/${accountId}`;

/** With the moment it was given: somebody may come back into an office that was taken from them. */
export const officeIdOf = (office: {
  readonly accountId: string;
  readonly unitCode: string;
  readonly role: string;
  readonly since: Instant;
}): string => [office.accountId, office.unitCode, office.role, office.since].join('/');

/**
 * What is no longer trusted. Kept with the keys and not in the database alone: an older copy of the database knows nothing
 * of it, and must not trust a stolen kiosk, a lost card or somebody who was removed again.
 */
export interface Revocations {
  /** On the disk when this returns; before the database says so. The first one stays. */
  addRevocation(kind: RevokedKind, id: string): void;
  listRevocations(kind: RevokedKind): Array<{ readonly id: string; readonly revokedAt: Instant }>;
  /** @returns null when it is still trusted. */
  findRevocation(kind: RevokedKind, id: string): Instant | null;
}

export function createRevocations(db: KeyDatabase, clock: Clock): Revocations {
  const insert = db.prepare('insert or ignore into revocations (kind, id, revoked_at) values (?, ?, ?)');
  const list = db.prepare<[string], { id: string; revokedAt: Instant }>(
    'select id, revoked_at as revokedAt from revocations where kind = ? order by id',
  );
  const find = db
    .prepare<[string, string], Instant>('select revoked_at from revocations where kind = ? and id = ?')
    .pluck();
  return {
    addRevocation: (kind, id) => void insert.run(kind, id, clock.now()),
    listRevocations: (kind) => list.all(kind),
    findRevocation: (kind, id) => find.get(kind, id) ?? null,
  };
}
