import type { PairingCode } from '#shared/codes/scanned-code.ts';
import { type AdmittedCode, admitCode } from './admit-code.ts';
import {
  CAMERA_HOLD_MS,
  type CodeSource,
  type Context,
  DOUBT_MS,
  type Input,
  type KioskState,
  REFUSED_MS,
  type Step,
} from './kiosk-state.ts';
import { beginVisit, chain, go, signal, stay, touch, wipe } from './moves.ts';
import type { Refusal } from './view.ts';
import type { PersonKey, Visitor } from './visitor.ts';

type CodeInput = Extract<Input, { type: 'code' }>;

/** The scanner is always hot: every screen has an answer to a code. */
export function onCode(state: KioskState, input: CodeInput, context: Context): Step {
  if (state.flow.name === 'unpaired') return onCodeUnpaired(state, input, context);
  if (!context.down) return stay(state);
  const admitted = admitCode(input.code, input.pass, { ...context, settings: context.down.settings });
  if (!admitted.ok) return refuse(state, admitted.error, context);
  const { visitor } = admitted.value;
  const held = isHeld(state, visitor, input.source, context.now);
  const seen = holdForCamera(state, visitor, input.source, context.now);
  if (held) return stay(seen);
  return isServing(seen, visitor) ? meanwhile(seen, admitted.value, context) : accept(seen, admitted.value, context);
}

/** Pairing codes act here and nowhere else: a visitor must not be able to move a kiosk to another server. */
function onCodeUnpaired(state: KioskState, { code }: CodeInput, context: Context): Step {
  if (code.kind !== 'pairing') return { state, effects: [signal('try-again')] };
  return chain({ state, effects: [signal('seen')] }, (seen) => beginPairing(seen, code, context));
}

export function beginPairing(
  state: KioskState,
  { serverUrl, code }: Pick<PairingCode, 'serverUrl' | 'code'>,
  context: Context,
): Step {
  if (state.flow.name !== 'unpaired' || state.flow.pairing === 'working') return stay(state);
  return go(
    touch(state, context),
    { name: 'unpaired', serverUrl, pairing: 'working' },
    { do: 'pair', serverUrl, code },
  );
}

/** While somebody is served, a code that is no use says nothing: it is not theirs, and the next person has not begun. */
function refuse(state: KioskState, reason: Refusal, context: Context): Step {
  const { flow } = state;
  const until = context.now + REFUSED_MS;
  switch (flow.name) {
    case 'declaration':
    case 'phone':
    case 'typed':
    case 'saving':
    case 'still-there':
      return stay(state);
    case 'refused':
      if (flow.reason === reason) return go(state, { ...flow, until });
      return go(state, { name: 'refused', reason, until }, signal('try-again'));
    case 'idle':
      return go(touch(state, context), { name: 'refused', reason, until }, signal('try-again'));
    case 'result':
    case 'storage-failed': {
      const hasNext = state.next !== null;
      const wiped = wipe(state, context);
      return hasNext ? wiped : chain(wiped, (clean) => refuse(clean, reason, context));
    }
    case 'unpaired':
      return stay(state);
  }
}

const isHeld = ({ held }: KioskState, { person }: Visitor, source: CodeSource, now: number): boolean =>
  source === 'camera' && held !== null && held.person === person && now < held.until;

function holdForCamera(state: KioskState, { person }: Visitor, source: CodeSource, now: number): KioskState {
  if (source !== 'camera' || person === null) return state;
  return { ...state, held: { person, until: now + CAMERA_HOLD_MS } };
}

/** Whether the person in front keeps the screen. Nobody is disturbed who has begun; a result has done its work. */
function isServing({ flow }: KioskState, visitor: Visitor): boolean {
  switch (flow.name) {
    case 'declaration':
    case 'phone':
    case 'saving':
      return true;
    case 'typed':
      // Nothing typed yet: whoever finds their card after all just shows it.
      return flow.step === 'name';
    case 'still-there':
      return personOf(flow.resume) !== null && personOf(flow.resume) === visitor.person;
    case 'unpaired':
    case 'idle':
    case 'refused':
    case 'result':
    case 'storage-failed':
      return false;
  }
}

function meanwhile(state: KioskState, { visitor, doubtful }: AdmittedCode, context: Context): Step {
  const { flow } = state;
  if (personOf(flow) !== null && personOf(flow) === visitor.person) {
    const touched = touch(state, context);
    return flow.name === 'still-there' ? go(touched, flow.resume) : stay(touched);
  }
  if (doubtful || state.next) return stay(state);
  return { state: { ...state, next: visitor }, effects: [signal('seen')] };
}

function personOf(flow: KioskState['flow']): PersonKey | null {
  switch (flow.name) {
    case 'declaration':
    case 'phone':
      return flow.visitor.person;
    case 'saving':
      return flow.draft.visitor.person;
    case 'still-there':
      return personOf(flow.resume);
    case 'typed':
    case 'unpaired':
    case 'idle':
    case 'refused':
    case 'result':
    case 'storage-failed':
      return null;
  }
}

function accept(state: KioskState, admitted: AdmittedCode, context: Context): Step {
  const isDone = ['result', 'storage-failed', 'still-there'].includes(state.flow.name);
  if (!isDone) return acceptNow(state, admitted, context);
  // Wiping may take up somebody who waited; then this code waits in turn.
  return chain(wipe(state, context), (clean) =>
    isServing(clean, admitted.visitor) ? meanwhile(clean, admitted, context) : acceptNow(clean, admitted, context),
  );
}

function acceptNow(state: KioskState, { visitor, doubtful }: AdmittedCode, context: Context): Step {
  if (!doubtful) return begin({ ...state, doubt: null }, visitor, context);
  const person = context.identify(`read:${JSON.stringify(visitor.contact)}`);
  if (state.doubt?.person === person && context.now < state.doubt.until) {
    const flagged: Visitor = { ...visitor, flags: [...visitor.flags, 'cross-check-mismatch'] };
    return begin({ ...state, doubt: null }, flagged, context);
  }
  return refuse(
    { ...state, flow: { name: 'idle' }, doubt: { person, until: context.now + DOUBT_MS } },
    'cross-check',
    context,
  );
}

const begin = (state: KioskState, visitor: Visitor, context: Context): Step =>
  chain({ state, effects: [signal('seen')] }, (seen) => beginVisit(seen, visitor, context));
