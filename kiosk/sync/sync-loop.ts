import {
  type DeviceStatus,
  type ExchangeReport,
  type KeptDownLink,
  type PairingFailure,
  StorageFailure,
  type SyncListener,
  type SyncLoop,
  type WaitingRecords,
} from '#kiosk/core/ports.ts';
import type { SyncStore } from '#kiosk/core/sync-store.ts';
import type { Witnesses } from '#kiosk/core/witnesses.ts';
import type { UpdatePartRequest } from '#shared/contract/kiosk-update.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Signer } from '#shared/sealing/signing.ts';
import { type BodyEncoding, encodingAfter, startEncoding, wantsGzip } from './body-encoding.ts';
import { type Counters, createCounters } from './counters.ts';
import { type ExchangeOutcome, exchangeOnce } from './exchange.ts';
import { fetchUpdatePart } from './fetch-update-part.ts';
import type { KioskClock } from './kiosk-clock.ts';
import { pairKiosk } from './pair-kiosk.ts';
import { type Plan, planAfterFailure, planAfterSuccess, planRequest, planWake, startPlan } from './plan.ts';
import { createServerLine, type ServerLine } from './server-line.ts';

export interface SyncParts {
  readonly store: SyncStore;
  /** The kiosk's own key. */
  readonly signer: Signer;
  readonly clock: KioskClock;
  readonly deviceStatus: () => DeviceStatus;
  /** Left out: this kiosk keeps none. */
  readonly witnesses?: Witnesses;
  readonly listener: SyncListener;
  /** The way to the server; left out: the network. */
  readonly line?: ServerLine;
  /** Told before anything is changed, for what must be on the disk by then. */
  readonly beforePairing?: (serverUrl: string, keyFingerprint: string | null) => void;
}

type Paired = Result<KeptDownLink, PairingFailure>;

const PRUNE_EVERY_MS = 3_600_000;
const NOT_EVEN_TRIED = { ok: false, suspects: [], retryAfterMs: null, passage: 'whole', certify: false } as const;

/** Sends what waits and fetches what is new, one exchange at a time, for as long as the program runs. */
export const createSyncLoop = (parts: SyncParts): SyncLoop => new ExchangeLoop(parts);

class ExchangeLoop implements SyncLoop {
  readonly #parts: SyncParts;
  readonly #counters: Counters;
  readonly #line: ServerLine;
  #stopping = new AbortController();
  #started = false;
  #timer: NodeJS.Timeout | undefined;
  /** Exchanges and pairing wait for each other here. */
  #queue: Promise<unknown> = Promise.resolve();
  #busy = false;
  #plan: Plan = startPlan(performance.now());
  #encoding: BodyEncoding = startEncoding;
  /** The certificate goes along with the first exchange of a run, and when the server asks for it. */
  #certify = true;
  #standing: 'active' | 'revoked';
  #lastSyncAt: Instant | null = null;
  #pruneDueMs = 0;
  /** The last count that the disk gave. */
  #counted: WaitingRecords = { waiting: 0, oldestWaitingAt: null };

  constructor(parts: SyncParts) {
    this.#parts = parts;
    this.#counters = createCounters(parts.store);
    this.#line = parts.line ?? createServerLine(parts.clock);
    this.#standing = parts.store.readMarks()?.standing ?? 'active';
  }

  start(): void {
    if (this.#stopping.signal.aborted) this.#stopping = new AbortController();
    this.#started = true;
    this.#schedule();
  }

  async stop(): Promise<void> {
    this.#started = false;
    clearTimeout(this.#timer);
    this.#stopping.abort();
    await this.#queue;
    this.#line.close();
  }

  wake(): void {
    this.#plan = planWake(this.#plan, performance.now());
    this.#schedule();
  }

  exchangeNow(): Promise<ExchangeReport> {
    return this.#enqueue(async () => {
      const onlyProbed = this.#plan.failures > 0;
      const report = await this.#exchange();
      return onlyProbed && report.online && report.waiting > 0 ? this.#exchange() : report;
    });
  }

