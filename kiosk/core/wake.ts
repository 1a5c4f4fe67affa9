import type { KioskSettings } from '#shared/contract/kiosk-settings.ts';
import type { Language } from '#shared/domain/language.ts';
import { isSameComfort, paced, usualComfort } from './comfort.ts';
import type { Gathering } from './flow.ts';
import type { KioskState } from './kiosk-state.ts';
import { STAFF_CODE_MS, staffWakeAt } from './staff/staff-state.ts';

/** When a `tick` is due, monotonic ms; null: never. */
export function wakeAt(state: KioskState, settings: KioskSettings | null, usualLanguage: Language): number | null {
  const { flow, touchedAt, staff, staffActedAt } = state;
  switch (flow.name) {
    case 'full':
      return flow.waiting ? Math.min(flow.until, flow.waiting.lookAt) : flow.until;
    case 'refused':
    case 'leaving':
    case 'result':
    case 'storage-failed':
      return flow.until;
    case 'still-there':
      return secondAt(flow);
    case 'group':
      return Math.min(idleAt(state, settings), ...momentsOf(flow));
    case 'declaration':
    case 'phone':
    case 'typed':
      return idleAt(state, settings);
    case 'idle':
      // The staff wait for the code of somebody they help; if they went instead, their session ends.
      if (staff) return staffActedAt + STAFF_CODE_MS;
      return isAsUsual(state, settings, usualLanguage) ? null : idleAt(state, settings);
    case 'unpaired':
      return isAsUsual(state, settings, usualLanguage) ? null : idleAt(state, settings);
    case 'saving':
      return flow.until;
    case 'staff-pin':
    case 'staff':
      return staffWakeAt(flow, touchedAt);
  }
}

const DEFAULT_IDLE_TIMEOUT_MS = 30_000;

/** When nobody has done anything for so long that they may have gone. */
export const idleAt = ({ touchedAt, comfort }: KioskState, settings: KioskSettings | null): number =>
  touchedAt + paced(settings?.idleTimeoutMs ?? DEFAULT_IDLE_TIMEOUT_MS, comfort);

/** When a countdown shows the next lower second. */
const secondAt = ({ until, secondsLeft }: { readonly until: number; readonly secondsLeft: number }): number =>
  until - (secondsLeft - 1) * 1_000;

const momentsOf = ({ undo, remark }: Gathering): number[] => [
  ...(undo ? [secondAt(undo)] : []),
  ...(remark ? [remark.until] : []),
];

/** Whether the screens are as everybody finds them: nobody has chosen a language or comfort of their own. */
const isAsUsual = (state: KioskState, settings: KioskSettings | null, usualLanguage: Language): boolean =>
  state.language === usualLanguage && isSameComfort(state.comfort, usualComfort(settings));
