import { z } from 'zod';
import { type AccountId, accountIdSchema, mintId } from '#shared/domain/ids.ts';
import type { KeyService } from '../keys/service.ts';

const LABEL = 'venue-checkin/known-device/v1';
const knownDeviceSchema = z.object({ accountId: accountIdSchema, deviceId: z.uuid() });

export type KnownDevice = z.output<typeof knownDeviceSchema>;

type Keys = Pick<KeyService, 'signServerDocument' | 'verifyServerDocument'>;

/**
 * A cookie that says: somebody signed in to this account with this browser. It opens nothing; but while strangers guess at
 * an account, its owner's own browser does not wait because of them (OWASP, "device cookies").
 *
 * @returns null when the cookie is not ours. It is read whether or not there is the account that somebody asks for: the
 *   time it takes must not tell.
 */
export async function readKnownDevice(keys: Keys, cookie: string | null): Promise<KnownDevice | null> {
  if (cookie === null || cookie.length > 1_000) return null;
  return knownDeviceSchema.safeParse(await keys.verifyServerDocument(LABEL, cookie)).data ?? null;
}

export const makeKnownDevice = (keys: Keys, accountId: AccountId): Promise<string> =>
  keys.signServerDocument(LABEL, { accountId, deviceId: mintId<string>() });
