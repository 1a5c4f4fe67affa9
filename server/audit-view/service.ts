import type { z } from 'zod';
import type {
  AuditFilter,
  AuditPage,
  auditFiltersSchema,
  ChainCheck,
  Reading,
  VisitReaders,
} from '#shared/contract/portal-audit.ts';
import type { AccountId, OrganisationId, VisitId } from '#shared/domain/ids.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { FileAnswer } from '../http/define-route.ts';
import type { KeyService } from '../keys/service.ts';
import type { Store } from '../store/access.ts';
import { createChainChecker } from './chain-progress.ts';
import { type AuditFileFormat, createAuditFile } from './file.ts';
import { findSeenVisit, type SeenVisit } from './reader.ts';
import { createTrail } from './trail.ts';
import { listReadingsOf } from './who-looked.ts';

export { isReading } from './actions.ts';
export { readDetails } from './describe-row.ts';
export { listActions, listNames, listSince, type SeenVisit } from './reader.ts';
export { toReading, venueOf } from './who-looked.ts';

/** The trail as people read it. */
export interface AuditViewService {
  /** Newest first. null: `before` is none of ours. */
  listPage(organisationId: OrganisationId, filter: AuditFilter, before: string | undefined): Promise<AuditPage | null>;
  filters(organisationId: OrganisationId): Promise<z.input<typeof auditFiltersSchema>>;
  /** All that the filter lets through, oldest of it last. */
  exportFile(
    organisationId: OrganisationId,
    filter: AuditFilter,
    format: AuditFileFormat,
    by: AccountId,
  ): Promise<FileAnswer>;
  beginCheck(organisationId: OrganisationId, by: AccountId): Promise<ChainCheck>;
  lookAtCheck(): ChainCheck;
  /** Who looked at a visit. null: no such visit. The question itself is in the trail. */
  listReaders(visitId: VisitId, by: AccountId): Promise<VisitReaders | null>;
  readingsOf(visit: SeenVisit): Promise<Reading[]>;
  settle(): Promise<void>;
}

interface AuditViewParts {
  readonly store: Store;
  readonly keys: KeyService;
  readonly clock: Clock;
  readonly timeZone: string;
}

export function createAuditViewService(parts: AuditViewParts): AuditViewService {
  const { store, clock, timeZone } = parts;
  const checker = createChainChecker(parts);
  const trail = createTrail(store.read, timeZone);
  return {
    listPage: (organisationId, filter, before) => trail.readPage(organisationId, filter, before),
    filters: (organisationId) => trail.readFilters(organisationId),

    async exportFile(organisationId, filter, format, by) {
      const details = {
        format: format.format,
        from: filter.from ?? null,
        to: filter.to ?? null,
        group: filter.group ?? null,
      };
      await store.transact((tx) =>
        recordAudit(tx, {
          at: clock.now(),
          actor: by,
          action: 'audit.exported',
          organisationId,
          subject: `organisation:${organisationId}`,
          details,
        }),
      );
      return createAuditFile(trail.readAll(organisationId, filter), format, timeZone);
    },

    async beginCheck(organisationId, by) {
      await store.transact((tx) =>
        recordAudit(tx, {
          at: clock.now(),
          actor: by,
          action: 'audit.checked',
          organisationId,
          subject: 'deployment:1',
        }),
      );
      return checker.begin();
    },
    lookAtCheck: () => checker.look(),
    settle: () => checker.settle(),

    async listReaders(visitId, by) {
      const visit = await findSeenVisit(store.read, visitId);
      if (!visit) return null;
      await store.transact((tx) =>
        recordAudit(tx, {
          at: clock.now(),
          actor: by,
          action: 'rights.readers-listed',
          organisationId: visit.organisationId,
          subject: `visit:${visitId}`,
        }),
      );
      const { arrivedAt, venueName } = visit;
      return { visitId, arrivedAt, venueName, readings: await listReadingsOf(store.read, visit) };
    },
    readingsOf: (visit) => listReadingsOf(store.read, visit),
  };
}
