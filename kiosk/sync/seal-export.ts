import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Pairing } from '#kiosk/core/ports.ts';
import type { SyncStore } from '#kiosk/core/sync-store.ts';
import {
  EXPORT_CHUNK_CHARACTERS,
  EXPORT_MAGIC,
  type ExportHeader,
  exportSigningBytes,
} from '#shared/contract/export-file.ts';
import { type DayKey, MAX_BATCH, type OutboxRecord } from '#shared/contract/kiosk-sync.ts';
import type { Instant } from '#shared/domain/instant.ts';
import { utf8 } from '#shared/sealing/bytes.ts';
import { createChunkSealer } from '#shared/sealing/sealed-chunks.ts';
import type { Signer } from '#shared/sealing/signing.ts';
import { takeWithin } from './take-within.ts';

export interface ExportParts {
  readonly store: Pick<SyncStore, 'epoch' | 'listWaitingSeqs' | 'readRecords'>;
  readonly pairing: Pairing;
  /** The fallback key of class health. */
  readonly key: DayKey;
  /** The kiosk's own key. */
  readonly signer: Signer;
  /** The signer's public half, where the server knows the kiosk by another; null, or left out: by this one. */
  readonly signedBy?: string | null;
  readonly at: Instant;
}

export interface SealedExport {
  /** Records in it. */
  readonly count: number;
  /** The file, piece by piece; rows that the server confirms meanwhile are in it all the same. */
  readonly bytes: AsyncIterable<Uint8Array>;
}

/** The waiting records as a file for the server (`shared/contract/export-file.ts`). They go on waiting: only the server's own word ends that. */
export function sealExport(parts: ExportParts): SealedExport {
  const seqs = parts.store.listWaitingSeqs();
  return { count: seqs.length, bytes: signWhole(parts, writeParts(parts, seqs)) };
}

async function* signWhole({ signer }: ExportParts, parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const part of parts) {
    hash.update(part);
    yield part;
  }
  yield await signer.sign(exportSigningBytes(hash.digest()));
}

async function* writeParts(parts: ExportParts, seqs: readonly number[]): AsyncGenerator<Uint8Array> {
  const { key, pairing, store, signedBy, at } = parts;
  const sealer = await createChunkSealer(key.id, key.publicKey);
  const { kioskId, serverId, certificate } = pairing;
  const of = { kioskId, serverId, epoch: store.epoch, certificate };
  const sealed = { key: key.id, enc: sealer.enc };
  const fields: ExportHeader = {
    format: 'venue-checkin-export',
    v: signedBy ? 2 : 1,
    ...of,
    ...sealed,
    ...(signedBy && { signedBy }),
    count: seqs.length,
    createdAt: at,
  };
  const header = utf8(JSON.stringify(fields));
  yield EXPORT_MAGIC;
  yield* prefixed(header);
  for (const { records, isLast } of readChunks(store, seqs)) {
    const packed = new Uint8Array(await promisify(gzip)(JSON.stringify(records)));
    yield* prefixed(await sealer.seal(packed, header, isLast));
  }
  yield lengthOf(0);
}

/** At least one, so that also an empty file has an end that was sealed. */
function* readChunks(
  store: ExportParts['store'],
  seqs: readonly number[],
): Generator<{ readonly records: OutboxRecord[]; readonly isLast: boolean }> {
  let done = 0;
  do {
    const wanted = seqs.slice(done, done + MAX_BATCH);
    const found = store.readRecords(wanted);
    if (found.length < wanted.length) throw new Error('records vanished while they were exported');
    const records = takeWithin(found, EXPORT_CHUNK_CHARACTERS);
    done += records.length;
    yield { records, isLast: done >= seqs.length };
  } while (done < seqs.length);
}

function* prefixed(bytes: Uint8Array): Generator<Uint8Array> {
  yield lengthOf(bytes.length);
  yield bytes;
}

function lengthOf(length: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, length);
  return bytes;
}
