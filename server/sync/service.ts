import type {
  ExchangeRequest,
  ExchangeResponse,
  OutboxRecord,
  QuarantineCode,
  RecordResult,
} from '#shared/contract/kiosk-sync.ts';
import type { ContactRecord } from '#shared/domain/contact.ts';
import { type AccountId, mintId, type OrganisationId, type VenueId, type VisitId } from '#shared/domain/ids.ts';
import type { CalendarDay, Instant } from '#shared/domain/instant.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Clock } from '../config/clock.ts';
import { SERVER_VERSION } from '../config/version.ts';
import type { KioskPrincipal } from '../http/principals.ts';
import type { KeyService } from '../keys/service.ts';
import type { KioskService } from '../kiosks/service.ts';
import type { Store } from '../store/access.ts';
import { createQueue } from '../store/queue.ts';
import type { UpdateService } from '../updates/service.ts';
import { type ExaminedRecord, examineAll, examineRecord, type FitParts, prepareFindHash } from './fit-record.ts';
import { createFindFormer } from './former-pairing.ts';
import { createGroupCommit } from './group-commit.ts';
import { findHeldOf } from './held-people.ts';
import { createIngestGate, type IngestRefusal } from './ingest-gate.ts';
import { createInsideTally, type InsideTally } from './inside-tally.ts';
import type { PassContacts } from './open-content.ts';
import { createProjection, type Projection } from './project.ts';
import { type LogQueries, prepareFindPlace, prepareQueries } from './reader.ts';
import { type HeldRecord, prepareRelease, type ReleaseFate, releaseRecord } from './release.ts';
import { fitSelfCheckIn, type SelfCheckIn } from './self-check-in.ts';
import { fitStaffAct, type StaffAct } from './staff-act.ts';
import { type FitEvent, type LogWriter, type Origin, prepareLogWriter } from './transactor.ts';
import { createVisitFeed, type VisitChange, type VisitFeed } from './visit-feed.ts';

export { type ExportFile, type FileRefusal, openExportFile } from './import-file.ts';
export { hashPerson, type PassContacts } from './open-content.ts';
export type { SelfCheckIn } from './self-check-in.ts';
export type { StaffAct } from './staff-act.ts';
export type { VisitChange, VisitFeed } from './visit-feed.ts';

export interface SyncService {
  /** SYNC-SPEC S1 to S10. @returns how long to wait, when too much is under way (S18). */
  exchange(kiosk: KioskPrincipal, request: ExchangeRequest): Promise<Result<ExchangeResponse, IngestRefusal>>;
  /** Records that came another way than by an exchange; each has its fate as if it had (S2). */
  importRecords(kiosk: KioskPrincipal, records: readonly OutboxRecord[]): Promise<RecordResult[]>;
  /**
   * A phone behind a poster checks itself in. The same id again is the same check-in and answers the first one's time.
   *
   * @returns conflict when the id belongs to something else.
   */
  ingestSelfCheckIn(
    checkIn: SelfCheckIn,
  ): Promise<Result<{ readonly visitId: VisitId; readonly at: Instant }, 'conflict'>>;
  /** What quarantine kept, judged again as a trusted kiosk's (SYNC-SPEC S13), in the order given. */
  releaseRecords(kiosk: KioskPrincipal, held: readonly HeldRecord[], by: AccountId): Promise<ReleaseFate[]>;
  /** Somebody of the staff decides in the portal about a person who waits, or saw one leave. @returns false when nothing changed by it. */
  ingestStaffAct(act: StaffAct): Promise<boolean>;
  /** Ends visits of a venue whose time is over, `limit` at most. @returns how many. */
  endVisits(venueId: VenueId, limit: number): Promise<number>;
  /** Records in quarantine that are somebody's, by opening what is sealed there. @returns ids of the events. */
  findHeldOf(
    organisationId: OrganisationId,
    isPerson: (contact: ContactRecord, days: readonly CalendarDay[]) => boolean,
  ): Promise<string[]>;
  readonly feed: VisitFeed;
}

export interface SyncParts {
  readonly store: Store;
  readonly keys: KeyService;
  readonly clock: Clock;
  readonly kiosks: Pick<KioskService, 'recordContact' | 'assembleDownLink' | 'serverEpoch' | 'findPrincipal'>;
  readonly passes: PassContacts;
  readonly timeZone: string;
  /** Multiplies what a kiosk may ask for; more than 1 for load tests only. */
  readonly rateFactor?: number;
  readonly updates: Pick<UpdateService, 'find'>;
}

interface Log {
  readonly queries: LogQueries;
  readonly writer: LogWriter;
  readonly projection: Projection;
  readonly inside: InsideTally;
}

