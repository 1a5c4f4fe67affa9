/**
 * What the screens of wards, cities and provinces speak, below `PORTAL_API`. Aggregates of venues, and what a ward does about
 * them; nothing of a visitor. Counts of visits are of days that are over, rounded down to tens, and null below ten.
 */
import { z } from 'zod';
import { accountIdSchema, venueIdSchema } from '#shared/domain/ids.ts';
import { calendarDaySchema, instantSchema } from '#shared/domain/instant.ts';
import { languageSchema } from '#shared/domain/language.ts';
import { personNameSchema } from '#shared/domain/person-name.ts';
import { officerRoleSchema } from '#shared/domain/roles.ts';
import { lineSchema } from '#shared/domain/text-line.ts';
import { venueTypeSchema } from '#shared/domain/venue.ts';
import { linkTokenSchema } from './portal-account.ts';
import { emailSchema, passwordSchema } from './portal-api.ts';

/** Two digits: a province or a city of its rank; five: a commune-level unit. */
export const unitCodeSchema = z.string().regex(/^(\d{2}|\d{5})$/);
const unitSchema = z.strictObject({ code: z.string(), name: z.string() });

/** GET /ward: what is the officer's. */
export const wardSchema = z.strictObject({
  role: officerRoleSchema,
  units: z.array(unitSchema),
  /** All communes of these units. */
  communes: z.array(unitSchema),
  today: calendarDaySchema,
});
export type Ward = z.infer<typeof wardSchema>;

/**
 * How a venue stands today; each has exactly one.
 * active: checked somebody in today, at a kiosk or by its staff. phone-only: today only visitors' own phones did.
 * recent: active on one of the two days before. fresh: registered less than three days ago, nothing yet. silent: the rest.
 */
export const standingSchema = z.enum(['active', 'phone-only', 'recent', 'fresh', 'silent']);
export type Standing = z.infer<typeof standingSchema>;

/** What else is to be said of it. */
export const venueMarkSchema = z.enum([
  /** Poster printed, and no phone ever opened it; nobody ever checked in. */
  'never-scanned',
  /** It has kiosks, and none was heard of for a day. */
  'kiosk-offline',
  /** No officer has seen the business yet. */
  'unverified',
  /** Registered by the ward; the business has not taken it over. */
  'unclaimed',
  /** Three reminders, and still silent. */
  'escalated',
  /** A dispute or a difficulty waits for an answer. */
  'open-case',
]);
export type VenueMark = z.infer<typeof venueMarkSchema>;

export const REMINDERS_BEFORE_ESCALATION = 3;

export const countsSchema = z.strictObject({
  registered: z.int(),
  active: z.int(),
  phoneOnly: z.int(),
  recent: z.int(),
  fresh: z.int(),
  silent: z.int(),
  neverScanned: z.int(),
  kioskOffline: z.int(),
  unverified: z.int(),
  unclaimed: z.int(),
  escalated: z.int(),
});
export type WardCounts = z.infer<typeof countsSchema>;

/** GET /ward/board?unit= */
export const boardQuerySchema = z.strictObject({ unit: unitCodeSchema.optional() });
export const boardSchema = z.strictObject({
  today: calendarDaySchema,
  /** Up to when check-ins are counted. */
  countedAt: instantSchema,
  totals: countsSchema,
  byType: z.array(z.strictObject({ type: venueTypeSchema, counts: countsSchema })),
  byUnit: z.array(z.strictObject({ code: z.string(), name: z.string(), counts: countsSchema })),
  /** Of a single commune; the busiest first. */
  byStreet: z.array(z.strictObject({ street: z.string(), counts: countsSchema })),
  /** Eight weeks, oldest first; the last one up to yesterday. */
  weeks: z.array(
    z.strictObject({
      from: calendarDaySchema,
      to: calendarDaySchema,
      /** Venues active on a day, on average. */
      activePerDay: z.number(),
      phoneOnlyPerDay: z.number(),
      /** null: fewer than ten. */
      visits: z.int().nullable(),
    }),
  ),
});
export type Board = z.infer<typeof boardSchema>;

/** GET /ward/venues: keyset pages of 50, by name. */
export const wardVenueQuerySchema = z.strictObject({
  unit: unitCodeSchema.optional(),
  standing: standingSchema.optional(),
  mark: venueMarkSchema.optional(),
  type: venueTypeSchema.optional(),
  street: z.string().max(200).optional(),
  search: z.string().max(100).optional(),
  after: z.string().max(400).optional(),
});
export type WardVenueQuery = z.infer<typeof wardVenueQuerySchema>;
export const wardVenueSchema = z.strictObject({
  id: venueIdSchema,
  name: z.string(),
  type: venueTypeSchema,
  addressLine: z.string(),
  communeName: z.string(),
  registeredAt: instantSchema,
  standing: standingSchema,
  marks: z.array(venueMarkSchema),
  lastActiveDay: calendarDaySchema.nullable(),
  lastPhoneDay: calendarDaySchema.nullable(),
  /** Since it was last active. */
  reminders: z.int(),
  remindedToday: z.boolean(),
});
export type WardVenue = z.infer<typeof wardVenueSchema>;
export const wardVenuePageSchema = z.strictObject({
  venues: z.array(wardVenueSchema),
  /** How many there are in all. */
  total: z.int(),
  next: z.string().nullable(),
});

