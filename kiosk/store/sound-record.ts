import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type EventId, eventIdSchema } from '#shared/domain/ids.ts';
import { type Instant, instantSchema } from '#shared/domain/instant.ts';

/** An event's exact text whose hash is right. */
export interface SoundRecord {
  readonly id: EventId;
  readonly body: string;
  /** SHA-256 of `body`, base64url. */
  readonly hash: string;
  readonly at: Instant;
  /** Whose it is; '' where it does not say. */
  readonly organisationId: string;
}

const factsSchema = z.object({ id: eventIdSchema, at: instantSchema, organisationId: z.string().catch('') });

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');

/** @returns null when the text is not the one that was written, or no event. What it says of itself stands, not what the row's columns say. */
export function readSound(body: unknown, hash: unknown): SoundRecord | null {
  if (typeof body !== 'string' || typeof hash !== 'string' || hashOf(body) !== hash) return null;
  try {
    const { id, at, organisationId } = factsSchema.parse(JSON.parse(body));
    return { id, body, hash, at, organisationId };
  } catch {
    return null;
  }
}
