import {
  type EntrancePoster,
  type PosterChoices,
  type PosterStudio,
  posterChoicesSchema,
  type ReplacedPoster,
} from '#shared/contract/portal-posters.ts';
import type { OrganisationId, VenueId } from '#shared/domain/ids.ts';
import { addDays, type CalendarDay, type Instant } from '#shared/domain/instant.ts';
import type { Clock } from '../config/clock.ts';
import type { Readable } from '../store/access.ts';
import type { VenueService } from '../venues/service.ts';
import { type LogoService, viewLogo } from './logo.ts';
import { findChoices, type LateScans, listLateScans, listPosters, type PosterRecord } from './reader.ts';
import { findUndoable, undoUntilOf } from './rotation.ts';
import { shortCodeOf } from './subject.ts';

export interface StudioDependencies {
  readonly store: { readonly read: Readable };
  readonly clock: Clock;
  readonly venues: Pick<VenueService, 'find'>;
  readonly logos: Pick<LogoService, 'find'>;
}

/** A week back from today, today counted. */
const WEEK_BEFORE = -6;

export async function readChoices(db: Readable, venueId: VenueId): Promise<PosterChoices> {
  const json = await findChoices(db, venueId);
  // A format of a newer server that was taken back must not close the page.
  const parsed = posterChoicesSchema.safeParse(json === null ? {} : JSON.parse(json));
  return parsed.success ? parsed.data : posterChoicesSchema.parse({});
}

/** All that the studio of a venue shows. @returns null when the organisation has no such venue. */
export async function readStudio(
  { store, clock, venues, logos }: StudioDependencies,
  organisationId: OrganisationId,
  venueId: VenueId,
): Promise<PosterStudio | null> {
  const venue = await venues.find(organisationId, venueId);
  if (!venue) return null;
  const [now, today] = [clock.now(), clock.today()];
  const posters = await listPosters(store.read, venueId);
  const late = await listLateScans(store.read, venueId, addDays(today, WEEK_BEFORE));
  const logo = await logos.find(organisationId);
  return {
    venueName: venue.name,
    entrances: venue.entrances.map((entrance) =>
      viewEntrance(
        entrance,
        posters.filter(({ entranceId }) => entranceId === entrance.id),
        { late, now, today },
      ),
    ),
    choices: await readChoices(store.read, venueId),
    logo: logo && viewLogo(logo),
    now,
  };
}

interface Seen {
  readonly late: readonly LateScans[];
  readonly now: Instant;
  readonly today: CalendarDay;
}

type Entrance = NonNullable<Awaited<ReturnType<VenueService['find']>>>['entrances'][number];

function viewEntrance(entrance: Entrance, posters: readonly PosterRecord[], seen: Seen): EntrancePoster {
  const current = posters.find(({ code }) => code === entrance.code);
  const replaced = posters.filter(({ replacedAt }) => replacedAt !== null);
  const undoable = findUndoable(replaced, seen.now);
  return {
    entranceId: entrance.id,
    entranceName: entrance.name,
    posterUrl: entrance.posterUrl,
    serial: entrance.serial,
    shortCode: shortCodeOf(entrance.code),
    printedAt: current?.printedAt ?? null,
    prints: current?.prints ?? 0,
    firstScanAt: current?.firstScanAt ?? null,
    lastScanAt: current?.lastScanAt ?? null,
    firstCheckInAt: current?.firstCheckInAt ?? null,
    // One that never left the screen hangs nowhere.
    replaced: replaced
      .filter(({ prints, firstScanAt }) => prints > 0 || firstScanAt !== null)
      .map((poster) => viewReplaced(poster, seen)),
    undoUntil: undoable ? undoUntilOf(undoable) : null,
  };
}

function viewReplaced(poster: PosterRecord, { late, today }: Seen): ReplacedPoster {
  const own = late.filter(({ code }) => code === poster.code);
  return {
    serial: poster.serial,
    replacedAt: poster.replacedAt ?? 0,
    worksUntil: poster.worksUntil ?? 0,
    prints: poster.prints,
    lastScanAt: poster.lastScanAt,
    lateScansToday: own.find(({ day }) => day === today)?.scans ?? 0,
    lateScansOfWeek: own.reduce((sum, { scans }) => sum + scans, 0),
  };
}