export const reminderReasonSchema = z.enum(['silent', 'never-scanned', 'kiosk-offline']);
export type ReminderReason = z.infer<typeof reminderReasonSchema>;
/** `email` goes out by itself; the rest the officer sends or says. */
export const reminderChannelSchema = z.enum(['sms', 'zalo', 'loudspeaker', 'visit', 'email']);
export type ReminderChannel = z.infer<typeof reminderChannelSchema>;

export const reminderSchema = z.strictObject({
  id: z.uuid(),
  venueId: venueIdSchema,
  reason: reminderReasonSchema,
  channel: reminderChannelSchema,
  number: z.int(),
  at: instantSchema,
});
export type Reminder = z.infer<typeof reminderSchema>;

/** GET /ward/venues/:venueId */
export const wardVenueDetailSchema = z.strictObject({
  venue: wardVenueSchema,
  posterPrintedAt: instantSchema.nullable(),
  firstScanAt: instantSchema.nullable(),
  kiosks: z.array(z.strictObject({ entranceName: z.string(), lastSeenAt: instantSchema.nullable() })),
  verifiedAt: instantSchema.nullable(),
  /** Newest first; without those that were undone. */
  reminders: z.array(reminderSchema),
});
export type WardVenueDetail = z.infer<typeof wardVenueDetailSchema>;

/** POST /ward/venues/:venueId/verification and DELETE: an officer has seen the business. */

/** POST /ward/reminders: marks them as reminded; whoever was reminded today already is left out. */
export const remindInputSchema = z.strictObject({
  venueIds: z.array(venueIdSchema).min(1).max(200),
  reason: reminderReasonSchema,
  channel: reminderChannelSchema,
});
export const remindedSchema = z.strictObject({
  reminders: z.array(reminderSchema),
  skipped: z.int(),
  /** Letters under way. */
  mailed: z.int(),
});
/** POST /ward/reminders/undo: within the day. */
export const undoRemindersSchema = z.strictObject({ ids: z.array(z.uuid()).min(1).max(200) });
/** GET /ward/reminders: whether letters can be sent from here. */
export const reminderMeansSchema = z.strictObject({ canMail: z.boolean() });

/** GET /venues/:venueId/ward: what its ward says, for the people of the venue. */
export const venueWardSchema = z.strictObject({
  communeName: z.string(),
  verifiedAt: instantSchema.nullable(),
  /** The newest since the venue was last active; null: none. */
  reminder: reminderSchema.nullable(),
});
export type VenueWard = z.infer<typeof venueWardSchema>;

/** GET /ward/officers: who holds an office within the units, and who is invited. */
export const officersSchema = z.strictObject({
  officers: z.array(
    z.strictObject({
      accountId: accountIdSchema,
      name: z.string(),
      email: z.string(),
      role: officerRoleSchema,
      units: z.array(unitSchema),
      lastSeenAt: instantSchema.nullable(),
      secured: z.boolean(),
      /** Whether whoever asks may remove them. */
      removable: z.boolean(),
    }),
  ),
  invitations: z.array(
    z.strictObject({
      id: z.uuid(),
      label: z.string(),
      role: officerRoleSchema,
      units: z.array(unitSchema),
      expiresAt: instantSchema,
    }),
  ),
});
export type Officers = z.infer<typeof officersSchema>;

/** POST /ward/invitations -> oneTimeLinkSchema; the role must be one the inviter's role may give. */
export const officerInvitationInputSchema = z.strictObject({
  role: officerRoleSchema,
  units: z.array(unitCodeSchema).min(1).max(200),
  label: lineSchema(1, 80),
});
export const officerActSchema = z.strictObject({ accountId: accountIdSchema });
export const invitationActSchema = z.strictObject({ id: z.uuid() });

/** POST /ward/invitation-details, /ward/invitation-acceptances: public; the link is the right to it. */
export const officerInvitationDetailsSchema = z.strictObject({ role: officerRoleSchema, units: z.array(unitSchema) });
export const officerAcceptanceSchema = z.strictObject({
  token: linkTokenSchema,
  name: personNameSchema,
  email: emailSchema,
  password: passwordSchema,
  language: languageSchema,
});
