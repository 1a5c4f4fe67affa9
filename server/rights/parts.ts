import type {
  Asker,
  RightsChannel,
  RightsDetail,
  RightsKind,
  RightsRequestInput,
} from '#shared/contract/portal-rights.ts';
import type { AccountId } from '#shared/domain/ids.ts';
import type { CalendarDay } from '#shared/domain/instant.ts';
import type { Result } from '#shared/domain/result.ts';
import type { AuditViewService } from '../audit-view/service.ts';
import type { Clock } from '../config/clock.ts';
import type { DeclarationService } from '../declarations/service.ts';
import type { KeyService } from '../keys/service.ts';
import type { RetentionService } from '../retention/service.ts';
import type { Store } from '../store/access.ts';
import type { SyncService } from '../sync/service.ts';

/** `conflict`: it was closed already, or is of another kind. */
export type Outcome = Result<RightsDetail, 'not-found' | 'conflict'>;

export interface RightsParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly keys: KeyService;
  readonly retention: Pick<RetentionService, 'erase' | 'findDeletionRecord'>;
  readonly sync: Pick<SyncService, 'findHeldOf'>;
  readonly auditView: Pick<AuditViewService, 'readingsOf'>;
  readonly declarations: Pick<DeclarationService, 'findVersion'>;
  readonly timeZone: string;
  /** Days off that the law's list does not have. */
  readonly holidays: ReadonlySet<CalendarDay>;
}

export interface NewRequest {
  readonly kind: RightsKind;
  readonly channel: RightsChannel;
  readonly identityCheck: RightsRequestInput['identityCheck'];
  readonly by: AccountId | 'cli' | null;
  readonly asker: Asker;
}
