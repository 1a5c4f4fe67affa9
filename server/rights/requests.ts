import {
  type Asker,
  askerSchema,
  type RefusalReason,
  type RightsDetail,
  type RightsList,
  type RightsOutcome,
  type RightsRequest,
  rightsOutcomeSchema,
} from '#shared/contract/portal-rights.ts';
import { type AccountId, mintId, type OrganisationId, type VisitId } from '#shared/domain/ids.ts';
import { DAY_MS, dayOf } from '#shared/domain/instant.ts';
import { err, ok } from '#shared/domain/result.ts';
import { deadlinesOf, RIGHTS_EXTENSION_DAYS } from '#shared/domain/rights-deadlines.ts';
import { type AuditAction, type AuditDetails, recordAudit } from '../audit/service.ts';
import type { Writable } from '../store/access.ts';
import type { NewRequest, Outcome, RightsParts } from './parts.ts';
import { findName, findRequest, listRequests, type RequestRow } from './reader.ts';
import { mintReference } from './reference.ts';
import { insertRequest, markAcknowledged, markClosed, markExtended } from './transactor.ts';

const NOTHING: RightsOutcome = { visits: 0, held: 0 };

export async function receive(
  parts: RightsParts,
  organisationId: OrganisationId,
  request: NewRequest,
): Promise<RightsDetail> {
  const { clock, store, timeZone, holidays } = parts;
  const id = mintId<string>();
  const at = clock.now();
  const { acknowledgeBy, dueAt } = deadlinesOf(request.kind, dayOf(at, timeZone), timeZone, holidays);
  const sealed = parts.keys.seal(placeOf(id), dayOf(at, timeZone), request.asker);
  const row: RequestRow = {
    id,
    organisation_id: organisationId,
    reference: mintReference('YC'),
    kind: request.kind,
    status: 'open',
    channel: request.channel,
    identity_check: request.identityCheck,
    received_at: at,
    received_by: request.by,
    acknowledge_by: acknowledgeBy,
    due_at: dueAt,
    acknowledged_at: null,
    extended_at: null,
    closed_at: null,
    closed_by: null,
    refusal: null,
    outcome_json: JSON.stringify(NOTHING),
    deletion_record_id: null,
    person_key_id: sealed?.keyId ?? null,
    person_sealed: sealed?.bytes ?? null,
  };
  await store.transact(async (tx) => {
    await insertRequest(tx, row);
    await trace(parts, tx, row, 'rights.received', request.by ?? 'visitor', { kind: row.kind, channel: row.channel });
  });
  return describe(parts, row);
}

const placeOf = (id: string) => ({ owner: 'rights', class: 'contact', recordId: id }) as const;

/** Within the transaction of the act. */
export const trace = (
  { clock }: Pick<RightsParts, 'clock'>,
  tx: Writable,
  { id, organisation_id: organisationId, reference }: Pick<RequestRow, 'id' | 'organisation_id' | 'reference'>,
  action: AuditAction,
  actor: string,
  details: AuditDetails = {},
): Promise<void> =>
  recordAudit(tx, {
    at: clock.now(),
    actor,
    action,
    organisationId,
    subject: `rights-request:${id}`,
    details: { reference, ...details },
  });

/** A row of each visit that was shown: its person is told who looked, and a breach finds whose it was. */
export async function traceVisits(
  { clock }: Pick<RightsParts, 'clock'>,
  tx: Writable,
  { organisation_id: organisationId, reference }: Pick<RequestRow, 'organisation_id' | 'reference'>,
  action: AuditAction,
  actor: string,
  ids: readonly VisitId[],
): Promise<void> {
  const act = { at: clock.now(), actor, action, organisationId, details: { reference } } as const;
  for (const id of ids) await recordAudit(tx, { ...act, subject: `visit:${id}` });
}

export async function listAll({ store, clock }: RightsParts, organisationId: OrganisationId): Promise<RightsList> {
  const rows = await listRequests(store.read, organisationId);
  return { now: clock.now(), requests: rows.map(toRequest) };
}

export async function open(
  parts: RightsParts,
  organisationId: OrganisationId,
  id: string,
  by: AccountId,
): Promise<RightsDetail | null> {
  const row = await findRequest(parts.store.read, organisationId, id);
  if (!row) return null;
  await parts.store.transact((tx) => trace(parts, tx, row, 'rights.opened', by));
  return describe(parts, row);
}

