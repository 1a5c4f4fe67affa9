import type { Me } from '#shared/contract/portal-api.ts';
import type { AccountId } from '#shared/domain/ids.ts';
import type { Readable } from '../store/access.ts';
import { findAddress } from './email-reader.ts';
import { findOrganisation, findPerson, findStanding } from './reader.ts';

/** Who somebody is, to themselves; null for an account without any role. */
async function describeAccount(db: Readable, accountId: AccountId): Promise<Me | null> {
  const standing = await findStanding(db, accountId);
  const person = await findPerson(db, accountId);
  if (!standing || !person) return null;
  const { role, organisationId } = standing;
  const organisation = organisationId === null ? undefined : await findOrganisation(db, organisationId);
  const emailVerified = (await findAddress(db, accountId)).verifiedAt !== null;
  return { accountId, ...person, emailVerified, role, organisation: organisation ?? null };
}

export async function mustDescribe(db: Readable, accountId: AccountId): Promise<Me> {
  const me = await describeAccount(db, accountId);
  if (!me) throw new Error('an account without any role is signed in');
  return me;
}
