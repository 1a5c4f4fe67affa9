import { z } from 'zod';
import {
  type Answer,
  checklistItemSchema,
  MAX_QUESTIONS,
  type QuestionSet,
  questionSchema,
  questionSetSchema,
} from './declaration.ts';
import { applicableQuestions, judge, nextQuestion } from './declaration-answers.ts';

/** A declaration while somebody writes it: the same shape, with texts that may still be missing. */

/** More does not stand on a kiosk's screen in letters that are read from three steps away. */
const TEXT_LIMITS = { question: 220, label: 90, notToday: 220, consent: 2_000 } as const;
/** Beyond it a kiosk shows the questions smaller than is read with ease. */
export const EASY_QUESTIONS = 4;

const draftTextSchema = z.strictObject({ vi: z.string().max(2_000), en: z.string().max(2_000) });
export type DraftText = z.infer<typeof draftTextSchema>;

/** An answer names its question, and what was ticked: of two under one name a kiosk would ask one. */
const areDistinct = (named: ReadonlyArray<{ readonly id: string }>): boolean =>
  new Set(named.map(({ id }) => id)).size === named.length;

const draftItemSchema = checklistItemSchema.extend({ label: draftTextSchema });
export type DraftItem = z.infer<typeof draftItemSchema>;

const draftQuestionSchema = questionSchema.extend({
  text: draftTextSchema,
  checklist: z.array(draftItemSchema).max(12).refine(areDistinct, 'same-id'),
});
export type DraftQuestion = z.infer<typeof draftQuestionSchema>;

export const declarationDraftSchema = z.strictObject({
  questions: z.array(draftQuestionSchema).max(MAX_QUESTIONS).refine(areDistinct, 'same-id'),
  consent: draftTextSchema,
  notToday: draftTextSchema,
});
export type DeclarationDraft = z.infer<typeof declarationDraftSchema>;

type DraftProblemCode =
  | 'no-questions'
  | 'text-missing'
  | 'too-long'
  | 'same-label'
  /** Its condition names a question that comes later, is gone, or leads back to itself. */
  | 'cycle'
  /** The question it waits for is never asked. */
  | 'unreachable'
  /** Whatever is answered, everybody is welcome, and nothing else is asked because of it. */
  | 'no-verdict';

export interface DraftProblem {
  readonly code: DraftProblemCode;
  /** `questions.<id>`, `questions.<id>.text.vi`, `questions.<id>.items.<id>.vi`, `consent.en`, `notToday.vi`; empty: all of it. */
  readonly at: string;
}

/** Everything that stands against publishing, in the order in which it stands on the page. */
export function checkDraft(draft: DeclarationDraft): DraftProblem[] {
  const { questions, consent, notToday } = draft;
  const saysNotToday = notToday.vi.trim() !== '' || notToday.en.trim() !== '';
  return [
    ...(questions.length === 0 ? [{ code: 'no-questions', at: '' } as const] : []),
    ...questions.flatMap((question, index) => checkQuestion(draft, question, index)),
    ...(saysNotToday ? checkText(notToday, 'notToday', TEXT_LIMITS.notToday) : []),
    ...checkText(consent, 'consent', TEXT_LIMITS.consent),
  ];
}

function checkText(text: DraftText, at: string, limit: number): DraftProblem[] {
  return (['vi', 'en'] as const).flatMap((language): DraftProblem[] => {
    const given = text[language].trim();
    if (given === '') return [{ code: 'text-missing', at: `${at}.${language}` }];
    return given.length > limit ? [{ code: 'too-long', at: `${at}.${language}` }] : [];
  });
}

function checkQuestion(draft: DeclarationDraft, question: DraftQuestion, index: number): DraftProblem[] {
  const at = `questions.${question.id}`;
  const labels = question.checklist.map(({ label }) => label.vi.trim().toLowerCase());
  const repeated = labels.findIndex((label, place) => label !== '' && labels.indexOf(label) !== place);
  const again = question.checklist[repeated];
  return [
    ...checkText(question.text, `${at}.text`, TEXT_LIMITS.question),
    ...question.checklist.flatMap(({ id, label }) => checkText(label, `${at}.items.${id}`, TEXT_LIMITS.label)),
    ...(again ? [{ code: 'same-label', at: `${at}.items.${again.id}.vi` } as const] : []),
    ...checkCondition(draft.questions, question, index),
    ...(isWithoutEffect(draft.questions, question) ? [{ code: 'no-verdict', at } as const] : []),
  ];
}

function checkCondition(all: readonly DraftQuestion[], { id, when }: DraftQuestion, index: number): DraftProblem[] {
  if (!when) return [];
  const at = `questions.${id}.when`;
  const parent = all.findIndex((other) => other.id === when.question);
  if (parent < 0 || parent >= index) return [{ code: 'cycle', at }];
  return isReachable(all, parent) ? [] : [{ code: 'unreachable', at }];
}

/** Whether some way of answering leads to it. A condition that looks ahead is never met in time. */
function isReachable(all: readonly DraftQuestion[], index: number): boolean {
  const when = all[index]?.when;
  if (!when) return true;
  const parent = all.findIndex((other) => other.id === when.question);
  return parent >= 0 && parent < index && isReachable(all, parent);
}

function isWithoutEffect(all: readonly DraftQuestion[], { id, yes, checklist }: DraftQuestion): boolean {
  const judges = yes !== 'welcome' || checklist.some(({ verdict }) => verdict !== 'welcome');
  return !judges && !all.some(({ when }) => when?.question === id);
}

