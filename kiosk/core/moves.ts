import { dayOf } from '#shared/domain/instant.ts';
import { usualComfort } from './comfort.ts';
import type { Flow } from './flow.ts';
import type { Context, ContextPaired, Effect, KioskState, Step } from './kiosk-state.ts';
import type { RememberedPerson } from './people.ts';
import { STAFF_HOME, STAFF_IDLE_MS } from './staff/staff-state.ts';
import type { Signal } from './view.ts';
import type { VisitDraft } from './visit-draft.ts';

/** The moves that several inputs share. Each takes a state and answers the next. */

export const stay = (state: KioskState): Step => ({ state, effects: [] });

export const go = (state: KioskState, flow: Flow, ...effects: readonly Effect[]): Step => ({
  state: { ...state, flow },
  effects,
});

export const signal = (name: Signal): Effect => ({ do: 'signal', signal: name });

export const touch = (state: KioskState, { now }: Context): KioskState => ({
  ...state,
  touchedAt: now,
  staffActedAt: state.flow.name === 'staff' ? now : state.staffActedAt,
});

/** Does the second move after the first. */
export function chain(first: Step, next: (state: KioskState) => Step): Step {
  const second = next(first.state);
  return { state: second.state, effects: [...first.effects, ...second.effects] };
}

export const today = ({ at, down }: ContextPaired): string => dayOf(at, down.settings.timeZone);

/**
 * Forgets the person and their settings. Whoever waits is served next (`serveNext`), and not as one whom the staff help;
 * else the staff who helped have their pages back, unless they have gone as well.
 */
export function wipe(state: KioskState, { down, now, usualLanguage }: Context): Step {
  // What the visitor touched whom they helped keeps nobody's pages open.
  const staff = now < state.staffActedAt + STAFF_IDLE_MS && !state.next ? state.staff : null;
  const clean: KioskState = {
    ...state,
    flow: staff ? STAFF_HOME : { name: 'idle' },
    staff,
    touchedAt: staff ? state.staffActedAt : state.touchedAt,
    language: usualLanguage,
    comfort: usualComfort(down?.settings ?? null),
  };
  return stay(clean);
}

/** Nothing is promised before the answer to this attempt. */
export function save(state: KioskState, drafts: readonly VisitDraft[], phone: RememberedPerson['phone'] = null): Step {
  const attempt = state.attempt + 1;
  const signed = state.staff ? drafts.map((draft) => assisted(draft, state.staff)) : drafts;
  return go(
    { ...state, attempt },
    { name: 'saving', drafts: signed, phone, until: null },
    { do: 'record', attempt, drafts: signed },
  );
}

const assisted = (draft: VisitDraft, staff: VisitDraft['staff']): VisitDraft => ({
  ...draft,
  flags: [...draft.flags, 'assisted'],
  staff,
});
