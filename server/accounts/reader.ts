import type { AccountId, OrganisationId } from '#shared/domain/ids.ts';
import type { Language } from '#shared/domain/language.ts';
import type { Role } from '#shared/domain/roles.ts';
import type { Readable } from '../store/access.ts';

export interface AccountCredentials {
  readonly id: AccountId;
  readonly passwordHash: string;
}

/** @param email lower case. Disabled accounts are not found. */
export const findCredentials = (db: Readable, email: string): Promise<AccountCredentials | undefined> =>
  db
    .selectFrom('accounts')
    .select(['id', 'password_hash as passwordHash'])
    .where('email', '=', email)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();

export const findCredentialsById = (db: Readable, id: AccountId): Promise<AccountCredentials | undefined> =>
  db
    .selectFrom('accounts')
    .select(['id', 'password_hash as passwordHash'])
    .where('id', '=', id)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();

export const isEmailTaken = async (db: Readable, email: string): Promise<boolean> =>
  (await db.selectFrom('accounts').select('id').where('email', '=', email).executeTakeFirst()) !== undefined;

export interface Standing {
  readonly role: Role;
  readonly organisationId: OrganisationId | null;
  readonly unitCodes: readonly string[];
}

/** What an account may be: its oldest membership, else its office, else admin; null for none of them. */
export async function findStanding(db: Readable, id: AccountId): Promise<Standing | null> {
  const membership = await db
    .selectFrom('memberships')
    .select(['role', 'organisation_id'])
    .where('account_id', '=', id)
    .orderBy('created_at')
    .executeTakeFirst();
  if (membership) return { role: membership.role, organisationId: membership.organisation_id, unitCodes: [] };
  const offices = await db
    .selectFrom('officer_roles')
    .select(['role', 'unit_code'])
    .where('account_id', '=', id)
    .orderBy('created_at')
    .execute();
  const [first] = offices;
  if (first) {
    const unitCodes = offices.filter(({ role }) => role === first.role).map(({ unit_code }) => unit_code);
    return { role: first.role, organisationId: null, unitCodes };
  }
  const admin = await db.selectFrom('accounts').select('admin_at').where('id', '=', id).executeTakeFirst();
  return admin?.admin_at ? { role: 'admin', organisationId: null, unitCodes: [] } : null;
}

export const findPerson = (db: Readable, id: AccountId): Promise<{ name: string; email: string } | undefined> =>
  db.selectFrom('accounts').select(['name', 'email']).where('id', '=', id).executeTakeFirst();

/** What a password must not be made of: the person's name and address, and what their organisations are called. */
export async function listOwnNames(db: Readable, id: AccountId): Promise<string[]> {
  const person = await findPerson(db, id);
  const organisations = await db
    .selectFrom('memberships')
    .innerJoin('organisations', 'organisations.id', 'memberships.organisation_id')
    .select('organisations.name')
    .where('memberships.account_id', '=', id)
    .execute();
  return [...(person ? [person.name, person.email] : []), ...organisations.map(({ name }) => name)];
}

export interface Addressee {
  readonly email: string;
  readonly language: Language;
}

/** Where letters about an account go, and in which language. Nobody, until the address was confirmed: it may be a stranger's. */
export const findAddressee = (db: Readable, id: AccountId): Promise<Addressee | undefined> =>
  db
    .selectFrom('accounts')
    .select(['email', 'language'])
    .where('id', '=', id)
    .where('email_verified_at', 'is not', null)
    .where('disabled_at', 'is', null)
    .executeTakeFirst();

export const findOrganisation = (
  db: Readable,
  id: OrganisationId,
): Promise<{ id: OrganisationId; name: string } | undefined> =>
  db.selectFrom('organisations').select(['id', 'name']).where('id', '=', id).executeTakeFirst();
