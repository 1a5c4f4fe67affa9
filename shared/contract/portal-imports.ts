import { z } from 'zod';
import { venueIdSchema } from '#shared/domain/ids.ts';
import { instantSchema } from '#shared/domain/instant.ts';
import { languageSchema } from '#shared/domain/language.ts';

/** Many venues from a file: looked at first, let in afterwards, as often as one likes. */

export const IMPORT_LIMITS = {
  fileBytes: 5_000_000,
  rows: 20_000,
  columns: 60,
  /** Rows that go in with one request: each within a transaction of its own. */
  rowsPerStep: 200,
  /** What is told of at once; the result file has all. */
  problemsShown: 500,
  rowsShown: 60,
  suggestions: 3,
  /** How long a file that was looked at waits. */
  keptMs: 24 * 3_600_000,
} as const;

/** In the order of the template. */
export const importColumnSchema = z.enum([
  'externalId',
  'name',
  'type',
  'addressLine',
  'commune',
  'province',
  'entrances',
  'responsibleName',
  'responsiblePhone',
]);
export type ImportColumn = z.infer<typeof importColumnSchema>;

/** Why a file is no list of venues at all. */
export const importRefusalSchema = z.enum([
  'empty',
  'too-large',
  'too-many-rows',
  'too-many-columns',
  'no-header',
  'not-a-table',
  /** A workbook of before 2007, or one with a password. */
  'old-excel',
  'macros',
  'damaged',
  'busy',
]);
export type ImportRefusal = z.infer<typeof importRefusalSchema>;

/** Why one row cannot go in. */
export const rowProblemCodeSchema = z.enum([
  'missing',
  'too-long',
  'too-short',
  'unknown-type',
  'unknown-commune',
  /** Several communes are called so. */
  'ambiguous-commune',
  'not-a-phone',
  /** Of name and phone of a person only one is there. */
  'half-a-person',
  'formula',
  'too-many-entrances',
  'duplicate-id',
  'duplicate-row',
  /** The venue was closed in the portal. */
  'closed',
]);
export type RowProblemCode = z.infer<typeof rowProblemCodeSchema>;

export const rowProblemSchema = z.strictObject({
  /** As the spreadsheet counts: the header is 1. */
  row: z.int(),
  column: importColumnSchema,
  code: rowProblemCodeSchema,
  /** What stands there; null where it may be a person's. */
  found: z.string().nullable(),
  /** “Did you mean …?” */
  suggestions: z.array(z.string()),
  /** The other row, of a double. */
  otherRow: z.int().nullable(),
});
export type RowProblem = z.infer<typeof rowProblemSchema>;

export const rowStatusSchema = z.enum(['new', 'changed', 'unchanged', 'error']);
export type RowStatus = z.infer<typeof rowStatusSchema>;

/** What would become other than it is. */
export const changedFieldSchema = z.enum(['externalId', 'name', 'type', 'address', 'responsible', 'entrances']);
export type ChangedField = z.infer<typeof changedFieldSchema>;

export const rowPreviewSchema = z.strictObject({
  row: z.int(),
  name: z.string(),
  communeName: z.string(),
  status: rowStatusSchema,
  changes: z.array(changedFieldSchema),
});
export type RowPreview = z.infer<typeof rowPreviewSchema>;

export const importCountsSchema = z.strictObject({
  new: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  error: z.int(),
});
export type ImportCounts = z.infer<typeof importCountsSchema>;

/** POST /imports; GET /imports/:importId; POST /imports/:importId/steps lets the next rows in. DELETE forgets it. */
export const importSchema = z.strictObject({
  id: z.uuid(),
  createdAt: instantSchema,
  expiresAt: instantSchema,
  rows: z.int(),
  /** As found when it was looked at. */
  counts: importCountsSchema,
  problems: z.array(rowProblemSchema),
  preview: z.array(rowPreviewSchema),
  /** Columns of the file that mean nothing here, by their titles. */
  ignoredColumns: z.array(z.string()),
  /** Rows that are through; all of them when `finishedAt` is set. */
  done: z.int(),
  finishedAt: instantSchema.nullable(),
});
export type VenueImport = z.infer<typeof importSchema>;

export const importFileSchema = z.strictObject({
  /** Base64 of the file as it is. */
  content: z.base64().max(Math.ceil(IMPORT_LIMITS.fileBytes / 3) * 4 + 4),
});

/** 201 when it was read; a refusal is an answer too, as nothing is wrong with the request. */
export const importAnswerSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('checked'), import: importSchema }),
  z.strictObject({ kind: z.literal('refused'), code: importRefusalSchema }),
]);
export type ImportAnswer = z.infer<typeof importAnswerSchema>;

/** GET /imports/current -> the newest that waits, or null. */
export const currentImportSchema = z.strictObject({ import: importSchema.nullable() });

/** GET /import-template?format=&language= ; GET /imports/:importId/result?format=&language= */
export const importFormatQuerySchema = z.strictObject({
  format: z.enum(['xlsx', 'csv']),
  language: languageSchema.default('vi'),
});

/** What became of a row, as the result file says it. */
export const rowResultSchema = z.strictObject({
  row: z.int(),
  status: rowStatusSchema,
  venueId: venueIdSchema.nullable(),
});
export type RowResult = z.infer<typeof rowResultSchema>;
