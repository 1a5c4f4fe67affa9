import { z } from 'zod';
import { type AccountId, accountIdSchema, mintId } from '#shared/domain/ids.ts';
import type { KeyService } from '../keys/service.ts';

const LABEL = 'venue-checkin/known-device/v1';
const knownDeviceSchema = z.object({ accountId: accountIdSchema, deviceId: z.uuid() });

type Keys = Pick<KeyService, 'signServerDocument' | 'verifyServerDocument'>;

/**
 * A cookie that says: somebody signed in to this account with this browser. It opens nothing; but while strangers guess at
 * an account, its owner's own browser does not wait because of them (OWASP, "device cookies").
 *
 * @returns the device's id, or null when the cookie is not ours or of another account.
 */
export async function readKnownDevice(keys: Keys, cookie: string | null, accountId: AccountId): Promise<string | null> {
  if (cookie === null || cookie.length > 1_000) return null;
  const known = knownDeviceSchema.safeParse(await keys.verifyServerDocument(LABEL, cookie));
  return known.success && known.data.accountId === accountId ? known.data.deviceId : null;
}

export const makeKnownDevice = (keys: Keys, accountId: AccountId): Promise<string> =>
  keys.signServerDocument(LABEL, { accountId, deviceId: mintId<string>() });
