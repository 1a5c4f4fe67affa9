import { z } from 'zod';
import type { QuarantineCode } from '#shared/contract/kiosk-sync.ts';
import {
  QUARANTINE_BULK,
  QUARANTINE_PAGE,
  type QuarantineAct,
  type QuarantineActResult,
  type QuarantineFacts,
  type QuarantineGroup,
  type QuarantinePage,
  quarantinedRecordSchema,
  remedyOf,
} from '#shared/contract/portal-quarantine.ts';
import type { AccountId, KioskId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import { type AuditAction, recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { KioskService } from '../kiosks/service.ts';
import type { Store } from '../store/access.ts';
import type { SyncService } from '../sync/service.ts';
import { cursorOf, listGroups, listOpen, listStanding, type OpenRecord } from './reader.ts';
import { markDismissed } from './transactor.ts';

/** What the server could not take for a visit, before the people who can say what it is. */
export interface QuarantineService {
  overview(of: { readonly organisationId: OrganisationId } | { readonly venueId: VenueId }): Promise<QuarantineGroup[]>;
  /** null: no such kiosk. */
  list(kioskId: KioskId, code: QuarantineCode, after: string | undefined): Promise<QuarantinePage | null>;
  /** Judges records again as if what stood in their way were gone (SYNC-SPEC S13). */
  release(kioskId: KioskId, act: QuarantineAct, by: AccountId): Promise<QuarantineActResult | 'not-found' | 'conflict'>;
  /** Sets records aside: kept until their time is over, counted, and no longer in the way. */
  dismiss(kioskId: KioskId, act: QuarantineAct, by: AccountId): Promise<QuarantineActResult | 'not-found'>;
}

interface QuarantineParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly kiosks: Pick<KioskService, 'findPrincipal'>;
  readonly sync: Pick<SyncService, 'releaseRecords'>;
}

export function createQuarantineService(parts: QuarantineParts): QuarantineService {
  const { store, kiosks, sync } = parts;
  return {
    overview: (of) => listGroups(store.read, of),

    async list(kioskId, code, after) {
      const kiosk = kiosks.findPrincipal(kioskId);
      if (!kiosk) return null;
      const rows = await listOpen(store.read, { kioskId, code, after, limit: QUARANTINE_PAGE });
      const ids = code === 'conflict' ? rows.map(({ eventId }) => eventId) : [];
      const standing = ids.length > 0 ? await listStanding(store.read, kiosk.venueId, ids) : [];
      return {
        records: rows.map(({ id, eventId, body, receivedAt }) => {
          const other = standing.find((one) => one.id === eventId);
          const first = other && { ...readFacts(other.clearJson), receivedAt: other.receivedAt };
          return { id, receivedAt, facts: readFacts(body), standing: first ?? null };
        }),
        next: nextOf(rows, QUARANTINE_PAGE),
      };
    },

    async release(kioskId, act, by) {
      const kiosk = kiosks.findPrincipal(kioskId);
      if (!kiosk) return 'not-found';
      const remedy = remedyOf(act.code);
      // Which of two stands is asked one by one; what cannot be read is released by nobody.
      if (remedy === 'keep' || (remedy === 'choose' && act.ids === undefined)) return 'conflict';
      const rows = await listOpen(store.read, { ...act, kioskId, limit: QUARANTINE_BULK });
      if (rows.length === 0) return { settled: 0, kept: 0, next: null };
      await recordAct(parts, kiosk, 'quarantine.released', { act, by, count: rows.length });
      const fates = await sync.releaseRecords(
        kiosk,
        rows.map(({ id: rowId, eventId, epoch, seq, body, hash, receivedAt }) => ({
          rowId,
          record: { id: eventId, epoch, seq, body, hash: Buffer.from(hash).toString('base64url') },
          receivedAt,
        })),
        by,
      );
      const settled = fates.filter((fate) => fate === 'released').length;
      return { settled, kept: rows.length - settled, next: act.ids ? null : nextOf(rows, QUARANTINE_BULK) };
    },

    async dismiss(kioskId, act, by) {
      const kiosk = kiosks.findPrincipal(kioskId);
      if (!kiosk) return 'not-found';
      const rows = await listOpen(store.read, { ...act, kioskId, limit: QUARANTINE_BULK });
      if (rows.length === 0) return { settled: 0, kept: 0, next: null };
      await recordAct(parts, kiosk, 'quarantine.dismissed', { act, by, count: rows.length });
      const ids = rows.map(({ id }) => id);
      const settled = await store.transact((tx) => markDismissed(tx, ids, by, parts.clock.now()));
      return { settled, kept: 0, next: act.ids ? null : nextOf(rows, QUARANTINE_BULK) };
    },
  };
}

const nextOf = (rows: readonly OpenRecord[], limit: number): string | null => {
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return last ? cursorOf(last) : null;
};

/** The trail first: what is in the log of visits then is in the trail too, whatever happens between the two. */
const recordAct = (
  { store, clock }: QuarantineParts,
  { id, organisationId }: { readonly id: KioskId; readonly organisationId: OrganisationId },
  action: Extract<AuditAction, `quarantine.${string}`>,
  { act, by, count }: { readonly act: QuarantineAct; readonly by: AccountId; readonly count: number },
): Promise<void> =>
  store.transact((tx) =>
    recordAudit(tx, {
      at: clock.now(),
      actor: by,
      action,
      organisationId,
      subject: `kiosk:${id}`,
      details: { code: act.code, records: count, each: act.ids !== undefined },
    }),
  );

const { facts: factsSchema } = quarantinedRecordSchema.shape;
/** Whatever a record says that is none of these words is not shown: it may be anything. */
const readableFactsSchema = z.object({
  at: factsSchema.shape.at.catch(null),
  kind: factsSchema.shape.kind.catch(null),
  way: factsSchema.shape.way.catch(null),
  verdict: factsSchema.shape.verdict.catch(null),
});
const NO_FACTS: QuarantineFacts = { at: null, kind: null, way: null, verdict: null };

function readFacts(json: string): QuarantineFacts {
  try {
    return readableFactsSchema.safeParse(JSON.parse(json)).data ?? NO_FACTS;
  } catch {
    return NO_FACTS;
  }
}
