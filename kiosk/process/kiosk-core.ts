import type { Intent } from '#kiosk/core/intent.ts';
import {
  type CodeSource,
  type Context,
  type Effect,
  type Input,
  initialState,
  type KioskState,
} from '#kiosk/core/kiosk-state.ts';
import { createPeople } from '#kiosk/core/people.ts';
import {
  type ExchangeReport,
  type KeptDownLink,
  StorageFailure,
  type StorageFailureReason,
  type SyncLoop,
} from '#kiosk/core/ports.ts';
import { createPresence } from '#kiosk/core/presence.ts';
import type { MachineView } from '#kiosk/core/staff/machine-view.ts';
import { step } from '#kiosk/core/step.ts';
import type { Connection, KioskView, Signal } from '#kiosk/core/view.ts';
import { viewOf } from '#kiosk/core/view-of.ts';
import { wakeAt } from '#kiosk/core/wake.ts';
import { classifyCode } from '#shared/codes/classify-code.ts';
import type { ScannedCode } from '#shared/codes/scanned-code.ts';
import type { EventId } from '#shared/domain/ids.ts';
import { createPassChecker } from './check-pass.ts';
import { createIdentifier } from './identify.ts';
import { log } from './log.ts';
import { type Recorder, recordVisits } from './record-visits.ts';

export type RecordOutcome =
  | { readonly type: 'recorded'; readonly eventId: EventId }
  | { readonly type: 'not-recorded'; readonly reason: StorageFailureReason | 'failed' };

export interface KioskCoreParts extends Recorder {
  readonly sync: Pick<SyncLoop, 'pair' | 'wake'>;
  /** What the store kept from an earlier run; null: unpaired. */
  readonly down: KeptDownLink | null;
  /** Offered on the screen of an unpaired kiosk. */
  readonly serverUrl: string | null;
  readonly connection: Connection;
  readonly clockOffsetMs: number;
  readonly machine: MachineView;
}

/** Something was shown to the scanner, so the person is asked to show it again. */
const NOISE: ScannedCode = { kind: 'garbled', of: null, reason: 'encoding' };

export interface KioskListener {
  onView?(view: KioskView): void;
  onSignal?(signal: Signal): void;
}

/** Runs the pure core: feeds it what happens, does what it says, wakes it when it asked. */
export class KioskCore {
  readonly #parts: KioskCoreParts;
  readonly #listeners = new Set<KioskListener>();
  readonly #people = createPeople();
  readonly #presence = createPresence();
  readonly #identify = createIdentifier();
  readonly #checkPass = createPassChecker();
  #state: KioskState;
  #down: KeptDownLink | null;
  #connection: Connection;
  #clockOffsetMs: number;
  #machine: MachineView;
  #timer: { readonly handle: NodeJS.Timeout; readonly dueMs: number } | null = null;
  #viewIsDue = false;
  #isClosed = false;
  /** Codes are taken in the order they were seen, though some need their signature checked first. */
  #codes: Promise<void> = Promise.resolve();
  #recording: Promise<RecordOutcome> | null = null;
  #pairing: Promise<void> = Promise.resolve();

  constructor(parts: KioskCoreParts) {
    this.#parts = parts;
    this.#down = parts.down;
    this.#connection = parts.connection;
    this.#clockOffsetMs = parts.clockOffsetMs;
    this.#machine = parts.machine;
    this.#state = initialState(parts.down !== null, parts.serverUrl, parts.machine.settings.language);
  }

  get state(): KioskState {
    return this.#state;
  }

