import type { Answer, Question, QuestionSet, Verdict } from './declaration.ts';

// Apart from the schemas: the phone page behind a poster asks by these rules and carries no zod.

const SEVERITY: Readonly<Record<Verdict, number>> = { welcome: 0, 'see-staff': 1, 'not-today': 2 };

export const worstVerdict = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.reduce((worst, verdict) => (SEVERITY[verdict] > SEVERITY[worst] ? verdict : worst), 'welcome');

/** The questions that apply so far, in order: those without a condition and those whose condition the answers meet. */
export function applicableQuestions(set: QuestionSet, answers: readonly Answer[]): Question[] {
  return set.questions.filter(
    ({ when }) => !when || answers.some((given) => given.question === when.question && given.answer === when.answer),
  );
}

/** The first question still to ask, or null when the declaration is complete. */
export function nextQuestion(set: QuestionSet, answers: readonly Answer[]): Question | null {
  const answered = new Set(answers.map((given) => given.question));
  return applicableQuestions(set, answers).find((question) => !answered.has(question.id)) ?? null;
}

/** @throws Error when the declaration is not complete: a verdict on half an answer would be a bug. */
export function judge(set: QuestionSet, answers: readonly Answer[]): Verdict {
  if (nextQuestion(set, answers)) throw new Error('the declaration is not complete');
  return worstVerdict(applicableQuestions(set, answers).map((question) => judgeAnswer(question, answers)));
}

function judgeAnswer(question: Question, answers: readonly Answer[]): Verdict {
  const given = answers.find((answer) => answer.question === question.id);
  if (given?.answer !== 'yes') return 'welcome';
  const ticked = question.checklist.filter((item) => given.checked.includes(item.id));
  return ticked.length === 0 ? question.yes : worstVerdict(ticked.map((item) => item.verdict));
}

/** Of what was given, one answer to each question that applies, and of its list only what is on it. */
export const tidyAnswers = (set: QuestionSet, given: readonly Answer[]): Answer[] =>
  applicableQuestions(set, given).flatMap(({ id, checklist }) => {
    const found = given.find(({ question }) => question === id);
    const known = checklist.map((item) => item.id);
    return found ? [{ ...found, checked: known.filter((item) => found.checked.includes(item)) }] : [];
  });

/** Every question that applies answered "no": what a visitor without symptoms says, and what a kiosk without a screen assumes. */
export function answerNoToAll(set: QuestionSet): Answer[] {
  const answers: Answer[] = [];
  for (let question = nextQuestion(set, answers); question; question = nextQuestion(set, answers)) {
    answers.push({ question: question.id, answer: 'no', checked: [] });
  }
  return answers;
}
