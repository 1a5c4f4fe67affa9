import { z } from 'zod';
import type { VisitStep } from '#shared/contract/portal-visits.ts';
import { visitEventSchema } from '#shared/contract/visit-event.ts';
import type { Way } from '#shared/domain/contact.ts';
import { verdictSchema } from '#shared/domain/declaration.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Readable } from '../store/access.ts';
import { listArrivalsOfStay, listEventsAbout, type StoredEvent, type VisitRecord } from './reader.ts';
import { type NameOf, nameStaff, type RowReader } from './visit-rows.ts';

/** Later than this, it came from a kiosk that was without network. */
const LATE_MS = 2 * 60_000;

/** What the log has about a visit, oldest first, and what the visit came to without anybody saying so. */
export async function readSteps(db: Readable, record: VisitRecord, { seesStaff }: RowReader): Promise<VisitStep[]> {
  const events = [...(await listArrivalsOfStay(db, record)), ...(await listEventsAbout(db, record.venueId, record.id))];
  const nameOf = seesStaff ? await nameStaff(db, record.venueId, events.map(actorOf)) : () => null;
  const steps = events.flatMap((event) => stepOf(event, record, nameOf));
  // A fact of before there was a log, or one that people chose another for.
  if (!steps.some(({ kind }) => kind === 'arrived')) steps.push(arrivalOf(record));
  const hasLeft = steps.some(({ kind }) => kind === 'left');
  if (record.leftAt !== null && !hasLeft) steps.push(endOf(record, record.leftAt));
  return steps.toSorted((a, b) => a.at - b.at);
}

const KINDS: Readonly<Record<string, VisitStep['kind']>> = {
  arrived: 'arrived',
  extended: 'extended',
  resolved: 'resolved',
  left: 'left',
};

const clearSchema = z.object({
  verdict: verdictSchema.nullable().catch(null),
  staff: visitEventSchema.shape.staff.catch(undefined),
  by: z.string().optional().catch(undefined),
});

function stepOf(event: StoredEvent, record: VisitRecord, nameOf: NameOf): VisitStep[] {
  const kind = event.kind === 'arrived' && event.id !== (record.id as string) ? 'again' : KINDS[event.kind];
  if (kind === undefined) return [];
  const { verdict } = clearSchema.parse(JSON.parse(event.clearJson));
  const actor = actorOf(event);
  const isLate = event.receivedAt - event.at > LATE_MS;
  return [
    {
      kind,
      at: event.at,
      entranceName: event.entranceName,
      by: actor ? { kind: 'staff', name: nameOf(actor) } : { kind: event.kioskId ? 'kiosk' : 'phone', name: null },
      verdict,
      receivedAt: isLate ? event.receivedAt : null,
    },
  ];
}

/** `account:<id>`, `card:<hash>`, `pin`; null: the visitor did it. */
function actorOf(event: StoredEvent): string | null {
  const { by, staff } = clearSchema.parse(JSON.parse(event.clearJson));
  if (by) return by;
  if (!staff) return null;
  return staff.card === null ? 'pin' : `card:${staff.card}`;
}

const SEEN_BY: Partial<Record<Way, VisitStep['by']['kind']>> = { poster: 'phone', staff: 'staff' };

const arrivalOf = ({ arrivedAt, entranceName, way, verdict, resolvedAt }: VisitRecord): VisitStep => ({
  kind: 'arrived',
  at: arrivedAt,
  entranceName,
  by: { kind: SEEN_BY[way] ?? 'kiosk', name: null },
  verdict: resolvedAt === null ? verdict : null,
  receivedAt: null,
});

/** A departure that named the person and no visit, or none at all. */
const endOf = ({ leftBy }: VisitRecord, at: Instant): VisitStep => ({
  kind: leftBy === 'automatic' ? 'ended' : 'left',
  at,
  entranceName: null,
  by: { kind: leftBy === 'automatic' ? 'clock' : leftBy === 'staff' ? 'staff' : 'kiosk', name: null },
  verdict: null,
  receivedAt: null,
});
