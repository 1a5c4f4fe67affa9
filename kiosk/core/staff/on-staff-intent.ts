import { unreachable } from '#shared/domain/result.ts';
import { parkWaiting } from '../group.ts';
import type { Context, Effect, KioskState, Step } from '../kiosk-state.ts';
import { go, signal, stay, wipe } from '../moves.ts';
import type { MachineAct } from './machine-act.ts';
import { askPin, onPinTick, tryPin } from './pin.ts';
import { decideCall, recordDeparture } from './staff-decisions.ts';
import type { StaffIntent } from './staff-intent.ts';
import { isWaiting, STAFF_HOME, type StaffAtWork } from './staff-state.ts';

/** Screens on which nobody is in the middle of something. */
const CALM: readonly string[] = ['idle', 'refused', 'result', 'storage-failed', 'full'];

/** What the staff did. Before the right PIN, only asking for it and giving it up do anything. */
export function onStaffIntent(state: KioskState, intent: StaffIntent, context: Context): Step {
  const { flow } = state;
  if (intent.do === 'staff-open') return onOpen(state, context);
  if (intent.do === 'staff-close') return closeStaff(state, context);
  if (intent.do === 'staff-pin')
    return flow.name === 'staff-pin' ? tryPin(state, flow, intent.pin, context) : stay(state);
  if (flow.name !== 'staff' || !state.staff || flow.writing) return stay(state);
  return intent.do === 'staff-assist' ? go(state, { name: 'idle' }) : onWork(state, flow, intent, context);
}

function onOpen(state: KioskState, context: Context): Step {
  const { flow } = state;
  if (!context.down || flow.name === 'staff' || flow.name === 'staff-pin') return stay(state);
  if (state.staff) return flow.name === 'saving' ? stay(state) : wipe(state, context);
  if (!CALM.includes(flow.name)) return stay(state);
  return askPin(
    parkWaiting(state),
    { card: null, forCall: flow.name === 'result' && flow.verdict === 'see-staff' },
    context,
  );
}

/** The staff go; what they were writing down is still answered first. */
export function closeStaff(state: KioskState, context: Context): Step {
  const { flow } = state;
  if (flow.name === 'saving' || (flow.name === 'staff' && isWaiting(flow))) return stay(state);
  if (!state.staff && flow.name !== 'staff-pin') return stay(state);
  return wipe({ ...state, staff: null }, context);
}

type Work = Exclude<StaffIntent, { do: 'staff-open' | 'staff-pin' | 'staff-close' | 'staff-assist' }>;

function onWork(state: KioskState, flow: StaffAtWork, intent: Work, context: Context): Step {
  switch (intent.do) {
    case 'staff-page':
      return go(state, { ...STAFF_HOME, page: intent.page }, machine({ act: 'open-page', page: intent.page }));
    case 'staff-resolve':
      return decideCall(state, flow, intent, context);
    case 'staff-check-out':
      return recordDeparture(state, flow, intent.visitId, context);
    case 'staff-signal':
      return { state, effects: [signal(intent.signal)] };
    case 'staff-print':
      return act(state, intent.what === 'test' ? { act: 'print-test' } : printInside(context));
    case 'staff-look-for-drives':
      return act(state, { act: 'look-for-drives' });
    case 'staff-export':
      return act(state, { act: 'export', drive: intent.drive });
    case 'staff-sync':
      return act(state, { act: 'sync' });
    case 'staff-pair':
      return act(state, {
        act: 'pair-again',
        serverUrl: intent.serverUrl,
        code: intent.code,
        keyFingerprint: null,
      });
    case 'staff-take-offer':
      return flow.offer
        ? go(state, { ...flow, offer: null }, machine({ act: 'pair-again', ...flow.offer }))
        : stay(state);
    case 'staff-decline-offer':
      return go(state, { ...flow, offer: null });
    case 'staff-save-machine':
      return act(state, { act: 'save-machine', machine: intent.machine });
    case 'staff-leave-kiosk':
      return act(state, { act: 'leave-kiosk' });
    case 'staff-restart':
      return act(state, { act: 'restart' });
    case 'staff-install-update':
      return act(state, { act: 'install-update' });
    default:
      return unreachable(intent);
  }
}

const machine = (what: MachineAct): Effect => ({ do: 'machine', act: what });
const act = (state: KioskState, what: MachineAct): Step => ({ state, effects: [machine(what)] });

const printInside = ({ presence, at }: Context): MachineAct => ({
  act: 'print-inside',
  people: presence.list(at),
  unnamed: presence.unnamed,
});

/** Nobody touched the staff's pages, or assisted anybody, for long: they have gone. */
export function onStaffTick(state: KioskState, context: Context): Step {
  const { flow } = state;
  if (flow.name === 'staff-pin') return onPinTick(state, flow, context);
  return flow.name === 'staff' && isWaiting(flow) ? tellSlow(state, flow, context) : closeStaff(state, context);
}

/** The disk does not answer: nobody knows yet whether it is written. The answer still counts while the staff are there. */
const tellSlow = (state: KioskState, flow: StaffAtWork, { now }: Context): Step =>
  flow.writing && now >= flow.writing.slowAt
    ? go(state, { ...flow, writing: { ...flow.writing, isSlow: true } }, signal('try-again'))
    : stay(state);
