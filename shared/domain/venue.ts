import { z } from 'zod';

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

const HOUR_MS = 3_600_000;

/** What a venue of a type starts with; the owner may change each. */
export interface VenueDefaults {
  /** A visit nobody closed ends after this. */
  readonly maxStayMs: number;
  /** A second scan of the same person within this is the same visit. */
  readonly duplicateWindowMs: number;
}

const stay = (hours: number, windowMinutes: number): VenueDefaults => ({
  maxStayMs: hours * HOUR_MS,
  duplicateWindowMs: windowMinutes * 60_000,
});

export const VENUE_DEFAULTS: Readonly<Record<VenueType, VenueDefaults>> = {
  office: stay(10, 30),
  shop: stay(2, 15),
  restaurant: stay(3, 30),
  hotel: stay(24, 60),
  market: stay(4, 15),
  school: stay(10, 30),
  hospital: stay(12, 30),
  'bus-station': stay(3, 15),
  vehicle: stay(6, 15),
  event: stay(8, 30),
  other: stay(4, 15),
};

export const venueNameSchema = z.string().trim().normalize('NFC').min(2).max(300);
export const entranceNameSchema = z.string().trim().normalize('NFC').min(1).max(120);
