import { retentionDaysSchema } from '#shared/domain/retention.ts';

/** Whole days as somebody types them; null: none that may be chosen. */
export function parseDays(text: string): number | null {
  const trimmed = text.trim();
  return /^\d{1,3}$/.test(trimmed) ? (retentionDaysSchema.safeParse(Number(trimmed)).data ?? null) : null;
}

/** Every number in a text that may be meant as days: `14 ngày`, and `contact details after 21`. */
export const daysNamedIn = (text: string): ReadonlySet<number> =>
  new Set([...text.matchAll(/(?<![\p{L}\d/.])\d{1,2}(?![\p{L}\d/])/gu)].map(([number]) => Number(number)));
