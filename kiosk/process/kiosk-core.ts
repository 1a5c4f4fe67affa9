import type { CodeSource } from '#kiosk/core/code-source.ts';
import { usualComfort } from '#kiosk/core/comfort.ts';
import type { Intent } from '#kiosk/core/intent.ts';
import { type Context, type Effect, type Input, initialState, type KioskState } from '#kiosk/core/kiosk-state.ts';
import {
  type ExchangeReport,
  type KeptDownLink,
  type KioskStore,
  type PairingTarget,
  StorageFailure,
  type StorageFailureReason,
  type SyncLoop,
} from '#kiosk/core/ports.ts';
import { step } from '#kiosk/core/step.ts';
import type { Connection, DiskLevel, KioskView, Signal } from '#kiosk/core/view.ts';
import { viewOf } from '#kiosk/core/view-of.ts';
import { wakeAt } from '#kiosk/core/wake.ts';
import { classifyCode } from '#shared/codes/classify-code.ts';
import type { ScannedCode } from '#shared/codes/scanned-code.ts';
import type { VisitEvent } from '#shared/contract/visit-event.ts';
import type { EventId } from '#shared/domain/ids.ts';
import { createCodeChecker } from './check-code.ts';
import { describeError } from './describe-error.ts';
import { DoorMemory } from './door-memory.ts';
import { createIdentifier } from './identify.ts';
import { log } from './log.ts';
import type { Machine } from './machine/machine.ts';
import type { PinGate } from './machine/pin-gate.ts';
import { type Recorder, recordVisits } from './record-visits.ts';
import { createSettingsHere } from './settings-here.ts';
import { WakeTimer } from './wake-timer.ts';

export type RecordOutcome =
  | { readonly type: 'recorded'; readonly eventId: EventId }
  | { readonly type: 'not-recorded'; readonly reason: StorageFailureReason | 'failed' };

export interface KioskCoreParts extends Recorder {
  readonly store: Pick<KioskStore, 'commitEvents' | 'countWaitingInside' | 'countInsideSince'>;
  readonly sync: Pick<SyncLoop, 'pair' | 'wake'>;
  /** What the store kept from an earlier run; null: unpaired. */
  readonly down: KeptDownLink | null;
  /** Offered on the screen of an unpaired kiosk, with the key it must have. */
  readonly provisioned: { readonly serverUrl: string | null; readonly keyFingerprint: string | null };
  readonly connection: Connection;
  readonly clockOffsetMs: number;
  readonly machine: Pick<Machine, 'view' | 'perform' | 'print'>;
  readonly pinGate: Pick<PinGate, 'check'>;
}

/** Something was shown to the scanner, so the person is asked to show it again. */
const NOISE: ScannedCode = { kind: 'garbled', of: null, reason: 'encoding' };

function withoutHarm(what: string, deed: () => void): void {
  try {
    deed();
  } catch (error) {
    log('error', `${what}: ${describeError(error)}`);
  }
}

export interface KioskListener {
  onView?(view: KioskView): void;
  onSignal?(signal: Signal): void;
}

