import type { VisitId } from './ids.ts';

/**
 * How people read a visit's id to each other: its last 8 characters, `7F3A 91BC`. A UUIDv7 ends in random bits, so two visits of one
 * venue share a reference by chance only; it finds a visit together with day and entrance and opens nothing by itself.
 */
export function formatVisitReference(id: VisitId): string {
  const tail = id.replaceAll('-', '').slice(-8).toUpperCase();
  return `${tail.slice(0, 4)} ${tail.slice(4)}`;
}
