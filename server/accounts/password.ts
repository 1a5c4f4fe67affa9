import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';

/** argon2id (the library's default) as the OWASP Password Storage Cheat Sheet has it: 19 MiB, two passes, one lane. About 13 ms. */
const OPTIONS = { memoryCost: 19 * 1024, timeCost: 2, parallelism: 1 };

/** @returns a PHC string (`$argon2id$v=19$…`). Passwords are compared in NFKC, so that any keyboard can type them. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), OPTIONS);

/** Of a password nobody knows: an unknown address costs the same time as a wrong password. */
const decoy = hashPassword(randomBytes(32).toString('hex'));

/** In the place of a hash where no password opens the account until a new one is set. */
export const NO_PASSWORD = '';

/** @param stored null for an account that does not exist. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  const hashed = stored === null || stored === NO_PASSWORD ? null : stored;
  const matches = await verify(hashed ?? (await decoy), password.normalize('NFKC'));
  return matches && hashed !== null;
}