/** What the row says, with names of staff and the asker opened. */
export async function describe(parts: RightsParts, row: RequestRow): Promise<RightsDetail> {
  const { store, retention } = parts;
  const nameOf = (id: string | null) => (id === null ? null : id === 'cli' ? 'CLI' : findName(store.read, id));
  return {
    ...toRequest(row),
    asker: openAsker(parts, row),
    receivedBy: await nameOf(row.received_by),
    closedBy: await nameOf(row.closed_by),
    deletionRecord: row.deletion_record_id === null ? null : await retention.findDeletionRecord(row.deletion_record_id),
    mayExtend: row.status === 'open' && row.extended_at === null,
  };
}

function openAsker(
  { keys }: RightsParts,
  { id, person_key_id: keyId, person_sealed: bytes }: RequestRow,
): Asker | null {
  if (keyId === null || bytes === null) return null;
  return askerSchema.safeParse(keys.open(placeOf(id), { keyId, bytes })).data ?? null;
}

const toRequest = (row: RequestRow): RightsRequest => ({
  id: row.id,
  reference: row.reference,
  kind: row.kind,
  status: row.status,
  channel: row.channel,
  identityCheck: row.identity_check,
  receivedAt: row.received_at,
  acknowledgeBy: row.acknowledge_by,
  acknowledgedAt: row.acknowledged_at,
  dueAt: row.due_at,
  extended: row.extended_at !== null,
  closedAt: row.closed_at,
  refusal: row.refusal,
  outcome: rightsOutcomeSchema.parse(JSON.parse(row.outcome_json)),
});

/** An open request of the organisation. */
export async function findOpen(
  { store }: Pick<RightsParts, 'store'>,
  organisationId: OrganisationId,
  id: string,
): Promise<RequestRow | 'not-found' | 'conflict'> {
  const row = await findRequest(store.read, organisationId, id);
  if (!row) return 'not-found';
  return row.status === 'open' ? row : 'conflict';
}

async function change(
  parts: RightsParts,
  organisationId: OrganisationId,
  id: string,
  work: (tx: Writable, row: RequestRow) => Promise<boolean>,
): Promise<Outcome> {
  const row = await findOpen(parts, organisationId, id);
  if (typeof row === 'string') return err(row);
  if (!(await parts.store.transact((tx) => work(tx, row)))) return err('conflict');
  const after = await findRequest(parts.store.read, organisationId, id);
  return after ? ok(await describe(parts, after)) : err('not-found');
}

export const acknowledge = (parts: RightsParts, organisationId: OrganisationId, id: string, by: AccountId) =>
  change(parts, organisationId, id, async (tx, row) => {
    if (row.acknowledged_at !== null) return true;
    await markAcknowledged(tx, row.id, parts.clock.now());
    await trace(parts, tx, row, 'rights.acknowledged', by);
    return true;
  });

/** Once. */
export const extend = (parts: RightsParts, organisationId: OrganisationId, id: string, by: AccountId) =>
  change(parts, organisationId, id, async (tx, row) => {
    if (row.extended_at !== null) return false;
    const days = RIGHTS_EXTENSION_DAYS[row.kind];
    await markExtended(tx, row.id, parts.clock.now(), row.due_at + days * DAY_MS);
    await trace(parts, tx, row, 'rights.extended', by, { days });
    return true;
  });

export interface Close {
  readonly by: AccountId | 'cli' | null;
  readonly status: 'done' | 'refused';
  readonly action: AuditAction;
  readonly refusal?: RefusalReason;
  readonly outcome?: RightsOutcome;
  readonly deletionRecordId?: string;
  /** Those that are shown with it. */
  readonly shown?: readonly VisitId[];
}

export const close = (parts: RightsParts, organisationId: OrganisationId, id: string, how: Close): Promise<Outcome> =>
  change(parts, organisationId, id, async (tx, row) => {
    const { by, status, action, refusal = null, outcome = NOTHING, deletionRecordId = null, shown = [] } = how;
    const closing = { id: row.id, at: parts.clock.now(), by, status, refusal, outcome, deletionRecordId };
    if (!(await markClosed(tx, closing))) return false;
    const why: AuditDetails = refusal === null ? {} : { reason: refusal };
    await trace(parts, tx, row, action, by ?? 'visitor', { ...outcome, ...why });
    await traceVisits(parts, tx, row, action, by ?? 'visitor', shown);
    return true;
  });