/** Runs the pure core: feeds it what happens, does what it says, wakes it when it asked. */
export class KioskCore {
  readonly #parts: KioskCoreParts;
  readonly #listeners = new Set<KioskListener>();
  readonly #door: DoorMemory;
  readonly #identify = createIdentifier();
  readonly #checkCode = createCodeChecker();
  readonly #settingsHere = createSettingsHere();
  #state: KioskState;
  #down: KeptDownLink | null;
  #connection: Connection;
  #clockOffsetMs: number;
  #disk: DiskLevel = 'ok';
  readonly #timer = new WakeTimer(() => this.#dispatch({ type: 'tick' }));
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
    const { language } = parts.machine.view.settings;
    const initial = initialState(parts.down !== null, parts.provisioned, language);
    this.#state = { ...initial, comfort: usualComfort(this.#here?.settings ?? null) };
    this.#door = new DoorMemory(parts, parts.down);
  }

  get #here(): KeptDownLink | null {
    return this.#settingsHere(this.#down, this.#parts.machine.view.settings.volume);
  }

  get state(): KioskState {
    return this.#state;
  }

  get view(): KioskView {
    return viewOf(this.#state, {
      down: this.#here,
      connection: this.#connection,
      disk: this.#disk,
      clockOffsetMs: this.#clockOffsetMs,
      machine: this.#parts.machine.view,
      presence: this.#door.presence,
      venueInside: this.#door.venueInside,
      now: performance.now(),
      at: this.#parts.clock.estimate().at,
    });
  }

  get settings(): KeptDownLink['settings'] | null {
    return this.#down?.settings ?? null;
  }

  /** For the heartbeat. */
  get counts(): { readonly inside: number | null; readonly calls: number } {
    return { inside: this.#down && this.#door.inside, calls: this.view.calls };
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
    const { online, outOfDate, waiting, oldestWaitingAt, lastSyncAt } = report;
    this.#connection = { ...this.#connection, online, outOfDate, waiting, oldestWaitingAt, lastSyncAt };
    this.#clockOffsetMs = Math.round(report.clockOffsetMs);
    this.#door.onExchange(report, this.#down);
    this.#showSoon();
  }

  /** Whoever is in front keeps what they began with; the screens nobody uses follow at once. */
  onDownLink(down: KeptDownLink): void {
    const before = this.#down?.settings;
    this.#down = down;
    const isMoved = before !== undefined && before.entranceId !== down.settings.entranceId;
    // Whoever of the staff moves the kiosk stays to see how it went.
    const isPinChanged = before !== undefined && !isMoved && before.staffPin !== down.settings.staffPin;
    if (isMoved) this.#door.forget();
    if (isMoved || isPinChanged) this.#dispatch({ type: 'settings-changed', isMoved, isPinChanged });
    this.#arm();
    this.#showSoon();
  }

  onStanding(standing: Connection['standing']): void {
    this.#connection = { ...this.#connection, standing };
    this.#showSoon();
  }

  onDisk(level: DiskLevel): void {
    this.#disk = level;
    this.#showSoon();
  }

  /** Something of the machine around the core changed. */
  onMachine(): void {
    this.#arm();
    this.#showSoon();
  }

  /** Ends the clockwork; what is being written is still written. */
  async close(): Promise<void> {
    this.#listeners.clear();
    await this.#codes;
    await this.#recording;
    this.#isClosed = true;
    this.#timer.stop();
  }

  #takeCode(code: ScannedCode, source: CodeSource): Promise<void> {
    const taken = this.#codes.then(async () => {
      const checked = await this.#checkCode(code, this.#down?.settings ?? null);
      this.#dispatch({ type: 'code', code, ...checked, source });
    });
    this.#codes = taken.catch(() => undefined);
    return taken;
  }

  #dispatch(input: Input): void {
    const { state, effects } = step(this.#state, input, this.#context());
    const changed = state !== this.#state;
    this.#state = state;
    // One that fails must not keep the others, nor the screen, from what has happened.
    for (const effect of effects) withoutHarm(effect.do, () => this.#perform(effect));
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
      down: this.#here,
      people: this.#door.people,
      presence: this.#door.presence,
      venueInside: this.#door.venueInside,
      usualLanguage: this.#here?.settings.language ?? this.#parts.machine.view.settings.language,
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
      case 'enter':
      case 'leave':
      case 'resolve':
      case 'note':
        return this.#door.perform(effect);
      case 'check-pin':
        void this.#checkPin(effect);
        return;
      case 'print':
        return this.#parts.machine.print(effect.slips);
      case 'machine':
        return this.#parts.machine.perform(effect.act);
      case 'pair':
        this.#pairing = this.#pair(effect);
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
      this.#afterCommit(attempt, [event, ...events.slice(1)]);
      return { type: 'recorded', eventId: event.id };
    } catch (error) {
      const reason = error instanceof StorageFailure ? error.reason : 'failed';
      log('error', `a check-in could not be written down: ${describeError(error)}`);
      this.#dispatch({ type: 'commit-failed', attempt });
      return { type: 'not-recorded', reason };
    }
  }

  /** It is on the disk: whatever fails from here on is a line in the log, and the visitor is welcome. */
  #afterCommit(attempt: number, events: readonly [VisitEvent, ...VisitEvent[]]): void {
    const [{ at }] = events;
    const deeds = [
      () => this.#countMore(events.length, at),
      () => this.#door.onCommit(),
      () => this.#dispatch({ type: 'committed', attempt, at, events }),
      () => this.#parts.sync.wake(),
    ];
    for (const deed of deeds) withoutHarm('after a commit', deed);
  }

  #countMore(more: number, at: number): void {
    const { waiting, oldestWaitingAt } = this.#connection;
    this.#connection = { ...this.#connection, waiting: waiting + more, oldestWaitingAt: oldestWaitingAt ?? at };
  }

  /** The PIN goes to the gate and nowhere else. */
  async #checkPin({ attempt, pin }: Extract<Effect, { do: 'check-pin' }>): Promise<void> {
    const outcome = await this.#parts.pinGate.check(this.#down?.settings.staffPin ?? null, pin);
    this.#dispatch({ type: 'pin-checked', attempt, outcome });
  }

  async #pair({ serverUrl, code, keyFingerprint }: PairingTarget): Promise<void> {
    try {
      const paired = await this.#parts.sync.pair(serverUrl, code, keyFingerprint);
      if (paired.ok) this.#down = paired.value;
      this.#dispatch(paired.ok ? { type: 'paired' } : { type: 'pairing-failed', reason: paired.error });
    } catch (error) {
      log('error', `pairing failed: ${describeError(error)}`);
      this.#dispatch({ type: 'pairing-failed', reason: 'unreachable' });
    }
  }

  #arm(): void {
    if (this.#isClosed) return;
    const { language } = this.#parts.machine.view.settings;
    this.#timer.arm(wakeAt(this.#state, this.#here?.settings ?? null, language));
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
