import type { DayKey, DownLink, OutboxRecord, RecordResult } from '#shared/contract/kiosk-sync.ts';
import type { EventId, OrganisationId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { KioskStore, Pairing } from './ports.ts';

export type DayKeys = NonNullable<DownLink['keys']>;

/** What files that leave on a stick are sealed to: the fallback key of class health. null: the server gave none. */
export const exportKeyOf = (keys: DayKeys | null | undefined): DayKey | null =>
  keys?.keys.find((key) => key.day === null && key.class === 'health') ?? null;

/** What the last verified answer said about the server and the time. */
export interface ServerMarks {
  /** Changes when the server was restored from a backup (SYNC-SPEC S8). */
  readonly serverEpoch: string;
  readonly standing: 'active' | 'revoked';
  /** Server time minus this machine's wall clock, ms. */
  readonly offsetMs: number;
  /** What the server said last: an earlier word may have been wrong, and put right since. */
  readonly attestedAt: Instant;
}

/** The kiosk's own key (Ed25519, base64url) is kept beside the pairing: with another key on disk the kiosk is not paired. */
export interface NewPairing extends Pairing {
  readonly publicKey: string;
}

/** Records that wait for a server this kiosk was paired with before, and what a file for it is made with. */
export interface HeldRecords {
  readonly pairing: Pairing;
  /** The fallback key of class health. */
  readonly key: DayKey;
  /** The kiosk's own key (Ed25519) where it lost the one that server knows it by; null: it has that one still. */
  readonly signedBy: string | null;
  readonly seqs: readonly number[];
}

export interface RowResult {
  readonly seq: number;
  /** A newer server's code may be none of ours. */
  readonly result: RecordResult | { readonly id: EventId; readonly outcome: 'quarantined'; readonly code: string };
}

/** All that one verified answer changes on this machine. */
export interface AnswerEffects {
  readonly marks: ServerMarks;
  readonly results: readonly RowResult[];
  readonly down: DownLink;
  /** Confirmed rows above this seq wait again, before `results` are applied; null: none do. */
  readonly requeueAbove: number | null;
}

/** The part of the store that `kiosk/sync` uses; synchronous. Every writing method throws StorageFailure, and then nothing changed. */
export interface SyncStore extends KioskStore {
  /** 16 random bytes as hex, as old as the database (SYNC-SPEC E3). */
  readonly epoch: string;
  /** One transaction. What waits for another server stays here for that one alone (SYNC-SPEC S19). */
  savePairing(pairing: NewPairing, marks: ServerMarks, down: DownLink): void;
  /** The `serverEpoch` that the server with this key last told; null: it never was this kiosk's. */
  readServerEpoch(serverPublicKey: string): string | null;
  /** Whether records of this organisation are here that were made for another server than the one with this key. */
  isKeptForAnother(organisationId: OrganisationId, serverPublicKey: string): boolean;
  /** How many wait for other servers; no other count has them. */
  countHeld(): number;
  /** By server, those that a file can be made for. */
  listHeld(): HeldRecords[];
  /** null before pairing. */
  readMarks(): ServerMarks | null;
  readDayKeys(): DayKeys | null;
  /** Waiting records by rising seq, without the rows in `except`; within so much text, but one at least if there is one. */
  nextBatch(limit: number, except: readonly number[], maxCharacters?: number): OutboxRecord[];
  /** All that waits now, rising; their records stay readable for days after they are confirmed. */
  listWaitingSeqs(): number[];
  /** By rising seq. */
  readRecords(seqs: readonly number[]): OutboxRecord[];
  /** Everything an answer says, in one transaction. The only way out of the outbox (SYNC-SPEC S3, D2, S8). */
  applyAnswer(effects: AnswerEffects): void;
  /** Forgets rows confirmed more than 7 days before `now`, a server's time. @returns how many. */
  pruneStored(now: Instant): number;
  /** @returns the first of `block` counters, none of which was ever given out (SYNC-SPEC R2). */
  reserveCounters(block: number): number;
}
