import type { Context, ContextPaired, KioskState, Step } from './kiosk-state.ts';
import { signal, wipe } from './moves.ts';

/** The ward has closed the venue. */
export const isClosed = ({ down }: Pick<Context, 'down'>): boolean => down?.settings.closedByWard ?? false;

/**
 * Nobody comes in any more, whoever helps them; who has begun may end it, and who is inside goes out as ever (SYNC-SPEC D5). The
 * screen that is left says why. @returns null: it is open.
 */
export function refuseWhereClosed(state: KioskState, context: ContextPaired): Step | null {
  return isClosed(context) ? { state: wipe(state, context).state, effects: [signal('try-again')] } : null;
}
