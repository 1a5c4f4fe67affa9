import { type Answer, applicableQuestions, type Question, type QuestionSet } from '#shared/domain/declaration.ts';

/** The questions that apply and have no answer yet, in order: one screen shows them all, and they may be answered in any order. */
export function openQuestions(set: QuestionSet, answers: readonly Answer[]): Question[] {
  const answered = new Set(answers.map(({ question }) => question));
  return applicableQuestions(set, answers).filter(({ id }) => !answered.has(id));
}
