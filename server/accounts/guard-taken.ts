import { networkOf } from '../http/network.ts';
import type { Browser, SignInDependencies } from './sign-in.ts';

/**
 * One place is told a few times only that an address has an account, by whichever way it asks. To be asked within the
 * transaction that looks: a volley of questions at once would be answered before the first of them counted.
 */
export function guardTaken({ throttles, clock }: Pick<SignInDependencies, 'throttles' | 'clock'>, { ip }: Browser) {
  const key = `taken\n${networkOf(ip, 'limit')}`;
  return {
    waitMs: () => throttles.tries.waitMs(key, clock.now()),
    recordTaken: () => throttles.tries.recordFailure(key, clock.now()),
  };
}
