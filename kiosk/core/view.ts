import { z } from 'zod';
import { kioskModeSchema, nightHoursSchema } from '#shared/contract/kiosk-settings.ts';
import { instantSchema } from '#shared/domain/instant.ts';
import { bilingualSchema, languageSchema } from '#shared/domain/language.ts';
import { comfortSchema } from './comfort.ts';
import { scopeSchema, screenSchema } from './screen.ts';

export const connectionSchema = z.strictObject({
  online: z.boolean(),
  /** Records on this machine that the server has not confirmed. */
  waiting: z.int().min(0),
  oldestWaitingAt: instantSchema.nullable(),
  lastSyncAt: instantSchema.nullable(),
  standing: z.enum(['active', 'revoked']),
  /** Nothing is sent, for the server's certificate is not valid any more, or not yet. */
  outOfDate: z.boolean().optional(),
});
export type Connection = z.infer<typeof connectionSchema>;

/** Room on this machine's disk: low under 500 MB, scarce under 100 MB, full when nothing more can be written down. */
export const diskLevelSchema = z.enum(['ok', 'low', 'scarce', 'full']);
export type DiskLevel = z.infer<typeof diskLevelSchema>;

export const presenceViewSchema = z.strictObject({
  scope: scopeSchema,
  inside: z.int().min(0),
  /** null: no limit. */
  capacity: z.int().min(1).nullable(),
  isFull: z.boolean(),
});

/** All the renderer needs to draw; sent whole on every change. Contains nothing about anyone but the person in front, and what the staff asked to see. */
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
      /** Its ward has closed it: the idle screen says so, and asks for no code but of those who go out. */
      closedByWard: z.boolean(),
    })
    .nullable(),
  connection: connectionSchema,
  disk: diskLevelSchema,
  notices: z.array(bilingualSchema),
  /** Server time minus this machine's wall clock, so that the clock on the screen is right. */
  clockOffsetMs: z.int(),
  scanner: z.enum(['open', 'closed', 'none']),
  mode: kioskModeSchema,
  /** The Group button is offered. */
  groups: z.boolean(),
  /** null: this kiosk shows no number (nothing limits it). */
  presence: presenceViewSchema.nullable(),
  /** What the person in front chose to see and hear better; back to the venue's choice after each visitor. */
  comfort: comfortSchema,
  look: z.strictObject({
    theme: z.enum(['light', 'dark', 'by-hour']),
    night: nightHoursSchema.nullable(),
    /** CSS pixels per millimetre of this screen, by calibration with a card; null: not calibrated. */
    pixelsPerMm: z.number().min(1).max(40).nullable(),
  }),
  /** People sent to the staff whom nobody has seen yet. */
  calls: z.int().min(0),
});
export type KioskView = z.infer<typeof kioskViewSchema>;

/** Sounds and flashes; each has its own look. */
export const signalSchema = z.enum(['seen', 'welcome', 'goodbye', 'see-staff', 'try-again']);
export type Signal = z.infer<typeof signalSchema>;
