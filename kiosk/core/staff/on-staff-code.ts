import type { Context, Input, KioskState, Step } from '../kiosk-state.ts';
import { stay } from '../moves.ts';

/** A code while the staff have the screen: it never begins a visit. */
export function onStaffCode(state: KioskState, _input: Extract<Input, { type: 'code' }>, _context: Context): Step {
  return stay(state);
}

/** A staff card on any screen on which nobody is served: it says who, and asks for the PIN. */
export function onStaffCard(state: KioskState, _input: Extract<Input, { type: 'code' }>, _context: Context): Step {
  return stay(state);
}
