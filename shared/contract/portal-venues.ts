import { z } from 'zod';
import { entranceIdSchema, venueIdSchema } from '#shared/domain/ids.ts';
import { calendarDaySchema, instantSchema } from '#shared/domain/instant.ts';
import { personNameSchema } from '#shared/domain/person-name.ts';
import { parsePhone } from '#shared/domain/phone.ts';
import { entranceNameSchema, externalIdSchema, venueNameSchema, venueTypeSchema } from '#shared/domain/venue.ts';
import { addressSchema, addressViewSchema } from './portal-api.ts';

/** Venues as their owner keeps them: finding, changing, closing, letting in by file. */

/** GET /units/communes/search?typed=phu%20hoi&near=46 (public) -> communeMatchesSchema. */
export const communeSearchSchema = z.strictObject({
  typed: z.string().max(120),
  /** The province whose communes come first among equals. */
  near: z
    .string()
    .regex(/^\d{2}$/)
    .optional(),
});
export const communeMatchSchema = z.strictObject({
  code: z.string(),
  name: z.string(),
  provinceCode: z.string(),
  provinceName: z.string(),
  /** The name of before that was found, with its place; null: its own. */
  formerly: z.string().nullable(),
});
export type CommuneMatch = z.infer<typeof communeMatchSchema>;
export const communeMatchesSchema = z.strictObject({ communes: z.array(communeMatchSchema) });

/** Days without a visit after which a venue is silent. */
export const SILENT_DAYS = 3;
export const VENUES_PER_PAGE = 60;

/** GET /venue-list. The next page continues after `after`, the `next` of the one before. */
export const venueListQuerySchema = z.strictObject({
  search: z.string().max(120).default(''),
  type: venueTypeSchema.optional(),
  commune: z
    .string()
    .regex(/^\d{5}$/)
    .optional(),
  /** silent: nobody came for {@link SILENT_DAYS} days. unverified: no officer of the ward has seen it yet. closed: given up, can be opened again. */
  state: z.enum(['open', 'silent', 'unverified', 'closed']).default('open'),
  sort: z.enum(['name', 'newest', 'oldest']).default('name'),
  after: z.string().max(600).optional(),
});
export type VenueListQuery = z.infer<typeof venueListQuerySchema>;

export const venueRowSchema = z.strictObject({
  id: venueIdSchema,
  name: z.string(),
  type: venueTypeSchema,
  addressLine: z.string(),
  communeName: z.string(),
  entrances: z.int(),
  arrivedToday: z.int(),
  /** null: nobody yet. */
  lastVisitOn: calendarDaySchema.nullable(),
  externalId: z.string().nullable(),
  /** An officer of the ward has seen it. */
  verified: z.boolean(),
  closedAt: instantSchema.nullable(),
});
export type VenueRow = z.infer<typeof venueRowSchema>;

export const venuePageSchema = z.strictObject({
  venues: z.array(venueRowSchema),
  /** Of all pages. */
  total: z.int(),
  next: z.string().nullable(),
  /** Where the organisation has venues, for the filter; with the first page only. */
  communes: z.array(z.strictObject({ code: z.string(), name: z.string(), venues: z.int() })),
  /** Open ones, whatever is looked for. */
  open: z.int(),
});
export type VenuePage = z.infer<typeof venuePageSchema>;

/** As people type it; E.164 afterwards. */
export const phoneInputSchema = z
  .string()
  .trim()
  .max(30)
  .transform((typed, context) => {
    const phone = parsePhone(typed);
    if (phone.ok) return phone.value;
    context.addIssue({ code: 'custom', message: 'phone' });
    return z.NEVER;
  });

export const responsibleSchema = z.strictObject({ name: personNameSchema, phone: phoneInputSchema });
export type Responsible = z.infer<typeof responsibleSchema>;

/** GET /venues/:venueId/basics (owner, manager) -> venueBasicsSchema. */
export const venueBasicsSchema = z.strictObject({
  id: venueIdSchema,
  name: z.string(),
  type: venueTypeSchema,
  address: addressViewSchema.extend({ provinceCode: z.string() }),
  externalId: z.string().nullable(),
  /** Phone in national form. */
  responsible: z.strictObject({ name: z.string(), phone: z.string() }).nullable(),
  entrances: z.array(
    z.strictObject({
      id: entranceIdSchema,
      name: z.string(),
      serial: z.string(),
      /** A kiosk stands there: it must be revoked before the entrance can go. */
      hasKiosk: z.boolean(),
    }),
  ),
  retiredEntrances: z.array(z.strictObject({ id: entranceIdSchema, name: z.string(), serial: z.string() })),
  createdAt: instantSchema,
  closedAt: instantSchema.nullable(),
});
export type VenueBasics = z.infer<typeof venueBasicsSchema>;

/** PATCH /venues/:venueId/basics -> venueBasicsSchema. What is left out stays. */
export const venueChangesSchema = z.strictObject({
  name: venueNameSchema.optional(),
  type: venueTypeSchema.optional(),
  address: addressSchema.optional(),
  externalId: externalIdSchema.nullable().optional(),
  responsible: responsibleSchema.nullable().optional(),
});
export type VenueChanges = z.infer<typeof venueChangesSchema>;

/** PATCH /entrances/:entranceId -> venueBasicsSchema. */
export const entranceChangesSchema = z.strictObject({ name: entranceNameSchema });

/** POST /venues/:venueId/entrance-order -> venueBasicsSchema: all of its entrances, in their new order. */
export const entranceOrderSchema = z.strictObject({ entranceIds: z.array(entranceIdSchema).min(1).max(200) });

/** POST /venue-matches (public) -> venueMatchesSchema. Says that there is one, never whose. */
export const venueMatchQuerySchema = z.strictObject({ name: venueNameSchema, address: addressSchema });
export const venueMatchesSchema = z.strictObject({
  /** Of the caller's own organisation: certain, with the way there. Empty for who is not signed in. */
  own: z.array(z.strictObject({ id: venueIdSchema, name: z.string(), addressLine: z.string() })),
  /** Another organisation has one of this name at a like address. */
  elsewhere: z.boolean(),
});
export type VenueMatches = z.infer<typeof venueMatchesSchema>;
