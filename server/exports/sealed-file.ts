import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes of a record before it is sealed; only the last one is shorter. */
const RECORD = 65_536;
const TAG = 16;
const ALGORITHM = 'aes-256-gcm';

/** Writes all of it. */
export type Put = (bytes: Uint8Array, position: number) => Promise<void>;

/** What somebody else needs to write into the file: a worker shares the process's descriptors. */
export interface SealedPlace {
  readonly fd: number;
  readonly key: Uint8Array;
}

/**
 * A file that has no name and whose key is in memory only: what is on the disk is noise, and gone with this process however
 * that ends.
 */
export interface SealedFile {
  readonly place: SealedPlace;
  readonly put: Put;
  /** Each piece is good until the next is asked for. @param bytes as many as were written, before they were sealed. */
  read(bytes: number): AsyncGenerator<Uint8Array>;
  /** Nobody may write any more when it is called. */
  close(): Promise<void>;
}

/** Takes away what a system that does not let go of names kept. */
export function clearSealedFiles(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { force: true });
}

/** @throws when the disk cannot take a file. */
export async function createSealedFile(folder: string): Promise<SealedFile> {
  const path = join(folder, `${randomBytes(8).toString('hex')}.sealed`);
  const handle = await open(path, 'wx+', 0o600);
  await unlink(path).catch(() => undefined);
  const key = randomBytes(32);
  return {
    place: { fd: handle.fd, key },
    put: (bytes, position) => putAll((...args) => handle.write(...args).then((r) => r.bytesWritten), bytes, position),
    read: (bytes) => readRecords(handle, key, bytes),
    async close() {
      key.fill(0);
      await handle.close();
      await unlink(path).catch(() => undefined);
    },
  };
}

/** @param write as `fs.write`: may take less than it is given. */
export async function putAll(
  write: (bytes: Uint8Array, offset: number, length: number, position: number) => Promise<number>,
  bytes: Uint8Array,
  position: number,
): Promise<void> {
  for (let at = 0; at < bytes.length; ) at += await write(bytes, at, bytes.length - at, position + at);
}

export interface SealedWriter {
  write(chunk: Uint8Array | string): Promise<void>;
  /** @returns what was written: bytes and their SHA-256 in lower-case hex, both before sealing. */
  end(): Promise<{ readonly bytes: number; readonly sha256: string }>;
}

/** Seals in records of AES-256-GCM, each under its place in the file: the key seals one file only. */
export function createSealedWriter(key: Uint8Array, put: Put): SealedWriter {
  const hash = createHash('sha256');
  const pending = Buffer.allocUnsafe(RECORD);
  const room = Buffer.allocUnsafe(RECORD + TAG);
  let filled = 0;
  let records = 0;

  async function flush(): Promise<void> {
    const cipher = createCipheriv(ALGORITHM, key, nonceOf(records));
    const body = cipher.update(pending.subarray(0, filled));
    room.set(body);
    letGo(body);
    cipher.final();
    room.set(cipher.getAuthTag(), filled);
    await put(room.subarray(0, filled + TAG), records * (RECORD + TAG));
    records += 1;
    filled = 0;
  }

  return {
    async write(chunk) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      hash.update(bytes);
      for (let at = 0; at < bytes.length; ) {
        const part = bytes.subarray(at, at + RECORD - filled);
        pending.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled === RECORD) await flush();
      }
    },
    async end() {
      const bytes = records * RECORD + filled;
      if (filled > 0) await flush();
      return { bytes, sha256: hash.digest('hex') };
    },
  };
}

async function* readRecords(handle: FileHandle, key: Uint8Array, bytes: number): AsyncGenerator<Uint8Array> {
  const room = Buffer.allocUnsafe(RECORD + TAG);
  for (let record = 0; record * RECORD < bytes; record += 1) {
    const length = Math.min(RECORD, bytes - record * RECORD);
    const sealed = room.subarray(0, length + TAG);
    const { bytesRead } = await handle.read(sealed, 0, sealed.length, record * (RECORD + TAG));
    if (bytesRead !== sealed.length) throw new Error('a sealed file is shorter than it was');
    const decipher = createDecipheriv(ALGORITHM, key, nonceOf(record), { authTagLength: TAG });
    decipher.setAuthTag(sealed.subarray(length));
    // A mode without padding: all of it comes at once, and is let go only when the tag was right.
    const plain = decipher.update(sealed.subarray(0, length));
    decipher.final();
    yield plain;
    letGo(plain);
  }
}

/**
 * Gives its memory back now: it counts for nothing to the garbage collector, which would let a file's worth of it pile up. Only
 * for what a cipher made, which shares its memory with nobody.
 */
function letGo(made: Buffer<ArrayBuffer>): void {
  // ES2024, which Node has and the types of ES2023 do not.
  (made.buffer as ArrayBuffer & { transfer(length: number): ArrayBuffer }).transfer(0);
}

function nonceOf(record: number): Uint8Array {
  const nonce = Buffer.alloc(12);
  nonce.writeUIntBE(record, 6, 6);
  return nonce;
}
