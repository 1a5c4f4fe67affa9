import { StorageFailure } from '#kiosk/core/ports.ts';
import type { SyncStore } from '#kiosk/core/sync-store.ts';
import { copyLogAside, listUnsalvaged, markSalvaged, newAsideName, putAside } from './damaged-files.ts';
import type { OpenedStore } from './kiosk-store.ts';
import type { OutsideCheck } from './outside-check.ts';
import { attempt, salvage } from './salvage.ts';
import { readSound, type SoundRecord } from './sound-record.ts';
import { Verifier } from './verifier.ts';

/** What happened to the database while nobody had to do anything about it. */
export type StoreNews =
  | { readonly is: 'damaged'; readonly movedTo: string }
  | { readonly is: 'salvaged'; readonly from: string; readonly events: number }
  | { readonly is: 'failed' }
  | { readonly is: 'back' }
  /** Every row was looked at, and all of them are what was written. */
  | { readonly is: 'verified' };

export interface HealingParts {
  /** The database's file. */
  readonly file: string;
  /** @throws StorageFailure, NewerDatabase */
  readonly open: () => OpenedStore;
  readonly openOutside: () => OutsideCheck;
  readonly unlock: () => void;
  /** Called now and then: what can be put in order again without anybody. */
  readonly tend: () => void;
  readonly onNews: (news: StoreNews) => void;
}

/** A disk that fails is not asked more often. */
const TRY_AGAIN_MS = 1_000;
const TEND_EVERY_MS = 2_000;
const SALVAGE_AGAIN_MS = 30_000;
const RECALLED_ROWS = 1_000;

/**
 * The kiosk's store over whatever database is in use at the moment. After an error of the disk the handle is given up: what
 * an fsync that failed has left undone is undone for good, so the file is opened and checked anew. A damaged database is
 * put aside at once and another begun under a new epoch; what is sound in the old one is taken over beside the visitors.
 */
export class HealingStore {
  readonly #parts: HealingParts;
  #inner: OpenedStore | null;
  #epoch: string;
  #failure = new StorageFailure('io');
  #tryAgainAtMs = 0;
  readonly #verifier: Verifier;
  readonly #timers = new Set<NodeJS.Timeout>();
  #working: NodeJS.Immediate | undefined;
  #salvaging: Generator<void, number> | null = null;
  #isClosed = false;

