import { setImmediate } from 'node:timers/promises';
import type { z } from 'zod';
import type { AuditFilter, AuditPage, AuditRow, auditFiltersSchema } from '#shared/contract/portal-audit.ts';
import type { OrganisationId } from '#shared/domain/ids.ts';
import { endOfDay, startOfDay } from '#shared/domain/zoned-time.ts';
import type { Readable } from '../store/access.ts';
import { isOfGroup } from './actions.ts';
import { describeActor, describeRow } from './describe-row.ts';
import { listActions, listActors, listNames, listTrail } from './reader.ts';

const PAGE = 50;
const BULK_PAGE = 1_000;

/** An organisation's part of the trail, in the words of people. */
export interface Trail {
  /** Newest first. null: `before` is none of ours. */
  readPage(organisationId: OrganisationId, filter: AuditFilter, before: string | undefined): Promise<AuditPage | null>;
  /** All that the filter lets through, newest first, some at a time. */
  readAll(organisationId: OrganisationId, filter: AuditFilter): AsyncGenerator<readonly AuditRow[]>;
  /** Who and where to filter by. */
  readFilters(organisationId: OrganisationId): Promise<z.input<typeof auditFiltersSchema>>;
}

export function createTrail(db: Readable, timeZone: string): Trail {
  async function list(
    organisationId: OrganisationId,
    { group, actor, venueId, from, to }: AuditFilter,
    { before, limit }: { readonly before: number | undefined; readonly limit: number },
  ): Promise<AuditRow[]> {
    const actions =
      group === undefined
        ? undefined
        : (await listActions(db, organisationId)).filter((action) => isOfGroup(action, group));
    const rows = await listTrail(db, {
      ...{ organisationId, actor, actions, venueId, before, limit },
      from: from === undefined ? undefined : startOfDay(from, timeZone),
      until: to === undefined ? undefined : endOfDay(to, timeZone),
    });
    const names = await listNames(db, organisationId);
    return rows.map((row) => describeRow(row, names));
  }

  return {
    async readPage(organisationId, filter, cursor) {
      if (cursor !== undefined && !/^\d{1,15}$/.test(cursor)) return null;
      const before = cursor === undefined ? undefined : Number(cursor);
      const found = await list(organisationId, filter, { before, limit: PAGE + 1 });
      const rows = found.slice(0, PAGE);
      return { rows, next: found.length > PAGE ? String(rows.at(-1)?.seq) : null };
    },

    async *readAll(organisationId, filter) {
      let before: number | undefined;
      for (;;) {
        // oxlint-disable-next-line no-await-in-loop
        const rows = await list(organisationId, filter, { before, limit: BULK_PAGE });
        if (rows.length > 0) yield rows;
        before = rows.at(-1)?.seq;
        if (rows.length < BULK_PAGE) return;
        // oxlint-disable-next-line no-await-in-loop
        await setImmediate();
      }
    },

    async readFilters(organisationId) {
      const names = await listNames(db, organisationId);
      const actors = await listActors(db, organisationId);
      return {
        actors: actors
          .map((actor) => describeActor(actor, names))
          .toSorted((a, b) => (a.name ?? '').localeCompare(b.name ?? '', 'vi')),
        venues: [...names.venues].map(([id, name]) => ({ id: id as never, name })),
      };
    },
  };
}
