import type { EntranceId, VenueId } from '#shared/domain/ids.ts';

/** A calendar day, or `today`: the server then decides which day that is. */
export type DayChoice = string;

export const queryKeys = {
  me: ['me'],
  venues: ['venues'],
  venue: (id: VenueId) => ['venue', id],
  kiosks: (id: VenueId) => ['venue', id, 'kiosks'],
  figures: (id: VenueId, day: DayChoice) => ['venue', id, 'figures', day],
  visits: (id: VenueId, day: DayChoice, entranceId: EntranceId | null) => ['venue', id, 'visits', day, entranceId],
  provinces: ['units', 'provinces'],
  communes: (province: string) => ['units', 'communes', province],
} as const;
