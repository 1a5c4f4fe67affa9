import { parsePassportLine } from '#shared/codes/passport-mrz.ts';
import { personNameSchema } from '#shared/domain/person-name.ts';
import { type E164, parsePhone } from '#shared/domain/phone.ts';
import { readPassport } from './admit-code.ts';
import { beginVisit } from './begin-visit.ts';
import type { TypedBefore, Typing, TypingFor } from './flow.ts';
import { leaveByPhone } from './going-out.ts';
import { joinGroup, takeWaiting } from './group.ts';
import type { Context, ContextPaired, KioskState, Step } from './kiosk-state.ts';
import { chain, go, stay, wipe } from './moves.ts';
import { isTyped } from './party.ts';
import type { Visitor } from './visitor.ts';

/** Without a code: the phone, or the passport's lower line, then the name. At an exit the phone alone. */

const askPhone = (state: KioskState, purpose: TypingFor, invalid = false): Step =>
  go(state, { name: 'typed', step: 'phone', purpose, invalid });

export function startTyped(state: KioskState, { down }: ContextPaired): Step {
  const { flow } = state;
  if (flow.name === 'group') return askPhone(state, { to: 'join', group: flow });
  return askPhone(state, { to: down.settings.mode === 'exit' ? 'leave' : 'enter' });
}

export function startPassport(state: KioskState): Step {
  const { flow } = state;
  if (flow.name === 'group') return askPassport(state, { to: 'join', group: flow });
  const isOffered = flow.name === 'typed' && flow.step === 'phone' && flow.purpose.to !== 'leave';
  return isOffered ? askPassport(state, flow.purpose) : stay(state);
}

const askPassport = (state: KioskState, purpose: TypingFor): Step =>
  go(state, { name: 'typed', step: 'passport', purpose, invalid: false, mrz: null });

export function submitPassport(state: KioskState, flow: Typing, lowerLine: string): Step {
  if (flow.step !== 'passport') return stay(state);
  const passport = parsePassportLine(lowerLine);
  if (!passport.ok) return go(state, { ...flow, invalid: true, mrz: passport.error });
  return askName(state, flow.purpose, { by: 'passport', passport: passport.value });
}

export function submitPhone(state: KioskState, flow: Typing, typed: string, context: ContextPaired): Step {
  if (flow.step !== 'phone') return stay(state);
  const phone = parsePhone(typed);
  if (!phone.ok) return askPhone(state, flow.purpose, true);
  if (flow.purpose.to === 'leave') return leaveByPhone(state, phone.value, context);
  return askName(state, flow.purpose, { by: 'phone', phone: phone.value });
}

/** "I have no phone". Nobody is known by nothing at an exit. */
export function skipPhone(state: KioskState, flow: Typing, { down }: ContextPaired): Step {
  if (flow.step !== 'phone') return stay(state);
  const isTaken = flow.purpose.to !== 'leave' && down.settings.allowWithoutContact;
  return isTaken ? askName(state, flow.purpose, { by: 'phone', phone: null }) : askPhone(state, flow.purpose, true);
}

const askName = (state: KioskState, purpose: TypingFor, before: TypedBefore): Step =>
  go(state, { name: 'typed', step: 'name', purpose, before, invalid: false });

export function submitName(state: KioskState, flow: Typing, typed: string, context: Context): Step {
  if (flow.step !== 'name') return stay(state);
  const name = personNameSchema.safeParse(typed);
  if (!name.success || !/\p{L}/u.test(name.data)) return go(state, { ...flow, invalid: true });
  const visitor = typedVisitor(flow.before, name.data, context);
  if (flow.purpose.to !== 'join') return beginVisit(state, visitor, context);
  return chain(joinGroup(state, flow.purpose.group, visitor, context), (joined) => takeWaiting(joined, context));
}

function typedVisitor(before: TypedBefore, name: string, { identify }: Context): Visitor {
  if (before.by === 'passport') {
    return { ...readPassport({ ...before.passport, name }, { identify }), assurance: 'declared' };
  }
  const { phone } = before;
  return {
    // One phone may serve a family, so the name belongs to who it is.
    person: phone === null ? null : identify(`typed:${phone}:${name.toLowerCase()}`),
    way: 'typed',
    assurance: 'declared',
    contact: { v: 1, name, ...(phone !== null && { phone }) },
    reachable: phone !== null,
    flags: [],
    tail: null,
  };
}

/** One step back; from the first to where typing began. */
export function backWhileTyping(state: KioskState, flow: Typing, context: Context): Step {
  if (flow.step === 'name' && flow.before.by === 'passport') return askPassport(state, flow.purpose);
  return flow.step === 'phone' ? endTyping(state, flow, context) : askPhone(state, flow.purpose);
}

/** Whoever typed is forgotten; a group they would have joined is still there. */
export function endTyping(state: KioskState, { purpose }: Typing, context: Context): Step {
  if (purpose.to !== 'join') return wipe(state, context);
  return chain(go(state, purpose.group), (gathering) => takeWaiting(gathering, context));
}

/** Back from the declaration to what was typed. @returns null: nothing was. */
export function backToTyping(state: KioskState, visitor: Visitor): Step | null {
  if (!isTyped(visitor)) return null;
  const { way, contact } = visitor;
  if (way === 'passport') return askPassport(state, { to: 'enter' });
  return askName(state, { to: 'enter' }, { by: 'phone', phone: (contact.phone ?? null) as E164 | null });
}
