import { parseHttpOrigin } from '#shared/codes/http-origin.ts';
import { parsePairingCode } from '#shared/codes/pairing-code.ts';
import { unreachable } from '#shared/domain/result.ts';
import { serveNext } from './begin-visit.ts';
import { paced, usualComfort } from './comfort.ts';
import type { Saving, StillThere } from './flow.ts';
import { stayInside } from './going-out.ts';
import { expire, lookForRoom, resumeParked } from './group.ts';
import {
  type Context,
  type Input,
  type KioskState,
  SAVING_MS,
  STILL_THERE_MS,
  STORAGE_FAILED_MS,
  type Step,
} from './kiosk-state.ts';
import { chain, go, signal, stay, wipe } from './moves.ts';
import { onCode } from './on-code.ts';
import { showCommitted } from './on-committed.ts';
import { onIntent } from './on-intent.ts';
import { beginPairing, knownKey } from './pairing.ts';
import { closeStaff, onStaffTick } from './staff/on-staff-intent.ts';
import { onPinChecked } from './staff/pin.ts';
import { onStaffCommitFailed, onStaffCommitted } from './staff/staff-decisions.ts';
import { idleAt, wakeAt } from './wake.ts';

/** The whole kiosk as one pure function: what happens to it, and what it then is and does. */
export function step(state: KioskState, input: Input, context: Context): Step {
  const answered = chain(answer(state, input, context), (done) => serveNext(done, context));
  return stampSaving(
    chain(answered, (done) => resumeParked(done, context)),
    context,
  );
}

/** From here on somebody waits for the disk. */
function stampSaving({ state, effects }: Step, { now }: Context): Step {
  const { flow } = state;
  if (flow.name !== 'saving' || flow.until !== null) return { state, effects };
  return { state: { ...state, flow: { ...flow, until: now + SAVING_MS } }, effects };
}

function answer(state: KioskState, input: Input, context: Context): Step {
  switch (input.type) {
    case 'code':
      return onCode(state, input, context);
    case 'intent':
      return onIntent(state, input.intent, context);
    case 'tick':
      return onTick(state, context);
    case 'committed':
      return onCommitted(state, input, context);
    case 'commit-failed':
      return onCommitFailed(state, input.attempt, context);
    case 'pin-checked':
      return onPinChecked(state, input, context);
    case 'settings-changed':
      return onSettingsChanged(state, input, context);
    case 'pair':
      return onPair(state, input, context);
    case 'paired':
      return state.flow.name === 'unpaired' ? go(state, { name: 'idle' }) : stay(state);
    case 'pairing-failed':
      return state.flow.name === 'unpaired' ? go(state, { ...state.flow, pairing: input.reason }) : stay(state);
    default:
      return unreachable(input);
  }
}

function onTick(state: KioskState, context: Context): Step {
  const { flow } = state;
  const due = wakeAt(state, context.down?.settings ?? null, context.usualLanguage);
  if (due === null || context.now < due) return stay(state);
  switch (flow.name) {
    case 'group': {
      const rest = expire(flow, context.now);
      const isLeft = context.now >= idleAt(state, context.down?.settings ?? null);
      return isLeft ? askStillThere(state, rest, context) : go(state, rest);
    }
    case 'declaration':
    case 'phone':
    case 'typed':
      return askStillThere(state, flow, context);
    case 'still-there': {
      const secondsLeft = Math.ceil((flow.until - context.now) / 1_000);
      return secondsLeft > 0 ? go(state, { ...flow, secondsLeft }) : wipe(state, context);
    }
    case 'unpaired':
      return stay({ ...state, language: context.usualLanguage, comfort: usualComfort(null) });
    case 'idle':
      return state.staff ? onStaffTick(state, context) : wipe(state, context);
    case 'leaving':
      return stayInside(state, flow);
    case 'full':
      return context.down ? lookForRoom(state, flow, { ...context, down: context.down }) : stay(state);
    case 'saving':
      return giveUpSaving(state, flow, context);
    case 'refused':
    case 'result':
    case 'storage-failed':
      return wipe(state, context);
    case 'staff-pin':
    case 'staff':
      return onStaffTick(state, context);
  }
}

function askStillThere(state: KioskState, resume: StillThere['resume'], { now }: Context): Step {
  const lastsMs = paced(STILL_THERE_MS, state.comfort);
  return go(state, { name: 'still-there', resume, until: now + lastsMs, secondsLeft: lastsMs / 1_000 });
}

/** The only way to a result: the answer to this very attempt. */
function onCommitted(state: KioskState, input: Extract<Input, { type: 'committed' }>, context: Context): Step {
  const { flow } = state;
  if (input.attempt !== state.attempt) return stay(state);
  if (flow.name === 'staff') return onStaffCommitted(state, input, context);
  const { down } = context;
  const saving = flow.name === 'storage-failed' ? flow.late : flow.name === 'saving' ? flow : null;
  return saving && down ? showCommitted(state, saving, input, { ...context, down }) : stay(state);
}

/** The disk does not answer: whether it is written nobody knows yet, so nothing is promised and nothing denied. */
function giveUpSaving(state: KioskState, late: Saving, { now }: Context): Step {
  const until = now + STORAGE_FAILED_MS;
  return go({ ...state, next: null }, { name: 'storage-failed', until, late }, signal('see-staff'));
}

/** Nothing was written and nothing promised: the person is forgotten and staff are called. Whoever waits would fare no better. */
function onCommitFailed(state: KioskState, attempt: number, context: Context): Step {
  if (attempt !== state.attempt) return stay(state);
  if (state.flow.name === 'staff') return onStaffCommitFailed(state, context);
  const { flow } = state;
  // It was said already that it is not known; now it is.
  const isLate = flow.name === 'storage-failed' && flow.late !== null;
  if (flow.name !== 'saving' && !isLate) return stay(state);
  const until = context.now + STORAGE_FAILED_MS;
  return go({ ...state, next: null }, { name: 'storage-failed', until, late: null }, signal('see-staff'));
}

/** Most changes wait for the next visitor; these do not. What is being written down is still answered. */
function onSettingsChanged(
  state: KioskState,
  { isMoved, isPinChanged }: Extract<Input, { type: 'settings-changed' }>,
  context: Context,
): Step {
  const { name } = state.flow;
  const atWork = ['staff', 'staff-pin', 'idle'].includes(name);
  if (isPinChanged && atWork) return closeStaff(state, context);
  const known: KioskState = isPinChanged ? { ...state, staff: null } : state;
  if (!isMoved) return stay(known);
  // What they were asked, and on what they agreed, was another door's.
  const alone: KioskState = { ...known, next: null, parked: null, doubt: null };
  return ['saving', 'staff', 'staff-pin', 'unpaired'].includes(name) ? stay(alone) : wipe(alone, context);
}

function onPair(state: KioskState, input: Extract<Input, { type: 'pair' }>, context: Context): Step {
  if (state.flow.name !== 'unpaired' || state.flow.pairing === 'working') return stay(state);
  const code = parsePairingCode(input.code);
  // As a set-up code names it.
  const address = /^https?:\/\/[^/?#]+/i.exec(input.serverUrl)?.[0] ?? '';
  const serverUrl = parseHttpOrigin(address) ?? input.serverUrl;
  const keyFingerprint = knownKey(state.flow, serverUrl);
  if (!code.ok) return go(state, { name: 'unpaired', serverUrl, keyFingerprint, pairing: 'code-unknown' });
  return beginPairing(state, { serverUrl, code: code.value, keyFingerprint }, context);
}
