import { z } from 'zod';
import { localTimeSchema } from '#shared/domain/local-time.ts';

/** What people type into the door's forms, read into what the server keeps. */

export const SECOND_MS = 1_000;

/**
 * A number of units (`1,5` and `1.5` alike), read into milliseconds.
 * @param min,max in units, both allowed.
 */
export const durationField = (unitMs: number, { min, max }: { readonly min: number; readonly max: number }) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,7}(?:[.,]\d{1,3})?$/)
    .transform((text) => Number(text.replace(',', '.')))
    .pipe(z.number().min(min).max(max))
    .transform((units) => Math.round(units * unitMs));

/** As it stands in the input: at most two decimals, none where it needs none. */
export const inUnits = (ms: number, unitMs: number): string => String(Math.round((ms / unitMs) * 100) / 100);

/** Empty: null. Thousands may be grouped as people here do. */
export const countField = (max: number) =>
  z.union([
    z
      .string()
      .trim()
      .length(0)
      .transform(() => null),
    z
      .string()
      .trim()
      .regex(/^[\d.,\s]{1,12}$/)
      .transform((text) => Number(text.replace(/\D/g, '')))
      .pipe(z.int().min(1).max(max)),
  ]);

/** Empty: null. */
export const optionalTimeField = z.union([
  z
    .string()
    .trim()
    .length(0)
    .transform(() => null),
  localTimeSchema,
]);
