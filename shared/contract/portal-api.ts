import { z } from 'zod';
import { assuranceSchema, waySchema } from '#shared/domain/contact.ts';
import { verdictSchema } from '#shared/domain/declaration.ts';
import {
  accountIdSchema,
  entranceCodeSchema,
  entranceIdSchema,
  kioskIdSchema,
  organisationIdSchema,
  venueIdSchema,
  visitIdSchema,
} from '#shared/domain/ids.ts';
import { calendarDaySchema, instantSchema } from '#shared/domain/instant.ts';
import { languageSchema } from '#shared/domain/language.ts';
import { personNameSchema } from '#shared/domain/person-name.ts';
import { roleSchema } from '#shared/domain/roles.ts';
import { lineSchema } from '#shared/domain/text-line.ts';
import { entranceNameSchema, venueNameSchema, venueTypeSchema } from '#shared/domain/venue.ts';
import { leftHowSchema } from '#shared/domain/visit-end.ts';
import { kioskModeSchema } from './kiosk-settings.ts';
import { kioskStatusSchema } from './kiosk-status.ts';

/** What the portal's screens speak; base path. Session cookie; state-changing requests also carry `CSRF_HEADER`. */
export const PORTAL_API = '/api/portal/v1';

/** Any value will do: a foreign page cannot set a custom header without a preflight, which is never allowed. */
export const CSRF_HEADER = 'x-venue-portal';

export const emailSchema = z.string().trim().toLowerCase().pipe(z.email().max(254));
export const passwordSchema = z.string().min(10).max(200);

/** Two levels since 2025-07-01: a province-level and a commune-level unit. */
export const addressSchema = z.strictObject({
  /** House number, street, hamlet. */
  line: lineSchema(1, 200),
  communeCode: z.string().regex(/^\d{5}$/),
});
export const addressViewSchema = addressSchema.extend({ communeName: z.string(), provinceName: z.string() });

export const venueInputSchema = z.strictObject({
  name: venueNameSchema,
  type: venueTypeSchema,
  address: addressSchema,
  entrances: z.array(entranceNameSchema).min(1).max(50),
});
export type VenueInput = z.infer<typeof venueInputSchema>;

/** POST /registrations: makes organisation, owner, venue and entrances in one go, and signs in. Answers `registrationResultSchema`. */
export const registrationSchema = z.strictObject({
  organisationName: lineSchema(2, 300),
  owner: z.strictObject({ name: personNameSchema, email: emailSchema, password: passwordSchema }),
  venue: venueInputSchema,
  language: languageSchema,
});
export type Registration = z.infer<typeof registrationSchema>;

export const meSchema = z.strictObject({
  accountId: accountIdSchema,
  name: z.string(),
  email: z.string(),
  /** Whether the person has shown that the address is theirs. */
  emailVerified: z.boolean(),
  role: roleSchema,
  organisation: z.strictObject({ id: organisationIdSchema, name: z.string() }).nullable(),
});
export type Me = z.infer<typeof meSchema>;

/** POST /sessions -> meSchema; DELETE /sessions/current -> empty; GET /me -> meSchema or problem `not-signed-in`. */
export const signInSchema = z.strictObject({ email: emailSchema, password: z.string().min(1).max(200) });

export const entranceSchema = z.strictObject({
  id: entranceIdSchema,
  name: z.string(),
  code: entranceCodeSchema,
  posterUrl: z.url(),
  /** Printed on the poster, short enough to read out. */
  serial: z.string(),
});

/** GET /venues -> { venues: Venue[] }; GET /venues/:venueId -> Venue; POST /venues (venueInputSchema) -> Venue. */
export const venueSchema = z.strictObject({
  id: venueIdSchema,
  name: z.string(),
  type: venueTypeSchema,
  address: addressViewSchema,
  entrances: z.array(entranceSchema),
  createdAt: instantSchema,
});
export type Venue = z.infer<typeof venueSchema>;
export const venueListSchema = z.strictObject({ venues: z.array(venueSchema) });

export const registrationResultSchema = z.strictObject({ me: meSchema, venue: venueSchema });

/** POST /venues/:venueId/entrances -> Venue. */
export const entranceInputSchema = z.strictObject({ name: entranceNameSchema });

/** POST /entrances/:entranceId/pairing-codes. The code is shown once and works once. */
export const pairingCodeSchema = z.strictObject({
  code: z.string(),
  /** What a pairing QR code holds. */
  qrText: z.string(),
  expiresAt: instantSchema,
});
export type PairingCode = z.infer<typeof pairingCodeSchema>;

