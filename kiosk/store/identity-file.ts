import { join } from 'node:path';
import { z } from 'zod';
import { generateSigningKey, type StoredSigningKey } from '#shared/sealing/signing.ts';
import { readIfThere, writeDurably } from './durable-file.ts';

const identitySchema = z.strictObject({ v: z.literal(1), privateKey: z.string(), publicKey: z.string().length(43) });

/**
 * The kiosk's own signing key, made on this machine and never leaving it: `identity.json`, readable by its owner only.
 * Not in the database, so that a copy of the records cannot speak for the kiosk.
 *
 * @throws StorageFailure; Error when the file is there but is not a key: it is left alone for a person to look at.
 */
export async function loadIdentity(dir: string): Promise<StoredSigningKey> {
  const file = join(dir, 'identity.json');
  const text = readIfThere(file);
  if (text !== null) return parseIdentity(file, text);
  const key = await generateSigningKey();
  writeDurably(file, `${JSON.stringify({ v: 1, ...key })}\n`);
  return key;
}

function parseIdentity(file: string, text: string): StoredSigningKey {
  try {
    const { privateKey, publicKey } = identitySchema.parse(JSON.parse(text));
    return { privateKey, publicKey };
  } catch {
    // The cause would quote the file, and the file is a secret.
    throw new Error(`${file} does not hold the kiosk's key: move it away and pair the kiosk again.`);
  }
}
