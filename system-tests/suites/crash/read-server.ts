import { verifyTrail } from '#server/audit/service.ts';
import { DEFAULT_CONFIG } from '#server/config/config.ts';
import { type Foundation, openFoundation } from '#server/foundation.ts';
import { listWrongCounts } from '#server/testing/wrong-counts.ts';
import type { OutboxRecord } from '#shared/contract/kiosk-sync.ts';
import type { VenueId } from '#shared/domain/ids.ts';

interface EventRow {
  readonly id: string;
  readonly epoch: string;
  readonly seq: number;
  readonly hash: Uint8Array;
  /** Of the visit that it opened; null: none. */
  readonly visit: string | null;
  readonly venueId: VenueId | null;
  readonly sameAs: string | null;
  readonly keyId: string | null;
  readonly sealed: Uint8Array | null;
  readonly people: number;
}

const EVENTS = `
  select e.id, e.epoch, e.seq, e.hash, v.id as visit, v.venue_id as venueId, v.same_as as sameAs,
    v.contact_key_id as keyId, v.contact_sealed as sealed,
    (select count(*) from person_index where event_id = e.id) as people
  from visit_events e left join visits v on v.id = e.id where e.kiosk_id is not null`;

/** What a server's folder holds when it is opened as the server opens it. */
export interface ServerLog {
  /** What was not acknowledged, but may well be there. */
  readonly size: number;
  readonly audited: (action: string) => number;
  /** @returns what of these arrivals is not in the log and its visits exactly once, in words; and all else that is wrong. */
  findMisfits(arrivals: readonly Pick<OutboxRecord, 'id' | 'epoch' | 'seq' | 'hash'>[]): string[];
}

/** Closed again when this returns. @throws when the server would not start on it. */
export async function readServerLog(dataDir: string): Promise<ServerLog> {
  const opened = await openFoundation({ ...DEFAULT_CONFIG, dataDir }, () => 'http://127.0.0.1');
  if (!opened.ok) throw new Error(opened.error);
  const foundation = opened.value;
  try {
    return await readAll(foundation);
  } finally {
    await foundation.close();
  }
}

async function readAll({ store, keys }: Foundation): Promise<ServerLog> {
  const rows = store.prepareRead<EventRow>(EVENTS).all();
  const found = new Map(rows.map((row) => [row.id, row]));
  const count = (sql: string): number =>
    store.prepareRead<{ n: number }>(`select count(*) as n from ${sql}`).get()?.n ?? 0;
  const visits = count('visits');
  const aside = count('quarantine');
  const wrongCounts = listWrongCounts({ prepare: store.prepareRead }).length;
  const trail = await verifyTrail(store.read);
  const soundness = store.prepareRead<{ quick_check: string }>('pragma quick_check').get()?.quick_check;
  const actions = store
    .prepareRead<{ action: string }>('select action from audit')
    .all()
    .map(({ action }) => action);
  const opens = ({ id, venueId, keyId, sealed }: EventRow): boolean => {
    if (venueId === null || keyId === null || sealed === null) return false;
    const content = keys.open({ owner: venueId, recordId: id, class: 'contact' }, { keyId, bytes: sealed });
    return typeof content === 'object' && content !== null && 'name' in content;
  };
  const unreadable = rows.filter((row) => !opens(row)).length;
  return {
    size: rows.length,
    audited: (wanted) => actions.filter((action) => action === wanted).length,
    findMisfits(arrivals) {
      const missing = arrivals.filter(({ id }) => !found.has(id)).length;
      const altered = arrivals.filter((arrival) => !isSame(found.get(arrival.id), arrival)).length - missing;
      const notOnce = rows.filter(
        ({ visit, sameAs, people }) => visit === null || sameAs !== null || people !== 1,
      ).length;
      return [
        ...(missing > 0 ? [`${missing} of ${arrivals.length} are missing`] : []),
        ...(altered > 0 ? [`${altered} are not as they were sent`] : []),
        ...(notOnce > 0 || visits !== rows.length
          ? [`${rows.length} arrivals are ${visits} visits, ${notOnce} wrong`]
          : []),
        ...(unreadable > 0 ? [`${unreadable} visits do not open`] : []),
        ...(wrongCounts > 0 ? [`${wrongCounts} kept counts are wrong`] : []),
        ...(aside > 0 ? [`${aside} were put aside`] : []),
        ...(trail.holds ? [] : [`the audit trail breaks at ${trail.brokenAt}`]),
        ...(soundness === 'ok' ? [] : [`the database: ${soundness}`]),
      ];
    },
  };
}

const isSame = (
  row: EventRow | undefined,
  { epoch, seq, hash }: Pick<OutboxRecord, 'epoch' | 'seq' | 'hash'>,
): boolean =>
  row !== undefined && row.epoch === epoch && row.seq === seq && Buffer.from(row.hash).toString('base64url') === hash;