  constructor(parts: HealingParts, inner: OpenedStore) {
    this.#parts = parts;
    this.#inner = inner;
    this.#epoch = inner.epoch;
    this.#verifier = new Verifier({
      open: parts.openOutside,
      onVerified: () => parts.onNews({ is: 'verified' }),
      onDamaged: () => this.#onDamageOutside(),
    });
    this.#salvageNext();
    this.#tend();
  }

  get epoch(): string {
    return this.#epoch;
  }

  /** @throws StorageFailure, and then the work was not done. */
  run<T>(work: (inner: OpenedStore) => T): T {
    const inner = this.#inner ?? this.#open();
    try {
      return work(inner);
    } catch (error) {
      if (!(error instanceof StorageFailure) || error.reason === 'full') throw error;
      if (error.reason === 'io') {
        this.#giveUp(error);
        throw error;
      }
      return work(this.#beginAnew());
    }
  }

  close(): void {
    this.#isClosed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    clearImmediate(this.#working);
    this.#salvaging?.return(0);
    this.#verifier.stop();
    this.#inner?.close();
    this.#inner = null;
    this.#parts.unlock();
  }

  #giveUp(failure: StorageFailure): void {
    const inner = this.#inner;
    this.#inner = null;
    this.#failure = failure;
    this.#verifier.stop();
    attempt(() => inner?.close());
    this.#parts.onNews({ is: 'failed' });
    this.#later(() => attempt(() => this.run(() => undefined)), 0);
  }

  /** @throws StorageFailure: the one before, where it is too soon to try again. */
  #open(): OpenedStore {
    if (this.#isClosed) throw new Error('the store is closed');
    if (performance.now() < this.#tryAgainAtMs) throw this.#failure;
    this.#tryAgainAtMs = performance.now() + TRY_AGAIN_MS;
    try {
      this.#inner = this.#parts.open();
      this.#epoch = this.#inner.epoch;
    } catch (error) {
      if (error instanceof StorageFailure) {
        this.#failure = error;
        // Nobody may come by for hours: what waits is to be sent all the same.
        this.#later(() => attempt(() => this.run(() => undefined)), TRY_AGAIN_MS);
      }
      throw error;
    }
    this.#parts.onNews({ is: 'back' });
    this.#verifier.begin();
    this.#salvageNext();
    return this.#inner;
  }

  /** Damage while running. A disk that damages everything at once is not fed with one new file after the other. */
  #beginAnew(): OpenedStore {
    const { file } = this.#parts;
    const inner = this.#inner;
    this.#inner = null;
    this.#failure = new StorageFailure('damaged');
    this.#salvaging = null;
    this.#verifier.stop();
    const known = inner ? recallWaiting(inner) : [];
    const aside = newAsideName(file);
    attempt(() => copyLogAside(file, aside));
    attempt(() => inner?.close());
    if (performance.now() < this.#tryAgainAtMs) throw this.#failure;
    try {
      putAside(file, aside);
    } catch (error) {
      if (error instanceof StorageFailure) this.#failure = error;
      throw error;
    }
    this.#parts.onNews({ is: 'damaged', movedTo: aside });
    const opened = this.#open();
    attempt(() => opened.takeOver(known));
    return opened;
  }

  /** Nobody stumbled over it, and nobody may come by for hours. */
  #onDamageOutside(): void {
    if (attempt(() => this.#beginAnew()) === undefined) {
      this.#later(() => attempt(() => this.run(() => undefined)), TRY_AGAIN_MS);
    }
  }

  #later(work: () => void, afterMs: number): void {
    if (this.#isClosed) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      work();
    }, afterMs);
    timer.unref();
    this.#timers.add(timer);
  }

  #salvageNext(): void {
    if (this.#salvaging || this.#isClosed) return;
    const [from] = attempt(() => listUnsalvaged(this.#parts.file)) ?? [];
    if (from === undefined) return;
    const into = {
      has: (id: Parameters<OpenedStore['has']>[0]) => this.run((inner) => inner.has(id)),
      takeOver: (records: Parameters<OpenedStore['takeOver']>[0]) => this.run((inner) => inner.takeOver(records)),
    };
    this.#salvaging = salvage(from, into);
    this.#salvageOn(this.#salvaging, from);
  }

  #salvageOn(salvaging: Generator<void, number>, from: string): void {
    this.#working = setImmediate(() => {
      if (this.#salvaging !== salvaging) return void salvaging.return(0);
      try {
        const slice = salvaging.next();
        if (!slice.done) return this.#salvageOn(salvaging, from);
        this.#salvaging = null;
        this.#parts.onNews({ is: 'salvaged', from: markSalvaged(from), events: slice.value });
        this.#salvageNext();
      } catch (error) {
        // All of it is still in the damaged file.
        if (this.#salvaging === salvaging) this.#salvaging = null;
        this.#later(() => this.#salvageNext(), SALVAGE_AGAIN_MS);
        if (!(error instanceof StorageFailure)) throw error;
      }
    });
  }

  #tend(): void {
    attempt(this.#parts.tend);
    if (this.#inner) this.#verifier.look();
    this.#later(() => this.#tend(), TEND_EVERY_MS);
  }
}

/** The newest rows that wait, as far as they can be read: the cache may hold whole what the file does not. */
const recallWaiting = (inner: OpenedStore): SoundRecord[] =>
  (attempt(() => inner.listAllWaitingSeqs()) ?? [])
    .slice(-RECALLED_ROWS)
    .flatMap((seq) => attempt(() => inner.readRecords([seq])) ?? [])
    .flatMap(({ body, hash }) => readSound(body, hash) ?? []);

const METHODS = [
  'savePairing',
  'readMarks',
  'readServerEpoch',
  'isKeptForAnother',
  'countHeld',
  'listHeld',
  'readDayKeys',
  'nextBatch',
  'listWaitingSeqs',
  'readRecords',
  'applyAnswer',
  'pruneStored',
  'reserveCounters',
  'commitEvents',
  'readPairing',
  'readDownLink',
  'countWaiting',
  'countWaitingInside',
  'countInsideSince',
] as const satisfies readonly (keyof SyncStore)[];

/** The whole interface over it; `epoch` is the one in use when it is asked. */
export function asSyncStore(healing: HealingStore): SyncStore {
  const store = Object.fromEntries(
    METHODS.map((name) => [
      name,
      (...args: unknown[]) =>
        healing.run((inner) => (inner[name] as (...args: readonly unknown[]) => unknown)(...args)),
    ]),
  ) as unknown as SyncStore;
  return Object.defineProperties(store, {
    epoch: { get: () => healing.epoch, enumerable: true },
    close: { value: () => healing.close(), enumerable: true },
  });
}
