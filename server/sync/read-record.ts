import { createHash } from 'node:crypto';
import type { OutboxRecord, QuarantineCode } from '#shared/contract/kiosk-sync.ts';
import { eventKindSchema, type VisitEvent, visitEventSchema } from '#shared/contract/visit-event.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';

/** SHA-256 of the record's text as it came, whatever the record claims. */
export const hashBody = (body: string): Buffer => createHash('sha256').update(body).digest();

/** From text to a visit event, or why it is none. Looks at the record alone. */
export function readRecord(record: OutboxRecord, hash: Buffer): Result<VisitEvent, QuarantineCode> {
  if (hash.toString('base64url') !== record.hash) return err('hash-mismatch');
  const json = parseJson(record.body);
  if (json === null) return err('malformed');
  if (isOfNewerKind(json)) return err('unknown-kind');
  const event = visitEventSchema.safeParse(json);
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
