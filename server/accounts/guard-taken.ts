import { networkOf } from '../http/network.ts';
import type { Browser, SignInDependencies } from './sign-in.ts';

/** One place is told a few times only that an address has an account, by whichever way it asks. */
export function guardTaken({ throttles, clock }: Pick<SignInDependencies, 'throttles' | 'clock'>, { ip }: Browser) {
  const key = `taken\n${networkOf(ip, 'limit')}`;
  return {
    retryAfterMs: throttles.tries.waitMs(key, clock.now()),
    recordTaken: () => throttles.tries.recordFailure(key, clock.now()),
  };
}
