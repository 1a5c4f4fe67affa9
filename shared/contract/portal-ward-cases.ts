/** Inspections, on-behalf registration and its claims, disputes and difficulties, reports: below `PORTAL_API`. */
import { z } from 'zod';
import { venueIdSchema } from '#shared/domain/ids.ts';
import { instantSchema } from '#shared/domain/instant.ts';
import { languageSchema } from '#shared/domain/language.ts';
import { personNameSchema } from '#shared/domain/person-name.ts';
import { emailSchema, passwordSchema, venueInputSchema } from './portal-api.ts';
import { closureSchema } from './portal-closures.ts';
import { unitCodeSchema } from './portal-ward.ts';

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
export const inspectionAnswersSchema = z.strictObject({
  poster: inspectionAnswerSchema,
  height: inspectionAnswerSchema,
  readable: inspectionAnswerSchema,
  guide: inspectionAnswerSchema,
  kiosk: inspectionAnswerSchema,
  offline: inspectionAnswerSchema,
}) satisfies z.ZodType<Readonly<Record<InspectionItem, z.infer<typeof inspectionAnswerSchema>>>>;
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

/** GET /ward/inspection-round?unit=: what a phone takes along, by street. */
export const inspectionRoundQuerySchema = z.strictObject({ unit: unitCodeSchema.optional() });
export const inspectionRoundSchema = z.strictObject({
  unit: z.strictObject({ code: z.string(), name: z.string() }),
  venues: z.array(
    z.strictObject({
      id: venueIdSchema,
      name: z.string(),
      addressLine: z.string(),
      last: inspectionSchema.pick({ id: true, doneAt: true, passed: true }).nullable(),
    }),
  ),
});
export type InspectionRound = z.infer<typeof inspectionRoundSchema>;

const caseTextSchema = z.string().trim().normalize('NFC').min(5).max(1_000);
const categoryOfDifficulty = {
  check: (input: { readonly kind: CaseKind; readonly category: DifficultyCategory | null }) =>
    (input.kind === 'difficulty') === (input.category !== null),
  say: { path: ['category'], message: 'required' },
};

/** POST /venues/:venueId/cases: by the venue's owner or manager. */
export const ownerCaseInputSchema = z
  .strictObject({ kind: caseKindSchema, category: difficultyCategorySchema.nullable(), text: caseTextSchema })
  .refine(categoryOfDifficulty.check, categoryOfDifficulty.say);
/** POST /ward/cases: by an officer, about a venue of theirs. */
export const wardCaseInputSchema = z.strictObject({
  venueId: venueIdSchema,
  kind: caseKindSchema.exclude(['difficulty']),
  text: caseTextSchema,
});
/** POST /ward/cases/answer, POST /ward/cases/forward (to the unit above). */
export const caseAnswerSchema = z.strictObject({ id: z.uuid(), answer: caseTextSchema });
export const caseActSchema = z.strictObject({ id: z.uuid() });

export const wardCaseSchema = z.strictObject({
  id: z.uuid(),
  venueId: venueIdSchema,
  venueName: z.string(),
  communeName: z.string(),
  kind: caseKindSchema,
  category: difficultyCategorySchema.nullable(),
  text: z.string(),
  state: caseStateSchema,
  raisedSide: z.enum(['owner', 'officer']),
  raisedAt: instantSchema,
  forwardedAt: instantSchema.nullable(),
  answer: z.string().nullable(),
  answeredAt: instantSchema.nullable(),
  /** The venue was closed to settle it. */
  closure: closureSchema.nullable(),
});
export type WardCase = z.infer<typeof wardCaseSchema>;
/** GET /ward/cases?state=, GET /venues/:venueId/cases: newest first, 200 at most. */
export const caseQuerySchema = z.strictObject({ state: caseStateSchema.optional() });
export const caseListSchema = z.strictObject({ cases: z.array(wardCaseSchema) });

/** POST /ward/registrations: by a ward officer or a volunteer, for a business of their own commune. */
export const onBehalfInputSchema = venueInputSchema;
/** What stands on the slip; the code is told this once. */
export const claimSlipSchema = z.strictObject({
  venueId: venueIdSchema,
  venueName: z.string(),
  address: z.string(),
  serial: z.string(),
  /** XXXX-XXXX-XXXX-XXXX */
  code: z.string(),
  /** The page that takes the venue over, the code behind its `#`. */
  url: z.string(),
  expiresAt: instantSchema,
});
export type ClaimSlip = z.infer<typeof claimSlipSchema>;
/** GET /ward/registrations: those of the units; a volunteer sees the own ones. Newest first, 200 at most. */
export const onBehalfListSchema = z.strictObject({
  registrations: z.array(
    z.strictObject({
      venueId: venueIdSchema,
      venueName: z.string(),
      addressLine: z.string(),
      registeredAt: instantSchema,
      expiresAt: instantSchema,
      claimedAt: instantSchema.nullable(),
    }),
  ),
});
export type OnBehalfList = z.infer<typeof onBehalfListSchema>;

/** As typed: letters that look alike are taken for what was meant; 80 bits in 16 of them. */
export const claimCodeSchema = z
  .string()
  .trim()
  .regex(/^[0-9A-TV-Za-tv-z]{4}([ -]?[0-9A-TV-Za-tv-z]{4}){3}$/)
  .transform((typed) =>
    typed
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, '')
      .replace(/O/g, '0')
      .replace(/[IL]/g, '1'),
  );
/** POST /claim-details -> claimDetailsSchema, or `code-unknown`, `code-expired`, `code-used`. */
export const claimDetailsInputSchema = z.strictObject({ code: claimCodeSchema });
export const claimDetailsSchema = z.strictObject({ venueName: z.string(), address: z.string() });
/** POST /claims -> meSchema, signed in: a new account becomes the venue's owner. POST /claims/own: the owner's organisation takes it. */
export const claimInputSchema = z.strictObject({
  code: claimCodeSchema,
  name: personNameSchema,
  email: emailSchema,
  password: passwordSchema,
  language: languageSchema,
});
export const claimedSchema = z.strictObject({ venueId: venueIdSchema });
