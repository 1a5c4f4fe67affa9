import { z } from 'zod';
import { assuranceSchema, waySchema } from '#shared/domain/contact.ts';
import { verdictSchema } from '#shared/domain/declaration.ts';
import { venueIdSchema, visitIdSchema } from '#shared/domain/ids.ts';
import { instantSchema } from '#shared/domain/instant.ts';
import { languageSchema } from '#shared/domain/language.ts';
import { personNameSchema } from '#shared/domain/person-name.ts';
import { RIGHTS_KINDS } from '#shared/domain/rights-deadlines.ts';
import { lineSchema } from '#shared/domain/text-line.ts';

export const rightsKindSchema = z.enum(RIGHTS_KINDS);
export type RightsKind = z.infer<typeof rightsKindSchema>;

/** `open` waits for an answer; `done` was done; `refused` was answered with a reason. */
export const rightsStatusSchema = z.enum(['open', 'done', 'refused']);
export type RightsStatus = z.infer<typeof rightsStatusSchema>;

/** How it came. `receipt`: by the person alone, with the code of a check-in. */
export const rightsChannelSchema = z.enum(['counter', 'phone', 'letter', 'email', 'receipt', 'cli']);
export type RightsChannel = z.infer<typeof rightsChannelSchema>;

/** How staff made sure who asks; the law wants no more data for it than needed. */
export const identityCheckSchema = z.enum(['document', 'call-back', 'receipt', 'known', 'not-yet']);
export type IdentityCheck = z.infer<typeof identityCheckSchema>;

/** Closed list, so that a refusal names nobody. */
export const refusalReasonSchema = z.enum(['not-identified', 'nothing-found', 'law-requires', 'withdrawn-by-person']);
export type RefusalReason = z.infer<typeof refusalReasonSchema>;

/** What a person is found by. Sent in bodies only. */
export const personKeySchema = z.strictObject({
  kind: z.enum(['phone', 'id-number', 'pass', 'receipt']),
  value: z.string().trim().min(3).max(200),
});
export type PersonKey = z.infer<typeof personKeySchema>;

/** The person who asks, and how they are answered. Kept sealed. */
export const askerSchema = z.strictObject({
  name: z.string().trim().max(120),
  /** Phone, e-mail or post, as given. */
  contact: z.string().trim().max(200),
  note: z.string().trim().max(1_000),
  key: personKeySchema.nullable(),
});
export type Asker = z.infer<typeof askerSchema>;

/** POST /rights-requests */
export const rightsRequestInputSchema = z.strictObject({
  kind: rightsKindSchema,
  channel: rightsChannelSchema.exclude(['receipt', 'cli']),
  identityCheck: identityCheckSchema,
  name: lineSchema(1, 120),
  contact: lineSchema(3, 200),
  note: z.string().trim().max(1_000).default(''),
  key: personKeySchema.nullable().default(null),
});
export type RightsRequestInput = z.infer<typeof rightsRequestInputSchema>;

/** What was done, in numbers. */
export const rightsOutcomeSchema = z.strictObject({
  visits: z.int().min(0),
  /** Records that waited in quarantine. */
  held: z.int().min(0),
});
export type RightsOutcome = z.infer<typeof rightsOutcomeSchema>;

/** A line of the list; names nobody. */
export const rightsRequestSchema = z.strictObject({
  id: z.uuid(),
  reference: z.string(),
  kind: rightsKindSchema,
  status: rightsStatusSchema,
  channel: rightsChannelSchema,
  identityCheck: identityCheckSchema,
  receivedAt: instantSchema,
  acknowledgeBy: instantSchema,
  acknowledgedAt: instantSchema.nullable(),
  dueAt: instantSchema,
  extended: z.boolean(),
  closedAt: instantSchema.nullable(),
  refusal: refusalReasonSchema.nullable(),
  outcome: rightsOutcomeSchema,
});
export type RightsRequest = z.infer<typeof rightsRequestSchema>;

/** GET /rights-requests: open ones by deadline, then the last that were closed. */
export const rightsListSchema = z.strictObject({
  now: instantSchema,
  requests: z.array(rightsRequestSchema),
});
export type RightsList = z.infer<typeof rightsListSchema>;

/** GET /rights-requests/:requestId */
export const rightsDetailSchema = rightsRequestSchema.extend({
  /** null: its time is over. */
  asker: askerSchema.nullable(),
  receivedBy: z.string().nullable(),
  closedBy: z.string().nullable(),
  /** Signed by the server: that it was deleted, when and how much. */
  deletionRecord: z.string().nullable(),
  /** A longer time may be taken once. */
  mayExtend: z.boolean(),
});
export type RightsDetail = z.infer<typeof rightsDetailSchema>;

/** A visit that may be the person's, masked: one phone is used by whole families. */
export const personMatchSchema = z.strictObject({
  visitId: visitIdSchema,
  venueId: venueIdSchema,
  venueName: z.string(),
  entranceName: z.string(),
  arrivedAt: instantSchema,
  maskedName: z.string().nullable(),
  maskedPhone: z.string().nullable(),
  way: waySchema,
  assurance: assuranceSchema,
  verdict: verdictSchema.nullable(),
  hasContact: z.boolean(),
  hasHealth: z.boolean(),
  corrected: z.int().min(0),
});
export type PersonMatch = z.infer<typeof personMatchSchema>;

/** POST /rights-requests/:requestId/matches */
export const personMatchesSchema = z.strictObject({
  matches: z.array(personMatchSchema),
  /** Sealed records in quarantine that are the person's. */
  held: z.int().min(0),
  /** More were found than can be shown. */
  cut: z.boolean(),
});
export type PersonMatches = z.infer<typeof personMatchesSchema>;

const chosenVisits = z.array(visitIdSchema).max(500);

/** POST /rights-requests/:requestId/answer: what is kept, as a file. */
export const rightsAnswerInputSchema = z.strictObject({
  visitIds: chosenVisits.min(1),
  format: z.enum(['pdf', 'json']),
  language: languageSchema,
});

/** POST /rights-requests/:requestId/correction. Left out: stays as it is. */
export const rightsCorrectionInputSchema = z
  .strictObject({
    visitIds: chosenVisits.min(1),
    name: personNameSchema.optional(),
    phone: z.string().trim().min(3).max(30).optional(),
    birthYear: z.int().min(1850).max(2100).optional(),
  })
  .refine(({ name, phone, birthYear }) => name !== undefined || phone !== undefined || birthYear !== undefined, {
    path: ['name'],
    message: 'nothing-changed',
  });
export type RightsCorrectionInput = z.infer<typeof rightsCorrectionInputSchema>;

/** POST /rights-requests/:requestId/erasure */
export const rightsErasureInputSchema = z.strictObject({ visitIds: chosenVisits });

/** POST /rights-requests/:requestId/refusal */
export const rightsRefusalInputSchema = z.strictObject({ reason: refusalReasonSchema });

/** POST /api/visitor/v1/withdrawals. Without `confirmed` it only says what would go. */
export const withdrawalInputSchema = z.strictObject({
  receiptCode: z.string().trim().min(1).max(40),
  confirmed: z.boolean().default(false),
});
export const withdrawalSchema = z.strictObject({
  venueName: z.string(),
  at: instantSchema,
  timeZone: z.string(),
  /** `kept`: still there. `gone`: nothing of the person is kept any more. */
  state: z.enum(['kept', 'gone']),
  reference: z.string().nullable(),
});
export type Withdrawal = z.infer<typeof withdrawalSchema>;