  get view(): KioskView {
    return viewOf(this.#state, {
      down: this.#down,
      connection: this.#connection,
      clockOffsetMs: this.#clockOffsetMs,
      machine: this.#machine,
      presence: this.#presence,
      venueInside: null,
      now: performance.now(),
      at: this.#parts.clock.estimate().at,
    });
  }

  /** The write under way, or the last one; null before the first. */
  get recording(): Promise<RecordOutcome> | null {
    return this.#recording;
  }

  listen(listener: KioskListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** A code as the scanner sent it. Resolves when the kiosk has decided what it is. */
  scan(payload: Uint8Array | string, source: CodeSource): Promise<void> {
    return this.#takeCode(classifyCode(payload), source);
  }

  /** The scanner sent more than any code holds, or what nobody can make sense of. */
  refuseUnread(what: 'overlong' | 'noise', source: CodeSource): Promise<void> {
    const code = what === 'noise' ? NOISE : ({ kind: 'unknown', looksLike: 'text' } as const);
    return this.#takeCode(code, source);
  }

  intend(intent: Intent): void {
    this.#dispatch({ type: 'intent', intent });
  }

  /** Resolves when the server has answered, or cannot be reached. */
  pair(serverUrl: string, code: string): Promise<void> {
    this.#dispatch({ type: 'pair', serverUrl, code });
    return this.#pairing;
  }

  onExchange(report: ExchangeReport): void {
    const { online, waiting, oldestWaitingAt, lastSyncAt } = report;
    this.#connection = { ...this.#connection, online, waiting, oldestWaitingAt, lastSyncAt };
    this.#clockOffsetMs = Math.round(report.clockOffsetMs);
    this.#showSoon();
  }

  onDownLink(down: KeptDownLink): void {
    this.#down = down;
    this.#showSoon();
  }

  onStanding(standing: Connection['standing']): void {
    this.#connection = { ...this.#connection, standing };
    this.#showSoon();
  }

  /** Something of the machine around the core changed. */
  onMachine(change: Partial<MachineView>): void {
    this.#machine = { ...this.#machine, ...change };
    this.#showSoon();
  }

  /** Ends the clockwork; what is being written is still written. */
  async close(): Promise<void> {
    this.#listeners.clear();
    await this.#codes;
    await this.#recording;
    this.#isClosed = true;
    if (this.#timer) clearTimeout(this.#timer.handle);
  }

  #takeCode(code: ScannedCode, source: CodeSource): Promise<void> {
    const taken = this.#codes.then(async () => {
      const keys = this.#down?.settings.passKeys ?? [];
      const pass = code.kind === 'visitor-pass' ? await this.#checkPass(code, keys) : null;
      this.#dispatch({ type: 'code', code, pass, staffCard: null, source });
    });
    this.#codes = taken.catch(() => undefined);
    return taken;
  }

  #dispatch(input: Input): void {
    const { state, effects } = step(this.#state, input, this.#context());
    const changed = state !== this.#state;
    this.#state = state;
    for (const effect of effects) this.#perform(effect);
    this.#arm();
    if (changed) this.#showSoon();
  }

  #context(): Context {
    const { at, evidence } = this.#parts.clock.estimate();
    return {
      now: performance.now(),
      at,
      clockTrusted: evidence.trust !== 'untrusted',
      online: this.#connection.online,
      down: this.#down,
      people: this.#people,
      presence: this.#presence,
      venueInside: null,
      usualLanguage: this.#machine.settings.language,
      identify: this.#identify,
    };
  }

  #perform(effect: Effect): void {
    switch (effect.do) {
      case 'signal':
        for (const listener of this.#listeners) listener.onSignal?.(effect.signal);
        return;
      case 'record':
        this.#recording = this.#record(effect);
        return;
      case 'remember':
        this.#people.remember(effect.person, effect.what);
        return;
      case 'enter':
        this.#presence.enter(effect.present);
        return;
      case 'leave':
        this.#presence.leave(effect.visitId);
        return;
      case 'resolve':
        this.#presence.resolve(effect.visitId, effect.verdict);
        return;
      case 'note':
        this.#presence.note(effect.event);
        return;
      case 'check-pin':
      case 'print':
      case 'machine':
        return;
      case 'pair':
        this.#pairing = this.#pair(effect.serverUrl, effect.code);
        return;
    }
  }

  /** Never rejects: whatever went wrong, the visitor must not be told "welcome", and staff must be called. */
  async #record({ attempt, drafts }: Extract<Effect, { do: 'record' }>): Promise<RecordOutcome> {
    try {
      if (!this.#down) throw new Error('nothing can be recorded before pairing');
      const events = await recordVisits(drafts, this.#down, this.#parts);
      const [event] = events;
      if (!event) throw new Error('nothing to record');
      this.#countMore(events.length, event.at);
      this.#dispatch({ type: 'committed', attempt, at: event.at, events });
      this.#parts.sync.wake();
      return { type: 'recorded', eventId: event.id };
    } catch (error) {
      const reason = error instanceof StorageFailure ? error.reason : 'failed';
      log('error', `a check-in could not be written down: ${describe(error)}`);
      this.#dispatch({ type: 'commit-failed', attempt });
      return { type: 'not-recorded', reason };
    }
  }

  #countMore(more: number, at: number): void {
    const { waiting, oldestWaitingAt } = this.#connection;
    this.#connection = { ...this.#connection, waiting: waiting + more, oldestWaitingAt: oldestWaitingAt ?? at };
  }

  async #pair(serverUrl: string, code: string): Promise<void> {
    try {
      const paired = await this.#parts.sync.pair(serverUrl, code);
      if (paired.ok) this.#down = paired.value;
      this.#dispatch(paired.ok ? { type: 'paired' } : { type: 'pairing-failed', reason: paired.error });
    } catch (error) {
      log('error', `pairing failed: ${describe(error)}`);
      this.#dispatch({ type: 'pairing-failed', reason: 'unreachable' });
    }
  }

  /** One timer for the next moment that matters; one that is too early just looks again, so that scans need not touch it. */
  #arm(): void {
    const due = wakeAt(this.#state, this.#down?.settings ?? null, this.#machine.settings.language);
    if (this.#isClosed || due === null || (this.#timer && this.#timer.dueMs <= due)) return;
    if (this.#timer) clearTimeout(this.#timer.handle);
    const handle = setTimeout(
      () => {
        this.#timer = null;
        this.#dispatch({ type: 'tick' });
      },
      Math.max(1, Math.ceil(due - performance.now())),
    );
    this.#timer = { handle, dueMs: due };
  }

  /** Many changes at once are one look of the screen. */
  #showSoon(): void {
    if (this.#viewIsDue || this.#listeners.size === 0) return;
    this.#viewIsDue = true;
    setImmediate(() => {
      this.#viewIsDue = false;
      const { view } = this;
      for (const listener of this.#listeners) listener.onView?.(view);
    });
  }
}

/** The kind of error, never its message: that might quote what was to be written. */
const describe = (error: unknown): string =>
  error instanceof StorageFailure ? error.message : error instanceof Error ? error.name : typeof error;
