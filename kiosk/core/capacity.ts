import { paced } from './comfort.ts';
import type { Parked } from './flow.ts';
import { type Context, type ContextPaired, FULL_MS, type KioskState, type Step } from './kiosk-state.ts';
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

/** A group stands at the door for so long after it last did something. */
export const GROUP_WAITS_MS = 180_000;
/** Somebody may leave by another door, which the server tells. */
const LOOK_MS = 2_000;

/**
 * Nobody more fits in: judged when a visit begins, and only by what is known. Whoever is helped by the staff comes in
 * all the same. @param group what goes on waiting. @returns null: there is room.
 */
export function refuseForRoom(
  state: KioskState,
  people: number,
  context: ContextPaired,
  group: Pick<Parked, 'group' | 'until'> | null = null,
): Step | null {
  const { capacity } = context.down.settings;
  const { scope, inside } = countInside(context);
  if (capacity === null || people === 0 || state.staff || inside + people <= capacity) return null;
  const full = { name: 'full', scope, inside, capacity, people } as const;
  if (!group) {
    const until = context.now + paced(FULL_MS, state.comfort);
    return go(state, { ...full, until, waiting: null }, signal('try-again'));
  }
  // It is said once to those who go on waiting.
  const said = state.flow.name === 'full' || state.parked ? [] : [signal('try-again')];
  const waiting = { group: group.group, lookAt: context.now + LOOK_MS };
  return go({ ...state, parked: null }, { ...full, until: group.until, waiting }, ...said);
}
