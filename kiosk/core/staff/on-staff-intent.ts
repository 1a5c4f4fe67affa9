import type { Context, Input, KioskState, Step } from '../kiosk-state.ts';
import { stay } from '../moves.ts';
import type { StaffIntent } from './staff-intent.ts';

/** What the staff did on the screen. */
export function onStaffIntent(state: KioskState, _intent: StaffIntent, _context: Context): Step {
  return stay(state);
}

/** What became of the PIN. */
export function onPinChecked(
  state: KioskState,
  _input: Extract<Input, { type: 'pin-checked' }>,
  _context: Context,
): Step {
  return stay(state);
}

/** Their time is over, or a lock is. */
export function onStaffTick(state: KioskState, _context: Context): Step {
  return stay(state);
}

/** What they decided is written down. */
export function onStaffCommitted(
  state: KioskState,
  _input: Extract<Input, { type: 'committed' }>,
  _context: Context,
): Step {
  return stay(state);
}

/** It could not be written down. */
export function onStaffCommitFailed(state: KioskState, _context: Context): Step {
  return stay(state);
}
