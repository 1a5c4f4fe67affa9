import { z } from 'zod';

/** `HH:MM` on the wall clock of the deployment's zone, 00:00 to 23:59. */
export const localTimeSchema = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/);
export type LocalTime = z.infer<typeof localTimeSchema>;

/** Minutes since midnight. */
export const minutesOf = (time: LocalTime): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** Whether a time lies in hours that may run over midnight; the end is not part of them. */
export function isWithin(time: LocalTime, { from, to }: { readonly from: LocalTime; readonly to: LocalTime }): boolean {
  return from <= to ? from <= time && time < to : time >= from || time < to;
}
