import { type AdmittedCode, admitCode } from './admit-code.ts';
import { beginVisit, serveNext } from './begin-visit.ts';
import { isClosed } from './closed.ts';
import type { CodeSource } from './code-source.ts';
import { paced } from './comfort.ts';
import type { Flow, Gathering } from './flow.ts';
import { joinGroup, parkWaiting, refuseInGroup, takeWaiting } from './group.ts';
import {
  CAMERA_HOLD_MS,
  type Context,
  DOUBT_MS,
  type Input,
  type KioskState,
  REFUSED_MS,
  RESCAN_MS,
  type Step,
} from './kiosk-state.ts';
import { chain, go, signal, stay, touch, wipe } from './moves.ts';
import { beginPairing, pairingTarget } from './pairing.ts';
import { personsOf } from './party.ts';
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
  if (!admitted.ok) return refuse(awake(state), admitted.error, context);
  const { visitor } = admitted.value;
  const isRepeat = isSameScan(state, visitor, input.source, context.now);
  const seen = noteSighting(state, visitor, input.source, context.now);
  if (isRepeat || isGoneOut(seen, visitor)) return stay(seen);
  if (groupOf(seen.flow)) return acceptInGroup(seen, admitted.value, context);
  return isServing(seen, visitor) ? meanwhile(seen, admitted.value, context) : accept(seen, admitted.value, context);
}

/** A visitor must not be able to move a kiosk to another server: these codes act here, and for the staff who confirm. */
function onCodeUnpaired(state: KioskState, { code }: CodeInput, context: Context): Step {
  const target = pairingTarget(code, state);
  if (!target) return { state, effects: [signal('try-again')] };
  return chain({ state, effects: [signal('seen')] }, (seen) => beginPairing(seen, target, context));
}

/** A group that is asked whether it is still there goes on by a code, whatever that is. */
const awake = (state: KioskState): KioskState =>
  state.flow.name === 'still-there' && groupOf(state.flow) ? { ...state, flow: state.flow.resume } : state;

/** While somebody is served, a code that is no use says nothing: it is not theirs, and the next person has not begun. */
function refuse(state: KioskState, reason: Refusal, context: Context): Step {
  const { flow } = state;
  switch (flow.name) {
    case 'declaration':
    case 'phone':
    case 'typed':
    case 'leaving':
    case 'saving':
    case 'still-there':
    case 'staff-pin':
    case 'staff':
    case 'unpaired':
      return stay(state);
    case 'group':
      return refuseInGroup(touch(state, context), flow, reason, context);
    case 'refused':
    case 'idle':
      // What is no use says nothing where no code is.
      return isClosed(context) ? { state, effects: [signal('try-again')] } : showRefusal(state, reason, context);
    case 'result':
      // What one device could not read, another has: the card that brought this result.
      if (state.sightings.some(({ at }) => context.now - at < RESCAN_MS)) return stay(state);
      return refuseNext(state, reason, context);
    case 'full':
    case 'storage-failed':
      return refuseNext(state, reason, context);
  }
}

function showRefusal(state: KioskState, reason: Refusal, context: Context): Step {
  const { flow } = state;
  const until = context.now + paced(REFUSED_MS, state.comfort);
  if (flow.name !== 'refused') {
    return go(touch(state, context), { name: 'refused', reason, until }, signal('try-again'));
  }
  if (flow.reason === reason) return go(state, { ...flow, until });
  return go(state, { name: 'refused', reason, until }, signal('try-again'));
}

