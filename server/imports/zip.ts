import { crc32, inflateRawSync } from 'node:zlib';
import { err, ok, type Result } from '#shared/domain/result.ts';

/** Bytes of all entries together once they are unpacked. A list of 20,000 venues has 20 MB. */
export const MAX_UNPACKED = 48_000_000;
const MAX_ENTRIES = 500;

const END = 0x0605_4b50;
const CENTRAL = 0x0201_4b50;
const LOCAL = 0x0403_4b50;

/**
 * The files in a ZIP archive, unpacked under a budget: what an archive says of its own sizes is never believed. The central
 * directory alone is read, so that no other reader can see another archive in it.
 */
export function unzip(
  bytes: Uint8Array,
  budget = MAX_UNPACKED,
): Result<ReadonlyMap<string, Uint8Array>, 'damaged' | 'too-large'> {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0 || end + 22 > file.length || file.readUInt32LE(end) !== END) return err('damaged');
  const entries = file.readUInt16LE(end + 10);
  if (entries > MAX_ENTRIES) return err('too-large');
  const files = new Map<string, Uint8Array>();
  let left = budget;
  let at = file.readUInt32LE(end + 16);
  for (let i = 0; i < entries; i += 1) {
    if (at + 46 > file.length || file.readUInt32LE(at) !== CENTRAL) return err('damaged');
    const nameLength = file.readUInt16LE(at + 28);
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    const content = unpackEntry(file, at, left);
    if (!content.ok) return content;
    left -= content.value.length;
    // Two of one name are two workbooks in one, shown to whoever reads the one or the other.
    if (files.has(name)) return err('damaged');
    files.set(name, content.value);
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return ok(files);
}

function unpackEntry(file: Buffer, at: number, budget: number): Result<Uint8Array, 'damaged' | 'too-large'> {
  const isEncrypted = (file.readUInt16LE(at + 8) & 1) === 1;
  const method = file.readUInt16LE(at + 10);
  const packed = file.readUInt32LE(at + 20);
  const local = file.readUInt32LE(at + 42);
  if (isEncrypted || local + 30 > file.length || file.readUInt32LE(local) !== LOCAL) return err('damaged');
  const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28);
  if (start + packed > file.length) return err('damaged');
  const content = file.subarray(start, start + packed);
  if (method === 0) return content.length > budget ? err('too-large') : ok(content);
  if (method !== 8) return err('damaged');
  try {
    return ok(inflateRawSync(content, { maxOutputLength: Math.max(1, budget) }));
  } catch (error) {
    const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
    return err(isTooLarge ? 'too-large' : 'damaged');
  }
}

/** The files in an archive again, as they are: nothing in it is packed, so nothing can unfold. */
export function zipStored(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const path = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(content.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(path.length, 22);
    const local = Buffer.alloc(4);
    local.writeUInt32LE(LOCAL);
    const head = Buffer.alloc(6);
    head.writeUInt32LE(CENTRAL);
    head.writeUInt16LE(20, 4);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    parts.push(local, common, path, content);
    directory.push(head, common, tail, path);
    offset += 4 + common.length + path.length + content.length;
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(END);
  end.writeUInt16LE(files.size, 8);
  end.writeUInt16LE(files.size, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...parts, ...directory, end]);
}
