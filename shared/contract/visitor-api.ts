import { z } from 'zod';
import { answerSchema, questionSetSchema, verdictSchema } from '#shared/domain/declaration.ts';
import { eventIdSchema } from '#shared/domain/ids.ts';
import { calendarDaySchema, instantSchema } from '#shared/domain/instant.ts';
import { bilingualSchema, languageSchema } from '#shared/domain/language.ts';
import { personNameSchema } from '#shared/domain/person-name.ts';

/** Everything the phone page behind a poster speaks; base path. No session, no cookie. */
export const VISITOR_API = '/api/visitor/v1';

/** As typed; the server normalises it (`parsePhone`) and answers `fields: { phone: 'not-a-phone' }`. */
const typedPhoneSchema = z.string().trim().min(3).max(30);

/** `look`: opened from the portal, not scanned from a wall; not counted as a scan. */
export const entranceQuerySchema = z.strictObject({ look: z.literal('1').optional() });

/** GET /entrances/:code; an unknown code answers problem `not-found`, one whose poster was replaced `code-expired`. */
export const publicEntranceSchema = z.strictObject({
  venueName: z.string(),
  entranceName: z.string(),
  address: z.string(),
  questions: questionSetSchema,
  contactDays: z.int(),
  healthDays: z.int(),
});
export type PublicEntrance = z.infer<typeof publicEntranceSchema>;

/** POST /entrances/:code/check-ins. `id` is minted on the phone: a retry on a bad network is the same check-in. */
export const selfCheckInRequestSchema = z.strictObject({
  id: eventIdSchema,
  name: personNameSchema,
  phone: typedPhoneSchema,
  language: languageSchema,
  questionsVersion: z.int().min(1),
  consentVersion: z.int().min(1),
  answers: z.array(answerSchema).max(12),
});
export type SelfCheckInRequest = z.infer<typeof selfCheckInRequestSchema>;

export const selfCheckInResponseSchema = z.strictObject({
  at: instantSchema,
  /** The venue's zone: a guard compares the time with the clock on the wall. */
  timeZone: z.string(),
  verdict: verdictSchema,
  venueName: z.string(),
  entranceName: z.string(),
  maskedName: z.string(),
  /** Lets a person without an account withdraw: 10 Crockford base32 characters. */
  receiptCode: z.string(),
});
export type SelfCheckInResponse = z.infer<typeof selfCheckInResponseSchema>;

/** GET /pass-terms: what a visitor consents to before a pass is made. */
export const passTermsSchema = z.strictObject({
  consent: z.strictObject({ version: z.int().min(1), text: bilingualSchema }),
  validDays: z.int().min(1).max(21),
});
export type PassTerms = z.infer<typeof passTermsSchema>;

/** POST /passes */
export const passRequestSchema = z.strictObject({
  name: personNameSchema,
  phone: typedPhoneSchema,
  language: languageSchema,
  consentVersion: z.int().min(1),
});
export type PassRequest = z.infer<typeof passRequestSchema>;

export const passResponseSchema = z.strictObject({
  /** The signed text of the QR code. Shown once: no endpoint reads a pass back. */
  passText: z.string(),
  /** Last characters shown to people: `4F2`. */
  tail: z.string(),
  expiresOn: calendarDaySchema,
});
export type PassResponse = z.infer<typeof passResponseSchema>;
