import { join } from 'node:path';
import { z } from 'zod';
import { StorageFailure } from '#kiosk/core/ports.ts';
import type { SyncStore } from '#kiosk/core/sync-store.ts';
import { readIfThere, writeDurably } from '#kiosk/store/durable-file.ts';
import { log } from './log.ts';

const outdatedSchema = z.strictObject({ v: z.literal(1), outdated: z.string() });

export interface ServerAddress {
  /** The store, with the pairing's server where it is now. */
  readonly store: SyncStore;
  /** The staff paired this kiosk with a server by its own address: the one it was started with holds no longer. */
  leave(): void;
}

/**
 * A server is who holds its key, not where it is: a paired kiosk follows it to the address it is started with. The same
 * start-up options after the staff moved the kiosk to another server must not lead it back.
 *
 * @param startedWith null: no address was given.
 */
export function followServer(store: SyncStore, startedWith: string | null, dir: string): ServerAddress {
  const file = join(dir, 'server.json');
  let origin = startedWith === null ? null : new URL(startedWith).origin;
  if (origin !== null && origin === readOutdated(file)) origin = null;
  return {
    store: {
      ...store,
      readPairing() {
        const pairing = store.readPairing();
        return pairing && origin !== null ? { ...pairing, serverUrl: origin } : pairing;
      },
    },
    leave() {
      if (origin === null) return;
      try {
        writeDurably(file, `${JSON.stringify({ v: 1, outdated: origin })}\n`);
      } catch (error) {
        if (!(error instanceof StorageFailure)) throw error;
        log('error', `the new address could not be written down: ${error.message}`);
      }
      origin = null;
    },
  };
}

function readOutdated(file: string): string | null {
  try {
    const text = readIfThere(file);
    return text === null ? null : outdatedSchema.parse(JSON.parse(text)).outdated;
  } catch {
    return null;
  }
}
