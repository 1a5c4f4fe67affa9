import { z } from 'zod';
import { calendarDaySchema, instantSchema } from '#shared/domain/instant.ts';
import { languageSchema } from '#shared/domain/language.ts';
import { lineSchema } from '#shared/domain/text-line.ts';
import { logFilterSchema } from './portal-visits.ts';

/** The visit log of some days as a file. */

export const exportFormatSchema = z.enum(['xlsx', 'csv', 'pdf']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/** In the order in which they stand in the file. */
export const exportColumnSchema = z.enum([
  'arrivedAt',
  'leftAt',
  'entrance',
  'name',
  'phone',
  'way',
  'assurance',
  'verdict',
  'notes',
  'id',
]);
export type ExportColumn = z.infer<typeof exportColumnSchema>;
export const EXPORT_COLUMNS = exportColumnSchema.options;

/** Paper is for what people read: longer lists are for spreadsheets. */
export const MAX_PDF_ROWS = 10_000;
/** Files of one person that are being made or waiting, at most. */
export const MAX_OWN_EXPORTS = 5;

const MIN_REASON = 5;

/** POST /venues/:venueId/exports -> exportJobSchema. The filter is the log's. */
export const exportRequestSchema = z
  .strictObject({
    ...logFilterSchema.shape,
    from: calendarDaySchema,
    to: calendarDaySchema,
    format: exportFormatSchema,
    /** All when left out. */
    columns: z.array(exportColumnSchema).min(1).max(EXPORT_COLUMNS.length).optional(),
    /** false: masked. true: full names and phones, needs a reason and is audited. */
    reveal: z.boolean(),
    reason: lineSchema(0, 300).optional(),
    delimiter: z.enum([',', ';', 'tab']).default(','),
    language: languageSchema,
  })
  .refine((request) => request.from <= request.to, { path: ['to'], message: 'before-from' })
  .refine((request) => !request.reveal || (request.reason ?? '').length >= MIN_REASON, {
    path: ['reason'],
    message: 'required',
  });
export type ExportRequest = z.infer<typeof exportRequestSchema>;

export const exportStateSchema = z.enum(['waiting', 'running', 'finished', 'cancelled', 'broken']);
export type ExportState = z.infer<typeof exportStateSchema>;

/** Why there is no file. left: nobody watched any more. restart: the server was started anew meanwhile. */
export const exportEndSchema = z.enum(['person', 'left', 'restart', 'disk-full', 'fault']);
export type ExportEnd = z.infer<typeof exportEndSchema>;

/**
 * GET /exports/:exportId/progress: server-sent events named `job`, the last one with a state that stays; GET /exports/:exportId
 * -> the same, for those who ask now and then. Whoever ordered it must keep watching, or wait for the file: left alone for
 * 20 s, it ends. DELETE /exports/:exportId ends it, or drops the finished file.
 */
export const exportJobSchema = z.strictObject({
  id: z.uuid(),
  /** Stands in the file, in its name and in the audit trail. */
  reference: z.string(),
  state: exportStateSchema,
  end: exportEndSchema.nullable(),
  format: exportFormatSchema,
  /** Files of others that are made before this one; 0 unless it waits. */
  ahead: z.int(),
  rows: z.int(),
  /** null: not counted yet. */
  expectedRows: z.int().nullable(),
  /** GET: the file; held back until it is finished. */
  downloadUrl: z.string(),
  fileName: z.string(),
  bytes: z.int().nullable(),
  /** Of the whole file, lower-case hex. */
  sha256: z.string().nullable(),
  /** Until when the server holds the finished file. */
  expiresAt: instantSchema.nullable(),
});
export type ExportJob = z.infer<typeof exportJobSchema>;

/** GET /venues/:venueId/exports: the newest 100; those of everybody for owners, managers and auditors, else one's own. */
export const exportRecordSchema = z.strictObject({
  id: z.uuid(),
  reference: z.string(),
  at: instantSchema,
  by: z.string().nullable(),
  isOwn: z.boolean(),
  state: exportStateSchema,
  end: exportEndSchema.nullable(),
  format: exportFormatSchema,
  from: calendarDaySchema,
  to: calendarDaySchema,
  /** Only some entrances, ways and the like. */
  isFiltered: z.boolean(),
  reveal: z.boolean(),
  reason: z.string().nullable(),
  rows: z.int().nullable(),
  fileName: z.string().nullable(),
  bytes: z.int().nullable(),
  sha256: z.string().nullable(),
  downloads: z.int(),
  /** While the server still holds it and it is one's own. */
  downloadUrl: z.string().nullable(),
});
export type ExportRecord = z.infer<typeof exportRecordSchema>;
export const exportListSchema = z.strictObject({ exports: z.array(exportRecordSchema) });

/** POST /venues/:venueId/export-previews (logFilterSchema) -> how many visits it would be; counted no further than `MAX_PDF_ROWS + 1`. */
export const exportPreviewSchema = z.strictObject({ rows: z.int(), isMore: z.boolean() });
export type ExportPreview = z.infer<typeof exportPreviewSchema>;
