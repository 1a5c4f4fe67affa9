import { z } from 'zod';
import { waySchema } from '#shared/domain/contact.ts';
import { questionSetSchema, verdictSchema } from '#shared/domain/declaration.ts';
import { instantSchema } from '#shared/domain/instant.ts';
import { bilingualSchema, languageSchema } from '#shared/domain/language.ts';

/** Why a code was not taken; each has its own kind sentence. */
export const refusalSchema = z.enum([
  'own-poster',
  'foreign-poster',
  'unknown-web-address',
  'unknown-wifi',
  'unknown-payment',
  'unknown-contact-card',
  'unknown-text',
  'garbled',
  'cross-check',
  'pass-expired',
  'pass-not-genuine',
  'pairing-code',
  'staff-card',
]);
export type Refusal = z.infer<typeof refusalSchema>;

/** How the person in front of the kiosk is shown: never more than this reaches the screen. */
export const personViewSchema = z.strictObject({
  way: waySchema,
  /** `N. T. Hương`, `Thẻ ····4F2` has null here and `tail` instead. */
  maskedName: z.string().nullable(),
  /** Last characters of a pass. */
  tail: z.string().nullable(),
  birthYear: z.int().nullable(),
});
export type PersonView = z.infer<typeof personViewSchema>;

/** Exactly one screen at a time; the core decides, the renderer draws. */
export const screenSchema = z.discriminatedUnion('name', [
  /** Not paired yet: asks for the server's address and an 8-character code. */
  z.strictObject({
    name: z.literal('unpaired'),
    serverUrl: z.string().nullable(),
    pairing: z.enum([
      'waiting',
      'working',
      'code-unknown',
      'code-expired',
      'code-used',
      'unreachable',
      'not-our-server',
    ]),
  }),
  z.strictObject({ name: z.literal('idle') }),
  /** A code that cannot be used, with the sentence that says why; goes back to idle by itself. */
  z.strictObject({ name: z.literal('refused'), reason: refusalSchema }),
  /** The declaration: all that applies, on one screen. */
  z.strictObject({
    name: z.literal('declaration'),
    person: personViewSchema,
    questions: questionSetSchema,
    /** Ids of the questions to put on the screen now, in order: those that apply and have no answer yet. Questions a branch opens come after. */
    ask: z.array(z.string()),
    /** A person whose code waits behind this one. */
    next: z.boolean(),
  }),
  /** "Phone, or skip", after a code that brings none. */
  z.strictObject({ name: z.literal('phone'), person: personViewSchema, invalid: z.boolean() }),
  /** Check-in without a code: phone, then name. */
  z.strictObject({ name: z.literal('typed'), step: z.enum(['phone', 'name']), invalid: z.boolean() }),
  z.strictObject({ name: z.literal('saving') }),
  z.strictObject({
    name: z.literal('result'),
    verdict: verdictSchema,
    person: personViewSchema,
    at: instantSchema,
    /** The same person within the venue's window: no second visit. */
    already: z.boolean(),
  }),
  /** "More time?": wiped when nobody answers. */
  z.strictObject({ name: z.literal('still-there'), secondsLeft: z.int() }),
  /** The check-in could not be written down: staff must be called, nothing was promised. */
  z.strictObject({ name: z.literal('storage-failed') }),
  /** The core is down or starting: the poster's code still works. */
  z.strictObject({ name: z.literal('out-of-order') }),
]);
export type Screen = z.infer<typeof screenSchema>;

export const connectionSchema = z.strictObject({
  online: z.boolean(),
  /** Records on this machine that the server has not confirmed. */
  waiting: z.int().min(0),
  oldestWaitingAt: instantSchema.nullable(),
  lastSyncAt: instantSchema.nullable(),
  standing: z.enum(['active', 'revoked']),
});
export type Connection = z.infer<typeof connectionSchema>;

/** All the renderer needs to draw; sent whole on every change. Contains nothing about anyone but the person in front. */
export const kioskViewSchema = z.strictObject({
  screen: screenSchema,
  language: languageSchema,
  venue: z
    .strictObject({
      organisationName: z.string(),
      venueName: z.string(),
      entranceName: z.string(),
      posterUrl: z.string(),
      timeZone: z.string(),
    })
    .nullable(),
  connection: connectionSchema,
  notices: z.array(bilingualSchema),
  /** Server time minus this machine's wall clock, so that the clock on the screen is right. */
  clockOffsetMs: z.int(),
  scanner: z.enum(['open', 'closed', 'none']),
});
export type KioskView = z.infer<typeof kioskViewSchema>;

/** Sounds and flashes; each has its own look. */
export const signalSchema = z.enum(['seen', 'welcome', 'see-staff', 'try-again']);
export type Signal = z.infer<typeof signalSchema>;
