import type { ContactRecord } from '#shared/domain/contact.ts';
import type { OrganisationId } from '#shared/domain/ids.ts';
import { addDays, type CalendarDay, dayOf } from '#shared/domain/instant.ts';
import type { Store } from '../store/access.ts';
import type { ContentParts } from './open-content.ts';
import { openContent } from './open-content.ts';
import { hashBody, readRecord } from './read-record.ts';

interface HeldRow {
  readonly id: string;
  readonly eventId: string;
  readonly body: string;
}

const PAGE = 200;

/**
 * Records in quarantine that are still sealed and are a person's, by opening each: nothing else says whose they are.
 *
 * @param isPerson asked of what was opened and the days by whose keys it may be known.
 * @returns ids of the events.
 */
export async function findHeldOf(
  { keys, timeZone, store }: Pick<ContentParts, 'keys'> & { readonly timeZone: string; readonly store: Store },
  organisationId: OrganisationId,
  isPerson: (contact: ContactRecord, days: readonly CalendarDay[]) => boolean,
): Promise<string[]> {
  const found: string[] = [];
  for (let after = ''; ; ) {
    const page = await listSealed(store, organisationId, after);
    for (const row of page) {
      const hash = hashBody(row.body);
      const event = readRecord(
        { id: row.eventId as never, body: row.body, hash: hash.toString('base64url'), epoch: '', seq: 1 },
        hash,
      );
      if (!event.ok || event.value.organisationId !== organisationId) continue;
      // One after the other: thousands may wait, and others are served meanwhile.
      // oxlint-disable-next-line no-await-in-loop
      const opened = await openContent(keys, event.value);
      if (!opened.ok || !opened.value.contact) continue;
      const day = dayOf(event.value.at, timeZone);
      if (isPerson(opened.value.contact, [day, addDays(day, -1)])) found.push(row.eventId);
    }
    const last = page.at(-1);
    if (page.length < PAGE || !last) return found;
    after = last.id;
  }
}

const listSealed = (store: Store, organisationId: OrganisationId, after: string): Promise<HeldRow[]> =>
  store.read
    .selectFrom('quarantine')
    .innerJoin('kiosks', 'kiosks.id', 'quarantine.kiosk_id')
    .select(['quarantine.id', 'quarantine.event_id as eventId', 'quarantine.body'])
    .where('kiosks.organisation_id', '=', organisationId)
    .where('quarantine.body', 'like', '%"sealed"%')
    .where('quarantine.id', '>', after)
    .orderBy('quarantine.id')
    .limit(PAGE)
    .execute();
