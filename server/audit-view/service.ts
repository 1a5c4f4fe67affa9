import { setImmediate } from 'node:timers/promises';
import type { z } from 'zod';
import type {
  AuditFilter,
  AuditPage,
  AuditRow,
  auditFiltersSchema,
  ChainCheck,
  Reading,
  VisitReaders,
} from '#shared/contract/portal-audit.ts';
import type { AccountId, OrganisationId, VisitId } from '#shared/domain/ids.ts';
import { endOfDay, startOfDay } from '#shared/domain/zoned-time.ts';
import { recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { FileAnswer } from '../http/define-route.ts';
import type { KeyService } from '../keys/service.ts';
import type { Store } from '../store/access.ts';
import { isOfGroup } from './actions.ts';
import { createChainChecker } from './chain-progress.ts';
import { describeActor, describeRow } from './describe-row.ts';
import { type AuditFileFormat, createAuditFile } from './file.ts';
import { findSeenVisit, listActions, listActors, listNames, listTrail, type SeenVisit } from './reader.ts';
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

const PAGE = 50;
const BULK_PAGE = 1_000;

export function createAuditViewService(parts: AuditViewParts): AuditViewService {
  const { store, clock, timeZone } = parts;
  const checker = createChainChecker(parts);
  return {
    async listPage(organisationId, filter, before) {
      if (before !== undefined && !/^\d{1,15}$/.test(before)) return null;
      const found = await list(
        parts,
        organisationId,
        filter,
        before === undefined ? undefined : Number(before),
        PAGE + 1,
      );
      const rows = found.slice(0, PAGE);
      return { rows, next: found.length > PAGE ? String(rows.at(-1)?.seq) : null };
    },

    async filters(organisationId) {
      const names = await listNames(store.read, organisationId);
      const actors = await listActors(store.read, organisationId);
      return {
        actors: actors
          .map((actor) => describeActor(actor, names))
          .toSorted((a, b) => (a.name ?? '').localeCompare(b.name ?? '', 'vi')),
        venues: [...names.venues].map(([id, name]) => ({ id: id as never, name })),
      };
    },

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
      return createAuditFile(readAll(parts, organisationId, filter), format, timeZone);
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

async function list(
  { store, timeZone }: AuditViewParts,
  organisationId: OrganisationId,
  filter: AuditFilter,
  before: number | undefined,
  limit: number,
): Promise<AuditRow[]> {
  const { group, actor, venueId, from, to } = filter;
  const actions =
    group === undefined
      ? undefined
      : (await listActions(store.read, organisationId)).filter((action) => isOfGroup(action, group));
  const rows = await listTrail(store.read, {
    organisationId,
    actor,
    actions,
    venueId,
    from: from === undefined ? undefined : startOfDay(from, timeZone),
    until: to === undefined ? undefined : endOfDay(to, timeZone),
    before,
    limit,
  });
  const names = await listNames(store.read, organisationId);
  return rows.map((row) => describeRow(row, names));
}

async function* readAll(
  parts: AuditViewParts,
  organisationId: OrganisationId,
  filter: AuditFilter,
): AsyncGenerator<readonly AuditRow[]> {
  let before: number | undefined;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop
    const rows = await list(parts, organisationId, filter, before, BULK_PAGE);
    if (rows.length > 0) yield rows;
    before = rows.at(-1)?.seq;
    if (rows.length < BULK_PAGE) return;
    // oxlint-disable-next-line no-await-in-loop
    await setImmediate();
  }
}
