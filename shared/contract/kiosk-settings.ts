import { z } from 'zod';
import { entranceCodeSchema, entranceIdSchema, organisationIdSchema, venueIdSchema } from '#shared/domain/ids.ts';
import { languageSchema } from '#shared/domain/language.ts';
import { localTimeSchema } from '#shared/domain/local-time.ts';
import { openingHoursSchema } from '#shared/domain/opening-hours.ts';
import { closingBySchema } from '#shared/domain/visit-end.ts';

/** 32 bytes, base64url without padding: an Ed25519 or X25519 public key, or a SHA-256. */
export const bytes32Schema = z.string().length(43);

/** entrance: people come in. exit: they go out. both: one door, and a person who is inside goes out. */
export const kioskModeSchema = z.enum(['entrance', 'exit', 'both']);
export type KioskMode = z.infer<typeof kioskModeSchema>;

export const nightHoursSchema = z.object({ from: localTimeSchema, to: localTimeSchema });
export type NightHours = z.infer<typeof nightHoursSchema>;

/**
 * What the portal decides about a kiosk; each takes effect when it arrives. Every one that came later has a default, so
 * that the settings of an older server, or those kept from before an update, are still whole.
 */
export const kioskChoicesSchema = z.object({
  mode: kioskModeSchema.default('entrance'),
  /** The same person within this is the same visit. */
  duplicateWindowMs: z.int().min(0),
  /** A visit that nobody closed ends after this. */
  maxStayMs: z
    .int()
    .min(60_000)
    .default(12 * 3_600_000),
  /** Everybody is checked out then; null: never closed. Kiosks that know no `hours` go by it as well. */
  closesAt: localTimeSchema.nullable().default(null),
  /** hours: everybody is checked out when the day's own opening hours end. */
  closingBy: closingBySchema.default('clock'),
  /** People inside at once; null: no limit. */
  capacity: z.int().min(1).max(1_000_000).nullable().default(null),
  /** A declaration of the same day is not asked again. */
  skipDeclaredToday: z.boolean(),
  /** After a code that brings no phone number: ask for one (it can be skipped). */
  askPhoneAfterCode: z.boolean(),
  /** People without a phone are let in by name alone; otherwise they are sent to the staff. */
  allowWithoutContact: z.boolean().default(true),
  /** declare-once: one declaration by the responsible person speaks for all of a group. */
  group: z.enum(['off', 'declare-each', 'declare-once']).default('declare-once'),
  idleTimeoutMs: z.int().min(5_000),
  resultMs: z.int().min(500),
  /** Loudness of signals and voice, percent; a visitor's own choice lasts for that visitor. */
  volume: z.int().min(0).max(100).default(60),
  /** What its screens speak before a visitor chooses; null: what the staff set on each machine. */
  language: languageSchema.nullable().default(null),
  /** Spoken guidance for everybody; a visitor can always switch it on. */
  voice: z.boolean().default(false),
  /** by-hour: dark during `night`. */
  theme: z.enum(['light', 'dark', 'by-hour']).default('by-hour'),
  /** The idle screen is dimmed in these hours; null: never. */
  night: nightHoursSchema.nullable().default({ from: '22:00', to: '05:30' }),
  print: z.enum(['off', 'receipt', 'badge']).default('off'),
  /** A downloaded update is installed at night, when nobody is there; otherwise the staff install it. */
  updateAtNight: z.boolean().default(false),
});
export type KioskChoices = z.infer<typeof kioskChoicesSchema>;

/** An IANA zone that this machine knows: every time on a screen and every end of a day is told by it. */
const timeZoneSchema = z.string().max(60).refine(isTimeZone);

/** The last one that was found to be one: a deployment has one zone, and asking costs more than all else in the settings. */
let knownZone: string | null = null;

function isTimeZone(name: string): boolean {
  if (name === knownZone) return true;
  try {
    if (new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone === '') return false;
    knownZone = name;
    return true;
  } catch {
    return false;
  }
}

/** 32 bytes, and nothing but them: what does not decode would fail at the first pass that is shown. */
const publicKeySchema = z.string().regex(/^[\w-]{42}[AEIMQUYcgkosw048]$/);

/** A poster of this venue that may hang on its walls. */
export const knownPosterSchema = z.object({
  code: entranceCodeSchema,
  entranceName: z.string(),
  state: z.enum(['current', 'retired']),
});

/** When the venue is open; what a later server says otherwise is no reason to refuse its settings. */
const knownHoursSchema = z.object(openingHoursSchema.shape).nullable().default(null).catch(null);

export const kioskSettingsSchema = kioskChoicesSchema.extend({
  version: z.int().min(1),
  organisationId: organisationIdSchema,
  venueId: venueIdSchema,
  entranceId: entranceIdSchema,
  organisationName: z.string(),
  venueName: z.string(),
  entranceName: z.string(),
  entranceCode: entranceCodeSchema,
  /** What this entrance's poster says, for the out-of-order screen and the poster check. */
  posterUrl: z.url(),
  timeZone: timeZoneSchema,
  /** null: nobody said. */
  openingHours: knownHoursSchema,
  /** Its ward has closed the venue: nobody is checked in there until that is taken back (SYNC-SPEC D5). */
  closedByWard: z.boolean().default(false),
  /** Public keys that sign visitor passes, by key id. */
  passKeys: z.array(z.object({ keyId: z.int().min(0).max(0xffff_ffff), publicKey: publicKeySchema })).max(8),
  /** argon2id of the venue's staff PIN as a PHC string; null: none was set, so nobody gets into the staff's pages. */
  staffPin: z.string().max(200).nullable().default(null),
  /** SHA-256 of the ids of staff cards that are valid here. A card says who; the PIN decides. Names stay on the server. */
  staffCards: z.array(bytes32Schema).max(500).default([]),
  /** Posters of the whole venue, current and retired, for the poster check. */
  posters: z.array(knownPosterSchema).max(500).default([]),
});
export type KioskSettings = z.infer<typeof kioskSettingsSchema>;
