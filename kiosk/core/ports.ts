import type { KioskSettings } from '#shared/contract/kiosk-settings.ts';
import type { KioskStatus } from '#shared/contract/kiosk-status.ts';
import type { Notices } from '#shared/contract/kiosk-sync.ts';
import type { UpdateOffer, UpdatePartRequest } from '#shared/contract/kiosk-update.ts';
import type { ClockEvidence, Envelope, VisitEvent } from '#shared/contract/visit-event.ts';
import type { ContactRecord } from '#shared/domain/contact.ts';
import type { HealthRecord, QuestionSet } from '#shared/domain/declaration.ts';
import type { EntranceId, EventId, KioskId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Result } from '#shared/domain/result.ts';

/**
 * What the core needs of the rooms around it. `kiosk/store` and `kiosk/sync` implement these; `kiosk/process` joins them.
 */

export interface Clock {
  /** The best estimate of now, and what it rests on. */
  estimate(): { readonly at: Instant; readonly evidence: ClockEvidence };
}

/** Why a commit did not happen: the disk is full, the database is damaged, or the disk answered an error. */
export type StorageFailureReason = 'full' | 'damaged' | 'io';

/** Thrown by every writing method of the store. Its message never holds what was to be written. */
export class StorageFailure extends Error {
  override readonly name = 'StorageFailure';
  readonly reason: StorageFailureReason;
  constructor(reason: StorageFailureReason, options?: ErrorOptions) {
    super(`the kiosk's store failed: ${reason}`, options);
    this.reason = reason;
  }
}

/** Thrown when a second kiosk opens the same data folder. */
export class DataFolderBusy extends Error {
  override readonly name = 'DataFolderBusy';
}

/** Where this kiosk belongs; kept from pairing on. */
export interface Pairing {
  readonly serverUrl: string;
  readonly kioskId: KioskId;
  readonly serverId: string;
  /** Ed25519, base64url; pinned. */
  readonly serverPublicKey: string;
  readonly certificate: string;
}

/** What the server last sent; whole from pairing on. */
export interface KeptDownLink {
  readonly settings: KioskSettings;
  readonly questions: QuestionSet;
  readonly notices: Notices | null;
}

export interface WaitingRecords {
  readonly waiting: number;
  readonly oldestWaitingAt: Instant | null;
}

/** The part of the store that the core uses; synchronous. */
export interface KioskStore {
  /** Events and their outbox rows in one durable transaction. @returns the last one's number. @throws StorageFailure, and then nothing was written. */
  commitEvents(events: readonly VisitEvent[]): { readonly seq: number };
  readPairing(): Pairing | null;
  /** null before pairing. */
  readDownLink(): KeptDownLink | null;
  countWaiting(): WaitingRecords;
  /** What the waiting records change about how many are inside: arrivals less departures. */
  countWaitingInside(): number;
  /** Arrivals without a departure by this door, by the records kept here since `since`. */
  countInsideSince(since: Instant, entranceId: EntranceId): number;
  close(): void;
}

/** Plaintext of a sealed part. */
export type SealInput =
  | { readonly class: 'contact'; readonly record: ContactRecord }
  | { readonly class: 'health'; readonly record: HealthRecord };

export interface Sealer {
  /**
   * Seals to the day key of the event's sealing day (SYNC-SPEC E7, E8). `fallback` says that the fallback key was used,
   * so that the event is flagged.
   */
  seal(
    input: SealInput,
    eventId: EventId,
    at: Instant,
  ): Promise<{ readonly envelope: Envelope; readonly fallback: boolean }>;
}

/** Whom to pair with. */
export interface PairingTarget {
  readonly serverUrl: string;
  /** 8 characters of Crockford's base32, upper case. */
  readonly code: string;
  /** Of the server's signing key, from a set-up code; null: whatever server answers there. */
  readonly keyFingerprint: string | null;
}

export const PAIRING_FAILURES = [
  'code-unknown',
  'code-expired',
  'code-used',
  'unreachable',
  'not-our-server',
  /** Its key is not the one that the set-up code names. */
  'wrong-key',
  /** Records of its organisation are here that were made for a server with another key (SYNC-SPEC S19). */
  'kept-for-another',
  /** By this machine's clock its certificate is not valid: one of the two is wrong. */
  'out-of-date',
] as const;
export type PairingFailure = (typeof PAIRING_FAILURES)[number];

/** One exchange with the server, or the failure to have one. */
export interface ExchangeReport {
  readonly online: boolean;
  /** By the server's own word on the time its certificate is not valid: nothing is sent until it has another. */
  readonly outOfDate: boolean;
  /** Records the server confirmed in this exchange (stored, duplicate or quarantined). */
  readonly stored: number;
  readonly waiting: number;
  readonly oldestWaitingAt: Instant | null;
  /** Server time of the last successful exchange. */
  readonly lastSyncAt: Instant | null;
  /** Server time minus wall clock, ms. */
  readonly clockOffsetMs: number;
  /** Inside the whole venue by the server's count at that time; null: it did not say. */
  readonly venueInside: number | null;
  readonly serverVersion: string | null;
  /** A package for this machine's platform; null: there is none. undefined: not heard. */
  readonly update: UpdateOffer | null | undefined;
}

export interface SyncListener {
  /** After every attempt, successful or not. */
  onExchange(report: ExchangeReport): void;
  /** A part of the down-link was replaced. */
  onDownLink(down: KeptDownLink): void;
  onStanding(standing: 'active' | 'revoked'): void;
}

/** What the kiosk tells about itself with every exchange; the store adds the queue, the clock adds the time. */
export type DeviceStatus = Omit<KioskStatus, 'waiting' | 'oldestWaitingAt' | 'wallAt'>;

export interface SyncLoop {
  /** Exchanges at once, then when something waits or a heartbeat is due. Does nothing before pairing. */
  start(): void;
  /** Ends the exchange under way and resolves when nothing runs any more. */
  stop(): Promise<void>;
  /** A record was committed: exchange soon. Cheap, called for every event. */
  wake(): void;
  /** A part of the package that the server offers, beside the exchanges. @returns null: not now, or no more. */
  fetchUpdatePart(request: UpdatePartRequest): Promise<Uint8Array | null>;
  /** One exchange now, whatever the backoff says; never rejects. */
  exchangeNow(): Promise<ExchangeReport>;
  /** @param code 8 characters of Crockford's base32, upper case. @param keyFingerprint null: of any server. */
  pair(serverUrl: string, code: string, keyFingerprint?: string | null): Promise<Result<KeptDownLink, PairingFailure>>;
  /** As `pair`, for a kiosk that has a pairing: the new one takes its place; what waits is sent under it where the server is the same. */
  pairAgain(
    serverUrl: string,
    code: string,
    keyFingerprint?: string | null,
  ): Promise<Result<KeptDownLink, PairingFailure>>;
}
