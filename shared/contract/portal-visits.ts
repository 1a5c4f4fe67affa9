import { z } from 'zod';
import { assuranceSchema, waySchema } from '#shared/domain/contact.ts';
import { answerSchema, verdictSchema } from '#shared/domain/declaration.ts';
import { entranceIdSchema, eventIdSchema, visitIdSchema } from '#shared/domain/ids.ts';
import { calendarDaySchema, instantSchema } from '#shared/domain/instant.ts';
import { languageSchema } from '#shared/domain/language.ts';
import { personNameSchema } from '#shared/domain/person-name.ts';
import { visitRowSchema } from './portal-api.ts';

/** The log of a venue: pages, searches, one visit in full, what staff write into it, and its figures. */

/** `none`: nothing was asked, as in a group or where it is skipped for the day. */
export const verdictChoiceSchema = z.enum([...verdictSchema.options, 'none']);

/** seen-leaving: by a scan or by staff. not-seen-leaving: it ended by itself. */
export const presenceSchema = z.enum(['inside', 'seen-leaving', 'not-seen-leaving']);
export type Presence = z.infer<typeof presenceSchema>;

/** Marks as people tell them apart; each stands for one or more of the flags on a visit. */
export const logMarkSchema = z.enum(['no-contact', 'in-care', 'assisted', 'cross-check', 'pass', 'clock', 'expired']);
export type LogMark = z.infer<typeof logMarkSchema>;

const rangeShape = {
  /** Today when left out. */
  from: calendarDaySchema.optional(),
  /** Included; the same day as `from` when left out. */
  to: calendarDaySchema.optional(),
  entranceId: entranceIdSchema.optional(),
};
const isForward = ({ from, to }: { readonly from?: string | undefined; readonly to?: string | undefined }): boolean =>
  from === undefined || to === undefined || from <= to;
const FORWARD = { path: ['to'], message: 'before-from' };

/** Any of each list's; of different lists, all. An empty list asks for nothing. */
export const logFilterSchema = z
  .strictObject({
    ...rangeShape,
    verdicts: z.array(verdictChoiceSchema).max(4).optional(),
    ways: z.array(waySchema).max(waySchema.options.length).optional(),
    assurances: z.array(assuranceSchema).max(assuranceSchema.options.length).optional(),
    presence: presenceSchema.optional(),
    marks: z.array(logMarkSchema).max(logMarkSchema.options.length).optional(),
  })
  .refine(isForward, FORWARD);
export type LogFilter = z.infer<typeof logFilterSchema>;

const listOf = <T extends string>(item: z.ZodType<T, string>) =>
  z
    .string()
    .max(200)
    .transform((text) => text.split(','))
    .pipe(z.array(item).max(20))
    .optional();

/** Where a page ended. */
const cursorSchema = z.string().max(100);

/** GET /venues/:venueId/visits?from=&to=&ways=typed,poster&before= -> visitPageSchema. As {@link logFilterSchema}, lists by commas. */
export const visitQuerySchema = z
  .strictObject({
    ...rangeShape,
    verdicts: listOf(verdictChoiceSchema),
    ways: listOf(waySchema),
    assurances: listOf(assuranceSchema),
    presence: presenceSchema.optional(),
    marks: listOf(logMarkSchema),
    before: cursorSchema.optional(),
  })
  .refine(isForward, FORWARD);

/**
 * Newest first, up to 100. A page takes a bounded part of the log: with a rare filter it may hold fewer, or none, and still
 * have a next one.
 */
export const visitPageSchema = z.strictObject({
  from: calendarDaySchema,
  to: calendarDaySchema,
  visits: z.array(visitRowSchema),
  /** Pass as `before` for the next page; null at the end. */
  next: z.string().nullable(),
  /** Everything since then has been looked through; null at the end. */
  reachedAt: instantSchema.nullable(),
});
export type VisitPage = z.infer<typeof visitPageSchema>;

/** POST /venues/:venueId/visit-searches -> visitSearchPageSchema. In a body, for addresses are kept by browsers and proxies. */
export const visitSearchSchema = z.strictObject({
  filter: logFilterSchema,
  /** A name, with or without marks, its words in any order; a phone number, or at least four digits in a row of one. */
  text: z.string().trim().min(2).max(120),
  before: cursorSchema.optional(),
});
export type VisitSearch = z.infer<typeof visitSearchSchema>;