  pair(serverUrl: string, code: string, keyFingerprint: string | null = null): Promise<Paired> {
    return this.#enqueue(async () => {
      const kept = this.#parts.store.readPairing() === null ? null : this.#parts.store.readDownLink();
      return kept ? ok(kept) : this.#pair(new URL(serverUrl).origin, code, keyFingerprint);
    });
  }

  pairAgain(serverUrl: string, code: string, keyFingerprint: string | null = null): Promise<Paired> {
    return this.#enqueue(() => this.#pair(new URL(serverUrl).origin, code, keyFingerprint));
  }

  async fetchUpdatePart(request: UpdatePartRequest): Promise<Uint8Array | null> {
    const { store, signer } = this.#parts;
    try {
      const pairing = store.readPairing();
      const how = { counter: this.#counters.next(), signal: this.#stopping.signal };
      return (
        pairing && (await fetchUpdatePart({ kioskEpoch: store.epoch, signer, line: this.#line }, pairing, request, how))
      );
    } catch (error) {
      if (error instanceof StorageFailure) return null;
      throw error;
    }
  }

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#queue.then(async () => {
      this.#busy = true;
      try {
        return await work();
      } finally {
        this.#busy = false;
        this.#schedule();
      }
    });
    this.#queue = next.catch(() => undefined);
    return next;
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (!this.#started || this.#busy || !this.#isPaired()) return;
    const waitMs = Math.max(0, this.#plan.dueMs - performance.now());
    this.#timer = setTimeout(() => void this.#enqueue(() => this.#exchange()), waitMs);
  }

  async #exchange(): Promise<ExchangeReport> {
    const outcome = await this.#attempt();
    const count = this.#countWaiting();
    this.#plan = planAfter(this.#plan, outcome, count.waiting);
    if (outcome.ok) this.#lastSyncAt = outcome.serverTime;
    this.#certify = !outcome.ok && (this.#certify || outcome.certify);
    const report: ExchangeReport = {
      online: outcome.ok,
      outOfDate: !outcome.ok && outcome.passage === 'out-of-date',
      stored: outcome.ok ? outcome.stored : 0,
      ...count,
      lastSyncAt: this.#lastSyncAt,
      clockOffsetMs: this.#parts.clock.estimate().evidence.offsetMs ?? 0,
      venueInside: outcome.ok ? outcome.venueInside : null,
      serverVersion: outcome.ok ? outcome.serverVersion : null,
      update: outcome.ok ? outcome.update : undefined,
    };
    if (!this.#stopping.signal.aborted) this.#tell(outcome, report);
    return report;
  }

  #isPaired(): boolean {
    return unlessBroken(() => this.#parts.store.readPairing() !== null, true);
  }

  #countWaiting(): WaitingRecords {
    this.#counted = unlessBroken(() => this.#parts.store.countWaiting(), this.#counted);
    return this.#counted;
  }

  async #attempt(): Promise<ExchangeOutcome> {
    const { store } = this.#parts;
    try {
      const pairing = store.readPairing();
      if (pairing === null) return NOT_EVEN_TRIED;
      const request = planRequest(this.#plan, store.countWaiting().waiting, performance.now());
      const gzip = wantsGzip(this.#encoding, performance.now());
      const how = { certify: this.#certify, signal: this.#stopping.signal, gzip };
      const outcome = await exchangeOnce(
        { ...this.#parts, counters: this.#counters, line: this.#line },
        ...([pairing, request, how] as const),
      );
      this.#encoding = learnEncoding(this.#encoding, outcome, gzip);
      if (outcome.ok && performance.now() >= this.#pruneDueMs) {
        store.pruneStored(outcome.serverTime);
        this.#pruneDueMs = performance.now() + PRUNE_EVERY_MS;
      }
      return outcome;
    } catch (error) {
      // The disk, not the server: nothing was applied, the records still wait.
      if (error instanceof StorageFailure) return NOT_EVEN_TRIED;
      // A fault of the program is told, and not met again at once.
      this.#plan = planAfter(this.#plan, NOT_EVEN_TRIED, 0);
      throw error;
    }
  }

  #tell(outcome: ExchangeOutcome, report: ExchangeReport): void {
    const { store, listener } = this.#parts;
    if (outcome.ok && outcome.standing !== this.#standing) listener.onStanding(outcome.standing);
    if (outcome.ok) this.#standing = outcome.standing;
    const down = outcome.ok && outcome.downLinkChanged ? unlessBroken(() => store.readDownLink(), null) : null;
    if (down) listener.onDownLink(down);
    listener.onExchange(report);
  }

  async #pair(serverUrl: string, code: string, keyFingerprint: string | null): Promise<Paired> {
    const { store, signer, clock, deviceStatus, beforePairing } = this.#parts;
    beforePairing?.(serverUrl, keyFingerprint);
    const nobody = { kioskId: 'new', serverId: 'unknown', line: this.#line };
    const caller = { ...nobody, serverUrl, kioskEpoch: store.epoch, signer };
    const counter = this.#counters.next();
    const { appVersion } = deviceStatus();
    const how = { appVersion, counter, signal: this.#stopping.signal, keyFingerprint };
    const paired = await pairKiosk(caller, code, how);
    if (!paired.ok) return paired;
    const { pairing, marks, down, roundTripMs } = paired.value;
    const { serverPublicKey } = pairing;
    if (down.settings && store.isKeptForAnother(down.settings.organisationId, serverPublicKey)) {
      return err('kept-for-another');
    }
    // Paired again with the same server after it was restored: the next exchange must still see that it was (S8).
    const serverEpoch = store.readServerEpoch(serverPublicKey) ?? marks.serverEpoch;
    clock.attest(marks.attestedAt, roundTripMs);
    const offsetMs = clock.estimate().evidence.offsetMs ?? 0;
    store.savePairing(pairing, { ...marks, serverEpoch, offsetMs }, down);
    this.#plan = startPlan(performance.now());
    this.#certify = true;
    if (this.#standing !== 'active') this.#parts.listener.onStanding('active');
    this.#standing = 'active';
    const link = store.readDownLink();
    if (link === null) throw new Error('a pairing answer brings settings and questions');
    return ok(link);
  }
}

/** A disk that cannot be read now may be read later: the loop goes on. */
function unlessBroken<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof StorageFailure) return otherwise;
    throw error;
  }
}

/** A heartbeat is too small to be compressed, and who asks to wait says nothing about the body. */
function learnEncoding(encoding: BodyEncoding, outcome: ExchangeOutcome, wasGzip: boolean): BodyEncoding {
  const nowMs = performance.now();
  if (outcome.ok) {
    return outcome.sent.length > 0 ? encodingAfter(encoding, 'stored', wasGzip, nowMs) : encoding;
  }
  const { suspects, retryAfterMs, passage } = outcome;
  if (suspects.length === 0 || retryAfterMs !== null || passage === 'whole' || passage === 'out-of-date')
    return encoding;
  return encodingAfter(encoding, passage === 'silence' ? 'silence' : 'refused', wasGzip, nowMs);
}

function planAfter(plan: Plan, outcome: ExchangeOutcome, waiting: number): Plan {
  const [nowMs, random] = [performance.now(), Math.random()];
  if (!outcome.ok) return planAfterFailure(plan, outcome.suspects, outcome.retryAfterMs, nowMs, random);
  // An answer that confirms none of what was sent is of no use either.
  const useless = outcome.sent.length > 0 && outcome.stored === 0;
  if (useless) return planAfterFailure(plan, outcome.sent, null, nowMs, random);
  return planAfterSuccess(plan, outcome.sent, waiting, nowMs, random, outcome.tookMs);
}
