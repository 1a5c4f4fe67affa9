import type { Registration, Venue } from '#shared/contract/portal-api.ts';
import { type AccountId, mintId, type OrganisationId, type VenueId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { recordAudit } from '../audit/service.ts';
import type { NewVenue, VenueService } from '../venues/service.ts';
import { mustDescribe } from './describe-account.ts';
import { type EmailDependencies, sendFirstCode } from './email.ts';
import { guardTaken } from './guard-taken.ts';
import { isGuessable } from './guessable-password.ts';
import { makeKnownDevice } from './known-devices.ts';
import { hashPassword } from './password.ts';
import { insertMember } from './people-transactor.ts';
import { type Browser, type Entry, enter, type SignInDependencies, type TooManyRequests } from './sign-in.ts';
import { insertAccount, insertOrganisation } from './transactor.ts';

/** A registration; demo data also names its entrances for commands. */
export type NewOrganisation = Registration & Pick<NewVenue, 'slugs'>;

export type RegistrationProblem =
  | { readonly code: 'email-taken' | 'guessable-password' | 'unknown-commune' }
  | TooManyRequests;
export type Registered = Result<Entry & { readonly venue: Venue }, RegistrationProblem>;

interface Made {
  readonly venueId: VenueId;
  readonly session: Entry['session'];
}

export interface RegistrationDependencies extends SignInDependencies, EmailDependencies {
  readonly keys: SignInDependencies['keys'] & EmailDependencies['keys'];
  readonly venues: VenueService;
}

/**
 * Organisation, owner, venue and entrances in one transaction, signed in afterwards. The poster is to be in hand within
 * minutes, before any letter could be read, so an address that is taken must be told of; but no place is told often.
 */
export async function register(
  deps: RegistrationDependencies,
  { organisationName, owner, venue, language, slugs }: NewOrganisation,
  browser: Browser,
): Promise<Registered> {
  const { store, clock, venues } = deps;
  if (!(await venues.isCommune(venue.address.communeCode))) return err({ code: 'unknown-commune' });
  const asking = guardTaken(deps, browser);
  const { name, email } = owner;
  if (isGuessable(owner.password, [name, email, organisationName, venue.name]))
    return err({ code: 'guessable-password' });
  const passwordHash = await hashPassword(owner.password);
  const accountId = mintId<AccountId>();
  const organisationId = mintId<OrganisationId>();
  const at = clock.now();
  const made = await store.transact(async (tx): Promise<Result<Made, RegistrationProblem>> => {
    const tooMany = asking.refuse();
    if (tooMany) return err(tooMany);
    if (await asking.isTaken(tx, email)) return err({ code: 'email-taken' });
    await insertOrganisation(tx, { id: organisationId, name: organisationName, language, at });
    await insertAccount(tx, { accountId, name, email, passwordHash, language, at });
    await insertMember(tx, { accountId, organisationId, role: 'owner', at });
    const subject = `organisation:${organisationId}`;
    await recordAudit(tx, { at, actor: accountId, action: 'organisation.registered', organisationId, subject });
    const venueId = await venues.insert(tx, { organisationId, actor: accountId, input: venue, slugs });
    return ok({ venueId, session: await enter(deps, tx, { accountId, organisationId }, browser) });
  });
  if (!made.ok) return made;
  const { venueId, session } = made.value;
  sendFirstCode(deps, accountId);
  const created = await venues.find(organisationId, venueId);
  if (!created) throw new Error('a venue just made is gone');
  const me = await mustDescribe(store.read, accountId);
  const knownDevice = await makeKnownDevice(deps.keys, accountId);
  return ok({ me, venue: created, session, knownDevice });
}
