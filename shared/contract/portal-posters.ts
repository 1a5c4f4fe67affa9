import { z } from 'zod';
import { entranceIdSchema, venueIdSchema } from '#shared/domain/ids.ts';
import { instantSchema } from '#shared/domain/instant.ts';
import {
  posterFormatSchema,
  posterLanguageSchema,
  posterOptionsSchema,
  posterPreflightSchema,
} from './poster-options.ts';

/** What a venue chose for its posters; kept from print to print. */
export const posterChoicesSchema = posterOptionsSchema.extend({
  /** Shows the organisation's logo, where it has one. */
  logo: z.boolean().default(true),
});
export type PosterChoices = z.infer<typeof posterChoicesSchema>;

const hexSchema = z
  .string()
  .regex(/^[0-9a-f]{6}$/)
  .optional();

/** The same choices in an address: colours without `#`, both or none. */
export const posterQuerySchema = z.strictObject({
  format: posterFormatSchema.default('A4'),
  language: posterLanguageSchema.default('both'),
  largeType: z.enum(['0', '1']).default('0'),
  primary: hexSchema,
  accent: hexSchema,
  logo: z.enum(['0', '1']).default('1'),
});
export type PosterQuery = z.infer<typeof posterQuerySchema>;

export const choicesOfQuery = (query: PosterQuery): PosterChoices => ({
  format: query.format,
  language: query.language,
  largeType: query.largeType === '1',
  brand: query.primary && query.accent ? { primary: `#${query.primary}`, accent: `#${query.accent}` } : null,
  logo: query.logo === '1',
});

export const queryOfChoices = ({
  format,
  language,
  largeType,
  brand,
  logo,
}: PosterChoices): Record<string, string> => ({
  format,
  language,
  largeType: largeType ? '1' : '0',
  ...(brand && { primary: brand.primary.slice(1), accent: brand.accent.slice(1) }),
  logo: logo ? '1' : '0',
});

/** GET /entrances/:entranceId/poster-page: one page as a picture, SVG where the format has it, else PNG. Prints nothing. */
export const posterPageQuerySchema = posterQuerySchema.extend({
  page: z.enum(['1', '2']).default('1'),
  /** `paper`: sharp enough to be printed. */
  for: z.enum(['screen', 'paper']).default('screen'),
  /** Which logo and which day's print: another one is another picture. Not looked at. */
  v: z.string().max(40).optional(),
});

/** A poster whose place a new one took. */
export const replacedPosterSchema = z.strictObject({
  serial: z.string(),
  replacedAt: instantSchema,
  worksUntil: instantSchema,
  prints: z.int(),
  lastScanAt: instantSchema.nullable(),
  /** Scans after its grace period: it still hangs somewhere. */
  lateScansToday: z.int(),
  lateScansOfWeek: z.int(),
});
export type ReplacedPoster = z.infer<typeof replacedPosterSchema>;

export const entrancePosterSchema = z.strictObject({
  entranceId: entranceIdSchema,
  entranceName: z.string(),
  posterUrl: z.url(),
  serial: z.string(),
  /** Six characters to tell it by on the phone. */
  shortCode: z.string(),
  printedAt: instantSchema.nullable(),
  prints: z.int(),
  firstScanAt: instantSchema.nullable(),
  lastScanAt: instantSchema.nullable(),
  firstCheckInAt: instantSchema.nullable(),
  replaced: z.array(replacedPosterSchema),
  /** Until when the last rotation can be undone; null: there is none, or it is too late. */
  undoUntil: instantSchema.nullable(),
});
export type EntrancePoster = z.infer<typeof entrancePosterSchema>;

export const logoSchema = z.strictObject({ uploadedAt: instantSchema, width: z.int(), height: z.int() });
export type Logo = z.infer<typeof logoSchema>;

/** GET /venues/:venueId/posters */
export const posterStudioSchema = z.strictObject({
  venueName: z.string(),
  entrances: z.array(entrancePosterSchema),
  choices: posterChoicesSchema,
  logo: logoSchema.nullable(),
  /** The server's time: grace periods are told by it. */
  now: instantSchema,
});
export type PosterStudio = z.infer<typeof posterStudioSchema>;

