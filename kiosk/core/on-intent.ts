import type { Answer } from '#shared/domain/declaration.ts';
import { personNameSchema } from '#shared/domain/person-name.ts';
import { type E164, parsePhone } from '#shared/domain/phone.ts';
import type { Intent, VisitorIntent } from './intent.ts';
import type { AskingPhone, Context, Declaring, KioskState, Step, Typing } from './kiosk-state.ts';
import { askPhoneOrSave, chain, draftAfter, go, save, stay, today, touch, wipe } from './moves.ts';
import { openQuestions } from './open-questions.ts';
import type { KeptDownLink } from './ports.ts';
import { onStaffIntent } from './staff/on-staff-intent.ts';
import { type StaffIntent, staffIntentSchema } from './staff/staff-intent.ts';
import type { Visitor } from './visitor.ts';

type ContextPaired = Context & { readonly down: KeptDownLink };

/** What somebody did on the screen; whatever does not fit it changes nothing but the time they were last there. */
export function onIntent(state: KioskState, intent: Intent, context: Context): Step {
  const touched = touch(state, context);
  const ofStaff = staffIntentSchema.safeParse(intent);
  if (!ofStaff.success) return onVisitorIntent(touched, intent as VisitorIntent, context);
  const done = onStaffIntent(touched, ofStaff.data, context);
  const begins = ofStaff.data.do === 'staff-assist' && done.state.flow.name === 'idle';
  return begins ? chain(done, (state) => assist(state, ofStaff.data, context)) : done;
}

/** The staff begin for somebody as that person would. By code: the next scan is theirs. */
function assist(state: KioskState, intent: StaffIntent, context: Context): Step {
  if (intent.do !== 'staff-assist' || intent.by === 'code') return stay(state);
  return onVisitorIntent(state, { do: intent.by === 'group' ? 'start-group' : 'start-typed' }, context);
}

function onVisitorIntent(touched: KioskState, intent: VisitorIntent, context: Context): Step {
  const state = touched;
  switch (intent.do) {
    case 'set-language':
      return resume({ ...touched, language: intent.language });
    case 'touch':
      return resume(touched);
    case 'dismiss':
      return isOneOf(state, ['result', 'refused', 'storage-failed']) ? wipe(touched, context) : resume(touched);
    case 'cancel':
      return isOneOf(state, ['declaration', 'phone', 'typed', 'refused', 'still-there'])
        ? wipe(touched, context)
        : stay(touched);
    case 'back':
      return onBack(touched, context);
    case 'start-typed':
    case 'answer':
    case 'submit-phone':
    case 'skip-phone':
    case 'submit-name':
      return context.down ? onDeed(touched, intent, { ...context, down: context.down }) : stay(touched);
    case 'set-comfort':
    case 'start-passport':
    case 'submit-passport':
    case 'start-group':
    case 'add-companion':
    case 'undo':
    case 'group-done':
    case 'leave':
    case 'stay':
    case 'leave-others':
      return stay(touched);
  }
}

type Deed = Extract<VisitorIntent, { do: 'start-typed' | 'answer' | 'submit-phone' | 'skip-phone' | 'submit-name' }>;

function onDeed(state: KioskState, intent: Deed, context: ContextPaired): Step {
  const { flow } = state;
  switch (intent.do) {
    case 'start-typed':
      return isOneOf(state, ['idle', 'refused'])
        ? go(state, { name: 'typed', step: 'phone', invalid: false })
        : stay(state);
    case 'answer':
      return flow.name === 'declaration' ? onAnswer(state, flow, intent.answer, context) : stay(state);
    case 'submit-phone': {
      const phone = parsePhone(intent.phone);
      return onPhone(state, phone.ok ? phone.value : 'invalid', context);
    }
    case 'skip-phone':
      return onPhone(state, null, context);
    case 'submit-name':
      return flow.name === 'typed' && flow.step === 'name' ? onName(state, flow, intent.name, context) : stay(state);
  }
}

