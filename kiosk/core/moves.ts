import { dayOf } from '#shared/domain/instant.ts';
import { usualComfort } from './comfort.ts';
import type { Context, Effect, Flow, KioskState, PhoneFor, Step } from './kiosk-state.ts';
import type { KeptDownLink } from './ports.ts';
import type { Signal } from './view.ts';
import { draftDeclared, draftDeclaredEarlier, draftExtended, type VisitDraft } from './visit-draft.ts';
import type { Visitor } from './visitor.ts';

/** The moves that several inputs share. Each takes a state and answers the next. */

export const stay = (state: KioskState): Step => ({ state, effects: [] });

export const go = (state: KioskState, flow: Flow, ...effects: readonly Effect[]): Step => ({
  state: { ...state, flow },
  effects,
});

export const signal = (name: Signal): Effect => ({ do: 'signal', signal: name });

export const touch = (state: KioskState, { now }: Context): KioskState => ({ ...state, touchedAt: now });

/** Does the second move after the first. */
export function chain(first: Step, next: (state: KioskState) => Step): Step {
  const second = next(first.state);
  return { state: second.state, effects: [...first.effects, ...second.effects] };
}

/** Forgets the person and their settings; whoever waits is taken up. */
export function wipe(state: KioskState, context: Context): Step {
  const clean: KioskState = {
    ...state,
    flow: { name: 'idle' },
    language: 'vi',
    comfort: usualComfort(context.down?.settings ?? null),
    next: null,
  };
  return state.next ? beginVisit(clean, state.next, context) : stay(clean);
}

/** What a person with a recognised code meets first: nothing (seen a moment ago), the phone (declared today), or the questions. */
export function beginVisit(state: KioskState, visitor: Visitor, context: Context): Step {
  const { down, people, now, at } = context;
  if (!down) return stay(state);
  const touched = touch(state, context);
  const known = visitor.person === null ? null : people.find(visitor.person);
  if (known && now - known.admittedAt < down.settings.duplicateWindowMs) {
    return save(touched, [draftExtended(visitor, known)], known.phone);
  }
  const past = known?.declared;
  const isValid = past?.day === dayOf(at, down.settings.timeZone) && past.questions.version === down.questions.version;
  if (past && isValid && down.settings.skipDeclaredToday) {
    return askPhoneOrSave(touched, visitor, { kind: 'declared-earlier', past }, { ...context, down });
  }
  return go(touched, { name: 'declaration', visitor, set: down.questions, answers: [] });
}

/** After the declaration: "phone, or skip" where the code brought none, the venue wants one, and it was not asked today. */
export function askPhoneOrSave(
  state: KioskState,
  visitor: Visitor,
  after: PhoneFor,
  context: Context & { readonly down: KeptDownLink },
): Step {
  const known = visitor.person === null ? null : context.people.find(visitor.person);
  const asked = known?.phone?.day === today(context) ? known.phone : null;
  const isWanted = !visitor.reachable && visitor.way !== 'typed' && context.down.settings.askPhoneAfterCode;
  if (isWanted && !asked) return go(state, { name: 'phone', visitor, after, invalid: false });
  return save(state, [draftAfter(visitor, after, asked?.given ?? false)], asked);
}

export const today = ({ at, down }: Context & { readonly down: KeptDownLink }): string =>
  dayOf(at, down.settings.timeZone);

/** @param gaveEarlier a phone was given today with an earlier visit, so this one is not without contact. */
export function draftAfter(visitor: Visitor, after: PhoneFor, gaveEarlier = false): VisitDraft {
  const draft =
    after.kind === 'declared' ? draftDeclared(visitor, after.given) : draftDeclaredEarlier(visitor, after.past);
  return visitor.reachable || gaveEarlier ? draft : { ...draft, flags: [...draft.flags, 'no-contact'] };
}

/** Nothing is promised before the answer to this attempt. */
export function save(state: KioskState, drafts: readonly VisitDraft[], phone: SavedPhone): Step {
  const attempt = state.attempt + 1;
  return go({ ...state, attempt }, { name: 'saving', drafts, phone }, { do: 'record', attempt, drafts });
}
type SavedPhone = Extract<Flow, { name: 'saving' }>['phone'];
