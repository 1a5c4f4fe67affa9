import type { Reading } from '#shared/contract/portal-audit.ts';
import type { Readable } from '../store/access.ts';
import { isReading, levelOf } from './actions.ts';
import { type Details, describeActor, readDetails } from './describe-row.ts';
import { listActions, listNames, listSince, type Names, type SeenVisit, type TrailRow } from './reader.ts';

/** Readings that are gone through for one visit; a venue has some dozens a day. */
const MOST = 20_000;

/** Who looked at a visit, or at a list or file that it was in, oldest first. */
export async function listReadingsOf(db: Readable, visit: SeenVisit): Promise<Reading[]> {
  const { organisationId } = visit;
  const actions = (await listActions(db, organisationId)).filter(isReading);
  const rows = await listSince(db, organisationId, actions, { from: visit.arrivedAt }, MOST);
  const names = await listNames(db, organisationId);
  return rows.filter((row) => covers(row, visit)).map((row) => toReading(row, names));
}

export function toReading(row: TrailRow, names: Names): Reading {
  const details = readDetails(row.details);
  const venueId = venueOf(row, details);
  return {
    seq: row.seq,
    at: row.at,
    actor: describeActor(row.actor, names),
    action: row.action,
    venueName: venueId === null ? null : (names.venues.get(venueId) ?? null),
    level: levelOf(row.action, details),
  };
}

export function venueOf({ subject }: TrailRow, details: Details): string | null {
  if (subject.startsWith('venue:')) return subject.slice('venue:'.length);
  return typeof details['venueId'] === 'string' ? details['venueId'] : null;
}

/** Whether the visit was in what was read: by its own id, its day, or because it was going on. */
export function covers(row: TrailRow, visit: SeenVisit): boolean {
  if (row.subject === `visit:${visit.id}`) return true;
  const details = readDetails(row.details);
  if (row.subject.startsWith('visit:')) return false;
  if (venueOf(row, details) !== visit.venueId) return false;
  const { from, to, day } = details;
  if (typeof from === 'string' && typeof to === 'string') return from <= visit.day && visit.day <= to;
  if (typeof day === 'string') return day === visit.day;
  // Screens that show whoever is there now.
  return row.at >= visit.arrivedAt && row.at <= visit.endedAt;
}
