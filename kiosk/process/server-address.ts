import { join } from 'node:path';
import { z } from 'zod';
import { type Pairing, StorageFailure } from '#kiosk/core/ports.ts';
import type { SyncStore } from '#kiosk/core/sync-store.ts';
import { readIfThere, writeDurably } from '#kiosk/store/durable-file.ts';
import { log } from './log.ts';

const provisionedSchema = z.object({ serverUrl: z.string(), keyFingerprint: z.string() });
/** `server.json`. Every field has its default: what an older kiosk wrote is still whole. */
const fileSchema = z.object({
  /** An address on the command line that holds no longer ... */
  outdated: z.string().nullable().default(null),
  /** ... from the moment the kiosk is another one than this; undefined: at once. null: it was none. */
  kioskBefore: z.string().nullable().optional(),
  /** From the last set-up code. */
  provisioned: provisionedSchema.nullable().default(null),
});
type ServerFile = z.infer<typeof fileSchema>;

export interface ServerAddress {
  /** The store, with the pairing's server where it is now. */
  readonly store: SyncStore;
  /** For the screen of an unpaired kiosk. */
  readonly provisioned: { readonly serverUrl: string | null; readonly keyFingerprint: string | null };
  /**
   * Before a pairing is tried. Where it is with another address than the one the kiosk was started with, that one holds no
   * longer from the pairing on, whenever the power fails. What a set-up code says of a server is kept from now on.
   */
  readonly prepare: (serverUrl: string, keyFingerprint: string | null) => void;
}

/**
 * A server is who holds its key, not where it is: a paired kiosk follows it to the address it is started with. The same
 * start-up options after the staff moved the kiosk to another server must not lead it back.
 *
 * @param startedWith null: no address was given.
 */
export function followServer(store: SyncStore, startedWith: string | null, dir: string): ServerAddress {
  const path = join(dir, 'server.json');
  const origin = startedWith === null ? null : new URL(startedWith).origin;
  let file = readFile(path);
  return {
    store: {
      ...store,
      // The one of the moment: after damage another begins.
      get epoch() {
        return store.epoch;
      },
      readPairing() {
        const pairing = store.readPairing();
        const follows = pairing && origin !== null && !isOutdated(file, origin, pairing);
        return follows ? { ...pairing, serverUrl: origin } : pairing;
      },
    },
    provisioned: {
      serverUrl: file.provisioned?.serverUrl ?? origin,
      keyFingerprint: file.provisioned?.keyFingerprint ?? null,
    },
    prepare(serverUrl, keyFingerprint) {
      const to = new URL(serverUrl).origin;
      const pairing = store.readPairing();
      const isMoving = origin !== null && to !== origin && !(pairing && isOutdated(file, origin, pairing));
      const next: ServerFile = {
        ...file,
        ...(isMoving && { outdated: origin, kioskBefore: pairing?.kioskId ?? null }),
        ...(keyFingerprint !== null && { provisioned: { serverUrl: to, keyFingerprint } }),
      };
      if (JSON.stringify(next) === JSON.stringify(file)) return;
      file = next;
      try {
        writeDurably(path, `${JSON.stringify(file)}\n`);
      } catch (error) {
        if (!(error instanceof StorageFailure)) throw error;
        log('error', `the new address could not be written down: ${error.message}`);
      }
    },
  };
}

const isOutdated = ({ outdated, kioskBefore }: ServerFile, origin: string, { kioskId }: Pairing): boolean =>
  outdated === origin && kioskBefore !== kioskId;

function readFile(path: string): ServerFile {
  try {
    const text = readIfThere(path);
    return fileSchema.parse(text === null ? {} : JSON.parse(text));
  } catch {
    return fileSchema.parse({});
  }
}
