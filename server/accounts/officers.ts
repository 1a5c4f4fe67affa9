import type { OneTimeLink } from '#shared/contract/portal-account.ts';
import type { Officers } from '#shared/contract/portal-ward.ts';
import { type AccountId, mintId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { INVITED_OFFICERS, type OfficerRole, type Role } from '#shared/domain/roles.ts';
import { recordAudit } from '../audit/service.ts';
import { officeIdOf } from '../keys/service.ts';
import type { Readable, Writable } from '../store/access.ts';
import { areWithin, listCommunesWithin, type NamedUnit, nameUnits } from '../units/service.ts';
import { markResetLinksByUsed, markResetLinksUsed } from './link-transactor.ts';
import { openAccount } from './new-account.ts';
import {
  findOfficerInvitation,
  listOffices,
  listOpenOfficerInvitations,
  type StoredOffice,
  type StoredOfficerInvitation,
} from './officer-reader.ts';
import {
  deleteOfficerInvitation,
  deleteOfficerInvitationsBy,
  deleteOffices,
  insertOffice,
  insertOfficerInvitation,
  markOfficerInvitationUsed,
} from './officer-transactor.ts';
import type { Acceptance, AcceptanceProblem, PeopleDependencies } from './people.ts';
import { findCredentials, findStanding } from './reader.ts';
import { recordOwnAct } from './record-own-act.ts';
import type { LinkProblem } from './recovery.ts';
import { hashSessionToken, mintSessionToken } from './session-token.ts';
import { endSessions } from './sessions.ts';
import type { Browser, Entry } from './sign-in.ts';

/** An officer at work. */
export interface ActingOfficer {
  readonly accountId: AccountId;
  readonly role: Role;
  readonly unitCodes: readonly string[];
}

export interface Appointment {
  readonly role: OfficerRole;
  readonly units: readonly string[];
  readonly label: string;
}

/** Who works for wards, cities and provinces: a unit looks after the officers of the units below it. */
export interface OfficerService {
  list(by: ActingOfficer): Promise<Officers>;
  invite(by: ActingOfficer, appointment: Appointment): Promise<Result<OneTimeLink, 'not-allowed'>>;
  withdraw(by: ActingOfficer, id: string): Promise<boolean>;
  remove(by: ActingOfficer, accountId: AccountId): Promise<Result<void, 'not-found' | 'not-allowed'>>;
  describeInvitation(
    token: string,
  ): Promise<Result<{ readonly role: OfficerRole; readonly units: readonly NamedUnit[] }, LinkProblem>>;
  accept(acceptance: Acceptance, browser: Browser): Promise<Result<Entry, AcceptanceProblem>>;
  /** For the admin at the machine. */
  listAll(): Promise<StoredOffice[]>;
  /** An account takes the office at once; an address without one gets a link. */
  appoint(email: string, appointment: Appointment): Promise<Result<OneTimeLink | null, 'unknown-unit' | 'is-member'>>;
  dismiss(email: string): Promise<boolean>;
}

/** As long as any invitation. */
const INVITATION_MS = 72 * 3_600_000;

export const createOfficerService = (deps: PeopleDependencies): OfficerService => ({
  list: (by) => listOfficers(deps, by),
  async invite(by, appointment) {
    const mayGive = INVITED_OFFICERS[by.role]?.includes(appointment.role) ?? false;
    if (!mayGive || !(await areWithin(deps.store.read, appointment.units, by.unitCodes))) return err('not-allowed');
    return deps.store.transact(
      async (tx): Promise<Result<OneTimeLink, 'not-allowed'>> =>
        (await isStillInOffice(tx, by)) ? ok(await makeLink(deps, tx, by.accountId, appointment)) : err('not-allowed'),
    );
  },
  withdraw: (by, id) => withdraw(deps, by, id),
  remove: (by, accountId) => remove(deps, by, accountId),
  async describeInvitation(token) {
    const tokenHash = hashSessionToken(token);
    if (!tokenHash) return err('code-unknown');
    const open = await openInvitation(deps.store.read, tokenHash, deps.clock.now());
    if (!open.ok) return open;
    return ok({ role: open.value.role, units: await nameUnits(deps.store.read, open.value.unitCodes) });
  },
  accept: (acceptance, browser) => accept(deps, acceptance, browser),
  listAll: () => listOffices(deps.store.read, 'all'),
  appoint: (email, appointment) => appoint(deps, email, appointment),
  async dismiss(email) {
    const account = await findCredentials(deps.store.read, email);
    if (!account) return false;
    return deps.store.transact((tx) => takeOffice(deps, tx, account.id, 'cli'));
  },
});

const mayRemove = (by: ActingOfficer, role: OfficerRole): boolean => INVITED_OFFICERS[by.role]?.includes(role) ?? false;

async function listOfficers(deps: PeopleDependencies, by: ActingOfficer): Promise<Officers> {
  const { read } = deps.store;
  const communes = await listCommunesWithin(read, by.unitCodes);
  const within = new Set([...by.unitCodes, ...communes.map(({ code }) => code)]);
  const offices = await listOffices(read, { unitCodes: [...within] });
  const names = new Map((await nameUnits(read, [...within])).map((unit) => [unit.code, unit]));
  const unitsOf = (codes: readonly string[]) => codes.map((code) => names.get(code) ?? { code, name: code });
  const people = new Map<string, StoredOffice[]>();
  for (const office of offices) {
    const key = `${office.accountId}/${office.role}`;
    people.set(key, [...(people.get(key) ?? []), office]);
  }
  const invitations = await listOpenOfficerInvitations(read, deps.clock.now());
  return {
    officers: [...people.values()].flatMap((rows) => {
      const [first] = rows;
      if (!first) return [];
      const { accountId, name, email, role, lastSeenAt, factors } = first;
      const units = unitsOf(rows.map(({ unitCode }) => unitCode));
      return { accountId, name, email, role, units, lastSeenAt, secured: factors > 0, removable: mayRemove(by, role) };
    }),
    invitations: invitations
      .filter(({ role, unitCodes }) => mayRemove(by, role) && unitCodes.every((code) => within.has(code)))
      .map(({ id, label, role, unitCodes, expiresAt }) => ({ id, label, role, units: unitsOf(unitCodes), expiresAt })),
  };
}

/** Whoever was let in a moment ago may have been put out meanwhile; within a transaction nothing comes between. */
async function isStillInOffice(tx: Writable, { accountId, role, unitCodes }: ActingOfficer): Promise<boolean> {
  const standing = await findStanding(tx, accountId);
  return standing?.role === role && unitCodes.every((code) => standing.unitCodes.includes(code));
}

async function makeLink(
  { clock, publicOrigin }: PeopleDependencies,
  tx: Writable,
  createdBy: string,
  { role, units, label }: Appointment,
): Promise<OneTimeLink> {
  const { token, tokenHash } = mintSessionToken();
  const id = mintId<string>();
  const at = clock.now();
  const expiresAt = at + INVITATION_MS;
  const unitCodes = [...new Set(units)];
  await insertOfficerInvitation(tx, { id, tokenHash, role, unitCodes, label, createdBy, at, expiresAt });
  const details = { role, units: unitCodes.join(' ') };
  const subject = `officer-invitation:${id}`;
  await recordAudit(tx, { at, actor: createdBy, action: 'officer.invited', organisationId: null, subject, details });
  return { url: `${publicOrigin()}/ward/join#${token}`, expiresAt };
}

async function withdraw(deps: PeopleDependencies, by: ActingOfficer, id: string): Promise<boolean> {
  const { invitations } = await listOfficers(deps, by);
  if (!invitations.some((invitation) => invitation.id === id)) return false;
  return deps.store.transact(async (tx) => {
    const withdrawn = await deleteOfficerInvitation(tx, id);
    const act = { at: deps.clock.now(), actor: by.accountId, action: 'officer.invitation-withdrawn' } as const;
    if (withdrawn) await recordAudit(tx, { ...act, organisationId: null, subject: `officer-invitation:${id}` });
    return withdrawn;
  });
}

async function remove(
  deps: PeopleDependencies,
  by: ActingOfficer,
  accountId: AccountId,
): Promise<Result<void, 'not-found' | 'not-allowed'>> {
  return deps.store.transact(async (tx): Promise<Result<void, 'not-found' | 'not-allowed'>> => {
    if (!(await isStillInOffice(tx, by))) return err('not-allowed');
    const offices = await listOffices(tx, { accountId });
    const units = offices.map(({ unitCode }) => unitCode);
    // Somebody of another unit is told from nobody by no answer.
    if (offices.length === 0 || !(await areWithin(tx, units, by.unitCodes))) return err('not-found');
    if (!offices.every(({ role }) => mayRemove(by, role))) return err('not-allowed');
    await takeOffice(deps, tx, accountId, by.accountId);
    return ok(undefined);
  });
}

/** All of somebody's offices, the links they handed out, and their sessions. @returns false where there was none. */
async function takeOffice(
  deps: PeopleDependencies,
  tx: Writable,
  accountId: AccountId,
  actor: string,
): Promise<boolean> {
  const offices = await listOffices(tx, { accountId });
  if (offices.length === 0) return false;
  // Before the database says so: an older copy of it must not let them in again.
  for (const office of offices) deps.keys.addRevocation('office', officeIdOf(office));
  await deleteOffices(tx, accountId);
  await deleteOfficerInvitationsBy(tx, accountId);
  await markResetLinksByUsed(tx, accountId, deps.clock.now());
  await markResetLinksUsed(tx, accountId, deps.clock.now());
  const person = { accountId, organisationId: (await findStanding(tx, accountId))?.organisationId ?? null };
  await recordOwnAct(tx, person, { at: deps.clock.now(), action: 'officer.removed', actor });
  await endSessions(deps, tx, person, { actor });
  return true;
}

async function openInvitation(
  db: Readable,
  tokenHash: Uint8Array,
  now: number,
): Promise<Result<StoredOfficerInvitation, LinkProblem>> {
  const found = await findOfficerInvitation(db, tokenHash);
  if (!found || !(await mayStillInvite(db, found))) return err('code-unknown');
  if (found.usedAt !== null) return err('code-used');
  return now < found.expiresAt ? ok(found) : err('code-expired');
}

/** Links of somebody removed are deleted with the office; an older copy of the database brings them back. */
async function mayStillInvite(db: Readable, { createdBy, role, unitCodes }: StoredOfficerInvitation): Promise<boolean> {
  if (createdBy === 'cli') return true;
  const offices = await listOffices(db, { accountId: createdBy as AccountId });
  const giving = offices.filter((office) => INVITED_OFFICERS[office.role]?.includes(role));
  return areWithin(
    db,
    unitCodes,
    giving.map(({ unitCode }) => unitCode),
  );
}

const accept = (
  deps: PeopleDependencies,
  { token, ...person }: Acceptance,
  browser: Browser,
): Promise<Result<Entry, AcceptanceProblem>> =>
  openAccount<LinkProblem, StoredOfficerInvitation>(deps, person, browser, {
    async find(tx, at) {
      const tokenHash = hashSessionToken(token);
      return tokenHash ? openInvitation(tx, tokenHash, at) : err('code-unknown');
    },
    async take(tx, { id, role, unitCodes }, accountId, at) {
      await markOfficerInvitationUsed(tx, id, at);
      const act = { at, action: 'officer.joined', details: { invitationId: id, role } } as const;
      await recordOwnAct(tx, { accountId, organisationId: null }, act);
      return ok({ organisationId: null, role, unitCodes });
    },
  });

async function appoint(
  deps: PeopleDependencies,
  email: string,
  appointment: Appointment,
): Promise<Result<OneTimeLink | null, 'unknown-unit' | 'is-member'>> {
  const { store, clock } = deps;
  const unitCodes = [...new Set(appointment.units)];
  const known = await nameUnits(store.read, unitCodes);
  if (known.some(({ code, name }) => code === name)) return err('unknown-unit');
  const account = await findCredentials(store.read, email);
  if (!account) return ok(await store.transact((tx) => makeLink(deps, tx, 'cli', appointment)));
  const standing = await findStanding(store.read, account.id);
  // Whoever belongs to a business is of that business: an office beside it would be seen by nobody.
  if (standing?.organisationId) return err('is-member');
  const { role } = appointment;
  await store.transact(async (tx) => {
    const at = clock.now();
    await insertOffice(tx, { accountId: account.id, role, unitCodes, at });
    const details = { role, units: unitCodes.join(' ') };
    const person = { accountId: account.id, organisationId: null };
    await recordOwnAct(tx, person, { at, action: 'officer.appointed', actor: 'cli', details });
  });
  return ok(null);
}
