import { refuseForRoom } from './capacity.ts';
import { refuseWhereClosed } from './closed.ts';
import { askWhichWay, leave } from './going-out.ts';
import { type Context, type ContextPaired, JUST_IN_MS, type KioskState, type Step } from './kiosk-state.ts';
import { save, stay, touch } from './moves.ts';
import { partyOfOne, proceed } from './party.ts';
import type { Present } from './presence.ts';
import { draftExtended } from './visit-draft.ts';
import type { Visitor } from './visitor.ts';

/** What somebody who is recognised meets first: the way out, "already checked in", "full", or the questions. */
export function beginVisit(state: KioskState, visitor: Visitor, context: Context): Step {
  const { down, presence, at } = context;
  if (!down) return stay(state);
  const touched = touch(state, context);
  const present = visitor.person === null ? null : presence.findPerson(visitor.person, at);
  const paired = { ...context, down };
  switch (down.settings.mode) {
    case 'exit':
      return leave(touched, visitor, present);
    case 'both':
      return present ? passBothWays(touched, visitor, present, paired) : enter(touched, visitor, present, paired);
    case 'entrance':
      return enter(touched, visitor, present, paired);
  }
}

/** Nobody, where the venue is closed. Whoever is inside and waits takes nobody's room. */
function enter(state: KioskState, visitor: Visitor, present: Present | null, context: ContextPaired): Step {
  return (
    refuseWhereClosed(state, context) ??
    refuseForRoom(state, present ? 0 : 1, context) ??
    proceed(state, partyOfOne(visitor, context), context)
  );
}

function passBothWays(state: KioskState, visitor: Visitor, present: Present, context: ContextPaired): Step {
  const stayed = context.now - present.since;
  if (stayed < JUST_IN_MS) return save(state, [draftExtended(visitor, present)]);
  return stayed < context.down.settings.duplicateWindowMs
    ? askWhichWay(state, visitor, present, context)
    : leave(state, visitor, present);
}

/** Takes up whoever waits, when nobody is served. */
export function serveNext(state: KioskState, context: Context): Step {
  const { next, flow } = state;
  return next && flow.name === 'idle' ? beginVisit({ ...state, next: null }, next, context) : stay(state);
}
