/** Inspections, on-behalf registration and its claims, disputes and difficulties, reports: below `PORTAL_API`. */
import { z } from 'zod';
import { venueIdSchema } from '#shared/domain/ids.ts';
import { instantSchema } from '#shared/domain/instant.ts';

/** Disputes are about the venue itself; a difficulty is one of using the system. */
export const caseKindSchema = z.enum(['two-claims', 'wrong-address', 'closed', 'difficulty']);
export type CaseKind = z.infer<typeof caseKindSchema>;
export const difficultyCategorySchema = z.enum(['device', 'network', 'staff', 'visitors', 'poster', 'other']);
export type DifficultyCategory = z.infer<typeof difficultyCategorySchema>;
export const caseStateSchema = z.enum(['open', 'forwarded', 'answered']);
export type CaseState = z.infer<typeof caseStateSchema>;

export const inspectionItemSchema = z.enum(['poster', 'height', 'readable', 'guide', 'kiosk', 'offline']);
export type InspectionItem = z.infer<typeof inspectionItemSchema>;
/** `na`: there is none, as a kiosk where there is only a poster. */
export const inspectionAnswerSchema = z.enum(['yes', 'no', 'na']);
export const inspectionAnswersSchema = z.record(inspectionItemSchema, inspectionAnswerSchema);
export type InspectionAnswers = z.infer<typeof inspectionAnswersSchema>;

/** POST /ward/inspections: what a phone wrote down, as often as it likes. */
export const inspectionInputSchema = z.strictObject({
  /** Minted on the phone. */
  id: z.uuid(),
  venueId: venueIdSchema,
  doneAt: instantSchema,
  answers: inspectionAnswersSchema,
  /** The last inspection the phone knew of. */
  basedOn: z.uuid().nullable(),
});
export type InspectionInput = z.infer<typeof inspectionInputSchema>;
export const inspectionSchema = z.strictObject({
  id: z.uuid(),
  venueId: venueIdSchema,
  doneAt: instantSchema,
  answers: inspectionAnswersSchema,
  /** Nothing was answered with no. */
  passed: z.boolean(),
  /** Somebody else inspected it in between: both stay. */
  conflicts: z.boolean(),
});
export type Inspection = z.infer<typeof inspectionSchema>;
export const inspectionListSchema = z.strictObject({ inspections: z.array(inspectionSchema) });
