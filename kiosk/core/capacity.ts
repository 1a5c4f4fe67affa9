import { paced } from './comfort.ts';
import type { Context, ContextPaired, KioskState, Step } from './kiosk-state.ts';
import { FULL_MS } from './kiosk-state.ts';
import { go, signal } from './moves.ts';
import type { Scope } from './screen.ts';

/** How many are inside, as far as this kiosk can know. */
export function countInside({ venueInside, presence, at }: Pick<Context, 'venueInside' | 'presence' | 'at'>): {
  readonly scope: Scope;
  readonly inside: number;
} {
  return venueInside === null
    ? { scope: 'door', inside: presence.list(at).length + presence.unnamed }
    : { scope: 'venue', inside: venueInside };
}

/**
 * Nobody more fits in: judged when a visit begins, and only by what is known. Whoever is helped by the staff comes in
 * all the same. @returns null: there is room.
 */
export function refuseForRoom(state: KioskState, people: number, context: ContextPaired): Step | null {
  const { capacity } = context.down.settings;
  const { scope, inside } = countInside(context);
  if (capacity === null || people === 0 || state.staff || inside + people <= capacity) return null;
  const until = context.now + paced(FULL_MS, state.comfort);
  return go(state, { name: 'full', scope, inside, capacity, people, until }, signal('try-again'));
}
