/** Reports that units ask of the wards below them, against a deadline: below `PORTAL_API`. Aggregates of venues only. */
import { z } from 'zod';
import { instantSchema } from '#shared/domain/instant.ts';
import { languageSchema } from '#shared/domain/language.ts';
import { lineSchema } from '#shared/domain/text-line.ts';
import { countsSchema, unitCodeSchema } from './portal-ward.ts';

const unitSchema = z.strictObject({ code: z.string(), name: z.string() });

/** What a ward says of itself at the moment it reports; frozen from then on. */
export const reportFiguresSchema = z.strictObject({
  unit: unitSchema,
  at: instantSchema,
  counts: countsSchema,
  /** Venues that were ever inspected, and of them those whose last inspection passed. */
  inspected: z.int(),
  passed: z.int(),
  openCases: z.int(),
});
export type ReportFigures = z.infer<typeof reportFiguresSchema>;

/** POST /ward/reports: by a city or a province, to all wards below it. */
export const reportCallInputSchema = z
  .strictObject({
    title: lineSchema(3, 120),
    dueAt: instantSchema,
    /** Of a province: until when its cities report what their wards did. Left out: with the wards. */
    cityDueAt: instantSchema.optional(),
  })
  .refine(({ dueAt, cityDueAt }) => cityDueAt === undefined || cityDueAt >= dueAt, {
    path: ['cityDueAt'],
    message: 'before-wards',
  });

export const reportCallSchema = z.strictObject({
  id: z.uuid(),
  title: z.string(),
  dueAt: instantSchema,
  createdAt: instantSchema,
  /** Of the wards that the officer sees. */
  asked: z.int(),
  submitted: z.int(),
  late: z.int(),
  /** Cities asked to report upward, of those that the officer sees; null: none are, or a ward looks. */
  cities: z.strictObject({ dueAt: instantSchema, asked: z.int(), submitted: z.int(), late: z.int() }).nullable(),
});
export type ReportCall = z.infer<typeof reportCallSchema>;
/** GET /ward/reports: newest deadline first, 50 at most. */
export const reportListSchema = z.strictObject({ reports: z.array(reportCallSchema), now: instantSchema });

export const reportStateSchema = z.enum(['on-time', 'late', 'missing']);
export type ReportState = z.infer<typeof reportStateSchema>;
/** GET /ward/report?call= */
export const reportQuerySchema = z.strictObject({ call: z.uuid() });
/** `submission`: what a city submitted, as it stood; left out: as the report stands now. */
export const reportFileQuerySchema = reportQuerySchema.extend({
  language: languageSchema.default('vi'),
  submission: z.uuid().optional(),
});

/** What a city says of its wards at the moment it reports; frozen from then on. */
export const cityFiguresSchema = z.strictObject({
  area: z.strictObject({ codes: z.array(z.string()), name: z.string() }),
  at: instantSchema,
  /** The wards whose reports are in it, each with its own proof. */
  wards: z.array(z.strictObject({ unit: unitSchema, submittedAt: instantSchema, sha256: z.string() })),
  /** Those that had not reported. */
  missing: z.array(unitSchema),
  counts: countsSchema,
  inspected: z.int(),
  passed: z.int(),
  openCases: z.int(),
});
export type CityFigures = z.infer<typeof cityFiguresSchema>;

export const cityRowSchema = z.strictObject({
  /** The city's unit codes in their order, with commas. */
  area: z.string(),
  name: z.string(),
  state: reportStateSchema,
  /** Of the submission; null: none yet. */
  id: z.uuid().nullable(),
  submittedAt: instantSchema.nullable(),
  figures: cityFiguresSchema.nullable(),
  note: z.string(),
  sha256: z.string().nullable(),
});
export type CityRow = z.infer<typeof cityRowSchema>;
export const reportSchema = z.strictObject({
  call: reportCallSchema,
  now: instantSchema,
  rows: z.array(
    z.strictObject({
      unit: unitSchema,
      state: reportStateSchema,
      submittedAt: instantSchema.nullable(),
      figures: reportFiguresSchema.nullable(),
      note: z.string(),
      /** SHA-256 over the figures as they were submitted, hex. */
      sha256: z.string().nullable(),
    }),
  ),
  /** Of those that have reported. */
  totals: countsSchema,
  /** Of the cities that the officer sees. */
  cities: z.array(cityRowSchema),
  /** Which of them is the officer's own to submit. */
  ownArea: z.string().nullable(),
});
export type Report = z.infer<typeof reportSchema>;

/** POST /ward/report-submissions: once per ward; figures cannot be changed afterwards. */
export const reportSubmissionInputSchema = z.strictObject({
  call: z.uuid(),
  unit: unitCodeSchema,
  note: z.string().trim().normalize('NFC').max(1_000),
});
/** POST /ward/report-city-submissions: once per city, out of what its wards have reported; cannot be changed afterwards. */
export const citySubmissionInputSchema = z.strictObject({
  call: z.uuid(),
  note: z.string().trim().normalize('NFC').max(1_000),
});