function refuseNext(state: KioskState, reason: Refusal, context: Context): Step {
  if (state.next) return chain(wipe(state, context), (clean) => serveNext(clean, context));
  const wiped = wipe(parkWaiting(state), context);
  return wiped.state.flow.name === 'idle' ? chain(wiped, (clean) => showRefusal(clean, reason, context)) : wiped;
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

/** Whoever goes out and shows their code once more, to be sure, has not come in again. */
const isGoneOut = ({ flow }: KioskState, { person }: Visitor): boolean =>
  flow.name === 'result' && flow.direction === 'out' && person !== null && flow.person === person;

/** The group that a code adds to; while one of them types past the first step, codes wait. */
function groupOf(flow: Flow): Gathering | null {
  if (flow.name === 'group') return flow;
  if (flow.name === 'still-there') return groupOf(flow.resume);
  return flow.name === 'typed' && flow.purpose.to === 'join' && flow.step === 'phone' ? flow.purpose.group : null;
}

function acceptInGroup(state: KioskState, admitted: AdmittedCode, context: Context): Step {
  const group = groupOf(state.flow);
  if (!group) return stay(state);
  const touched = touch(state, context);
  const weighed = weighDoubt(touched, admitted, context);
  if (!weighed.visitor) return refuseInGroup(weighed.state, group, 'cross-check', context);
  const joined = joinGroup({ ...weighed.state, doubt: null }, group, weighed.visitor, context);
  return chain(joined, (gathering) => takeWaiting(gathering, context));
}

/** Whether the person in front keeps the screen. Nobody is disturbed who has begun; a result has done its work. */
function isServing({ flow, next }: KioskState, { person }: Visitor): boolean {
  switch (flow.name) {
    case 'group':
    case 'declaration':
    case 'phone':
    case 'leaving':
    case 'saving':
      return true;
    case 'typed':
      // Nothing typed yet: whoever finds their card after all just shows it. But one who waits had their card seen before.
      return flow.step !== 'phone' || next !== null;
    case 'still-there':
      return isInFront(flow, person);
    case 'unpaired':
    case 'idle':
    case 'refused':
    case 'full':
    case 'result':
    case 'storage-failed':
    case 'staff-pin':
    case 'staff':
      return false;
  }
}

/** Somebody has begun, and their card or name is on the screen. */
const isBusy = ({ name }: Flow): boolean =>
  ['group', 'declaration', 'phone', 'typed', 'leaving', 'saving', 'still-there'].includes(name);

function meanwhile(state: KioskState, admitted: AdmittedCode, context: Context): Step {
  const { flow } = state;
  if (isInFront(flow, admitted.visitor.person)) {
    const touched = touch(state, context);
    return flow.name === 'still-there' ? go(touched, flow.resume) : stay(touched);
  }
  const weighed = weighDoubt(state, admitted, context);
  if (weighed.visitor === null || state.next) return stay(weighed.state);
  return { state: { ...weighed.state, next: weighed.visitor }, effects: [signal('seen')] };
}

const isInFront = (flow: Flow, person: PersonKey | null): boolean => person !== null && inFront(flow).includes(person);

/** Everybody the kiosk is busy with. */
function inFront(flow: Flow): ReadonlyArray<PersonKey | null> {
  switch (flow.name) {
    case 'declaration':
    case 'phone':
      return personsOf(flow.party).map(({ visitor }) => visitor.person);
    case 'leaving':
      return [flow.visitor.person];
    case 'saving':
      return flow.drafts.map(({ visitor }) => visitor.person);
    case 'still-there':
      return inFront(flow.resume);
    case 'group':
    case 'typed':
    case 'unpaired':
    case 'idle':
    case 'refused':
    case 'full':
    case 'result':
    case 'storage-failed':
    case 'staff-pin':
    case 'staff':
      return [];
  }
}

function accept(state: KioskState, admitted: AdmittedCode, context: Context): Step {
  // A group that waits for room comes in by itself, without being read again.
  if (isWaitingHere(state.flow, admitted.visitor.person)) return stay(state);
  const isDone = ['result', 'full', 'storage-failed', 'still-there'].includes(state.flow.name);
  if (!isDone) return acceptNow(state, admitted, context);
  // Somebody who waited comes first; then this code waits in turn. Neither is whom the staff helped.
  const served = chain(wipe({ ...parkWaiting(state), staff: null }, context), (clean) => serveNext(clean, context));
  return chain(served, (clean) =>
    isServing(clean, admitted.visitor) ? meanwhile(clean, admitted, context) : acceptNow(clean, admitted, context),
  );
}

const isWaitingHere = (flow: Flow, person: PersonKey | null): boolean =>
  flow.name === 'full' &&
  person !== null &&
  (flow.waiting?.group.members.some((member) => member.kind === 'person' && member.visitor.person === person) ?? false);

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
