import type { Notice, NoticeInput } from '#shared/contract/portal-settings.ts';
import { type AccountId, mintId, type OrganisationId } from '#shared/domain/ids.ts';
import { bilingualSchema } from '#shared/domain/language.ts';
import { type AuditAction, recordAudit } from '../audit/service.ts';
import type { Clock } from '../config/clock.ts';
import type { Store, Writable } from '../store/access.ts';
import { countOwnVenues, findNotice, listNotices, listNoticeVenues, type NoticeRecord } from './reader.ts';
import { insertNotice, markWithdrawn, type TimedNotice, updateNotice } from './transactor.ts';

export type NoticeProblem = 'unknown-venue' | 'ends-before';

/** What an organisation says on the idle screens of its kiosks; it goes down with their next exchange, signed. */
export interface NoticeService {
  list(organisationId: OrganisationId): Promise<Notice[]>;
  publish(organisationId: OrganisationId, input: NoticeInput, by: AccountId): Promise<Notice | NoticeProblem>;
  /** null when the organisation has no such notice. */
  change(
    organisationId: OrganisationId,
    id: string,
    input: NoticeInput,
    by: AccountId,
  ): Promise<Notice | NoticeProblem | null>;
  withdraw(organisationId: OrganisationId, id: string, by: AccountId): Promise<Notice | null>;
  /** Takes a withdrawal back. */
  restore(organisationId: OrganisationId, id: string, by: AccountId): Promise<Notice | null>;
}

interface NoticeParts {
  readonly store: Store;
  readonly clock: Clock;
}

export function createNoticeService(parts: NoticeParts): NoticeService {
  const { store, clock } = parts;
  const record = (tx: Writable, action: AuditAction, organisationId: OrganisationId, id: string, by: AccountId) =>
    recordAudit(tx, { at: clock.now(), actor: by, action, organisationId, subject: `notice:${id}` });

  const timed = (input: NoticeInput): TimedNotice => ({ ...input, startsAt: input.startsAt ?? clock.now() });

  async function mark(organisationId: OrganisationId, id: string, by: AccountId, isWithdrawn: boolean) {
    await store.transact(async (tx) => {
      const notice = await findNotice(tx, organisationId, id);
      if (!notice || (notice.withdrawnAt !== null) === isWithdrawn) return;
      await markWithdrawn(tx, id, isWithdrawn ? clock.now() : null);
      await record(tx, isWithdrawn ? 'notice.withdrawn' : 'notice.restored', organisationId, id, by);
    });
    return viewNotice(parts, organisationId, id);
  }

  return {
    async list(organisationId) {
      const found = await listNotices(store.read, organisationId);
      return describe(parts, found);
    },
    async publish(organisationId, given, by) {
      const input = timed(given);
      const problem = await findProblem(parts, organisationId, input);
      if (problem) return problem;
      const id = mintId<string>();
      await store.transact(async (tx) => {
        await insertNotice(tx, id, organisationId, input, by, clock.now());
        await record(tx, 'notice.published', organisationId, id, by);
      });
      const notice = await viewNotice(parts, organisationId, id);
      if (!notice) throw new Error('a notice is gone as soon as it is there');
      return notice;
    },
    async change(organisationId, id, given, by) {
      if (!(await findNotice(store.read, organisationId, id))) return null;
      const input = timed(given);
      const problem = await findProblem(parts, organisationId, input);
      if (problem) return problem;
      await store.transact(async (tx) => {
        if (!(await findNotice(tx, organisationId, id))) return;
        await updateNotice(tx, id, input);
        await record(tx, 'notice.changed', organisationId, id, by);
      });
      return viewNotice(parts, organisationId, id);
    },
    withdraw: (organisationId, id, by) => mark(organisationId, id, by, true),
    restore: (organisationId, id, by) => mark(organisationId, id, by, false),
  };
}

async function findProblem(
  { store }: NoticeParts,
  organisationId: OrganisationId,
  { venueIds, startsAt, endsAt }: TimedNotice,
): Promise<NoticeProblem | null> {
  if (endsAt !== null && endsAt <= startsAt) return 'ends-before';
  const ids = [...new Set(venueIds)];
  if (ids.length === 0) return null;
  return (await countOwnVenues(store.read, organisationId, ids)) === ids.length ? null : 'unknown-venue';
}

async function viewNotice(parts: NoticeParts, organisationId: OrganisationId, id: string): Promise<Notice | null> {
  const found = await findNotice(parts.store.read, organisationId, id);
  return found ? ((await describe(parts, [found]))[0] ?? null) : null;
}

async function describe({ store }: NoticeParts, records: readonly NoticeRecord[]): Promise<Notice[]> {
  const venues = await listNoticeVenues(
    store.read,
    records.map(({ id }) => id),
  );
  return records.map(({ textJson, ...notice }) => ({
    ...notice,
    text: bilingualSchema.parse(JSON.parse(textJson)),
    venueIds: venues.get(notice.id) ?? [],
  }));
}
