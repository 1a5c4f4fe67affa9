import type { Presence } from '../presence.ts';
import type { Screen } from '../screen.ts';
import type { MachineView } from './machine-view.ts';
import type { AskingPin, StaffAtWork } from './staff-state.ts';

export interface StaffSurroundings {
  /** Monotonic ms. */
  readonly now: number;
  readonly at: number;
  readonly waiting: number;
  readonly presence: Presence;
  readonly machine: MachineView;
}

export const pinScreen = ({ card, state, triesLeft, lockedUntil }: AskingPin, now: number): Screen => ({
  name: 'staff-pin',
  card: card !== null,
  state,
  triesLeft,
  lockedSeconds: Math.max(0, Math.ceil((lockedUntil - now) / 1_000)),
});

export function staffScreen(_flow: StaffAtWork, _surroundings: StaffSurroundings): Screen {
  return { name: 'staff', page: { page: 'home' } };
}
