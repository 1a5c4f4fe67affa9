import { z } from 'zod';
import { waySchema } from '#shared/domain/contact.ts';
import { verdictSchema } from '#shared/domain/declaration.ts';
import { kioskIdSchema, venueIdSchema } from '#shared/domain/ids.ts';
import { instantSchema } from '#shared/domain/instant.ts';
import { type QuarantineCode, quarantineCodeSchema } from './kiosk-sync.ts';
import { eventKindSchema } from './visit-event.ts';

/** What is put aside for one reason at one kiosk. */
export const quarantineGroupSchema = z.strictObject({
  venueId: venueIdSchema,
  venueName: z.string(),
  kioskId: kioskIdSchema,
  entranceName: z.string(),
  kioskRevokedAt: instantSchema.nullable(),
  code: quarantineCodeSchema,
  /** Waiting for somebody's decision. */
  open: z.int().min(0),
  /** Set aside for good; still kept. */
  dismissed: z.int().min(0),
  /** When the first and the last of those that are open came. */
  oldestAt: instantSchema.nullable(),
  newestAt: instantSchema.nullable(),
});
export type QuarantineGroup = z.infer<typeof quarantineGroupSchema>;

/** GET /quarantine (all venues), GET /venues/:venueId/quarantine */
export const quarantineOverviewSchema = z.strictObject({ groups: z.array(quarantineGroupSchema) });
export type QuarantineOverview = z.infer<typeof quarantineOverviewSchema>;

/** What a record says in the clear. Nothing here is about who it was: that stays sealed. */
const factsSchema = z.strictObject({
  at: instantSchema.nullable(),
  kind: eventKindSchema.nullable(),
  way: waySchema.nullable(),
  verdict: verdictSchema.nullable(),
});
export type QuarantineFacts = z.infer<typeof factsSchema>;

export const quarantinedRecordSchema = z.strictObject({
  id: z.uuid(),
  receivedAt: instantSchema,
  facts: factsSchema,
  /** Of a conflict: what stands in the log under the same number, if it is this venue's. */
  standing: factsSchema.extend({ receivedAt: instantSchema }).nullable(),
});
export type QuarantinedRecord = z.infer<typeof quarantinedRecordSchema>;

export const QUARANTINE_PAGE = 50;
/** Records that one request settles. */
export const QUARANTINE_BULK = 500;

/** GET /kiosks/:kioskId/quarantine?code&after, oldest first. */
export const quarantinePageSchema = z.strictObject({
  records: z.array(quarantinedRecordSchema),
  /** Where the next page begins; null: there is none. */
  next: z.string().nullable(),
});
export type QuarantinePage = z.infer<typeof quarantinePageSchema>;

/**
 * POST /kiosks/:kioskId/quarantine/release, /kiosks/:kioskId/quarantine/dismissal. By ids, or all of a reason: then again
 * with `next` until that is null.
 */
export const quarantineActSchema = z.strictObject({
  code: quarantineCodeSchema,
  ids: z.array(z.uuid()).min(1).max(QUARANTINE_BULK).optional(),
  after: z.string().max(100).optional(),
});
export type QuarantineAct = z.infer<typeof quarantineActSchema>;

export const quarantineActResultSchema = z.strictObject({
  settled: z.int().min(0),
  /** Judged again and still not fit for the log; they stay, under the reason of now. */
  kept: z.int().min(0),
  next: z.string().nullable(),
});
export type QuarantineActResult = z.infer<typeof quarantineActResultSchema>;

/**
 * What a person may do about a reason. `trust`: stands in its own right once somebody says so. `choose`: takes the place of
 * another, one by one. `again`: something else must have changed. `keep`: nothing can be made of it.
 */
export function remedyOf(code: QuarantineCode): 'trust' | 'choose' | 'again' | 'keep' {
  switch (code) {
    case 'revoked':
    case 'readmitted':
    case 'unproven':
    case 'counter-fork':
      return 'trust';
    case 'conflict':
      return 'choose';
    case 'unknown-kind':
    case 'unknown-key':
    case 'foreign-venue':
      return 'again';
    case 'malformed':
    case 'hash-mismatch':
    case 'unsealable':
    case 'expired':
      return 'keep';
  }
}
