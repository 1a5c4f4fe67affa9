import { expect } from 'vitest';
import type { Kiosk } from './kiosk.ts';
import type { Venue } from './venue.ts';

/** Nothing lost, nothing doubled, nothing put aside, and in the order it happened: what this kiosk acknowledged and no more. */
export async function expectEachOnce(venue: Venue, { acknowledged }: Kiosk): Promise<void> {
  const { events, visits, quarantine } = await venue.readLog();
  const kioskId = events.find(({ id }) => id === acknowledged[0])?.kioskId;
  const ours = <T extends { readonly kioskId: unknown }>(rows: readonly T[]): T[] =>
    rows.filter((row) => row.kioskId === kioskId);
  expect(ours(quarantine)).toEqual([]);
  expect(ours(events).map(({ id }) => id)).toEqual(acknowledged);
  expect(ours(visits)).toHaveLength(acknowledged.length);
}
