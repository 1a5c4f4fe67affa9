import type { VenuePosterCode } from '#shared/codes/scanned-code.ts';
import type { KioskSettings } from '#shared/contract/kiosk-settings.ts';
import type { PosterCheckResult } from '#shared/contract/kiosk-status.ts';
import { judgePoster } from '../admit-code.ts';
import { parkWaiting } from '../group.ts';
import type { Context, Input, KioskState, Step } from '../kiosk-state.ts';
import { go, signal, stay, touch } from '../moves.ts';
import { pairingTarget } from '../pairing.ts';
import { askPin } from './pin.ts';
import type { AskingPin, StaffAtWork } from './staff-state.ts';

type CodeInput = Extract<Input, { type: 'code' }>;

/** A code while the staff have the screen: it never begins a visit. */
export function onStaffCode(state: KioskState, input: CodeInput, context: Context): Step {
  const { flow } = state;
  if (flow.name === 'staff-pin') return onCardAtPin(state, flow, input, context);
  if (flow.name !== 'staff') return stay(state);
  const touched = touch(state, context);
  if (flow.page === 'poster') return checkPoster(touched, flow, input, context);
  if (flow.page === 'tests') return showCode(touched, flow, input, context);
  return flow.page === 'connection' ? offerPairing(touched, flow, input) : stay(touched);
}

/** A staff card on a screen on which nobody is served: it says who, and asks for the PIN. */
export function onStaffCard(state: KioskState, { staffCard }: CodeInput, context: Context): Step {
  if (!staffCard?.valid || state.staff) return stay(state);
  const forCall = state.flow.name === 'result' && state.flow.verdict === 'see-staff';
  const asked = askPin(parkWaiting(state), { card: staffCard.hash, forCall }, context);
  return { state: asked.state, effects: [signal('seen'), ...asked.effects] };
}

function onCardAtPin(state: KioskState, flow: AskingPin, { staffCard }: CodeInput, context: Context): Step {
  if (!staffCard || flow.state === 'checking') return stay(state);
  if (!staffCard.valid) return { state, effects: [signal('try-again')] };
  if (flow.card === staffCard.hash) return stay(state);
  return go(touch(state, context), { ...flow, card: staffCard.hash }, signal('seen'));
}

/** What kind of code it was and who read it; nothing of what it says. A code held before the camera is one line. */
function showCode(state: KioskState, flow: StaffAtWork, { code, source }: CodeInput, { at }: Context): Step {
  const kind = code.kind === 'unknown' ? `unknown:${code.looksLike}` : code.kind;
  const isNew = flow.lastCode?.kind !== kind || flow.lastCode.source !== source || at - flow.lastCode.at > 2_000;
  return go(state, { ...flow, lastCode: { source, kind, at } }, ...(isNew ? [signal('seen')] : []));
}

/** Pairing codes act here beside the unpaired screen: only staff may move a kiosk, and they are told where to. */
function offerPairing(state: KioskState, flow: StaffAtWork, { code }: CodeInput): Step {
  const target = pairingTarget(code, state);
  if (!target) return { state, effects: [signal('try-again')] };
  // A code that lies before the camera is read again and again.
  if (flow.offer?.code === target.code && flow.offer.serverUrl === target.serverUrl) return stay(state);
  const { serverUrl, code: pairingCode, keyFingerprint } = target;
  return go(state, { ...flow, offer: { serverUrl, code: pairingCode, keyFingerprint } }, signal('seen'));
}

function checkPoster(state: KioskState, flow: StaffAtWork, { code }: CodeInput, { down, at }: Context): Step {
  if (!down) return stay(state);
  const poster =
    code.kind === 'venue-poster'
      ? checkAgainst(code, down.settings)
      : ({ result: 'not-a-poster', entranceName: null } as const);
  if (flow.poster?.result === poster.result && flow.poster.entranceName === poster.entranceName) return stay(state);
  const sound = { current: 'welcome', 'not-a-poster': 'try-again' }[poster.result as string] ?? 'see-staff';
  const told = { act: 'poster-checked', result: poster.result, at } as const;
  return go(state, { ...flow, poster }, signal(sound as 'welcome' | 'try-again' | 'see-staff'), {
    do: 'machine',
    act: told,
  });
}

interface CheckedPoster {
  readonly result: PosterCheckResult;
  /** Whose poster it is, where it is one of this venue. */
  readonly entranceName: string | null;
}

function checkAgainst(code: VenuePosterCode, settings: KioskSettings): CheckedPoster {
  const { result, entranceName } = judgePoster(code, settings);
  return { result: result === 'other-venue' || result === 'other-system' ? 'foreign' : result, entranceName };
}