/** The one way into the visit log. */
export function createSyncService(parts: SyncParts): SyncService {
  const { store, clock } = parts;
  const fitParts = prepareFit(parts);
  const log = prepareLog(store, clock);
  const commit = createGroupCommit(store, () => log.inside.forget());
  const feed = createVisitFeed();
  const statements = prepareRelease(store);
  const gate = createIngestGate(() => performance.now(), parts.rateFactor);

  async function commitAndPublish<T>(rows: number, job: (changes: VisitChange[]) => T): Promise<T> {
    const { result, changes } = await commit(rows, () => {
      const changed: VisitChange[] = [];
      return { result: job(changed), changes: changed };
    });
    feed.publish(changes);
    return result;
  }

  const ingest: Ingest = { parts, fitParts, log, statements, commitAndPublish, catchUp: createQueue() };

  return {
    feed,
    async importRecords(kiosk, records) {
      const receivedAt = clock.now();
      const examined = await examineAll(fitParts, kiosk, records, receivedAt);
      return commitAndPublish(records.length, (changes) => storeAll(log, kiosk, examined, receivedAt, changes));
    },

    async exchange(kiosk, request) {
      const entered = gate.enter(kiosk.id, request.records.length);
      if (typeof entered !== 'function') return err(entered);
      try {
        return ok(await exchange(ingest, kiosk, request));
      } finally {
        entered();
      }
    },

    releaseRecords: (kiosk, held, by) => releaseRecords(ingest, kiosk, held, by),
    findHeldOf: (organisationId, isPerson) => findHeldOf(parts, organisationId, isPerson),

    async ingestSelfCheckIn(checkIn) {
      const receivedAt = clock.now();
      const fit = await fitSelfCheckIn(fitParts, checkIn, receivedAt);
      if (!fit) return err('conflict');
      return commitAndPublish(1, (changes) => storeSelfCheckIn(log, checkIn, fit, receivedAt, changes));
    },

    async ingestStaffAct(act) {
      const receivedAt = clock.now();
      const fit = fitStaffAct(fitParts, act, receivedAt);
      if (!fit) return false;
      return commitAndPublish(1, (changes) => insertFit(log, fit, null, receivedAt, changes) && changes.length > 0);
    },

    endVisits: (venueId, limit) =>
      commitAndPublish(limit, (changes) => {
        const ended = log.queries.listEnded.all(venueId, clock.now(), limit);
        for (const { id } of ended) if (log.writer.endVisit(id, clock.now())) changes.push({ venueId, visitId: id });
        return ended.length;
      }),
  };
}

function prepareFit({ store, keys, passes, timeZone, kiosks }: SyncParts): FitParts {
  const findPlace = prepareFindPlace(store);
  const findHash = prepareFindHash(store);
  return {
    ...{ keys, passes, timeZone },
    findPlace: (id) => findPlace.get(id),
    findHash: (id) => findHash.get(id)?.hash,
    findFormer: createFindFormer(store, kiosks),
  };
}

/** What it takes to bring records into the log. */
interface Ingest {
  readonly parts: SyncParts;
  readonly fitParts: FitParts;
  readonly log: Log;
  readonly statements: ReturnType<typeof prepareRelease>;
  readonly commitAndPublish: <T>(rows: number, job: (changes: VisitChange[]) => T) => Promise<T>;
  /** Large batches are examined one after the other, so that neither memory nor everybody's waiting grows with their number. */
  readonly catchUp: <T>(work: () => Promise<T>) => Promise<T>;
}

/** What a door brings that is in touch: it does not wait behind those who catch up. */
const FEW_RECORDS = 50;

async function exchange(
  { parts: { clock, kiosks, updates }, fitParts, log, commitAndPublish, catchUp }: Ingest,
  kiosk: KioskPrincipal,
  { records, have, status }: ExchangeRequest,
): Promise<ExchangeResponse> {
  const receivedAt = clock.now();
  const examine = () => examineAll(fitParts, kiosk, records, receivedAt);
  const examined = await (records.length > FEW_RECORDS ? catchUp(examine) : examine());
  const answer = await commitAndPublish(records.length, (changes) => {
    const before = kiosks.recordContact(kiosk, receivedAt, status);
    const results = storeAll(log, kiosk, examined, receivedAt, changes);
    const highWater = records.length > 0 ? raiseHighWater(log, kiosk, before) : before;
    // What a kiosk that is not trusted asks, it is not told.
    const inside = kiosk.standing === 'active' ? log.inside.count(kiosk.venueId) : null;
    return { results, highWater, inside };
  });
  return {
    ...answer,
    standing: kiosk.standing === 'revoked' ? 'revoked' : 'active',
    serverEpoch: kiosks.serverEpoch,
    serverTime: clock.now(),
    serverVersion: SERVER_VERSION,
    update: kiosk.standing === 'active' && status.update?.platform ? updates.find(status.update.platform) : null,
    down: await kiosks.assembleDownLink(kiosk, have),
  };
}

