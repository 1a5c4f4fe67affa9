import type { NoticeInput } from '#shared/contract/portal-settings.ts';
import type { AccountId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import type { Instant } from '#shared/domain/instant.ts';
import type { Writable } from '../store/access.ts';

/** With the time from which on it is shown. */
export type TimedNotice = NoticeInput & { readonly startsAt: Instant };

const contentOf = ({ text, startsAt, endsAt }: TimedNotice) => ({
  text_json: JSON.stringify(text),
  published_at: startsAt,
  ends_at: endsAt,
});

export async function insertNotice(
  tx: Writable,
  id: string,
  organisationId: OrganisationId,
  input: TimedNotice,
  by: AccountId,
  at: Instant,
): Promise<void> {
  await tx
    .insertInto('notices')
    .values({
      id,
      organisation_id: organisationId,
      unit_code: null,
      ...contentOf(input),
      created_at: at,
      created_by: by,
    })
    .execute();
  await insertVenues(tx, id, input.venueIds);
}

export async function updateNotice(tx: Writable, id: string, input: TimedNotice): Promise<void> {
  await tx.updateTable('notices').set(contentOf(input)).where('id', '=', id).execute();
  await tx.deleteFrom('notice_venues').where('notice_id', '=', id).execute();
  await insertVenues(tx, id, input.venueIds);
}

/** @param at null: it is shown again. */
export async function markWithdrawn(tx: Writable, id: string, at: Instant | null): Promise<void> {
  await tx.updateTable('notices').set({ withdrawn_at: at }).where('id', '=', id).execute();
}

async function insertVenues(tx: Writable, id: string, venueIds: readonly VenueId[]): Promise<void> {
  if (venueIds.length === 0) return;
  const rows = [...new Set(venueIds)].map((venueId) => ({ notice_id: id, venue_id: venueId }));
  await tx.insertInto('notice_venues').values(rows).execute();
}
