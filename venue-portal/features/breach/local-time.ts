import { type Instant, instantSchema } from '#shared/domain/instant.ts';
import { wallClockText, zoneOffsetMs } from '#shared/domain/zoned-time.ts';

/** `2026-11-22T09:05` in the deployment's zone, as the browser's field for day and time takes it. */
export const localInput = (at: Instant): string => wallClockText(at).slice(0, 16).replace(' ', 'T');

/** The other way; null: no day and time. */
export function parseLocal(text: string): Instant | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return null;
  const wall = Date.parse(`${text.slice(0, 16)}:00Z`);
  if (Number.isNaN(wall)) return null;
  return instantSchema.safeParse(wall - zoneOffsetMs(wall)).data ?? null;
}
