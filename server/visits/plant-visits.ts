import type { Assurance, ContactRecord, Way } from '#shared/domain/contact.ts';
import type { Verdict } from '#shared/domain/declaration.ts';
import {
  type EntranceId,
  mintEventId,
  mintId,
  type OrganisationId,
  type PartyId,
  type VenueId,
  type VisitId,
} from '#shared/domain/ids.ts';
import { dayOf, type Instant } from '#shared/domain/instant.ts';
import type { LeftHow } from '#shared/domain/visit-end.ts';
import type { KeyService } from '../keys/service.ts';
import type { Store } from '../store/access.ts';

/** One visit as it would have come in; what is left out is as with most. */
export interface PlantedVisit {
  readonly id?: VisitId;
  readonly arrivedAt: Instant;
  readonly entranceId: EntranceId;
  readonly way?: Way;
  readonly assurance?: Assurance;
  readonly verdict?: Verdict | null;
  readonly resolvedAt?: Instant | null;
  readonly voidedAt?: Instant | null;
  readonly sameAs?: VisitId | null;
  readonly partyId?: PartyId;
  readonly flags?: readonly string[];
  readonly contact?: ContactRecord;
  readonly left?: { readonly at: Instant; readonly how: LeftHow };
  readonly endsAt?: Instant;
}

interface Ground {
  readonly store: Store;
  readonly keys: Pick<KeyService, 'seal' | 'indexOf'>;
  readonly organisationId: OrganisationId;
  readonly venueId: VenueId;
}

const COLUMNS =
  'id, organisation_id, venue_id, entrance_id, party_id, day, arrived_at, left_at, ends_at, auto_left_at, left_how, resolved_at, voided_at, same_as, way, assurance, verdict, questions_version, consent_version, language, flags_json, contact_key_id, contact_sealed, received_at';
const STAY_MS = 4 * 3_600_000;
const BATCH = 20_000;

/**
 * Puts visits into the projection without the way through a kiosk: for tests of reading and for the bench, which need more of
 * them than a kiosk could send meanwhile.
 */
export async function plantVisits(ground: Ground, visits: Iterable<PlantedVisit>): Promise<VisitId[]> {
  const { store } = ground;
  const insert = store.prepare(`insert into visits (${COLUMNS}) values (${COLUMNS.replace(/\w+/g, '?')})`);
  const index = store.prepare('insert into person_index (hash, event_id, venue_id, day) values (?, ?, ?, ?)');
  const ids: VisitId[] = [];
  let batch: PlantedVisit[] = [];
  const flush = async (): Promise<void> => {
    const rows = batch.map((visit) => toRow(ground, visit));
    batch = [];
    await store.transactPrepared(() => {
      for (const { values, hash, id, day } of rows) {
        insert.run(...values);
        if (hash) index.run(hash, id, ground.venueId, day);
        ids.push(id);
      }
    });
  };
  for (const visit of visits) {
    batch.push(visit);
    if (batch.length === BATCH) await flush();
  }
  await flush();
  return ids;
}

function toRow({ keys, organisationId, venueId }: Ground, visit: PlantedVisit) {
  const { arrivedAt, entranceId, contact, left, flags = [], verdict = 'welcome', resolvedAt = null } = visit;
  const id = visit.id ?? (mintEventId(arrivedAt) as string as VisitId);
  const { way = 'typed', assurance = 'declared', partyId = mintId<PartyId>(), voidedAt = null, sameAs = null } = visit;
  const day = dayOf(arrivedAt);
  const sealed = contact ? keys.seal({ owner: venueId, class: 'contact', recordId: id }, day, contact) : null;
  const seen = left && left.how !== 'automatic' ? left.at : null;
  const ended = left?.how === 'automatic' ? left.at : null;
  const endsAt = visit.endsAt ?? ended ?? arrivedAt + STAY_MS;
  const values = [
    ...[id, organisationId, venueId, entranceId, partyId, day, arrivedAt, seen, endsAt, ended, left?.how ?? null],
    ...[resolvedAt, voidedAt, sameAs, way, assurance, verdict, 1, contact ? 1 : null, 'vi', JSON.stringify(flags)],
    ...[sealed?.keyId ?? null, sealed?.bytes ?? null, arrivedAt],
  ];
  const hash = contact?.phone === undefined ? null : keys.indexOf(day, 'phone', contact.phone);
  return { values, hash, id, day };
}
