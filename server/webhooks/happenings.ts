import type { WebhookEvent } from '#shared/contract/portal-integrations.ts';
import type { OrganisationId, VenueId, VisitId } from '#shared/domain/ids.ts';
import { DAY_MS, type Instant } from '#shared/domain/instant.ts';
import type { Clock } from '../config/clock.ts';
import type { DoorService } from '../doors/service.ts';
import type { Store } from '../store/access.ts';
import { countInside, listArrivals, listOfflineAlerts, listVenues, listVerified } from './reader.ts';

/** Something to be told; ids and numbers, nothing about a person. */
export interface Happening {
  readonly event: WebhookEvent;
  /** The same happening has the same id. */
  readonly messageId: string;
  readonly organisationId: OrganisationId;
  readonly at: Instant;
  readonly data: Readonly<Record<string, string | number>>;
}

export interface HappeningParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly doors: Pick<DoorService, 'findCapacity'>;
}

/** A visit of a kiosk that was offline is an arrival still when it comes in. */
const LATELY_MS = 10 * 60_000;

export async function toArrivals({ store, clock }: HappeningParts, ids: readonly VisitId[]): Promise<Happening[]> {
  const visits = await listArrivals(store.read, ids, clock.now() - LATELY_MS);
  return visits.map(({ id, organisationId, venueId, entranceId, arrivedAt }) => ({
    event: 'visit.arrived',
    messageId: `visit.arrived_${id}`,
    organisationId,
    at: arrivedAt,
    data: { visitId: id, venueId, entranceId },
  }));
}

/** Looks at what changes by itself; which venues were full before is remembered in this process. */
export function createHappeningWatch(parts: HappeningParts) {
  const { store, clock, doors } = parts;
  const full = new Map<VenueId, boolean>();

  async function lookAtCapacity(organisations: readonly OrganisationId[]): Promise<Happening[]> {
    const found: Happening[] = [];
    for (const { id: venueId, organisationId } of await listVenues(store.read, organisations)) {
      // oxlint-disable-next-line no-await-in-loop
      const capacity = await doors.findCapacity(venueId);
      if (capacity === null) continue;
      // oxlint-disable-next-line no-await-in-loop
      const inside = await countInside(store.read, venueId, clock.now());
      const isFull = inside >= capacity;
      const wasFull = full.get(venueId);
      full.set(venueId, isFull);
      if (!isFull || wasFull !== false) continue;
      const at = clock.now();
      const messageId = `capacity.full_${venueId}_${at}`;
      found.push({ event: 'capacity.full', messageId, organisationId, at, data: { venueId, inside, capacity } });
    }
    return found;
  }

  async function lookAtKiosks(organisations: readonly OrganisationId[]): Promise<Happening[]> {
    const alerts = await listOfflineAlerts(store.read, organisations, clock.now() - DAY_MS);
    return alerts.flatMap(({ id, kioskId, venueId, organisationId, beganAt, settledAt }) => {
      const tell = (event: 'kiosk.offline' | 'kiosk.recovered', at: Instant): Happening => ({
        ...{ event, organisationId, at, messageId: `${event}_${id}` },
        data: { kioskId, venueId },
      });
      const offline = tell('kiosk.offline', beganAt);
      return settledAt === null ? [offline] : [offline, tell('kiosk.recovered', settledAt)];
    });
  }

  async function lookAtWards(organisations: readonly OrganisationId[]): Promise<Happening[]> {
    const verified = await listVerified(store.read, organisations, clock.now() - DAY_MS);
    return verified.map(({ venueId, organisationId, at }) => ({
      event: 'venue.verified',
      messageId: `venue.verified_${venueId}_${at}`,
      organisationId,
      at,
      data: { venueId },
    }));
  }

  return {
    /** @param wanted whose webhooks ask for which. */
    async look(wanted: (event: WebhookEvent) => readonly OrganisationId[]): Promise<Happening[]> {
      const kiosks = [...new Set([...wanted('kiosk.offline'), ...wanted('kiosk.recovered')])];
      return [
        ...(await lookAtCapacity(wanted('capacity.full'))),
        ...(await lookAtKiosks(kiosks)),
        ...(await lookAtWards(wanted('venue.verified'))),
      ];
    },
  };
}
