import type { AccountService } from '../accounts/service.ts';
import type { Clock } from '../config/clock.ts';
import type { KeyService } from '../keys/service.ts';
import type { Store } from '../store/access.ts';
import type { VenueService } from '../venues/service.ts';

export interface ExportDependencies {
  readonly store: Store;
  readonly keys: KeyService;
  readonly clock: Clock;
  readonly timeZone: string;
  readonly dataDir: string;
  readonly venues: VenueService;
  readonly accounts: AccountService;
  readonly onProblem: (error: unknown) => void;
}