async function releaseRecords(
  { parts: { clock }, fitParts, log, statements, commitAndPublish }: Ingest,
  kiosk: KioskPrincipal,
  held: readonly HeldRecord[],
  by: AccountId,
): Promise<ReleaseFate[]> {
  const trusted: KioskPrincipal = { ...kiosk, standing: 'active' };
  const releasing = { ...log, statements, mintId: () => mintId<string>() };
  const examined = await Promise.all(
    held.map(async ({ rowId, record, receivedAt }) => ({
      ...(await examineRecord(fitParts, trusted, record, receivedAt)),
      rowId,
      receivedAt,
    })),
  );
  return commitAndPublish(held.length, (changes) => {
    const at = clock.now();
    const fates = examined.map((one) => releaseRecord(releasing, one, { kiosk, by, at, changes }));
    // A fact that was taken out of the log is nothing the tally knows of.
    log.inside.forget();
    return fates;
  });
}

function prepareLog(store: Store, clock: Clock): Log {
  const queries = prepareQueries(store);
  const inside = createInsideTally(store, clock, prepareLogWriter(store));
  const { writer } = inside;
  return { queries, writer, projection: createProjection(queries, writer), inside };
}

function storeAll(
  log: Log,
  kiosk: KioskPrincipal,
  examined: readonly ExaminedRecord[],
  receivedAt: Instant,
  changes: VisitChange[],
): RecordResult[] {
  const results = examined.map((one) => storeRecord(log, one, receivedAt, changes));
  settleStored(log, examined, results, receivedAt);
  const isForked = results.some((result) => result.outcome === 'quarantined' && result.code === 'counter-fork');
  if (isForked) log.writer.markForked(kiosk.id, receivedAt);
  return results;
}

/** The fate of one record, inside the transaction (SYNC-SPEC S2, S5, S6). */
function storeRecord(
  log: Log,
  { record, hash, verdict, from }: ExaminedRecord,
  receivedAt: Instant,
  changes: VisitChange[],
): RecordResult {
  const { id } = record;
  const origin: Origin = { kioskId: from.id, epoch: record.epoch, seq: record.seq };
  const putAside = (code: QuarantineCode): RecordResult => ({
    id,
    outcome: 'quarantined',
    code: log.writer.quarantine(record, hash, origin, code, receivedAt),
  });
  if (verdict.ok && insertFit(log, verdict.value, origin, receivedAt, changes)) return { id, outcome: 'stored' };
  const existing = log.queries.findEvent.get(id);
  if (existing && Buffer.compare(existing.hash, hash) === 0) return { id, outcome: 'duplicate' };
  if (!verdict.ok) return putAside(verdict.error);
  return putAside(existing ? 'conflict' : 'counter-fork');
}

/** @returns false when its id or its place in the sequence is taken. */
function insertFit(
  { writer, projection }: Log,
  fit: FitEvent,
  origin: Origin | null,
  receivedAt: Instant,
  changes: VisitChange[],
): boolean {
  if (!writer.insertEvent(fit, origin, receivedAt)) return false;
  changes.push(...projection.apply(fit, origin?.kioskId ?? null, receivedAt));
  return true;
}

/** The same one again answers as the first did. */
function storeSelfCheckIn(
  log: Log,
  { id, venueId }: SelfCheckIn,
  fit: FitEvent,
  receivedAt: Instant,
  changes: VisitChange[],
): Result<{ readonly visitId: VisitId; readonly at: Instant }, 'conflict'> {
  const visitId = id as string as VisitId;
  if (insertFit(log, fit, null, receivedAt, changes)) return ok({ visitId, at: fit.at });
  const existing = log.queries.findEvent.get(id);
  const same = existing?.kioskId === null && existing.venueId === venueId;
  return same ? ok({ visitId, at: existing.at }) : err('conflict');
}

/** What was put aside earlier and came again sound. */
function settleStored(
  { writer }: Log,
  examined: readonly ExaminedRecord[],
  results: readonly RecordResult[],
  at: Instant,
) {
  for (const [index, { record, hash, from }] of examined.entries()) {
    if (results[index]?.outcome === 'stored') writer.settleInQuarantine(from, record.id, hash, at);
  }
}

/** Up to where the log has every event of the epoch that the request was made in. */
function raiseHighWater({ queries, writer }: Log, { id, epoch }: KioskPrincipal, before: number): number {
  let highWater = before;
  for (const { seq } of queries.listSeqsAbove.all(id, epoch, before, id, epoch, before)) {
    if (seq !== highWater + 1) break;
    highWater = seq;
  }
  if (highWater > before) writer.raiseHighWater(id, epoch, highWater);
  return highWater;
}
