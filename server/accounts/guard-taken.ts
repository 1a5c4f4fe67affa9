import { networkOf } from '../http/network.ts';
import type { Readable } from '../store/access.ts';
import { isEmailTaken } from './reader.ts';
import type { Browser, SignInDependencies, TooManyRequests } from './sign-in.ts';

/**
 * One place is told a few times only that an address has an account, by whichever way it asks. To be asked within the
 * transaction that looks: a volley of questions at once would be answered before the first of them counted.
 */
export function guardTaken({ throttles, clock }: Pick<SignInDependencies, 'throttles' | 'clock'>, { ip }: Browser) {
  const key = `taken\n${networkOf(ip, 'limit')}`;
  return {
    /** @returns null: it may ask. */
    refuse(): TooManyRequests | null {
      const retryAfterMs = throttles.tries.waitMs(key, clock.now());
      return retryAfterMs > 0 ? { code: 'too-many-requests', retryAfterMs } : null;
    },
    /** Whether an account has the address; that it was told counts. */
    async isTaken(db: Readable, email: string): Promise<boolean> {
      const isTaken = await isEmailTaken(db, email);
      if (isTaken) throttles.tries.recordFailure(key, clock.now());
      return isTaken;
    },
  };
}
