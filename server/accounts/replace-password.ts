import type { AccountId } from '#shared/domain/ids.ts';
import { type KeyService, secretIdOf } from '../keys/service.ts';
import type { Writable } from '../store/access.ts';
import { NO_PASSWORD } from './password.ts';
import { findCredentialsById } from './reader.ts';
import { updatePassword } from './transactor.ts';

/** The one of before counts no longer, nor does an older copy of the database bring it back. */
export async function replacePassword(
  tx: Writable,
  keys: Pick<KeyService, 'addRevocation'>,
  id: AccountId,
  passwordHash: string,
): Promise<void> {
  const before = await findCredentialsById(tx, id);
  await updatePassword(tx, id, passwordHash);
  if (before && before.passwordHash !== NO_PASSWORD)
    keys.addRevocation('password', secretIdOf(id, before.passwordHash));
}
