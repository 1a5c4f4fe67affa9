import { createHash } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import {
  EXPORT_MAGIC,
  EXPORT_SIGNATURE_LENGTH,
  type ExportHeader,
  exportChunkSchema,
  exportHeaderSchema,
  exportSigningBytes,
  MAX_EXPORT_CHUNK_BYTES,
  MAX_EXPORT_CHUNK_TEXT_BYTES,
  MAX_EXPORT_CHUNKS,
  MAX_EXPORT_HEADER_BYTES,
  MIN_EXPORT_CHUNK_BYTES,
} from '#shared/contract/export-file.ts';
import type { OutboxRecord } from '#shared/contract/kiosk-sync.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Bytes } from '#shared/sealing/bytes.ts';
import type { ChunkOpener } from '#shared/sealing/sealed-chunks.ts';
import { createVerifier } from '#shared/sealing/signing.ts';

/** `not-an-export`: no file of ours, or cut off; `forged`: not as the kiosk wrote it. */
export type FileRefusal = 'not-an-export' | 'newer-format' | 'forged' | 'unopenable';

/** A kiosk's export as it lies on the disk: nothing in it is believed yet. */
export interface ExportFile {
  readonly header: ExportHeader;
  /** Whether this key (Ed25519, base64url) signed all of it. */
  isSignedBy(publicKey: string): Promise<boolean>;
  /** The records, chunk by chunk. A file that changes meanwhile is refused where it does. */
  read(opener: ChunkOpener): AsyncGenerator<Result<readonly OutboxRecord[], FileRefusal>>;
}

interface Span {
  readonly at: number;
  readonly length: number;
  readonly hash: Buffer;
}

interface Layout {
  readonly header: Bytes;
  readonly chunks: readonly Span[];
  readonly hash: Buffer;
  readonly signature: Bytes;
}

/** Goes over a file once without keeping it, however long it is. */
export async function openExportFile(file: FileHandle): Promise<Result<ExportFile, FileRefusal>> {
  const layout = await scan(file);
  if (!layout) return err('not-an-export');
  const { header, chunks, hash, signature } = layout;
  const json = parseJson(header);
  const parsed = exportHeaderSchema.safeParse(json);
  if (!parsed.success) return err(isNewer(json) ? 'newer-format' : 'not-an-export');
  const { count } = parsed.data;
  return ok({
    header: parsed.data,
    async isSignedBy(publicKey) {
      return (await createVerifier(publicKey)).verify(exportSigningBytes(hash), signature);
    },
    async *read(opener) {
      let left = count;
      for (const [n, span] of chunks.entries()) {
        const sealed = await readBytes(file, span.at, span.length);
        if (!sealed || !hashOf(sealed).equals(span.hash)) return yield err('forged');
        const packed = await opener.open(sealed, header, n, n === chunks.length - 1);
        const records = packed && (await unpack(packed));
        left -= records?.length ?? 0;
        if (!records || left < 0 || (n === chunks.length - 1 && left > 0)) return yield err('unopenable');
        yield ok(records);
      }
    },
  });
}

/** @returns null when it does not have the form of an export from its first byte to its last. */
async function scan(file: FileHandle): Promise<Layout | null> {
  const hash = createHash('sha256');
  let at = 0;
  async function take(length: number): Promise<Bytes | null> {
    const bytes = await readBytes(file, at, length);
    if (!bytes) return null;
    at += length;
    hash.update(bytes);
    return bytes;
  }
  async function takeLength(max: number): Promise<number | null> {
    const bytes = await take(4);
    const length = bytes && Buffer.from(bytes).readUInt32BE();
    return length !== null && length <= max ? length : null;
  }

  const magic = await take(EXPORT_MAGIC.length);
  if (!magic || Buffer.compare(magic, EXPORT_MAGIC) !== 0) return null;
  const header = await take((await takeLength(MAX_EXPORT_HEADER_BYTES)) ?? Number.NaN);
  if (!header) return null;
  const chunks: Span[] = [];
  for (;;) {
    const length = await takeLength(MAX_EXPORT_CHUNK_BYTES);
    if (length === 0) break;
    if (length === null || length < MIN_EXPORT_CHUNK_BYTES || chunks.length >= MAX_EXPORT_CHUNKS) return null;
    const start = at;
    const chunk = await take(length);
    if (!chunk) return null;
    chunks.push({ at: start, length, hash: hashOf(chunk) });
  }
  const signature = await readBytes(file, at, EXPORT_SIGNATURE_LENGTH);
  const isAll = (await file.stat()).size === at + EXPORT_SIGNATURE_LENGTH;
  return signature && isAll && chunks.length > 0 ? { header, chunks, hash: hash.digest(), signature } : null;
}

/** @returns null when the file ends before, or the length is none. */
async function readBytes(file: FileHandle, at: number, length: number): Promise<Bytes | null> {
  if (Number.isNaN(length)) return null;
  const bytes = new Uint8Array(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, at + done);
    if (bytesRead === 0) return null;
    done += bytesRead;
  }
  return bytes;
}

const hashOf = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();

async function unpack(packed: Bytes): Promise<readonly OutboxRecord[] | null> {
  try {
    const text = await promisify(gunzip)(packed, { maxOutputLength: MAX_EXPORT_CHUNK_TEXT_BYTES });
    return exportChunkSchema.parse(JSON.parse(text.toString('utf8')));
  } catch {
    return null;
  }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch {
    return null;
  }
}

const isNewer = (json: unknown): boolean =>
  typeof json === 'object' && json !== null && 'v' in json && typeof json.v === 'number' && json.v > 2;
