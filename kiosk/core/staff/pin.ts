import type { Context, Input, KioskState, Step } from '../kiosk-state.ts';
import { go, stay, touch, wipe } from '../moves.ts';
import { type AskingPin, STAFF_HOME, STAFF_PIN_IDLE_MS } from './staff-state.ts';

/** Shows the PIN pad. Whoever was on the screen is done with it. */
export function askPin(
  state: KioskState,
  { card, forCall }: Pick<AskingPin, 'card' | 'forCall'>,
  context: Context,
): Step {
  const isSet = (context.down?.settings.staffPin ?? null) !== null;
  const asking: AskingPin = {
    name: 'staff-pin',
    card,
    state: isSet ? 'ask' : 'unset',
    triesLeft: null,
    lockedUntil: 0,
    lockedSeconds: 0,
    attempt: Math.floor(context.now),
    forCall,
  };
  return go(touch(state, context), asking);
}

export function tryPin(state: KioskState, flow: AskingPin, pin: string, { now }: Context): Step {
  const isOpen = flow.state === 'ask' || flow.state === 'wrong';
  if (!isOpen || now < flow.lockedUntil) return stay(state);
  const attempt = flow.attempt + 1;
  return go(state, { ...flow, state: 'checking', attempt }, { do: 'check-pin', attempt, pin });
}

/** What became of the PIN; an answer to an earlier try opens nothing. */
export function onPinChecked(
  state: KioskState,
  { attempt, outcome }: Extract<Input, { type: 'pin-checked' }>,
  context: Context,
): Step {
  const { flow } = state;
  if (flow.name !== 'staff-pin' || flow.state !== 'checking' || flow.attempt !== attempt) return stay(state);
  const touched = touch(state, context);
  switch (outcome.is) {
    case 'right':
      // Whoever waited behind the last visitor is asked again: nothing of them stays beside the staff's work.
      return go(
        { ...touched, staff: { card: flow.card }, staffActedAt: touched.touchedAt, next: null },
        { ...STAFF_HOME, page: flow.forCall ? 'calls' : 'home' },
      );
    case 'wrong':
      return go(touched, { ...flow, state: 'wrong', triesLeft: outcome.triesLeft });
    case 'locked':
      return go(touched, lock(flow, context.now + outcome.forMs, context.now));
    case 'unset':
      return go(touched, { ...flow, state: 'unset' });
  }
}

const lock = (flow: AskingPin, lockedUntil: number, now: number): AskingPin => {
  const lockedSeconds = Math.max(0, Math.ceil((lockedUntil - now) / 1_000));
  return lockedSeconds === 0
    ? { ...flow, state: 'ask', triesLeft: null, lockedUntil: 0, lockedSeconds }
    : { ...flow, state: 'locked', triesLeft: null, lockedUntil, lockedSeconds };
};

/** Counts a lock down; gives the screen back when nobody types. */
export function onPinTick(state: KioskState, flow: AskingPin, context: Context): Step {
  if (context.now >= state.touchedAt + STAFF_PIN_IDLE_MS) return wipe(state, context);
  return flow.state === 'locked' ? go(state, lock(flow, flow.lockedUntil, context.now)) : stay(state);
}
