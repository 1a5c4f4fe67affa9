import type { Answer } from '#shared/domain/declaration.ts';
import { parsePhone } from '#shared/domain/phone.ts';
import type { AskingPhone, Declaring, Party } from './flow.ts';
import { gatherAgain } from './group.ts';
import type { Context, ContextPaired, KioskState, Step } from './kiosk-state.ts';
import { go, stay, wipe } from './moves.ts';
import { openQuestions } from './open-questions.ts';
import { declare, declarerOf, finish, proceed, reopen } from './party.ts';
import { backToTyping } from './typed.ts';

/** The last answer is the act of consent: the button says so. */
export function onAnswer(state: KioskState, flow: Declaring, given: Answer, context: ContextPaired): Step {
  const question = openQuestions(flow.set, flow.answers).find(({ id }) => id === given.question);
  if (!question) return stay(state);
  const known = given.answer === 'yes' ? question.checklist.map(({ id }) => id) : [];
  const answer: Answer = { ...given, checked: known.filter((id) => given.checked.includes(id)) };
  const answers = [...flow.answers, answer];
  if (openQuestions(flow.set, answers).length > 0) return go(state, { ...flow, answers });
  const declared = { set: flow.set, answers, language: state.language, givenAt: context.at };
  return proceed(state, declare(flow.party, declared), context);
}

/** After a code that brought none. @param typed null: skipped. */
export function onPhoneAfterCode(
  state: KioskState,
  flow: AskingPhone,
  typed: string | null,
  context: ContextPaired,
): Step {
  const phone = typed === null ? null : parsePhone(typed);
  if (phone && !phone.ok) return go(state, { ...flow, invalid: true });
  return finish(state, flow.party, phone && phone.value, context);
}

export function backFromDeclaration(state: KioskState, flow: Declaring, context: Context): Step {
  if (flow.answers.length > 0) return go(state, { ...flow, answers: flow.answers.slice(0, -1) });
  return backInParty(state, flow.party, context);
}

/** To the last answer that was given; to the gathering, or what was typed, when there is none. */
export function backInParty(state: KioskState, party: Party, context: Context): Step {
  const reopened = reopen(party);
  if (!reopened) return leaveParty(state, party, context);
  const { set, answers } = reopened.given;
  const { visitor } = declarerOf(reopened.party) ?? party.responsible;
  return go(state, { name: 'declaration', visitor, set, answers: answers.slice(0, -1), party: reopened.party });
}

function leaveParty(state: KioskState, { gathered, responsible, others }: Party, context: Context): Step {
  if (!gathered) return backToTyping(state, responsible.visitor) ?? wipe(state, context);
  const plain = [responsible, ...others].map((member) =>
    member.kind === 'person' ? { kind: member.kind, visitor: member.visitor } : member,
  );
  return go(state, gatherAgain(plain));
}
