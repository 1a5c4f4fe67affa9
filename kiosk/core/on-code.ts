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
  RESCAN_MS,
  type Step,
} from './kiosk-state.ts';
import { beginVisit, chain, go, signal, stay, touch, wipe } from './moves.ts';
import type { Refusal } from './screen.ts';
import { onStaffCard, onStaffCode } from './staff/on-staff-code.ts';
import type { PersonKey, Visitor } from './visitor.ts';

type CodeInput = Extract<Input, { type: 'code' }>;

/** The scanner is always hot: every screen has an answer to a code. */
export function onCode(state: KioskState, input: CodeInput, context: Context): Step {
  const { flow } = state;
  if (flow.name === 'unpaired') return onCodeUnpaired(state, input, context);
  if (!context.down) return stay(state);
  if (flow.name === 'staff' || flow.name === 'staff-pin') return onStaffCode(state, input, context);
  if (input.staffCard?.valid && !isBusy(flow)) return onStaffCard(state, input, context);
  const admitted = admitCode(input.code, input.pass, { ...context, settings: context.down.settings });
  if (!admitted.ok) return refuse(state, admitted.error, context);
  const { visitor } = admitted.value;
  const isRepeat = isSameScan(state, visitor, input.source, context.now);
  const seen = noteSighting(state, visitor, input.source, context.now);
  if (isRepeat) return stay(seen);
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
    case 'staff-pin':
    case 'staff':
      return stay(state);
    case 'refused':
      if (flow.reason === reason) return go(state, { ...flow, until });
      return go(state, { name: 'refused', reason, until }, signal('try-again'));
    case 'idle':
      return go(touch(state, context), { name: 'refused', reason, until }, signal('try-again'));
    case 'result':
      // What one device could not read, another has: the card that brought this result.
      if (state.sightings.some(({ at }) => context.now - at < RESCAN_MS)) return stay(state);
      return refuseNext(state, reason, context);
    case 'storage-failed':
      return refuseNext(state, reason, context);
    case 'unpaired':
      return stay(state);
  }
}

function refuseNext(state: KioskState, reason: Refusal, context: Context): Step {
  const wiped = wipe(state, context);
  return state.next === null ? chain(wiped, (clean) => refuse(clean, reason, context)) : wiped;
}

/** A code that lies before a camera or a scanner is read again and again, and by several devices at once. */
function isSameScan({ sightings }: KioskState, { person }: Visitor, source: CodeSource, now: number): boolean {
  if (source === 'line') return false;
  const before = sightings.findLast((sighting) => sighting.person === person);
  return before !== undefined && now - before.at < (source === 'camera' ? CAMERA_HOLD_MS : RESCAN_MS);
}

const MOST_SIGHTINGS = 4;

function noteSighting(state: KioskState, { person }: Visitor, source: CodeSource, now: number): KioskState {
  if (person === null || source === 'line') return state;
  const others = state.sightings.filter((sighting) => sighting.person !== person && now - sighting.at < CAMERA_HOLD_MS);
  return { ...state, sightings: [...others, { person, at: now }].slice(-MOST_SIGHTINGS) };
}

/** Whether the person in front keeps the screen. Nobody is disturbed who has begun; a result has done its work. */
function isServing({ flow, next }: KioskState, visitor: Visitor): boolean {
  switch (flow.name) {
    case 'declaration':
    case 'phone':
    case 'saving':
      return true;
    case 'typed':
      // Nothing typed yet: whoever finds their card after all just shows it. But one who waits had their card seen before.
      return flow.step === 'name' || next !== null;
    case 'still-there':
      return personOf(flow.resume) !== null && personOf(flow.resume) === visitor.person;
    case 'unpaired':
    case 'idle':
    case 'refused':
    case 'result':
    case 'storage-failed':
    case 'staff-pin':
    case 'staff':
      return false;
  }
}

/** Somebody has begun, and their card or name is on the screen. */
const isBusy = ({ name }: KioskState['flow']): boolean =>
  ['declaration', 'phone', 'typed', 'saving', 'still-there'].includes(name);

function meanwhile(state: KioskState, admitted: AdmittedCode, context: Context): Step {
  const { flow } = state;
  const { visitor } = admitted;
  if (personOf(flow) !== null && personOf(flow) === visitor.person) {
    const touched = touch(state, context);
    return flow.name === 'still-there' ? go(touched, flow.resume) : stay(touched);
  }
  const weighed = weighDoubt(state, admitted, context);
  if (weighed.visitor === null || state.next) return stay(weighed.state);
  return { state: { ...weighed.state, next: weighed.visitor }, effects: [signal('seen')] };
}

function personOf(flow: KioskState['flow']): PersonKey | null {
  switch (flow.name) {
    case 'declaration':
    case 'phone':
      return flow.visitor.person;
    case 'saving':
      return flow.drafts[0]?.visitor.person ?? null;
    case 'still-there':
      return personOf(flow.resume);
    case 'typed':
    case 'unpaired':
    case 'idle':
    case 'refused':
    case 'result':
    case 'storage-failed':
    case 'staff-pin':
    case 'staff':
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

function acceptNow(state: KioskState, admitted: AdmittedCode, context: Context): Step {
  const weighed = weighDoubt(state, admitted, context);
  if (weighed.visitor) return begin({ ...weighed.state, doubt: null }, weighed.visitor, context);
  return refuse({ ...weighed.state, flow: { name: 'idle' } }, 'cross-check', context);
}

/** A code that contradicts itself is believed, and flagged, once it was read the same twice. @returns visitor null: not yet. */
function weighDoubt(
  state: KioskState,
  { visitor, doubtful }: AdmittedCode,
  { identify, now }: Context,
): { readonly state: KioskState; readonly visitor: Visitor | null } {
  if (!doubtful) return { state, visitor };
  const person = identify(`read:${JSON.stringify(visitor.contact)}`);
  if (state.doubt?.person === person && now < state.doubt.until) {
    return { state, visitor: { ...visitor, flags: [...visitor.flags, 'cross-check-mismatch'] } };
  }
  return { state: { ...state, doubt: { person, until: now + DOUBT_MS } }, visitor: null };
}

const begin = (state: KioskState, visitor: Visitor, context: Context): Step =>
  chain({ state, effects: [signal('seen')] }, (seen) => beginVisit(seen, visitor, context));