const trimmed = ({ vi, en }: DraftText): DraftText => ({
  vi: vi.trim().normalize('NFC'),
  en: en.trim().normalize('NFC'),
});

/** What is asked from now on. @param draft one of which {@link checkDraft} says nothing. @param before what was asked until now. */
export function toQuestionSet(draft: DeclarationDraft, version: number, before: QuestionSet): QuestionSet {
  const consent = trimmed(draft.consent);
  const sameConsent = consent.vi === before.consent.text.vi && consent.en === before.consent.text.en;
  const notToday = trimmed(draft.notToday);
  return questionSetSchema.parse({
    version,
    questions: draft.questions.map((question) => ({
      ...question,
      text: trimmed(question.text),
      checklist: question.checklist.map((item) => ({ ...item, label: trimmed(item.label) })),
    })),
    // What people agreed to is told by its number for good, so another text has another number.
    consent: sameConsent ? before.consent : { version, text: consent },
    ...(notToday.vi !== '' && { notToday }),
  });
}

export const toDraft = ({ questions, consent, notToday }: QuestionSet): DeclarationDraft => ({
  questions,
  consent: consent.text,
  notToday: notToday ?? { vi: '', en: '' },
});

/** As {@link checkDraft} sees no difference: spaces at the ends are none. */
export const isSameDraft = (a: DeclarationDraft, b: DeclarationDraft): boolean =>
  JSON.stringify(tidy(a)) === JSON.stringify(tidy(b));

const tidy = (draft: DeclarationDraft) => ({
  questions: draft.questions.map(({ id, text, pictograms, yes, checklist, when }) => ({
    id,
    text: trimmed(text),
    pictograms,
    yes,
    checklist: checklist.map((item) => ({ id: item.id, label: trimmed(item.label), verdict: item.verdict })),
    when: when ? [when.question, when.answer] : null,
  })),
  consent: trimmed(draft.consent),
  notToday: trimmed(draft.notToday),
});

export type QuestionChange =
  | { readonly kind: 'added' | 'removed'; readonly question: DraftQuestion }
  | {
      readonly kind: 'changed';
      readonly question: DraftQuestion;
      readonly before: DraftQuestion;
      readonly what: readonly ('text' | 'pictograms' | 'verdict' | 'checklist' | 'condition')[];
    };

export interface DraftDifference {
  readonly questions: readonly QuestionChange[];
  /** Those that are in both stand in another order. */
  readonly reordered: boolean;
  readonly consent: boolean;
  readonly notToday: boolean;
}

/** What somebody who knows the one would be surprised by in the other. */
export function compareDrafts(before: DeclarationDraft, after: DeclarationDraft): DraftDifference {
  const [old, now] = [tidy(before), tidy(after)];
  const of = (draft: DeclarationDraft, id: string) => draft.questions.find((question) => question.id === id);
  const removed = before.questions.filter(({ id }) => !of(after, id));
  const kept = (one: DeclarationDraft, other: DeclarationDraft) =>
    one.questions.map(({ id }) => id).filter((id) => of(other, id));
  const changes = after.questions.flatMap((question): QuestionChange[] => {
    const earlier = of(before, question.id);
    if (!earlier) return [{ kind: 'added', question }];
    const what = listChanges(earlier, question);
    return what.length === 0 ? [] : [{ kind: 'changed', question, before: earlier, what }];
  });
  return {
    questions: [...changes, ...removed.map((question) => ({ kind: 'removed', question }) as const)],
    reordered: kept(before, after).join() !== kept(after, before).join(),
    consent: JSON.stringify(old.consent) !== JSON.stringify(now.consent),
    notToday: JSON.stringify(old.notToday) !== JSON.stringify(now.notToday),
  };
}

function listChanges(before: DraftQuestion, after: DraftQuestion) {
  const [[old], [now]] = [before, after].map(
    (question) => tidy({ questions: [question], consent: { vi: '', en: '' }, notToday: { vi: '', en: '' } }).questions,
  ) as [ReturnType<typeof tidy>['questions'], ReturnType<typeof tidy>['questions']];
  const differs = (part: (question: NonNullable<typeof old>) => unknown) =>
    old !== undefined && now !== undefined && JSON.stringify(part(old)) !== JSON.stringify(part(now));
  const parts = [
    ['text', differs(({ text }) => text)],
    ['pictograms', differs(({ pictograms }) => pictograms)],
    ['verdict', differs(({ yes }) => yes)],
    ['checklist', differs(({ checklist }) => checklist)],
    ['condition', differs(({ when }) => when)],
  ] as const;
  return parts.filter(([, changed]) => changed).map(([name]) => name);
}

/** What the preview answers with: it may be incomplete, so texts that are missing are shown as gaps. */
export const previewSet = (draft: DeclarationDraft): QuestionSet => ({
  version: 1,
  questions: draft.questions,
  consent: { version: 1, text: draft.consent },
  ...(draft.notToday.vi !== '' && { notToday: draft.notToday }),
});

/** The screens that an answer leads through: what is asked next, or what it comes to. */
export function stepThrough(set: QuestionSet, answers: readonly Answer[]) {
  if (set.questions.length === 0) return { at: 'empty' } as const;
  if (nextQuestion(set, answers)) {
    const answered = new Set(answers.map(({ question }) => question));
    return { at: 'ask', questions: applicableQuestions(set, answers).filter(({ id }) => !answered.has(id)) } as const;
  }
  return { at: 'result', verdict: judge(set, answers) } as const;
}
