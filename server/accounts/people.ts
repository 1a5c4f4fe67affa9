import type { OneTimeLink, People } from '#shared/contract/portal-account.ts';
import { type AccountId, mintId, type OrganisationId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { OrganisationRole } from '#shared/domain/roles.ts';
import { revokeTokensMadeBy } from '../api-tokens/service.ts';
import { recordAudit } from '../audit/service.ts';
import { type KeyService, membershipIdOf } from '../keys/service.ts';
import type { Writable } from '../store/access.ts';
import type { EmailDependencies } from './email.ts';
import { markResetLinksByUsed, markResetLinksUsed } from './link-transactor.ts';
import { type NewAccountProblem, type NewPerson, openAccount } from './new-account.ts';
import {
  countKnownWebhooks,
  findInvitation,
  findMember,
  listMembers,
  listOpenInvitations,
  type StoredInvitation,
} from './people-reader.ts';
import {
  deleteInvitation,
  deleteInvitationsBy,
  deleteMember,
  insertInvitation,
  markInvitationUsed,
  updateMemberRole,
} from './people-transactor.ts';
import { recordOwnAct } from './record-own-act.ts';
import { type LinkProblem, makeResetLink, type RecoveryDependencies, tellOfLink } from './recovery.ts';
import { hashSessionToken, mintSessionToken } from './session-token.ts';
import { endSessions } from './sessions.ts';
import type { Browser, Entry, SignInDependencies } from './sign-in.ts';

export type PeopleDependencies = RecoveryDependencies &
  EmailDependencies &
  SignInDependencies & { readonly keys: Pick<KeyService, 'addRevocation' | 'keepStanding'> };

/** An owner at work in their organisation. */
export interface Owner {
  readonly accountId: AccountId;
  readonly organisationId: OrganisationId;
}

/** Long enough for a weekend, too short to be found in an old chat. */
const INVITATION_MS = 72 * 3_600_000;

export type MemberProblem = 'not-found' | 'not-allowed';

export interface PeopleService {
  list(organisationId: OrganisationId): Promise<People>;
  invite(
    owner: Owner,
    invitation: { readonly role: OrganisationRole; readonly label: string },
  ): Promise<Result<OneTimeLink, 'not-allowed'>>;
  /** false: no open invitation of this organisation. */
  withdraw(owner: Owner, id: string): Promise<boolean>;
  changeRole(owner: Owner, accountId: AccountId, role: OrganisationRole): Promise<Result<void, MemberProblem>>;
  remove(owner: Owner, accountId: AccountId): Promise<Result<void, MemberProblem>>;
  /** A link that the owner hands on. Not for other owners, nor for people who belong elsewhere too. */
  reset(owner: Owner, accountId: AccountId, secondFactors: boolean): Promise<Result<OneTimeLink, MemberProblem>>;
  describeInvitation(
    token: string,
  ): Promise<Result<{ readonly organisationName: string; readonly role: OrganisationRole }, LinkProblem>>;
  accept(acceptance: Acceptance, browser: Browser): Promise<Result<Entry, AcceptanceProblem>>;
}

export type AcceptanceProblem = NewAccountProblem<LinkProblem>;

export interface Acceptance extends NewPerson {
  readonly token: string;
}

export const createPeopleService = (deps: PeopleDependencies): PeopleService => ({
  list: (organisationId) => listPeople(deps, organisationId),
  invite: (owner, invitation) => invite(deps, owner, invitation),
  withdraw: ({ accountId, organisationId }, id) =>
    deps.store.transact(async (tx) => {
      const withdrawn = await deleteInvitation(tx, organisationId, id);
      const act = { at: deps.clock.now(), actor: accountId, action: 'invitation.withdrawn' } as const;
      if (withdrawn) await recordAudit(tx, { ...act, organisationId, subject: `invitation:${id}` });
      return withdrawn;
    }),
  changeRole: (owner, accountId, role) =>
    changeMember(deps, owner, accountId, async (tx) => {
      const { organisationId } = owner;
      // Before the database says so: an older copy of it must not give back what was taken.
      deps.keys.keepStanding('role', membershipIdOf(organisationId, accountId), role);
      await updateMemberRole(tx, { organisationId, accountId }, role);
      await revokeLinks(deps, tx, { organisationId, accountId });
      if (role !== 'owner') await revokeTokensMadeBy(deps, tx, { organisationId, accountId }, owner.accountId);
      const act = { at: deps.clock.now(), action: 'member.role-changed', actor: owner.accountId } as const;
      await recordOwnAct(tx, { accountId, organisationId }, { ...act, details: { role } });
    }),
  remove: (owner, accountId) =>
    changeMember(deps, owner, accountId, async (tx) => {
      const person = { accountId, organisationId: owner.organisationId };
      // Before the database says so: an older copy of it must not let them in again.
      deps.keys.addRevocation('membership', membershipIdOf(owner.organisationId, accountId));
      await deleteMember(tx, person);
      await revokeLinks(deps, tx, person);
      await revokeTokensMadeBy(deps, tx, person, owner.accountId);
      await recordOwnAct(tx, person, { at: deps.clock.now(), action: 'member.removed', actor: owner.accountId });
      await endSessions(deps, tx, person, { actor: owner.accountId });
    }),
  reset: (owner, accountId, secondFactors) => resetMember(deps, owner, accountId, secondFactors),
  async describeInvitation(token) {
    const tokenHash = hashSessionToken(token);
    const found = tokenHash ? await findInvitation(deps.store.read, tokenHash) : undefined;
    const open = judge(found, deps.clock.now());
    return open.ok ? ok({ organisationName: open.value.organisationName, role: open.value.role }) : open;
  },
  accept: (acceptance, browser) => accept(deps, acceptance, browser),
});

async function listPeople({ store, clock }: PeopleDependencies, organisationId: OrganisationId): Promise<People> {
  const members = await listMembers(store.read, organisationId);
  const invitations = await listOpenInvitations(store.read, organisationId, clock.now());
  const webhooksKnown = await countKnownWebhooks(store.read, organisationId);
  return {
    webhooksKnown,
    members: members.map(({ factors, elsewhere, ...member }) => ({
      ...member,
      secured: factors > 0,
      shared: elsewhere > 0,
    })),
    invitations: invitations.map(({ id, label, role, createdAt, expiresAt }) => ({
      id,
      label,
      role,
      createdAt,
      expiresAt,
    })),
  };
}

async function invite(
  { store, clock, publicOrigin }: PeopleDependencies,
  owner: Owner,
  { role, label }: { readonly role: OrganisationRole; readonly label: string },
): Promise<Result<OneTimeLink, 'not-allowed'>> {
  const { accountId, organisationId } = owner;
  const { token, tokenHash } = mintSessionToken();
  const id = mintId<string>();
  const at = clock.now();
  const expiresAt = at + INVITATION_MS;
  return store.transact(async (tx): Promise<Result<OneTimeLink, 'not-allowed'>> => {
    if (!(await isStillOwner(tx, owner))) return err('not-allowed');
    await insertInvitation(tx, { id, tokenHash, organisationId, role, label, createdBy: accountId, at, expiresAt });
    const act = { at, actor: accountId, action: 'invitation.made', details: { role } } as const;
    await recordAudit(tx, { ...act, organisationId, subject: `invitation:${id}` });
    return ok({ url: `${publicOrigin()}/join#${token}`, expiresAt });
  });
}

/** Whoever was let in as an owner a moment ago may have been put out meanwhile; within a transaction nothing comes between. */
const isStillOwner = async (tx: Writable, { organisationId, accountId }: Owner): Promise<boolean> =>
  (await findMember(tx, organisationId, accountId))?.role === 'owner';

/**
 * What somebody handed out ends with the right to do so, or they would come back by it; and so do links into their account,
 * which may be an owner's from now on.
 */
async function revokeLinks({ clock }: PeopleDependencies, tx: Writable, { organisationId, accountId }: Owner) {
  await deleteInvitationsBy(tx, organisationId, accountId);
  await markResetLinksByUsed(tx, accountId, clock.now());
  await markResetLinksUsed(tx, accountId, clock.now());
}

/**
 * Of somebody else of the same organisation. Nobody takes the last owner away: whoever does this is one, still is one now,
 * and cannot do it to themselves.
 */
function changeMember(
  { store }: PeopleDependencies,
  owner: Owner,
  accountId: AccountId,
  change: (tx: Writable) => Promise<void>,
): Promise<Result<void, MemberProblem>> {
  return store.transact(async (tx) => {
    if (!(await isStillOwner(tx, owner)) || accountId === owner.accountId) return err('not-allowed');
    if (!(await findMember(tx, owner.organisationId, accountId))) return err('not-found');
    await change(tx);
    return ok(undefined);
  });
}

async function resetMember(
  deps: PeopleDependencies,
  owner: Owner,
  accountId: AccountId,
  secondFactors: boolean,
): Promise<Result<OneTimeLink, MemberProblem>> {
  const made = await deps.store.transact(async (tx): Promise<Result<OneTimeLink, MemberProblem>> => {
    if (!(await isStillOwner(tx, owner))) return err('not-allowed');
    const member = await findMember(tx, owner.organisationId, accountId);
    if (!member) return err('not-found');
    // Whoever has the link has the account: it must not lead an owner into another organisation, nor into another owner's.
    if (member.role === 'owner' || member.elsewhere > 0) return err('not-allowed');
    const scope = secondFactors ? 'password-and-factors' : 'password';
    return ok(await makeResetLink(deps, tx, accountId, { scope, by: owner.accountId }));
  });
  if (made.ok) tellOfLink(deps, accountId);
  return made;
}

function judge(found: StoredInvitation | undefined, now: number): Result<StoredInvitation, LinkProblem> {
  if (!found) return err('code-unknown');
  if (found.usedAt !== null) return err('code-used');
  return now < found.expiresAt ? ok(found) : err('code-expired');
}

const accept = (
  deps: PeopleDependencies,
  { token, ...person }: Acceptance,
  browser: Browser,
): Promise<Result<Entry, AcceptanceProblem>> =>
  openAccount<LinkProblem, StoredInvitation>(deps, person, browser, {
    async find(tx, at) {
      const tokenHash = hashSessionToken(token);
      return tokenHash ? judge(await findInvitation(tx, tokenHash), at) : err('code-unknown');
    },
    async take(tx, { id, organisationId, role }, accountId, at) {
      await markInvitationUsed(tx, id, at);
      const act = { at, action: 'invitation.accepted', details: { invitationId: id, role } } as const;
      await recordOwnAct(tx, { accountId, organisationId }, act);
      return ok({ organisationId, role });
    },
  });
