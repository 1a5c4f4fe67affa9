import type { VenueInput } from '#shared/contract/portal-api.ts';
import type { ClaimSlip, OnBehalfList } from '#shared/contract/portal-ward-cases.ts';
import { type AccountId, mintId, type OrganisationId, type VenueId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { AccountService } from '../accounts/service.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { FileAnswer } from '../http/define-route.ts';
import type { Session } from '../http/principals.ts';
import { type KeyService, secretIdOf } from '../keys/service.ts';
import type { PosterService } from '../posters/service.ts';
import type { Store, Writable } from '../store/access.ts';
import { nameCommunes } from '../units/service.ts';
import type { VenueService } from '../venues/service.ts';
import type { WardService } from '../ward/service.ts';
import { formatClaimCode, hashClaimCode, mintClaimCode } from './claim-code.ts';
import {
  findClaimByCode,
  findClaimOf,
  listEntrancesOf,
  listOpenCodes,
  listRegistrations,
  type StoredClaim,
} from './reader.ts';
import { endCode, insertClaim, insertOrganisation, markClaimed, moveVenue, replaceCode } from './transactor.ts';

type CodeProblem = 'code-unknown' | 'code-used' | 'code-expired';

/** Businesses that a ward registers for them, and how they take their venue over. */
export interface ClaimService {
  /** Venue and poster at once, of nobody until it is claimed. null: not a commune of the officer's. */
  register(officer: Session, input: VenueInput): Promise<ClaimSlip | null>;
  /** A volunteer sees the own ones. */
  list(officer: Session): Promise<OnBehalfList['registrations']>;
  /** Another code for a slip that was lost. */
  reissue(officer: Session, venueId: VenueId): Promise<Result<ClaimSlip, 'not-found' | 'code-used'>>;
  /** The posters of a venue that nobody has claimed yet. */
  printPosters(officer: Session, venueId: VenueId): Promise<FileAnswer | null>;
  describe(code: string): Promise<Result<{ readonly venueName: string; readonly address: string }, CodeProblem>>;
  claimByNewAccount(
    code: string,
    account: Parameters<AccountService['takeOver']>[0],
    browser: Parameters<AccountService['takeOver']>[1],
  ): ReturnType<typeof takeOverBy>;
  claimForOrganisation(
    code: string,
    by: AccountId,
    organisationId: OrganisationId,
  ): Promise<Result<VenueId, CodeProblem>>;
}

export interface ClaimDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly keys: Pick<KeyService, 'addRevocation'>;
  readonly publicOrigin: () => string;
  readonly accounts: Pick<AccountService, 'takeOver'>;
  readonly venues: Pick<VenueService, 'insert' | 'isCommune'>;
  readonly posters: Pick<PosterService, 'studio' | 'printMany'>;
  readonly ward: Pick<WardService, 'listCommunes'>;
}

const CODE_DAYS = 60;
const CODE_MS = CODE_DAYS * 24 * 3_600_000;

export const createClaimService = (deps: ClaimDependencies): ClaimService => ({
  register: (officer, input) => register(deps, officer, input),
  async list(officer) {
    const communes = (await deps.ward.listCommunes(officer)).map(({ code }) => code);
    return listRegistrations(deps.store.read, communes, officer.role === 'volunteer' ? officer.accountId : null);
  },
  reissue: (officer, venueId) => reissue(deps, officer, venueId),
  printPosters: (officer, venueId) => printPosters(deps, officer, venueId),
  async describe(code) {
    const open = judge(await findClaimByCode(deps.store.read, hashClaimCode(code)), deps.clock.now());
    return open.ok ? ok({ venueName: open.value.venueName, address: await addressOf(deps, open.value) }) : open;
  },
  claimByNewAccount: (code, account, browser) => takeOverBy(deps, code, account, browser),
  claimForOrganisation: (code, by, organisationId) =>
    deps.store.transact(async (tx) => {
      const taken = await take(deps, tx, code, by, organisationId);
      if (taken.ok) await moveVenue(tx, taken.value.venueId, organisationId);
      return taken.ok ? ok(taken.value.venueId) : taken;
    }),
});

async function register(deps: ClaimDependencies, officer: Session, input: VenueInput): Promise<ClaimSlip | null> {
  const { store, clock, venues } = deps;
  const { communeCode } = input.address;
  const communes = await deps.ward.listCommunes(officer);
  if (!communes.some(({ code }) => code === communeCode) || !(await venues.isCommune(communeCode))) return null;
  const code = mintClaimCode();
  const [at, by] = [clock.now(), officer.accountId];
  const organisationId = mintId<OrganisationId>();
  const venueId = await store.transact(async (tx) => {
    await insertOrganisation(tx, { id: organisationId, name: input.name, at });
    const made = await venues.insert(tx, { organisationId, actor: by, input });
    await insertClaim(tx, { venueId: made, by, codeHash: hashClaimCode(code), at, expiresAt: at + CODE_MS });
    const act = { at, actor: by, action: 'venue.registered-for', organisationId } as const;
    await recordAudit(tx, { ...act, subject: `venue:${made}` });
    return made;
  });
  return makeSlip(deps, venueId, code);
}

