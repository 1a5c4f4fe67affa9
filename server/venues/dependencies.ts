import type { Clock } from '../config/clock.ts';
import type { Store } from '../store/access.ts';

export interface VenueDependencies {
  readonly store: Store;
  readonly clock: Clock;
  readonly timeZone: string;
  /** `https://host[:port]` where phones reach this server. */
  readonly publicOrigin: () => string;
}
