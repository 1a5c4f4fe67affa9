import { type FileHandle, open, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { StaffPage } from '#kiosk/core/staff/staff-page.ts';
import { syncFolder } from '#kiosk/store/durable-file.ts';
import { type ExportParts, sealExport } from '#kiosk/sync/seal-export.ts';
import { EXPORT_EXTENSION } from '#shared/contract/export-file.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';

export type ExportProblem = NonNullable<Extract<StaffPage, { page: 'export' }>['problem']>;
export type WrittenExport = NonNullable<Extract<StaffPage, { page: 'export' }>['file']>;

/** A record takes about 560 when it was a full one: a stick that is too small is refused at once. */
const BYTES_PER_RECORD = 800;

/**
 * Writes the waiting records to a folder, sealed to the server. The file has its name only once all of it is on the stick.
 *
 * @throws StorageFailure when the kiosk's own disk fails.
 */
export async function writeExport(parts: ExportParts, dir: string): Promise<Result<WrittenExport, ExportProblem>> {
  const { count, bytes } = sealExport(parts);
  const name = fileName(parts);
  const part = join(dir, `${name}.part`);
  try {
    const { bavail, bsize } = await statfs(dir);
    if (bavail * bsize < count * BYTES_PER_RECORD) return err('no-room');
    const file = await open(part, 'wx', 0o644);
    await writeAll(file, bytes);
    await rename(part, join(dir, name));
    syncFolder(dir);
    return ok({ name, records: count });
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    const problem = problemOf(error);
    if (problem === null) throw error;
    return err(problem);
  }
}

async function writeAll(file: FileHandle, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const piece of bytes) await file.writeFile(piece);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Sorts by time, and says which kiosk without saying where it stands. */
function fileName({ pairing, at }: ExportParts): string {
  const time = new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  return `venue-check-in-${pairing.kioskId.slice(0, 8)}-${time}.${EXPORT_EXTENSION}`;
}

function problemOf(error: unknown): ExportProblem | null {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return null;
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return 'no-room';
    case 'ENOENT':
    case 'ENODEV':
    case 'ENXIO':
    case 'EIO':
      return 'no-drive';
    default:
      return 'not-writable';
  }
}
