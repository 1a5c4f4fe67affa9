/** Venues that a ward closes to settle a dispute, and what their owners are told: below `PORTAL_API`. */
import { z } from 'zod';
import { venueIdSchema } from '#shared/domain/ids.ts';
import { instantSchema } from '#shared/domain/instant.ts';

/** not-there: nobody knows such a business at the address. duplicate: it is registered twice. not-theirs: by somebody whose it is not. */
export const closureReasonSchema = z.enum(['not-there', 'duplicate', 'not-theirs', 'gone']);
export type ClosureReason = z.infer<typeof closureReasonSchema>;

/** POST /ward/closures: settles a dispute; `conflict` where a kiosk works there, or the case is settled. */
export const closureInputSchema = z.strictObject({
  caseId: z.uuid(),
  reason: closureReasonSchema,
  /** Read by the venue's owner. */
  text: z.string().trim().normalize('NFC').min(5).max(1_000),
});
export type ClosureInput = z.infer<typeof closureInputSchema>;
/** POST /ward/closures/undo: until `undoUntil`; the dispute is open again. */
export const closureActSchema = z.strictObject({ id: z.uuid() });

export const closureSchema = z.strictObject({
  id: z.uuid(),
  reason: closureReasonSchema,
  closedAt: instantSchema,
  undoUntil: instantSchema,
});
export type Closure = z.infer<typeof closureSchema>;

/** GET /ward-closures: of the organisation's venues, those that stand, for a while. */
export const ownClosuresSchema = z.strictObject({
  closures: z.array(
    closureSchema.extend({ venueId: venueIdSchema, venueName: z.string(), communeName: z.string(), text: z.string() }),
  ),
});
export type OwnClosures = z.infer<typeof ownClosuresSchema>;