async function makeSlip(deps: ClaimDependencies, venueId: VenueId, code: string): Promise<ClaimSlip> {
  const claim = await findClaimOf(deps.store.read, venueId);
  const [entrance] = await listEntrancesOf(deps.store.read, venueId);
  if (!claim || !entrance) throw new Error('a venue just made is gone');
  return {
    venueId,
    venueName: claim.venueName,
    address: await addressOf(deps, claim),
    serial: entrance.serial,
    code: formatClaimCode(code),
    url: `${deps.publicOrigin()}/claim#${code}`,
    expiresAt: claim.expiresAt,
  };
}

async function addressOf({ store }: ClaimDependencies, { addressLine, communeCode }: StoredClaim): Promise<string> {
  const names = (await nameCommunes(store.read, [communeCode])).get(communeCode);
  return [addressLine, names?.communeName, names?.provinceName].filter(Boolean).join(', ');
}

/** A claim of the officer's units; a volunteer's, only where they registered it. */
async function findOwn(deps: ClaimDependencies, officer: Session, venueId: VenueId): Promise<StoredClaim | null> {
  const claim = await findClaimOf(deps.store.read, venueId);
  const communes = await deps.ward.listCommunes(officer);
  if (!claim || !communes.some(({ code }) => code === claim.communeCode)) return null;
  return officer.role === 'volunteer' && claim.registeredBy !== officer.accountId ? null : claim;
}

async function reissue(
  deps: ClaimDependencies,
  officer: Session,
  venueId: VenueId,
): Promise<Result<ClaimSlip, 'not-found' | 'code-used'>> {
  const claim = await findOwn(deps, officer, venueId);
  if (!claim) return err('not-found');
  if (claim.claimedAt !== null) return err('code-used');
  const code = mintClaimCode();
  const at = deps.clock.now();
  giveUpCode(deps, claim);
  await deps.store.transact(async (tx) => {
    await replaceCode(tx, { venueId, codeHash: hashClaimCode(code), at, expiresAt: at + CODE_MS });
    const act = { at, actor: officer.accountId, action: 'claim-code.made', organisationId: null } as const;
    await recordAudit(tx, { ...act, subject: `venue:${venueId}` });
  });
  return ok(await makeSlip(deps, venueId, code));
}

async function printPosters(deps: ClaimDependencies, officer: Session, venueId: VenueId): Promise<FileAnswer | null> {
  const claim = await findOwn(deps, officer, venueId);
  // From then on its posters are the business's own affair.
  if (!claim || claim.claimedAt !== null) return null;
  const { organisationId } = claim;
  const studio = await deps.posters.studio(organisationId, venueId);
  if (!studio) return null;
  const ids = (await listEntrancesOf(deps.store.read, venueId)).map(({ id }) => id);
  const by = { organisationId, actor: officer.accountId };
  const printed = await deps.posters.printMany(venueId, ids, studio.choices, by);
  return printed.ok ? printed.value : null;
}

function judge(claim: StoredClaim | undefined, now: number): Result<StoredClaim, CodeProblem> {
  if (!claim) return err('code-unknown');
  if (claim.claimedAt !== null) return err('code-used');
  return now < claim.expiresAt ? ok(claim) : err('code-expired');
}

/** Beside the keys: a copy of the database of before knows nothing of it, and must not let the slip work again. */
const giveUpCode = ({ keys }: ClaimDependencies, { venueId, codeHash }: StoredClaim): void =>
  keys.addRevocation('claim-code', secretIdOf(venueId, codeHash));

/**
 * For every start: a slip that was used or replaced takes no venue over, whatever copy of the database this is.
 *
 * @returns how many would have.
 */
export async function applyClaimCodes(tx: Writable, keys: Pick<KeyService, 'listRevocations'>): Promise<number> {
  const givenUp = new Set(keys.listRevocations('claim-code').map(({ id }) => id));
  const open = givenUp.size === 0 ? [] : await listOpenCodes(tx);
  const back = open.filter(({ venueId, codeHash }) => givenUp.has(secretIdOf(venueId, codeHash)));
  for (const { venueId } of back) await endCode(tx, venueId);
  return back.length;
}

/** Uses the code up, within the caller's transaction. @param organisationId whose trail it belongs to; null: the venue's own. */
async function take(
  deps: ClaimDependencies,
  tx: Writable,
  code: string,
  by: AccountId,
  organisationId: OrganisationId | null,
): Promise<Result<StoredClaim, CodeProblem>> {
  const at = deps.clock.now();
  const open = judge(await findClaimByCode(tx, hashClaimCode(code)), at);
  if (!open.ok) return open;
  const { venueId } = open.value;
  giveUpCode(deps, open.value);
  await markClaimed(tx, venueId, by, at);
  const act = { at, actor: by, action: 'venue.claimed', subject: `venue:${venueId}` } as const;
  await recordAudit(tx, { ...act, organisationId: organisationId ?? open.value.organisationId });
  return open;
}

const takeOverBy = (
  deps: ClaimDependencies,
  code: string,
  account: Parameters<AccountService['takeOver']>[0],
  browser: Parameters<AccountService['takeOver']>[1],
) =>
  deps.accounts.takeOver<CodeProblem>(account, browser, async (tx, accountId) => {
    const taken = await take(deps, tx, code, accountId, null);
    return taken.ok ? ok(taken.value.organisationId) : taken;
  });
