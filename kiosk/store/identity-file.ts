import { join } from 'node:path';
import { z } from 'zod';
import { StorageFailure } from '#kiosk/core/ports.ts';
import { utf8 } from '#shared/sealing/bytes.ts';
import { createSigner, createVerifier, generateSigningKey, type StoredSigningKey } from '#shared/sealing/signing.ts';
import { readIfThere, renameAside, writeDurably } from './durable-file.ts';

const identitySchema = z.strictObject({ v: z.literal(1), privateKey: z.string(), publicKey: z.string().length(43) });

const NAMES = ['identity.json', 'identity.copy.json'] as const;

/**
 * The kiosk's own signing key, made on this machine and never leaving it: `identity.json` and a copy of it for the day when
 * the disk damages one, both readable by their owner only. Not in the database, so that a copy of the records cannot speak
 * for the kiosk. When neither holds a key that works, both are put aside and the kiosk is a new one, to be paired again.
 *
 * @throws StorageFailure
 */
export async function loadIdentity(dir: string): Promise<StoredSigningKey> {
  const files = NAMES.map((name) => join(dir, name));
  const texts = files.map(readIfThere);
  const keys = await Promise.all(texts.map(readKey));
  const known = keys.find((one) => one !== null) ?? null;
  const key = known ?? (await generateSigningKey());
  for (const [index, file] of files.entries()) {
    if (keys[index]?.privateKey === key.privateKey) continue;
    if (texts[index] !== null) renameAside(file);
    writeWhereThereIsRoom(file, `${JSON.stringify({ v: 1, ...key })}\n`, known !== null || index > 0);
  }
  return key;
}

/** A disk that is full today has room for the copy another day. */
function writeWhereThereIsRoom(file: string, text: string, isCopy: boolean): void {
  try {
    writeDurably(file, text);
  } catch (error) {
    if (!isCopy || !(error instanceof StorageFailure)) throw error;
  }
}

const PROBE = utf8('identity');

/** @returns null when it is no key, or its halves do not belong together. */
async function readKey(text: string | null): Promise<StoredSigningKey | null> {
  if (text === null) return null;
  try {
    const { privateKey, publicKey } = identitySchema.parse(JSON.parse(text));
    const signature = await (await createSigner({ privateKey, publicKey })).sign(PROBE);
    const isPair = await (await createVerifier(publicKey)).verify(PROBE, signature);
    return isPair ? { privateKey, publicKey } : null;
  } catch {
    // The cause would quote the file, and the file is a secret.
    return null;
  }
}
