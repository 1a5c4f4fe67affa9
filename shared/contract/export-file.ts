import { z } from 'zod';
import { kioskIdSchema } from '#shared/domain/ids.ts';
import { instantSchema } from '#shared/domain/instant.ts';
import { type Bytes, utf8 } from '#shared/sealing/bytes.ts';
import { bytes32Schema } from './kiosk-settings.ts';
import { outboxRecordSchema } from './kiosk-sync.ts';
import { kioskEpochSchema } from './visit-event.ts';

/**
 * A kiosk's waiting records on a USB stick, for when there is no network (`*.vcx`):
 *
 *     "VCX1"
 *     length (32 bits, big-endian), header: JSON by `exportHeaderSchema`
 *     again and again: length, chunk: JSON of up to MAX_BATCH records, gzip (RFC 1952), sealed to the header's key
 *     length 0
 *     64 bytes: Ed25519 signature by the kiosk over the label, NUL and the SHA-256 of everything before
 *
 * A kiosk that lost the key by which the server knows it signs with the one it has, and names it (`v` 2): the server keeps what
 * is in such a file for staff to decide about.
 * The records are those of SYNC-SPEC E4; what they say in clear is sealed with them, to the fallback key of class health.
 */
export const EXPORT_MAGIC = utf8('VCX1');
export const EXPORT_SIGNATURE_LENGTH = 64;
export const EXPORT_EXTENSION = 'vcx';

/** A chunk's text at most, unless one record alone is longer. */
export const EXPORT_CHUNK_CHARACTERS = 1_000_000;
/** Nobody makes larger ones: readers refuse them before they take up memory. */
export const MAX_EXPORT_HEADER_BYTES = 16_384;
export const MAX_EXPORT_CHUNK_BYTES = 4 * 1024 * 1024;
export const MAX_EXPORT_CHUNK_TEXT_BYTES = 16 * 1024 * 1024;
/** Millions of records. */
export const MAX_EXPORT_CHUNKS = 10_000;
/** The tag of an empty one. */
export const MIN_EXPORT_CHUNK_BYTES = 16;

export const exportHeaderSchema = z.object({
  format: z.literal('venue-checkin-export'),
  v: z.literal([1, 2]),
  kioskId: kioskIdSchema,
  serverId: z.string().min(8).max(64),
  epoch: kioskEpochSchema,
  /** Records in the file. */
  count: z.int().min(0),
  createdAt: instantSchema,
  /** Id of the day key it is sealed to, and the encapsulation. */
  key: z.string().min(8).max(64),
  enc: bytes32Schema,
  /** For a server that does not remember the kiosk (SYNC-SPEC R6). */
  certificate: z.string().max(4096),
  /** Another key (Ed25519) than the kiosk's, which it lost. */
  signedBy: bytes32Schema.optional(),
});
export type ExportHeader = z.infer<typeof exportHeaderSchema>;

export const exportChunkSchema = z.array(outboxRecordSchema);

/** What the kiosk signs. @param hash SHA-256 of everything before the signature. */
export function exportSigningBytes(hash: Uint8Array): Bytes {
  const label = utf8('venue-checkin/export/v1\0');
  const bytes = new Uint8Array(label.length + hash.length);
  bytes.set(label);
  bytes.set(hash, label.length);
  return bytes;
}