export const visitSearchPageSchema = visitPageSchema.extend({
  /** phone: by the whole number, at once. name, digits: visit by visit. */
  by: z.enum(['phone', 'name', 'digits']),
  /** How many visits this page looked at. */
  examined: z.int(),
});
export type VisitSearchPage = z.infer<typeof visitSearchPageSchema>;

/** POST /visits/:visitId/reveal -> name and phone in full. Each one is in the audit trail. null: not given, or no longer kept. */
export const revealedContactSchema = z.strictObject({ name: z.string().nullable(), phone: z.string().nullable() });
export type RevealedContact = z.infer<typeof revealedContactSchema>;

/** Who did it: the visitor at a machine or on their phone, or somebody of the staff (named for owners and managers). */
export const actorSchema = z.strictObject({
  kind: z.enum(['kiosk', 'phone', 'staff', 'clock']),
  name: z.string().nullable(),
});

/** `again`: the same person scanned once more within the venue's window. `ended`: nobody was seen leaving. */
export const visitStepSchema = z.strictObject({
  kind: z.enum(['arrived', 'again', 'extended', 'resolved', 'left', 'ended']),
  at: instantSchema,
  entranceName: z.string().nullable(),
  by: actorSchema,
  verdict: verdictSchema.nullable(),
  /** When it came to be known here, if that was minutes later, as from a kiosk without network. */
  receivedAt: instantSchema.nullable(),
});
export type VisitStep = z.infer<typeof visitStepSchema>;

/** GET /visits/:visitId: what happened, in its order. Masked. */
export const visitDetailSchema = z.strictObject({ visit: visitRowSchema, steps: z.array(visitStepSchema) });
export type VisitDetail = z.infer<typeof visitDetailSchema>;

/**
 * POST /venues/:venueId/check-ins: staff write somebody in, on behalf of a person without a phone or a code. `id` is minted in
 * the browser: sent again it is the same visit. GET /venues/:venueId/check-in-questions -> what to ask.
 */
export const staffCheckInSchema = z.strictObject({
  id: eventIdSchema,
  entranceId: entranceIdSchema,
  name: personNameSchema.optional(),
  /** As typed; problem `fields: { phone: 'not-a-phone' }`. */
  phone: z.string().trim().min(3).max(30).optional(),
  language: languageSchema,
  questionsVersion: z.int().min(1),
  consentVersion: z.int().min(1),
  answers: z.array(answerSchema).max(12),
});
export type StaffCheckIn = z.infer<typeof staffCheckInSchema>;
export const staffCheckedInSchema = z.strictObject({
  visitId: visitIdSchema,
  verdict: verdictSchema,
  maskedName: z.string().nullable(),
});
export type StaffCheckedIn = z.infer<typeof staffCheckedInSchema>;

/** POST /visits/:visitId/cancellation -> empty: takes back what staff wrote in here, this long after. */
export const CANCELLABLE_MS = 15 * 60_000;

/** GET /venues/:venueId/insights?from=&to=&entranceId= */
export const insightsQuerySchema = z.strictObject(rangeShape).refine(isForward, FORWARD);

/** Fewer than this many people in a week are not told. */
export const SMALLEST_GROUP = 10;
/** The longest range of figures. */
export const MAX_INSIGHT_DAYS = 366;

/** Arrivals; one person's scans within the venue's window count once. */
export const insightsSchema = z.strictObject({
  from: calendarDaySchema,
  to: calendarDaySchema,
  perDay: z.array(z.strictObject({ day: calendarDaySchema, arrived: z.int() })),
  /** Monday first, 24 hours each, in the deployment's zone. */
  perWeekdayHour: z.array(z.array(z.int()).length(24)).length(7),
  ways: z.array(z.strictObject({ way: waySchema, arrived: z.int() })),
  /**
   * Whole weeks from Monday, over by now, of the whole venue whatever entrance was asked for; no sums of them: so that two
   * answers tell no more than one.
   */
  weeks: z.array(
    z.strictObject({
      from: calendarDaySchema,
      arrived: z.int(),
      /** Who told of symptoms; null: fewer than {@link SMALLEST_GROUP}, or perhaps none. */
      symptoms: z.int().min(SMALLEST_GROUP).nullable(),
    }),
  ),
});
export type Insights = z.infer<typeof insightsSchema>;
