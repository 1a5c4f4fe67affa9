import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { OutboxRecord, QuarantineCode } from '#shared/contract/kiosk-sync.ts';
import { eventKindSchema, type VisitEvent, visitEventSchema } from '#shared/contract/visit-event.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';

/** SHA-256 of the record's text as it came, whatever the record claims. */
export const hashBody = (body: string): Buffer => createHash('sha256').update(body).digest();

/** As much of the words of a newer kiosk as may be kept in the clear: a flag says something about a visit, never whom. */
const flagWordSchema = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const receivedEventSchema = z.object({ ...visitEventSchema.shape, flags: z.array(flagWordSchema).max(16) });

/** An event that may come from a newer kiosk (SYNC-SPEC S11): it can say more about a visit than is known here. */
export type ReceivedEvent = Omit<VisitEvent, 'flags'> & { readonly flags: readonly string[] };

/** From text to a visit event, or why it is none. Looks at the record alone. Fields that are not known are left out. */
export function readRecord(record: OutboxRecord, hash: Buffer): Result<ReceivedEvent, QuarantineCode> {
  if (hash.toString('base64url') !== record.hash) return err('hash-mismatch');
  const json = parseJson(record.body);
  if (json === null) return err('malformed');
  if (isOfNewerKind(json)) return err('unknown-kind');
  const event = receivedEventSchema.safeParse(json);
  return event.success && event.data.id === record.id ? ok(event.data) : err('malformed');
}

function parseJson(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null ? (json as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

/** SYNC-SPEC S10: a format or kind that a later version of this server may understand. */
function isOfNewerKind({ v, kind }: Readonly<Record<string, unknown>>): boolean {
  if (typeof v === 'number' && v > 1) return true;
  return v === 1 && typeof kind === 'string' && !eventKindSchema.safeParse(kind).success;
}
