import { parsePairingCode } from '#shared/codes/pairing-code.ts';
import { dayOf } from '#shared/domain/instant.ts';
import { unreachable } from '#shared/domain/result.ts';
import {
  type Context,
  type Effect,
  type Input,
  type KioskState,
  type Saving,
  STILL_THERE_MS,
  STORAGE_FAILED_MS,
  type Step,
  wakeAt,
} from './kiosk-state.ts';
import { go, signal, stay, wipe } from './moves.ts';
import { beginPairing, onCode } from './on-code.ts';
import { onIntent } from './on-intent.ts';
import type { PastDeclaration } from './people.ts';
import { onStaffTick } from './staff/on-staff-intent.ts';
import { onPinChecked } from './staff/pin.ts';
import { onStaffCommitFailed, onStaffCommitted } from './staff/staff-decisions.ts';
import { viewPerson } from './visitor.ts';

/** The whole kiosk as one pure function: what happens to it, and what it then is and does. */
export function step(state: KioskState, input: Input, context: Context): Step {
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
  const due = wakeAt(state, context.down?.settings ?? null);
  if (due === null || context.now < due) return stay(state);
  switch (flow.name) {
    case 'declaration':
    case 'phone':
    case 'typed': {
      const until = context.now + STILL_THERE_MS;
      return go(state, { name: 'still-there', resume: flow, until, secondsLeft: STILL_THERE_MS / 1_000 });
    }
    case 'still-there': {
      const secondsLeft = Math.ceil((flow.until - context.now) / 1_000);
      return secondsLeft > 0 ? go(state, { ...flow, secondsLeft }) : wipe(state, context);
    }
    case 'unpaired':
      return stay({ ...state, language: 'vi' });
    case 'idle':
      return state.staff ? onStaffTick(state, context) : wipe(state, context);
    case 'refused':
    case 'result':
    case 'storage-failed':
    case 'saving':
      return wipe(state, context);
    case 'staff-pin':
    case 'staff':
      return onStaffTick(state, context);
  }
}

/** The only way to a result: the answer to this very attempt. */
function onCommitted(state: KioskState, input: Extract<Input, { type: 'committed' }>, context: Context): Step {
  const { flow } = state;
  if (input.attempt !== state.attempt) return stay(state);
  if (flow.name === 'staff') return onStaffCommitted(state, input, context);
  const [draft] = flow.name === 'saving' ? flow.drafts : [];
  if (flow.name !== 'saving' || !draft) return stay(state);
  const { visitor } = draft;
  const verdict = draft.verdict ?? 'welcome';
  const shown = go(
    state,
    {
      name: 'result',
      verdict,
      view: viewPerson(visitor),
      at: input.at,
      already: draft.kind === 'extended',
      direction: 'in',
      people: 1,
      until: context.now + (context.down?.settings.resultMs ?? 0),
    },
    signal(verdict === 'welcome' ? 'welcome' : 'see-staff'),
  );
  return { state: shown.state, effects: [...shown.effects, ...remember(flow, input, context)] };
}

function remember(
  { drafts: [draft], phone }: Saving,
  { events: [event], at }: Extract<Input, { type: 'committed' }>,
  { now, down }: Context,
): Effect[] {
  const person = draft?.visitor.person ?? null;
  if (!draft || !event?.visitId || person === null || draft.kind !== 'arrived' || !down) return [];
  const { visitId, partyId } = event;
  const { questions, consent } = draft;
  const verdict = draft.verdict ?? 'welcome';
  const day = dayOf(consent?.givenAt ?? at, down.settings.timeZone);
  const declared: PastDeclaration | null =
    verdict === 'welcome' && questions && consent ? { day, questions, consent } : null;
  return [{ do: 'remember', person, what: { visitId, partyId, admittedAt: now, verdict, declared, phone } }];
}

/** Nothing was written and nothing promised: the person is forgotten and staff are called. Whoever waits would fare no better. */
function onCommitFailed(state: KioskState, attempt: number, context: Context): Step {
  if (attempt !== state.attempt) return stay(state);
  if (state.flow.name === 'staff') return onStaffCommitFailed(state, context);
  if (state.flow.name !== 'saving') return stay(state);
  const until = context.now + STORAGE_FAILED_MS;
  return go({ ...state, next: null }, { name: 'storage-failed', until }, signal('see-staff'));
}

function onPair(state: KioskState, input: Extract<Input, { type: 'pair' }>, context: Context): Step {
  if (state.flow.name !== 'unpaired' || state.flow.pairing === 'working') return stay(state);
  const code = parsePairingCode(input.code);
  if (!code.ok) return go(state, { name: 'unpaired', serverUrl: input.serverUrl, pairing: 'code-unknown' });
  return beginPairing(state, { serverUrl: input.serverUrl, code: code.value }, context);
}
