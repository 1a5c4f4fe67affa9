import type { Answer, Question, QuestionSet } from '#shared/domain/declaration.ts';
import { applicableQuestions } from '#shared/domain/declaration-answers.ts';

/** The questions that apply and have no answer yet, in order: one screen shows them all, and they may be answered in any order. */
export function openQuestions(set: QuestionSet, answers: readonly Answer[]): Question[] {
  const answered = new Set(answers.map(({ question }) => question));
  return applicableQuestions(set, answers).filter(({ id }) => !answered.has(id));
}
