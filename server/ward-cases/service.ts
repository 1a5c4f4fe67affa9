import type { CaseKind, CaseState, DifficultyCategory, WardCase } from '#shared/contract/portal-ward-cases.ts';
import { type AccountId, mintId, type OrganisationId, type VenueId } from '#shared/domain/ids.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { Session } from '../http/principals.ts';
import type { Store, Writable } from '../store/access.ts';
import { nameCommunes } from '../units/service.ts';
import type { WardService } from '../ward/service.ts';
import { findCase, listCasesOfVenue, listCasesWithin, type StoredCase } from './reader.ts';
import { insertCase, markAnswered, markForwarded, markReopened } from './transactor.ts';

export { markAnswered, markReopened } from './transactor.ts';

export interface RaisedCase {
  readonly venueId: VenueId;
  readonly kind: CaseKind;
  readonly category: DifficultyCategory | null;
  readonly text: string;
}

type CaseProblem = 'not-found' | 'conflict';

/** What a venue and its ward have to settle: disputes about the venue, and difficulties of using the system. */
export interface WardCaseService {
  listOfVenue(venueId: VenueId): Promise<WardCase[]>;
  listOfUnits(officer: Session, state: CaseState | undefined): Promise<WardCase[]>;
  raiseByOwner(raised: RaisedCase, by: AccountId, organisationId: OrganisationId): Promise<WardCase[]>;
  /** null: not a venue of the officer's. */
  raiseByOfficer(raised: RaisedCase, officer: Session): Promise<WardCase[] | null>;
  /** To the unit above: a ward that cannot help passes it on once. */
  forward(officer: Session, id: string): Promise<Result<WardCase[], CaseProblem>>;
  answer(officer: Session, id: string, answer: string): Promise<Result<WardCase[], CaseProblem>>;
  /** One that a ward may settle by closing the venue, within the caller's transaction; null: none of the officer's venues. */
  findDispute(tx: Writable, officer: Session, id: string): Promise<Dispute | null>;
  settleDispute(tx: Writable, id: string, settled: Settlement): Promise<void>;
  reopenDispute(tx: Writable, id: string): Promise<void>;
}

export interface Dispute {
  readonly venueId: VenueId;
  readonly isSettled: boolean;
}

export interface Settlement {
  readonly answer: string;
  readonly by: AccountId;
  readonly at: number;
}

export interface WardCaseDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ward: Pick<WardService, 'listVenuesById' | 'listCommunes'>;
}

export function createWardCaseService(deps: WardCaseDependencies): WardCaseService {
  const { store, clock, ward } = deps;
  const view = (cases: readonly StoredCase[]) => viewCases(store, cases);
  const listOfUnits = async (officer: Session, state: CaseState | undefined): Promise<WardCase[]> => {
    const communes = (await ward.listCommunes(officer)).map(({ code }) => code);
    return view(await listCasesWithin(store.read, communes, state));
  };
  return {
    listOfVenue: async (venueId) => view(await listCasesOfVenue(store.read, venueId)),
    listOfUnits,

    async raiseByOwner(raised, by, organisationId) {
      await store.transact((tx) => raise(tx, clock, raised, { by, side: 'owner', organisationId }));
      return view(await listCasesOfVenue(store.read, raised.venueId));
    },

    async raiseByOfficer(raised, officer) {
      const [venue] = await ward.listVenuesById(officer, [raised.venueId]);
      if (!venue) return null;
      const by = officer.accountId;
      await store.transact((tx) => raise(tx, clock, raised, { by, side: 'officer', organisationId: null }));
      return listOfUnits(officer, undefined);
    },

    forward: (officer, id) =>
      settle(deps, officer, id, ['open'], async (tx, at) => {
        await markForwarded(tx, id, at);
        return 'case.forwarded';
      }).then(async (settled) => (settled.ok ? ok(await listOfUnits(officer, undefined)) : settled)),

    answer: (officer, id, answer) =>
      settle(deps, officer, id, ['open', 'forwarded'], async (tx, at) => {
        await markAnswered(tx, id, { answer, by: officer.accountId, at });
        return 'case.answered';
      }).then(async (settled) => (settled.ok ? ok(await listOfUnits(officer, undefined)) : settled)),

    async findDispute(tx, officer, id) {
      const found = await findCase(tx, id);
      const communes = await ward.listCommunes(officer);
      if (!found || found.kind === 'difficulty' || !communes.some(({ code }) => code === found.communeCode))
        return null;
      return { venueId: found.venueId, isSettled: found.state === 'answered' };
    },
    settleDispute: markAnswered,
    reopenDispute: markReopened,
  };
}

async function raise(
  tx: Writable,
  clock: Clock,
  raised: RaisedCase,
  who: { readonly by: AccountId; readonly side: 'owner' | 'officer'; readonly organisationId: OrganisationId | null },
): Promise<void> {
  const id = mintId<string>();
  const at = clock.now();
  await insertCase(tx, { ...raised, id, at, by: who.by, side: who.side });
  const act = { at, actor: who.by, action: 'case.raised', organisationId: who.organisationId } as const;
  await recordAudit(tx, { ...act, subject: `venue:${raised.venueId}`, details: { caseId: id, kind: raised.kind } });
}

/** One case of the officer's venues, while it is in one of these states. */
function settle(
  { store, clock, ward }: WardCaseDependencies,
  officer: Session,
  id: string,
  states: readonly CaseState[],
  change: (tx: Writable, at: number) => Promise<'case.forwarded' | 'case.answered'>,
): Promise<Result<void, CaseProblem>> {
  return store.transact(async (tx) => {
    const found = await findCase(tx, id);
    const communes = await ward.listCommunes(officer);
    if (!found || !communes.some(({ code }) => code === found.communeCode)) return err('not-found');
    if (!states.includes(found.state)) return err('conflict');
    const at = clock.now();
    const action = await change(tx, at);
    const act = { at, actor: officer.accountId, action, organisationId: null } as const;
    await recordAudit(tx, { ...act, subject: `venue:${found.venueId}`, details: { caseId: id } });
    return ok(undefined);
  });
}

async function viewCases(store: Store, cases: readonly StoredCase[]): Promise<WardCase[]> {
  const names = await nameCommunes(
    store.read,
    cases.map(({ communeCode }) => communeCode),
  );
  return cases.map(({ communeCode, closureId, closureReason, closureAt, undoUntil, ...rest }) => ({
    ...rest,
    closure:
      closureId === null || closureReason === null || closureAt === null || undoUntil === null
        ? null
        : { id: closureId, reason: closureReason, closedAt: closureAt, undoUntil },
    communeName: names.get(communeCode)?.communeName ?? communeCode,
  }));
}
