import type { LogFilter } from '#shared/contract/portal-visits.ts';
import type { EntranceId, KioskId, VenueId, VisitId } from '#shared/domain/ids.ts';

/** A calendar day, or `today`: the server then decides which day that is. */
export type DayChoice = string;

export const queryKeys = {
  me: ['me'],
  security: ['account', 'security'],
  sessions: ['account', 'sessions'],
  accountEvents: ['account', 'events'],
  email: ['account', 'email'],
  people: ['people'],
  venues: ['venues'],
  venue: (id: VenueId) => ['venue', id],
  door: (id: VenueId) => ['venue', id, 'door'],
  staffCards: (id: VenueId) => ['venue', id, 'staff-cards'],
  /** null: of the organisation. */
  declaration: (id: VenueId | null) => ['declaration', 'of', id],
  rules: (id: VenueId) => ['venue', id, 'rules'],
  organisation: ['organisation'],
  notices: ['notices'],
  fleet: ['fleet'],
  fleetAttention: ['fleet', 'attention'],
  calls: (id: VenueId) => ['venue', id, 'calls'],
  inside: (id: VenueId) => ['venue', id, 'inside'],
  kiosks: (id: VenueId) => ['venue', id, 'kiosks'],
  /** All that is loaded of it. */
  quarantine: ['quarantine'],
  quarantineOf: (id: VenueId | null) => ['quarantine', 'of', id],
  quarantinedRecords: (id: KioskId, code: string) => ['quarantine', 'records', id, code],
  posters: (id: VenueId) => ['venue', id, 'posters'],
  posterChecks: (id: VenueId, wanted: string) => ['venue', id, 'poster-checks', wanted],
  posterJob: (id: string) => ['poster-job', id],
  posterSamples: (venueIds: readonly VenueId[] | null) => ['poster-samples', venueIds],
  exports: (id: VenueId) => ['venue', id, 'exports'],
  exportPreview: (id: VenueId, filter: LogFilter) => ['venue', id, 'export-preview', filter],
  figures: (id: VenueId, day: DayChoice) => ['venue', id, 'figures', day],
  /** All that is loaded of the log, whatever day and entrance. */
  visitsOf: (id: VenueId) => ['venue', id, 'visits'],
  visits: (id: VenueId, day: DayChoice, entranceId: EntranceId | null) => ['venue', id, 'visits', day, entranceId],
  /** What is neither today's alone nor kept current by the stream. */
  log: (id: VenueId, filter: LogFilter, text: string | null) => ['venue', id, 'log', filter, text],
  visit: (id: VisitId) => ['visit', id],
  insights: (id: VenueId, range: object) => ['venue', id, 'insights', range],
  checkInQuestions: (id: VenueId) => ['venue', id, 'check-in-questions'],
} as const;
