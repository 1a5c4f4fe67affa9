import { z } from 'zod';
import { companionKindSchema } from '#shared/domain/companion.ts';
import { waySchema } from '#shared/domain/contact.ts';
import { verdictSchema } from '#shared/domain/declaration.ts';
import { entranceIdSchema, staffCardIdSchema, visitIdSchema } from '#shared/domain/ids.ts';
import { instantSchema } from '#shared/domain/instant.ts';
import { lineSchema } from '#shared/domain/text-line.ts';
import { kioskChoicesSchema, kioskModeSchema } from './kiosk-settings.ts';

/** The door as the portal sees it: how kiosks behave, who may open them, who is inside, who waits for the staff. */

/** The same at every door of a venue; which way a door goes is each entrance's own. */
const venueChoicesSchema = kioskChoicesSchema.omit({ mode: true });

/** GET /venues/:venueId/door -> doorSettingsSchema. */
export const doorSettingsSchema = z.strictObject({
  choices: venueChoicesSchema,
  entrances: z.array(z.strictObject({ id: entranceIdSchema, name: z.string(), mode: kioskModeSchema })),
  /** Whether a staff PIN is set; the PIN itself is never told again. */
  staffPinSetAt: instantSchema.nullable(),
});
export type DoorSettings = z.infer<typeof doorSettingsSchema>;

/** 6 to 12 digits, not all the same and no plain run up or down. */
export const staffPinSchema = z
  .string()
  .regex(/^\d{6,12}$/, { message: 'digits' })
  .refine((pin) => !isGuessable(pin), { message: 'guessable' });

function isGuessable(pin: string): boolean {
  const steps = new Set([...pin.slice(1)].map((digit, index) => Number(digit) - Number(pin[index])));
  const [step = 0] = steps;
  return steps.size === 1 && Math.abs(step) <= 1;
}

type Changes<S extends z.ZodRawShape> = {
  [K in keyof S]: z.ZodOptional<S[K] extends z.ZodDefault<infer T> ? T : S[K]>;
};

/** Without the defaults: zod fills them in for what is left out, and a change of one choice would reset the others. */
const changesOf = <S extends z.ZodRawShape>(shape: S): Changes<S> =>
  Object.fromEntries(
    Object.entries(shape).map(([name, field]) => [
      name,
      z.optional(field instanceof z.ZodDefault ? field.removeDefault() : field),
    ]),
  ) as Changes<S>;

/**
 * The longest that may be chosen, in ms. Beyond it a kiosk would keep somebody's details on its screen for hours, timers
 * would overflow, and nobody would ever leave.
 */
export const LONGEST_CHOICES = {
  duplicateWindowMs: 24 * 3_600_000,
  maxStayMs: 30 * 24 * 3_600_000,
  idleTimeoutMs: 600_000,
  resultMs: 60_000,
} as const;

const { duplicateWindowMs, idleTimeoutMs, resultMs, maxStayMs } = venueChoicesSchema.shape;
const chosenSchema = venueChoicesSchema.extend({
  duplicateWindowMs: duplicateWindowMs.max(LONGEST_CHOICES.duplicateWindowMs),
  maxStayMs: maxStayMs.unwrap().max(LONGEST_CHOICES.maxStayMs),
  idleTimeoutMs: idleTimeoutMs.max(LONGEST_CHOICES.idleTimeoutMs),
  resultMs: resultMs.max(LONGEST_CHOICES.resultMs),
});

/** PATCH /venues/:venueId/door -> doorSettingsSchema. What is left out stays. Kiosks have it with their next exchange. */
export const doorChangesSchema = z.strictObject({
  choices: z.strictObject(changesOf(chosenSchema.shape)).optional(),
  /** null takes the PIN away: then nobody gets into the staff's pages. */
  staffPin: staffPinSchema.nullable().optional(),
});
export type DoorChanges = z.infer<typeof doorChangesSchema>;

/** PATCH /entrances/:entranceId/door -> doorSettingsSchema. */
export const entranceDoorSchema = z.strictObject({ mode: kioskModeSchema });

/** A card says who of the staff it is; the PIN decides. */
export const staffCardSchema = z.strictObject({
  id: staffCardIdSchema,
  /** Whose it is, as the venue writes it. */
  label: z.string(),
  createdAt: instantSchema,
  revokedAt: instantSchema.nullable(),
});
export type StaffCard = z.infer<typeof staffCardSchema>;

/** GET /venues/:venueId/staff-cards; POST /staff-cards/:staffCardId/revocation -> staffCardSchema. */
export const staffCardListSchema = z.strictObject({ cards: z.array(staffCardSchema) });

/** POST /venues/:venueId/staff-cards -> issuedStaffCardSchema. */
export const staffCardInputSchema = z.strictObject({ label: lineSchema(1, 80) });

/** The code is told once: only its hash is kept. */
export const issuedStaffCardSchema = z.strictObject({
  card: staffCardSchema,
  qrText: z.string(),
  /** A card to print, PDF as base64. */
  pdfBase64: z.string(),
});
export type IssuedStaffCard = z.infer<typeof issuedStaffCardSchema>;

/** GET /venues/:venueId/inside: the evacuation list of the whole venue. GET /venues/:venueId/inside.pdf?language=vi|en prints it. */
export const insideListSchema = z.strictObject({
  at: instantSchema,
  capacity: z.int().nullable(),
  people: z.array(
    z.strictObject({
      visitId: visitIdSchema,
      entranceName: z.string(),
      arrivedAt: instantSchema,
      way: waySchema,
      /** null: a companion without a code, or content that cannot be shown any more. */
      maskedName: z.string().nullable(),
      companion: companionKindSchema.nullable(),
      /** How many came together. */
      partySize: z.int().min(1),
      verdict: verdictSchema.nullable(),
    }),
  ),
  /** Doors whose kiosk has not been heard of for a while: people may have come or gone there meanwhile. */
  silentEntrances: z.array(z.string()),
});
export type InsideList = z.infer<typeof insideListSchema>;

/**
 * POST /venues/:venueId/inside/opening: names and phones of all who are inside, in full, for whoever looks for them in an
 * emergency. No proof is asked then; it is in the trail each time.
 */
export const openedInsideSchema = z.strictObject({
  at: instantSchema,
  /** Those who gave a name or phone that can still be read. */
  people: z.array(
    z.strictObject({ visitId: visitIdSchema, name: z.string().nullable(), phone: z.string().nullable() }),
  ),
});
export type OpenedInside = z.infer<typeof openedInsideSchema>;

/** GET /venues/:venueId/calls: people told to see the staff who still wait, the longest first. */
export const callListSchema = z.strictObject({
  calls: z.array(
    z.strictObject({
      visitId: visitIdSchema,
      entranceName: z.string(),
      arrivedAt: instantSchema,
      maskedName: z.string().nullable(),
    }),
  ),
});
export type CallList = z.infer<typeof callListSchema>;

/** POST /visits/:visitId/resolution -> empty. */
export const resolutionSchema = z.strictObject({ verdict: z.enum(['welcome', 'not-today']) });
/** POST /visits/:visitId/departure -> empty: staff saw them leave. */