const isOneOf = ({ flow }: KioskState, names: ReadonlyArray<KioskState['flow']['name']>): boolean =>
  names.includes(flow.name);

const resume = (state: KioskState): Step =>
  state.flow.name === 'still-there' ? go(state, state.flow.resume) : stay(state);

/** The last answer is the act of consent: the button says so. */
function onAnswer(state: KioskState, flow: Declaring, given: Answer, context: ContextPaired): Step {
  const question = openQuestions(flow.set, flow.answers).find(({ id }) => id === given.question);
  if (!question) return stay(state);
  const known = given.answer === 'yes' ? question.checklist.map(({ id }) => id) : [];
  const answer: Answer = { ...given, checked: known.filter((id) => given.checked.includes(id)) };
  const answers = [...flow.answers, answer];
  if (openQuestions(flow.set, answers).length > 0) return go(state, { ...flow, answers });
  const declared = { set: flow.set, answers, language: state.language, givenAt: context.at };
  return askPhoneOrSave(state, flow.visitor, { kind: 'declared', given: declared }, context);
}

function onPhone(state: KioskState, phone: E164 | null | 'invalid', context: ContextPaired): Step {
  const { flow } = state;
  if (flow.name !== 'phone' && !(flow.name === 'typed' && flow.step === 'phone')) return stay(state);
  if (phone === 'invalid') return go(state, { ...flow, invalid: true });
  if (flow.name === 'typed') return go(state, { name: 'typed', step: 'name', invalid: false, phone });
  const visitor = phone === null ? flow.visitor : withPhone(flow.visitor, phone);
  return save(state, [draftAfter(visitor, flow.after)], { day: today(context), given: phone !== null });
}

const withPhone = (visitor: Visitor, phone: E164): Visitor => ({
  ...visitor,
  contact: { ...visitor.contact, phone },
  reachable: true,
});

function onName(
  state: KioskState,
  flow: Extract<Typing, { step: 'name' }>,
  typed: string,
  { down, identify }: ContextPaired,
): Step {
  const name = personNameSchema.safeParse(typed);
  if (!name.success || !/\p{L}/u.test(name.data)) return go(state, { ...flow, invalid: true });
  const { phone } = flow;
  const visitor: Visitor = {
    // One phone may serve a family, so the name belongs to who it is.
    person: phone === null ? null : identify(`typed:${phone}:${name.data.toLowerCase()}`),
    way: 'typed',
    assurance: 'declared',
    contact: { v: 1, name: name.data, ...(phone !== null && { phone }) },
    reachable: phone !== null,
    flags: [],
    tail: null,
  };
  return go(state, { name: 'declaration', visitor, set: down.questions, answers: [] });
}

function onBack(state: KioskState, context: Context): Step {
  const { flow } = state;
  switch (flow.name) {
    case 'declaration':
      return backFromDeclaration(state, flow, context);
    case 'phone':
      return backFromPhone(state, flow, context);
    case 'typed':
      return flow.step === 'name' ? go(state, { name: 'typed', step: 'phone', invalid: false }) : wipe(state, context);
    case 'refused':
      return wipe(state, context);
    case 'still-there':
    case 'unpaired':
    case 'idle':
    case 'saving':
    case 'result':
    case 'storage-failed':
    case 'staff-pin':
    case 'staff':
      return resume(state);
  }
}

function backFromDeclaration(state: KioskState, flow: Declaring, context: Context): Step {
  if (flow.answers.length > 0) return go(state, { ...flow, answers: flow.answers.slice(0, -1) });
  if (flow.visitor.way !== 'typed') return wipe(state, context);
  const phone = (flow.visitor.contact.phone ?? null) as E164 | null;
  return go(state, { name: 'typed', step: 'name', invalid: false, phone });
}

function backFromPhone(state: KioskState, { visitor, after }: AskingPhone, context: Context): Step {
  if (after.kind === 'declared-earlier') return wipe(state, context);
  const { set, answers } = after.given;
  return go(state, { name: 'declaration', visitor, set, answers: answers.slice(0, -1) });
}
