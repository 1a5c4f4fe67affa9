import { z } from 'zod';
import { instantSchema } from '#shared/domain/instant.ts';
import { updateStatusSchema } from './kiosk-update.ts';

export const posterCheckResultSchema = z.enum(['current', 'other-entrance', 'retired', 'foreign', 'not-a-poster']);
export type PosterCheckResult = z.infer<typeof posterCheckResultSchema>;

/** How a kiosk is, told with every exchange. Says nothing about anybody. */
export const kioskStatusSchema = z.object({
  appVersion: z.string().max(40),
  waiting: z.int().min(0),
  oldestWaitingAt: instantSchema.nullable(),
  /** The machine's own clock, right or wrong; the server compares it with its own. */
  wallAt: z.int(),
  diskFreeBytes: z.int().min(0).nullable(),
  camera: z.enum(['live', 'absent', 'denied', 'lost', 'dark', 'unknown']),
  scanner: z.enum(['open', 'closed', 'none']),
  printer: z.enum(['ready', 'missing', 'error', 'none']).default('none'),
  /** Since the core's start. */
  uptimeMs: z.int().min(0).nullable().default(null),
  /** Inside by this door's own count; null: it does not count. */
  inside: z.int().min(0).nullable().default(null),
  /** People sent to the staff whom nobody has seen yet. */
  calls: z.int().min(0).default(0),
  /** The last poster check at this kiosk. */
  poster: z.object({ at: instantSchema, result: posterCheckResultSchema }).nullable().default(null),
  /** null: a kiosk of before. */
  update: updateStatusSchema.nullable().default(null),
});
export type KioskStatus = z.infer<typeof kioskStatusSchema>;

/** What a kiosk says of itself must never keep its records out: what is not understood counts as not known. */
export const reportedStatusSchema = kioskStatusSchema.extend({
  oldestWaitingAt: kioskStatusSchema.shape.oldestWaitingAt.catch(null),
  diskFreeBytes: kioskStatusSchema.shape.diskFreeBytes.catch(null),
  camera: kioskStatusSchema.shape.camera.catch('unknown'),
  scanner: kioskStatusSchema.shape.scanner.catch('none'),
  printer: kioskStatusSchema.shape.printer.catch('none'),
  uptimeMs: kioskStatusSchema.shape.uptimeMs.catch(null),
  inside: kioskStatusSchema.shape.inside.catch(null),
  calls: kioskStatusSchema.shape.calls.catch(0),
  poster: kioskStatusSchema.shape.poster.catch(null),
  update: kioskStatusSchema.shape.update.catch(null),
});
