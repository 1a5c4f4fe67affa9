import { type FileHandle, open, rename, rm, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import type { StaffPage } from '#kiosk/core/staff/staff-page.ts';
import { within } from '#kiosk/devices/within.ts';
import { type ExportParts, sealExport } from '#kiosk/sync/seal-export.ts';
import { EXPORT_EXTENSION } from '#shared/contract/export-file.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';

export type ExportProblem = NonNullable<Extract<StaffPage, { page: 'export' }>['problem']>;
export type WrittenExport = Extract<StaffPage, { page: 'export' }>['files'][number];

/** A record takes about 560 when it was a full one: a stick that is too small is refused at once. */
const BYTES_PER_RECORD = 800;
/** So much is on the stick before more is given to it: then each step has its time, however long the whole takes. */
const SYNC_BYTES = 2 * 1024 * 1024;
/** A slow stick writes that in 2 s. */
const STEP_MS = 20_000;

export interface ExportDrive {
  readonly dir: string;
  /** It has stopped answering: one of the process's four threads is held until this settles, so no more is asked of any. */
  readonly onHung: (held: Promise<void>) => void;
  readonly stepMs?: number;
  readonly openFile?: (path: string) => Promise<FileHandle>;
}

/** The drive did not answer a step in its time. */
class DriveHangs extends Error {
  override readonly name = 'DriveHangs';
  readonly step: Promise<unknown>;

  constructor(step: Promise<unknown>) {
    super();
    this.step = step;
  }
}

const LATE = Symbol('late');

/**
 * Writes the waiting records to a folder, sealed to the server. The file has its name only once all of it is on the stick.
 *
 * @throws StorageFailure when the kiosk's own disk fails.
 */
export async function writeExport(
  parts: ExportParts,
  { dir, onHung, stepMs = STEP_MS, openFile = createFile }: ExportDrive,
): Promise<Result<WrittenExport, ExportProblem>> {
  const ask = async <T>(step: Promise<T>): Promise<T> => {
    const done = await within(stepMs, step, LATE);
    if (done === LATE) throw new DriveHangs(step);
    return done;
  };
  const { count, bytes } = sealExport(parts);
  const name = fileName(parts);
  const part = join(dir, `${name}.part`);
  try {
    const { bavail, bsize } = await ask(statfs(dir));
    if (bavail * bsize < count * BYTES_PER_RECORD) return err('no-room');
    await writeAll(await ask(openFile(part)), bytes, ask);
    await ask(rename(part, join(dir, name)));
    await ask(syncFolder(dir));
    return ok({ name, records: count });
  } catch (error) {
    if (error instanceof DriveHangs) {
      onHung(settled(error.step).then(() => remove(part)));
      return err('not-answering');
    }
    await settled(ask(remove(part)));
    const problem = problemOf(error);
    if (problem === null) throw error;
    return err(problem);
  }
}

const createFile = (path: string): Promise<FileHandle> => open(path, 'wx', 0o644);
const remove = (path: string): Promise<void> => rm(path, { force: true }).catch(() => undefined);

async function settled(work: Promise<unknown>): Promise<void> {
  await work.catch(() => undefined);
}

type Ask = <T>(step: Promise<T>) => Promise<T>;

async function writeAll(file: FileHandle, bytes: AsyncIterable<Uint8Array>, ask: Ask): Promise<void> {
  let unsynced = 0;
  try {
    for await (const piece of bytes) {
      await ask(file.writeFile(piece));
      unsynced += piece.length;
      if (unsynced < SYNC_BYTES) continue;
      await ask(file.sync());
      unsynced = 0;
    }
    await ask(file.sync());
  } catch (error) {
    // Waits for what still hangs.
    void settled(file.close());
    throw error;
  }
  await ask(file.close());
}

/** As for the kiosk's own folder, but without holding up the kiosk. */
async function syncFolder(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
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
