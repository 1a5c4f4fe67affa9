import type { ClosureInput, OwnClosures } from '#shared/contract/portal-closures.ts';
import { mintId, type OrganisationId } from '#shared/domain/ids.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { Session } from '../http/principals.ts';
import type { KeyService } from '../keys/service.ts';
import type { Mailer } from '../mail/service.ts';
import type { Store } from '../store/access.ts';
import { nameCommunes } from '../units/service.ts';
import type { WardService } from '../ward/service.ts';
import type { WardCaseService } from '../ward-cases/service.ts';
import { keepClosed, keepOpen } from './after-restore.ts';
import { writeClosureLetter } from './closure-mail.ts';
import { findClosure, hasWorkingKiosk, listClosuresOf, listOwnersOf, type StoredClosure } from './reader.ts';
import { insertClosure, markUndone } from './transactor.ts';

export { applyClosures } from './after-restore.ts';

/** `conflict`: a kiosk works there, the case is settled, or the time to undo is over. */
export type ClosureProblem = 'not-found' | 'conflict';

/**
 * A dispute settled by closing the venue. Its log stays under its retention, its posters say that the place is closed, and
 * its owner is told why and cannot open it again; within the grace period the ward can.
 */
export interface ClosureService {
  close(officer: Session, input: ClosureInput): Promise<Result<void, ClosureProblem>>;
  undo(officer: Session, id: string): Promise<Result<void, ClosureProblem>>;
  listOf(organisationId: OrganisationId): Promise<OwnClosures['closures']>;
}

export interface ClosureDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly ward: Pick<WardService, 'listCommunes'>;
  readonly cases: Pick<WardCaseService, 'findDispute' | 'settleDispute' | 'reopenDispute'>;
  readonly keys: Pick<KeyService, 'keepStanding'>;
  readonly publicOrigin: () => string;
  readonly mailer: Mailer | null;
  /** Told of what failed with nobody waiting. */
  readonly onProblem: (error: unknown) => void;
}

const GRACE_MS = 7 * DAY_MS;
/** As long as its owner is told of it. */
const TOLD_MS = 90 * DAY_MS;

export const createClosureService = (deps: ClosureDependencies): ClosureService => ({
  close: (officer, input) => close(deps, officer, input),
  undo: (officer, id) => undo(deps, officer, id),
  async listOf(organisationId) {
    const { store, clock } = deps;
    const closures = await listClosuresOf(store.read, organisationId, clock.now() - TOLD_MS);
    const names = await nameCommunes(
      store.read,
      closures.map(({ communeCode }) => communeCode),
    );
    return closures.map(({ id, venueId, venueName, communeCode, reason, text, closedAt, undoUntil }) => ({
      ...{ id, venueId, venueName, reason, text, closedAt, undoUntil },
      communeName: names.get(communeCode)?.communeName ?? communeCode,
    }));
  },
});

async function close(
  deps: ClosureDependencies,
  officer: Session,
  { caseId, reason, text }: ClosureInput,
): Promise<Result<void, ClosureProblem>> {
  const { store, clock, cases, keys } = deps;
  const at = clock.now();
  const by = officer.accountId;
  const id = mintId<string>();
  const closed = await store.transact(async (tx): Promise<Result<void, ClosureProblem>> => {
    const dispute = await cases.findDispute(tx, officer, caseId);
    if (!dispute) return err('not-found');
    const { venueId } = dispute;
    // Somebody stands at that door: what is false is not the venue.
    if (dispute.isSettled || (await hasWorkingKiosk(tx, venueId, at - DAY_MS))) return err('conflict');
    const closure = { id, venueId, caseId, reason, text, by, at, undoUntil: at + GRACE_MS };
    if (!(await insertClosure(tx, closure))) return err('conflict');
    keepClosed(keys, closure);
    await cases.settleDispute(tx, caseId, { answer: text, by, at });
    const { organisationId } = (await findClosure(tx, id)) ?? { organisationId: null };
    const act = { at, actor: by, action: 'ward-venue.closed', organisationId } as const;
    await recordAudit(tx, { ...act, subject: `venue:${venueId}`, details: { reason, caseId } });
    return ok(undefined);
  });
  const made = closed.ok ? await findClosure(store.read, id) : undefined;
  if (made) await tellOwners(deps, made, 'closed');
  return closed;
}

async function undo(deps: ClosureDependencies, officer: Session, id: string): Promise<Result<void, ClosureProblem>> {
  const { store, clock, ward, cases, keys } = deps;
  const communes = new Set((await ward.listCommunes(officer)).map(({ code }) => code));
  const at = clock.now();
  const by = officer.accountId;
  const undone = await store.transact(async (tx): Promise<Result<StoredClosure, ClosureProblem>> => {
    const closure = await findClosure(tx, id);
    if (!closure || !communes.has(closure.communeCode)) return err('not-found');
    if (at >= closure.undoUntil) return err('conflict');
    keepOpen(keys, closure.venueId);
    await markUndone(tx, closure, by, at);
    if (closure.caseId !== null) await cases.reopenDispute(tx, closure.caseId);
    const { venueId, organisationId } = closure;
    const act = { at, actor: by, action: 'ward-venue.reopened', organisationId } as const;
    await recordAudit(tx, { ...act, subject: `venue:${venueId}` });
    return ok(closure);
  });
  if (!undone.ok) return undone;
  await tellOwners(deps, undone.value, 'reopened');
  return ok(undefined);
}

/** Nobody waits for the mail server. */
async function tellOwners(
  { store, mailer, publicOrigin, onProblem }: ClosureDependencies,
  { organisationId, reason }: StoredClosure,
  what: 'closed' | 'reopened',
): Promise<void> {
  if (!mailer) return;
  for (const { email, language } of await listOwnersOf(store.read, organisationId)) {
    const letter = writeClosureLetter({ to: email, language, what, reason, url: `${publicOrigin()}/venues` });
    void mailer.send(letter).catch(onProblem);
  }
}
