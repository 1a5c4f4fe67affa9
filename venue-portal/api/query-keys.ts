import type { EntranceId, VenueId } from '#shared/domain/ids.ts';
import type { CalendarDay } from '#shared/domain/instant.ts';

/** `today`: the server decides which day that is. */
export type DayChoice = CalendarDay | 'today';

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
