import { z } from 'zod';
import { assuranceSchema, waySchema } from '#shared/domain/contact.ts';
import { verdictSchema } from '#shared/domain/declaration.ts';
import {
  entranceIdSchema,
  eventIdSchema,
  organisationIdSchema,
  partyIdSchema,
  venueIdSchema,
  visitIdSchema,
} from '#shared/domain/ids.ts';
import { instantSchema } from '#shared/domain/instant.ts';
import { languageSchema } from '#shared/domain/language.ts';

/** Facts, never changed once written; a visit is the server's projection of them. */
export const eventKindSchema = z.enum(['arrived', 'left', 'extended', 'voided', 'resolved', 'refused']);
export type EventKind = z.infer<typeof eventKindSchema>;

/** Random per kiosk installation (16 bytes as hex); a new one starts when counters may have been lost. */
export const kioskEpochSchema = z.string().regex(/^[0-9a-f]{32}$/);

/**
 * A record sealed to a day key under one HPKE encapsulation (RFC 9180, base mode, export-only: X25519, HKDF-SHA256).
 * The record key is the exporter secret; AES-256-GCM, nonce = `n` as a 96-bit big-endian number, associated data per SYNC-SPEC E6.
 * Binary fields are base64url without padding.
 */
export const envelopeSchema = z.strictObject({
  key: z.string().min(8).max(64),
  enc: z.string().length(43),
  n: z.int().min(0).max(0xffff_ffff),
  ct: z.string().min(22).max(16_384),
});
export type Envelope = z.infer<typeof envelopeSchema>;

/** What the kiosk knew about time when it wrote the event. */
export const clockEvidenceSchema = z.strictObject({
  /** The wall clock as it stood, right or wrong, in ms since the Unix epoch. */
  wallAt: z.int(),
  /** Milliseconds since an arbitrary start that only moves forward within one boot. */
  monotonicMs: z.number().min(0),
  bootId: z.string().regex(/^[0-9a-f]{32}$/),
  /** Added to the wall clock to get `at`; null before the first server answer. */
  offsetMs: z.int().nullable(),
  /** attested: offset measured in this boot; estimated: carried over; untrusted: no evidence or the clock jumped. */
  trust: z.enum(['attested', 'estimated', 'untrusted']),
});
export type ClockEvidence = z.infer<typeof clockEvidenceSchema>;

export const eventFlagSchema = z.enum([
  'cross-check-mismatch',
  'fallback-key',
  'no-contact',
  'pass-unverified',
  'declared-earlier',
  'accompanied-child',
  'accompanied-elder',
  'assisted',
]);
export type EventFlag = z.infer<typeof eventFlagSchema>;

/** Format 1 of a visit event. The clear part names nobody; who and what was answered is in `sealed`. */
export const visitEventSchema = z.strictObject({
  v: z.literal(1),
  id: eventIdSchema,
  kind: eventKindSchema,
  organisationId: organisationIdSchema,
  venueId: venueIdSchema,
  entranceId: entranceIdSchema,
  /** Best estimate of when it happened. */
  at: instantSchema,
  clock: clockEvidenceSchema,
  partyId: partyIdSchema,
  /** The visit it opens (its own id) or is about; null when a person leaves whose arrival this kiosk did not see. */
  visitId: visitIdSchema.nullable(),
  direction: z.enum(['in', 'out']),
  way: waySchema,
  assurance: assuranceSchema,
  questions: z.strictObject({ version: z.int().min(1), language: languageSchema }).nullable(),
  consent: z.strictObject({ version: z.int().min(1), language: languageSchema, givenAt: instantSchema }).nullable(),
  verdict: verdictSchema.nullable(),
  flags: z.array(eventFlagSchema).max(8),
  /** Set where the staff acted, with the SHA-256 (base64url) of the id of the card that said who; null: by PIN alone. */
  staff: z.strictObject({ card: z.string().length(43).nullable() }).optional(),
  sealed: z.strictObject({ contact: envelopeSchema.nullable(), health: envelopeSchema.nullable() }),
});
export type VisitEvent = z.infer<typeof visitEventSchema>;
