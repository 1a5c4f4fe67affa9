import type { VisitId } from '#shared/domain/ids.ts';
import type { Keyset } from './reader.ts';

/** Where a page ended, as it goes through the client and back. */
export const formatCursor = ({ arrivedAt, id }: Keyset): string => `${arrivedAt}_${id}`;

/** @returns null when it is none of ours. */
export function parseCursor(text: string): Keyset | null {
  const [, arrivedAt, id] = /^(\d{1,15})_([0-9a-f-]{36})$/.exec(text) ?? [];
  return arrivedAt === undefined || id === undefined ? null : { arrivedAt: Number(arrivedAt), id: id as VisitId };
}
