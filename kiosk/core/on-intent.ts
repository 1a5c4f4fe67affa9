import { refuseWhereClosed } from './closed.ts';
import { mergeComfort } from './comfort.ts';
import { backFromDeclaration, backInParty, onAnswer, onPhoneAfterCode } from './declaring.ts';
import type { Flow } from './flow.ts';
import { leaveAfterAll, leaveInsteadOfDeclaring, leaveOthers, stayInside } from './going-out.ts';
import { addCompanion, closeGroup, gatherAgain, parkWaiting, startGroup, undoLast } from './group.ts';
import type { Intent, VisitorIntent } from './intent.ts';
import type { Context, ContextPaired, KioskState, Step } from './kiosk-state.ts';
import { chain, go, stay, touch, wipe } from './moves.ts';
import { onStaffIntent } from './staff/on-staff-intent.ts';
import { type StaffIntent, staffIntentSchema } from './staff/staff-intent.ts';
import {
  backWhileTyping,
  endTyping,
  skipPhone,
  startPassport,
  startTyped,
  submitName,
  submitPassport,
  submitPhone,
} from './typed.ts';

/** What somebody did on the screen; whatever does not fit it changes nothing but the time they were last there. */
export function onIntent(state: KioskState, intent: Intent, context: Context): Step {
  const touched = touch(state, context);
  const ofStaff = staffIntentSchema.safeParse(intent);
  if (!ofStaff.success) return onVisitorIntent(touched, intent as VisitorIntent, context);
  const done = onStaffIntent(touched, ofStaff.data, context);
  const begins = ofStaff.data.do === 'staff-assist' && done.state.flow.name === 'idle';
  return begins ? chain(done, (idle) => assist(idle, ofStaff.data, context)) : done;
}

/** The staff begin for somebody as that person would. By code: the next scan is theirs. */
function assist(state: KioskState, intent: StaffIntent, context: Context): Step {
  if (intent.do !== 'staff-assist' || intent.by === 'code') return stay(state);
  return onVisitorIntent(state, { do: intent.by === 'group' ? 'start-group' : 'start-typed' }, context);
}

function onVisitorIntent(state: KioskState, intent: VisitorIntent, context: Context): Step {
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- all others are deeds, which have a switch of their own
  switch (intent.do) {
    case 'set-language':
      return resume({ ...state, language: intent.language });
    case 'set-comfort':
      return resume({ ...state, comfort: mergeComfort(state.comfort, intent.comfort) });
    case 'touch':
      return resume(state);
    case 'dismiss':
      if (state.flow.name === 'full' && state.flow.waiting) return stay(state);
      return isOneOf(state, ['result', 'refused', 'full', 'storage-failed']) ? wipe(state, context) : resume(state);
    case 'cancel':
      return onCancel(state, context);
    case 'back':
      return onBack(state, context);
    default:
      return context.down ? onDeed(state, intent, { ...context, down: context.down }) : stay(state);
  }
}

type Deed = Exclude<VisitorIntent, { do: 'set-language' | 'set-comfort' | 'touch' | 'dismiss' | 'cancel' | 'back' }>;

function onDeed(state: KioskState, intent: Deed, context: ContextPaired): Step {
  const { flow } = state;
  switch (intent.do) {
    case 'start-typed':
      if (!isOneOf(state, [...FREE, 'group'])) return stay(state);
      return refuseTyping(state, context) ?? startTyped(parkWaiting(state), context);
    case 'start-group':
      return isOneOf(state, FREE) ? (refuseWhereClosed(state, context) ?? startGroup(state, context)) : stay(state);
    case 'start-passport':
      return startPassport(state);
    case 'answer':
      return flow.name === 'declaration' ? onAnswer(state, flow, intent.answer, context) : stay(state);
    case 'submit-phone':
      if (flow.name === 'phone') return onPhoneAfterCode(state, flow, intent.phone, context);
      return flow.name === 'typed' ? submitPhone(state, flow, intent.phone, context) : stay(state);
    case 'skip-phone':
      if (flow.name === 'phone') return onPhoneAfterCode(state, flow, null, context);
      return flow.name === 'typed' ? skipPhone(state, flow, context) : stay(state);
    case 'submit-passport':
      return flow.name === 'typed' ? submitPassport(state, flow, intent.lowerLine) : stay(state);
    case 'submit-name':
      return flow.name === 'typed' ? submitName(state, flow, intent.name, context) : stay(state);
    case 'add-companion':
      return flow.name === 'group' ? addCompanion(state, flow, intent.companion, context) : stay(state);
    case 'undo':
      return flow.name === 'group' ? undoLast(state, flow, context) : stay(state);
    case 'group-done':
      if (flow.name === 'full' && flow.waiting) return closeGroup(state, flow.waiting.group, context);
      return flow.name === 'group' ? closeGroup(state, flow, context) : stay(state);
    case 'leave':
    case 'stay':
    case 'leave-others':
      return onWayOut(state, intent.do, context);
  }
}

/** Whoever gathers already goes on; at an exit people type to go out. */
const refuseTyping = (state: KioskState, context: ContextPaired): Step | null =>
  state.flow.name === 'group' || context.down.settings.mode === 'exit' ? null : refuseWhereClosed(state, context);

function onWayOut(state: KioskState, deed: 'leave' | 'stay' | 'leave-others', context: ContextPaired): Step {
  const { flow } = state;
  switch (deed) {
    case 'leave':
      if (flow.name === 'leaving') return leaveAfterAll(state, flow);
      return flow.name === 'declaration' && context.down.settings.mode === 'both'
        ? leaveInsteadOfDeclaring(state, flow)
        : stay(state);
    case 'stay':
      return flow.name === 'leaving' ? stayInside(state, flow) : stay(state);
    case 'leave-others':
      return flow.name === 'result' ? leaveOthers(state, flow, context) : stay(state);
  }
}

/** Screens on which nobody has begun. */
const FREE = ['idle', 'refused', 'full'] as const;

const isOneOf = ({ flow }: KioskState, names: ReadonlyArray<Flow['name']>): boolean => names.includes(flow.name);

const resume = (state: KioskState): Step =>
  state.flow.name === 'still-there' ? go(state, state.flow.resume) : stay(state);

function onCancel(state: KioskState, context: Context): Step {
  const { flow } = state;
  if (flow.name === 'typed') return endTyping(state, flow, context);
  // The staff who wait for a code have their pages back.
  if (flow.name === 'idle' && state.staff) return wipe(state, context);
  return isOneOf(state, ['group', 'declaration', 'phone', 'leaving', 'refused', 'full', 'still-there'])
    ? wipe(state, context)
    : stay(state);
}

function onBack(state: KioskState, context: Context): Step {
  const { flow } = state;
  switch (flow.name) {
    case 'declaration':
      return backFromDeclaration(state, flow, context);
    case 'phone':
      return backInParty(state, flow.party, context);
    case 'typed':
      return backWhileTyping(state, flow, context);
    case 'full':
      return flow.waiting ? go(state, gatherAgain(flow.waiting.group.members)) : wipe(state, context);
    case 'group':
    case 'leaving':
    case 'refused':
      return wipe(state, context);
    case 'idle':
      return state.staff ? wipe(state, context) : stay(state);
    case 'still-there':
    case 'unpaired':
    case 'saving':
    case 'result':
    case 'storage-failed':
    case 'staff-pin':
    case 'staff':
      return resume(state);
  }
}
