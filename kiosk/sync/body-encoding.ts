/**
 * Whether bodies are compressed. Sealed records are text that shrinks by a third; but there are proxies that unpack a body,
 * or refuse it, and then no signature fits. What came through decides.
 */
export type BodyEncoding =
  | { readonly kind: 'gzip'; readonly silences: number }
  /** The next records go as they are, to see whether it was that. */
  | { readonly kind: 'trial' }
  | { readonly kind: 'plain'; readonly untilMs: number };

export const startEncoding: BodyEncoding = { kind: 'gzip', silences: 0 };

/** A proxy is replaced some day, and a line gets slow again. */
const PLAIN_MS = 3_600_000;
/** A line that is cut says nothing about its proxies; one that is always cut may. */
const MAX_SILENCES = 4;

export const wantsGzip = (encoding: BodyEncoding, nowMs: number): boolean =>
  encoding.kind === 'gzip' || (encoding.kind === 'plain' && nowMs >= encoding.untilMs);

/** @param sent what became of a body with records in it; `silence`: nobody answered. */
export function encodingAfter(
  encoding: BodyEncoding,
  sent: 'stored' | 'refused' | 'silence',
  wasGzip: boolean,
  nowMs: number,
): BodyEncoding {
  if (!wasGzip) {
    if (encoding.kind !== 'trial') return encoding;
    return sent === 'stored' ? { kind: 'plain', untilMs: nowMs + PLAIN_MS } : startEncoding;
  }
  if (sent === 'stored') return startEncoding;
  const silences = (encoding.kind === 'gzip' ? encoding.silences : 0) + 1;
  return sent === 'refused' || silences >= MAX_SILENCES ? { kind: 'trial' } : { kind: 'gzip', silences };
}