/** What somebody should look at; judged by the server, the gravest first. */
export const kioskAlertSchema = z.enum([
  /** Two machines run with its key: a copied disk, or an old copy put back. */
  'cloned',
  /** Came back with a certificate that this server does not remember. */
  'readmitted',
  /** Not heard of for 15 minutes. */
  'offline',
  /** A record waits for more than an hour. */
  'queue-old',
  /** A record waits for more than a week: what was sealed in it may expire before it arrives. */
  'waiting-week',
  /** More records wait than go into one exchange. */
  'queue-growing',
  /** Less than 100 MB free: soon nobody can be checked in. */
  'disk-scarce',
  /** Less than 500 MB free. */
  'disk-low',
  /** Off by more than 2 minutes. */
  'clock-off',
  'camera',
  'scanner',
  'printer',
  /** The last poster check found another than the current one of its door. */
  'poster',
]);
export type KioskAlert = z.infer<typeof kioskAlertSchema>;

/** GET /venues/:venueId/kiosks -> { kiosks: Kiosk[] }; POST /kiosks/:kioskId/revocation -> Kiosk. */
export const kioskSchema = z.strictObject({
  id: kioskIdSchema,
  entranceId: entranceIdSchema,
  entranceName: z.string(),
  pairedAt: instantSchema,
  lastSeenAt: instantSchema.nullable(),
  revokedAt: instantSchema.nullable(),
  status: kioskStatusSchema.nullable(),
  quarantined: z.int(),
  /** Which way its entrance goes. */
  mode: kioskModeSchema.optional(),
  /** The machine's clock minus the server's at the last contact, the way there included; null: never heard of. */
  clockErrorMs: z.int().nullable().optional(),
  alerts: z.array(kioskAlertSchema).optional(),
  /** What its people call it; null: by its entrance. */
  name: z.string().nullable().optional(),
  /** Its venue is closed at this hour, so nobody misses it. */
  closedNow: z.boolean().optional(),
});
export type Kiosk = z.infer<typeof kioskSchema>;
export const kioskListSchema = z.strictObject({ kiosks: z.array(kioskSchema) });

/** One line of the log. Names and phones are masked here; revealing is another, audited act. */
export const visitRowSchema = z.strictObject({
  id: visitIdSchema,
  entranceId: entranceIdSchema,
  entranceName: z.string(),
  arrivedAt: instantSchema,
  leftAt: instantSchema.nullable(),
  way: waySchema,
  assurance: assuranceSchema,
  verdict: verdictSchema.nullable(),
  maskedName: z.string().nullable(),
  maskedPhone: z.string().nullable(),
  /** expired: what was kept of the person is gone, by its time or by their wish. none: nothing was given. */
  contact: z.enum(['kept', 'none', 'expired']).optional(),
  flags: z.array(z.string()),
  /** scan: by a code. staff: at the kiosk or in the portal. automatic: closing time or the longest stay. null: still inside. */
  leftBy: leftHowSchema.nullable().optional(),
  /** How many came together, this one counted. */
  partySize: z.int().min(1).optional(),
  /** What the staff decided of a person sent to them; `by`, for owners and managers, is the account's name or the card's label; null: by PIN alone. */
  resolution: z
    .strictObject({ verdict: verdictSchema, at: instantSchema, by: z.string().nullable() })
    .nullable()
    .optional(),
});
export type VisitRow = z.infer<typeof visitRowSchema>;

/** GET /venues/:venueId/day?day= */
export const dayQuerySchema = z.strictObject({ day: calendarDaySchema.optional() });
export const dayFiguresSchema = z.strictObject({
  day: calendarDaySchema,
  arrived: z.int(),
  inside: z.int(),
  seeStaff: z.int(),
  /** People inside at once; null: no limit. */
  capacity: z.int().nullable().optional(),
  /** Arrivals per hour of the day, 24 numbers, in the deployment's zone. */
  perHour: z.array(z.int()).length(24),
});
export type DayFigures = z.infer<typeof dayFiguresSchema>;

/** GET /venues/:venueId/visits/stream: server-sent events named `visit`, data = visitRowSchema; `ping` every 20 s. */
export const visitStreamEventSchema = visitRowSchema;

/** GET /units/provinces (public) and GET /units/communes?province=NN (public). */
export const unitSchema = z.strictObject({ code: z.string(), name: z.string() });
export const unitListSchema = z.strictObject({ units: z.array(unitSchema) });
