import { z } from 'zod';
import { questionSetSchema } from '#shared/domain/declaration.ts';
import {
  entranceIdSchema,
  eventIdSchema,
  kioskIdSchema,
  organisationIdSchema,
  venueIdSchema,
} from '#shared/domain/ids.ts';
import { calendarDaySchema, instantSchema } from '#shared/domain/instant.ts';
import { bilingualSchema } from '#shared/domain/language.ts';
import { dataClassSchema } from '#shared/domain/retention.ts';
import { bytes32Schema, kioskSettingsSchema } from './kiosk-settings.ts';
import { reportedStatusSchema } from './kiosk-status.ts';
import { updateOfferSchema } from './kiosk-update.ts';
import { kioskEpochSchema } from './visit-event.ts';

/**
 * Kiosks and server are updated apart, so fields that one side does not know are left out rather than refused: a strict
 * schema would stop every record of a newer kiosk, and keep day keys from an older one.
 */

export const PAIRING_PATH = '/api/kiosk/v1/pairing';
export const EXCHANGE_PATH = '/api/kiosk/v1/exchange';
export const TIME_PATH = '/api/kiosk/v1/time';
export const MAX_BATCH = 500;
export const DEFAULT_BATCH = 50;

/** One outbox row on the wire. `body` is the event's exact JSON text as stored; `hash` is the SHA-256 of its UTF-8 bytes. */
export const outboxRecordSchema = z.object({
  id: eventIdSchema,
  epoch: kioskEpochSchema,
  /** Rises by one per event within an epoch, from 1. */
  seq: z.int().min(1),
  hash: bytes32Schema,
  body: z.string().min(2).max(65_536),
});
export type OutboxRecord = z.infer<typeof outboxRecordSchema>;

export const quarantineCodeSchema = z.enum([
  'malformed',
  'hash-mismatch',
  'unknown-kind',
  'foreign-venue',
  'conflict',
  'unknown-key',
  'unsealable',
  'expired',
  'revoked',
  'readmitted',
  'unproven',
  'counter-fork',
]);
export type QuarantineCode = z.infer<typeof quarantineCodeSchema>;

/** The fate of one record. All three are final for the kiosk: the server has it. */
export const recordResultSchema = z.discriminatedUnion('outcome', [
  z.object({ id: eventIdSchema, outcome: z.literal('stored') }),
  z.object({ id: eventIdSchema, outcome: z.literal('duplicate') }),
  z.object({ id: eventIdSchema, outcome: z.literal('quarantined'), code: quarantineCodeSchema }),
]);
export type RecordResult = z.infer<typeof recordResultSchema>;

export const dayKeySchema = z.object({
  id: z.string().min(8).max(64),
  /** null: the fallback key, used when no key of the day is known or the clock cannot be trusted. */
  day: calendarDaySchema.nullable(),
  class: dataClassSchema,
  /** X25519. */
  publicKey: bytes32Schema,
});
export type DayKey = z.infer<typeof dayKeySchema>;

export const noticesSchema = z.object({
  version: z.int().min(1),
  items: z.array(z.object({ id: z.string(), text: bilingualSchema })).max(10),
});
export type Notices = z.infer<typeof noticesSchema>;

const MAX_HEAD_LENGTH = 2_048;

/** `document` is the server's to read: what it signed that day. */
export const auditHeadOnWireSchema = z.object({ day: calendarDaySchema, document: z.string().max(MAX_HEAD_LENGTH) });
export type AuditHeadOnWire = z.infer<typeof auditHeadOnWireSchema>;

/** The down-link: each part is sent only when the kiosk's version differs, and applied in one transaction with its siblings. */
export const downLinkSchema = z.object({
  settings: kioskSettingsSchema.optional(),
  questions: questionSetSchema.optional(),
  notices: noticesSchema.optional(),
  keys: z.object({ through: calendarDaySchema, keys: z.array(dayKeySchema).max(400) }).optional(),
  /** The day's signed head of the server's audit trail, to be kept and shown as a witness (SYNC-SPEC D4). */
  auditHead: auditHeadOnWireSchema.optional(),
});
export type DownLink = z.infer<typeof downLinkSchema>;

export const pairingRequestSchema = z.object({
  /** 8 Crockford base32 characters, upper case, no separator. */
  code: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{8}$/),
  /** Ed25519, made on the kiosk; the request is signed with it. */
  publicKey: bytes32Schema,
  appVersion: z.string().max(40),
});
export type PairingRequest = z.infer<typeof pairingRequestSchema>;

export const pairingResponseSchema = z.object({
  kioskId: kioskIdSchema,
  serverId: z.string().min(8).max(64),
  /** Ed25519; pinned: every later answer must verify under it. */
  serverPublicKey: bytes32Schema,
  /** Compact signed document, see `kioskCertificateSchema`. */
  certificate: z.string().max(4096),
  serverEpoch: z.string().min(8).max(64),
  serverTime: instantSchema,
  down: downLinkSchema.required({ settings: true, questions: true, keys: true }),
});
export type PairingResponse = z.infer<typeof pairingResponseSchema>;

/** Payload of the certificate: an older, restored server re-admits a kiosk it does not remember, into quarantine. */
export const kioskCertificateSchema = z.object({
  v: z.literal(1),
  serverId: z.string(),
  kioskId: kioskIdSchema,
  publicKey: bytes32Schema,
  organisationId: organisationIdSchema,
  venueId: venueIdSchema,
  entranceId: entranceIdSchema,
  issuedAt: instantSchema,
});
export type KioskCertificate = z.infer<typeof kioskCertificateSchema>;

/** SYNC-SPEC T4. The certificate is the kiosk's, for a server that may not remember it (R6). */
export const timeRequestSchema = z.object({ certificate: z.string().max(4096).optional() });
export type TimeRequest = z.infer<typeof timeRequestSchema>;
export const timeResponseSchema = z.object({ serverTime: instantSchema });

export const exchangeRequestSchema = z.object({
  records: z.array(outboxRecordSchema).max(MAX_BATCH),
  have: z.object({
    settings: z.int().min(0),
    questions: z.int().min(0),
    notices: z.int().min(0),
    keysThrough: calendarDaySchema.nullable(),
    /** Of the newest head of the audit trail; left out by a kiosk that keeps none. */
    auditDay: calendarDaySchema.nullable().optional().catch(undefined),
    /** One of the heads it keeps, another one each time, for the server to compare. */
    auditWitness: z.string().max(MAX_HEAD_LENGTH).optional().catch(undefined),
  }),
  status: reportedStatusSchema,
  certificate: z.string().max(4096).optional(),
});
export type ExchangeRequest = z.infer<typeof exchangeRequestSchema>;

export const exchangeResponseSchema = z.object({
  results: z.array(recordResultSchema).max(MAX_BATCH),
  standing: z.enum(['active', 'revoked']),
  /** Changes when the server was restored from a backup; the kiosk then sends again all it still has. */
  serverEpoch: z.string().min(8).max(64),
  serverTime: instantSchema,
  /** Highest seq of this kiosk's epoch below which the server has every event. */
  highWater: z.int().min(0),
  down: downLinkSchema,
  /** People inside the whole venue by all records the server has, this exchange's among them. */
  inside: z.int().min(0).nullable().optional(),
  /** The newest package for this kiosk's platform, newer than it or not; null: there is none. */
  update: updateOfferSchema.nullable().optional(),
  /** For the staff's page: whether the kiosk is older than its server. */
  serverVersion: z.string().max(40).optional(),
});
export type ExchangeResponse = z.infer<typeof exchangeResponseSchema>;
