import { z } from 'zod';
import type { KioskSettings } from '#shared/contract/kiosk-settings.ts';

/** How one visitor sees and hears the kiosk. */
export const comfortSchema = z.strictObject({
  largeText: z.boolean(),
  highContrast: z.boolean(),
  /** Four times as long for everything that ends by itself. */
  slow: z.boolean(),
  /** Spoken guidance. */
  voice: z.boolean(),
  /** Percent. */
  volume: z.int().min(0).max(100),
});
export type Comfort = z.infer<typeof comfortSchema>;

/** Slow mode waits this many times as long (WCAG 2.2.1 asks for ten times or a way to extend; "more time?" is that way). */
export const SLOW_FACTOR = 4;

/** What everybody starts with; before pairing a middle loudness. */
export const usualComfort = (settings: Pick<KioskSettings, 'voice' | 'volume'> | null): Comfort => ({
  largeText: false,
  highContrast: false,
  slow: false,
  voice: settings?.voice ?? false,
  volume: settings?.volume ?? 60,
});

/** How long something that ends by itself lasts for this visitor. */
export const paced = (ms: number, { slow }: Comfort): number => (slow ? ms * SLOW_FACTOR : ms);

/** What the visitor changed; the rest stays as it is. */
export const mergeComfort = (comfort: Comfort, change: Partial<Record<keyof Comfort, unknown>>): Comfort =>
  comfortSchema.parse({
    ...comfort,
    ...Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)),
  });

export const isSameComfort = (one: Comfort, other: Comfort): boolean =>
  comfortSchema.keyof().options.every((key) => one[key] === other[key]);
