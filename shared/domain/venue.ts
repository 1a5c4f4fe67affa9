import { z } from 'zod';
import { HOUR_MS } from './instant.ts';
import type { LocalTime } from './local-time.ts';
import { lineSchema } from './text-line.ts';

export const venueTypeSchema = z.enum([
  'office',
  'shop',
  'restaurant',
  'hotel',
  'market',
  'school',
  'hospital',
  'bus-station',
  'vehicle',
  'event',
  'other',
]);
export type VenueType = z.infer<typeof venueTypeSchema>;

/** What a venue of a type starts with; the owner may change each. */
export interface VenueDefaults {
  /** A visit nobody closed ends after this. */
  readonly maxStayMs: number;
  /** A second scan of the same person within this is the same visit. */
  readonly duplicateWindowMs: number;
  /** Everybody is checked out then; null: open for as long as people come. */
  readonly closesAt: LocalTime | null;
  /** People inside at once; null: no limit. */
  readonly capacity: number | null;
  /** Whether one declaration does for the whole day. */
  readonly skipDeclaredToday: boolean;
  /** How people who come together declare. */
  readonly group: 'declare-each' | 'declare-once';
}

const stay = (hours: number, windowMinutes: number, others: Partial<VenueDefaults> = {}): VenueDefaults => ({
  maxStayMs: hours * HOUR_MS,
  duplicateWindowMs: windowMinutes * 60_000,
  closesAt: null,
  capacity: null,
  skipDeclaredToday: true,
  group: 'declare-once',
  ...others,
});

/** Closing times only where nobody stays over them: a wrong one would send people out of the list who are still inside. */
export const VENUE_DEFAULTS: Readonly<Record<VenueType, VenueDefaults>> = {
  office: stay(10, 30, { closesAt: '19:00' }),
  shop: stay(2, 15),
  restaurant: stay(3, 30),
  hotel: stay(24, 60),
  market: stay(4, 15),
  school: stay(10, 30, { closesAt: '19:00' }),
  // Somebody may fall ill between two visits of a day, and each patient answers for themselves.
  hospital: stay(12, 30, { skipDeclaredToday: false, group: 'declare-each' }),
  'bus-station': stay(3, 15),
  // A coach's seats.
  vehicle: stay(6, 15, { capacity: 45 }),
  event: stay(8, 30),
  other: stay(4, 15),
};

export const venueNameSchema = lineSchema(2, 300);
export const entranceNameSchema = lineSchema(1, 120);

/** The organisation's own number for it, in lists that come from other programs. Never shown to visitors. */
export const externalIdSchema = lineSchema(1, 64);
