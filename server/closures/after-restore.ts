import { z } from 'zod';
import { closureReasonSchema } from '#shared/contract/portal-closures.ts';
import { accountIdSchema, type VenueId } from '#shared/domain/ids.ts';
import { type Instant, instantSchema } from '#shared/domain/instant.ts';
import { recordAudit } from '../audit/service.ts';
import type { KeyService } from '../keys/service.ts';
import type { Writable } from '../store/access.ts';
import { markAnswered, markReopened } from '../ward-cases/service.ts';
import { findStandingOf, findVenueOwner } from './reader.ts';
import { insertClosure, markOpen, markUndone, type NewClosure } from './transactor.ts';

/** What an older copy of the database must not forget: all but the officer's words, which the owner has in a letter. */
const keptSchema = z.object({
  id: z.uuid(),
  caseId: z.uuid(),
  reason: closureReasonSchema,
  by: accountIdSchema,
  at: instantSchema,
  undoUntil: instantSchema,
});
const OPEN = 'open';

/** Before the database says so. */
export function keepClosed(keys: Pick<KeyService, 'keepStanding'>, closure: NewClosure): void {
  const { id, caseId, reason, by, at, undoUntil } = closure;
  keys.keepStanding('venue-closure', closure.venueId, JSON.stringify({ id, caseId, reason, by, at, undoUntil }));
}

/** As above. */
export const keepOpen = (keys: Pick<KeyService, 'keepStanding'>, venueId: VenueId): void =>
  keys.keepStanding('venue-closure', venueId, OPEN);

/**
 * What wards closed, and opened again, since an older copy of the database was made stands so in it too, with the disputes that
 * it settled.
 *
 * @returns how many venues the copy had otherwise; none when the database is no older copy.
 */
export async function applyClosures(
  tx: Writable,
  keys: Pick<KeyService, 'listStandings'>,
  now: Instant,
): Promise<number> {
  let count = 0;
  for (const { id, value } of keys.listStandings('venue-closure')) {
    const venueId = id as VenueId;
    const kept = value === OPEN ? null : keptSchema.parse(JSON.parse(value));
    if (await putBack(tx, venueId, kept && { ...kept, venueId, text: '' }, now)) count += 1;
  }
  return count;
}

async function putBack(tx: Writable, venueId: VenueId, kept: NewClosure | null, at: Instant): Promise<boolean> {
  const venue = await findVenueOwner(tx, venueId);
  const standing = await findStandingOf(tx, venueId);
  if (!venue || standing?.id === kept?.id) return false;
  if (standing) {
    await markUndone(tx, { id: standing.id, venueId }, null, at);
    if (standing.caseId !== null) await markReopened(tx, standing.caseId);
  }
  if (kept) {
    // The copy may know it as closed by its owner, who opened it again since.
    await markOpen(tx, venueId);
    await insertClosure(tx, kept);
    await markAnswered(tx, kept.caseId, { answer: kept.text, by: kept.by, at: kept.at });
  }
  const action = kept ? 'ward-venue.closed' : 'ward-venue.reopened';
  const act = { at, actor: 'system', action, organisationId: venue.organisationId } as const;
  await recordAudit(tx, { ...act, subject: `venue:${venueId}` });
  return true;
}