/** GET /venues/:venueId/poster-preflight?entrances=: what keeps each from being printed. */
export const posterChecksSchema = z.strictObject({
  checks: z.array(z.strictObject({ entranceId: entranceIdSchema, preflight: posterPreflightSchema })),
});
export type PosterChecks = z.infer<typeof posterChecksSchema>;

const MAX_ENTRANCES = 50;
/** Entrance ids, separated by commas. */
export const entranceListSchema = z
  .string()
  .max(MAX_ENTRANCES * 37)
  .regex(/^[0-9a-f-]{36}(,[0-9a-f-]{36})*$/);

/** POST /venues/:venueId/poster-prints: prints of these are counted; refused where one has a fault. */
export const posterPrintSchema = z.strictObject({
  entranceIds: z.array(entranceIdSchema).min(1).max(MAX_ENTRANCES),
  choices: posterChoicesSchema,
});

export const gracePeriodSchema = z.enum(['now', '7-days', '30-days']);
export type GracePeriod = z.infer<typeof gracePeriodSchema>;
/** POST /entrances/:entranceId/rotation -> posterStudioSchema; DELETE undoes the last one. */
export const rotationSchema = z.strictObject({ grace: gracePeriodSchema.default('7-days') });

/** Bytes of a logo as uploaded. */
export const MAX_LOGO_BYTES = 2 * 1024 * 1024;
/** Pixels of each side, before it is decoded. */
export const MAX_LOGO_SIDE = 4_096;
/** PUT /logo. `invalid-input` answers `fields: { image: logoProblemSchema }`. */
export const logoInputSchema = z.strictObject({
  /** Base64 of a PNG or JPEG file. */
  image: z.string().max(Math.ceil(MAX_LOGO_BYTES / 3) * 4 + 4),
});
export const logoProblemSchema = z.enum([
  'svg',
  'not-an-image',
  'too-many-bytes',
  'too-many-pixels',
  'too-small',
  'unreadable',
]);
export type LogoProblem = z.infer<typeof logoProblemSchema>;
/** GET /logo-facts */
export const logoFactsSchema = z.strictObject({ logo: logoSchema.nullable() });

/** POST /poster-jobs: the posters of many venues in one file. */
export const posterJobInputSchema = z.strictObject({
  /** null: all of the organisation. */
  venueIds: z.array(venueIdSchema).min(1).max(10_000).nullable(),
  choices: posterChoicesSchema,
  file: z.enum(['pdf', 'zip']),
});
export type PosterJobInput = z.infer<typeof posterJobInputSchema>;

/** POST /poster-samples: of what a job would draw, what to look at before. */
export const posterSamplesInputSchema = posterJobInputSchema.pick({ venueIds: true });

const posterSampleSchema = z.strictObject({
  venueId: venueIdSchema,
  venueName: z.string(),
  entranceId: entranceIdSchema,
  entranceName: z.string(),
  serial: z.string(),
});
export type PosterSample = z.infer<typeof posterSampleSchema>;
export const posterSamplesSchema = z.strictObject({
  /** How many there would be. */
  posters: z.int(),
  first: posterSampleSchema.nullable(),
  /** The one with the longest names; null where that is the first. */
  longest: posterSampleSchema.nullable(),
  logo: logoSchema.nullable(),
});
export type PosterSamples = z.infer<typeof posterSamplesSchema>;

/** A poster of a job that was left out, and why. */
export const leftOutPosterSchema = z.strictObject({
  venueId: venueIdSchema,
  venueName: z.string(),
  entranceName: z.string(),
  preflight: posterPreflightSchema,
});
export type LeftOutPoster = z.infer<typeof leftOutPosterSchema>;

/** GET /poster-jobs/:posterJobId; DELETE cancels; GET …/file once it is done. */
export const posterJobSchema = z.strictObject({
  id: z.uuid(),
  state: z.enum(['waiting', 'checking', 'drawing', 'done', 'cancelled', 'failed']),
  posters: z.int(),
  checked: z.int(),
  drawn: z.int(),
  file: z.enum(['pdf', 'zip']),
  bytes: z.int().nullable(),
  /** The first hundred. */
  leftOut: z.array(leftOutPosterSchema),
  leftOutCount: z.int(),
  createdAt: instantSchema,
  /** The file is deleted then. */
  expiresAt: instantSchema.nullable(),
});
export type PosterJob = z.infer<typeof posterJobSchema>;
