import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DEFAULT_QUESTION_SET } from '#server/declarations/default-question-set.ts';
import type { Answer } from './declaration.ts';
import { applicableQuestions } from './declaration-answers.ts';
import {
  checkDraft,
  compareDrafts,
  type DeclarationDraft,
  type DraftQuestion,
  declarationDraftSchema,
  isSameDraft,
  previewSet,
  stepThrough,
  toDraft,
  toQuestionSet,
} from './declaration-draft.ts';

const standard = toDraft(DEFAULT_QUESTION_SET);
const question = (id: string, changes: Partial<DraftQuestion> = {}): DraftQuestion => ({
  id,
  text: { vi: `Câu ${id}?`, en: `Question ${id}?` },
  pictograms: [],
  yes: 'see-staff',
  checklist: [],
  ...changes,
});
const draftOf = (...questions: DraftQuestion[]): DeclarationDraft => ({ ...standard, questions });
const codes = (draft: DeclarationDraft) => checkDraft(draft).map(({ code, at }) => `${code} ${at}`);

it('is none with two questions, or two lines of one, under one name: a kiosk would ask the first alone', () => {
  const line = (id: string) => ({ id, label: { vi: id, en: id }, verdict: 'see-staff' as const });
  const isDraft = (...questions: DraftQuestion[]) => declarationDraftSchema.safeParse(draftOf(...questions)).success;
  expect(isDraft(question('a'), question('b', { checklist: [line('a'), line('b')] }))).toBe(true);
  expect(isDraft(question('a'), question('a', { yes: 'not-today' }))).toBe(false);
  expect(isDraft(question('a', { checklist: [line('b'), line('b')] }))).toBe(false);
});

it('finds nothing against what comes with the program, and publishes it as it was', () => {
  expect(codes(standard)).toEqual([]);
  const set = toQuestionSet(standard, 1_000, DEFAULT_QUESTION_SET);
  expect(set).toEqual({ ...DEFAULT_QUESTION_SET, version: 1_000 });
  expect(isSameDraft(toDraft(set), standard)).toBe(true);
});

it.each<[string, DeclarationDraft, string[]]>([
  ['nothing to ask', draftOf(), ['no-questions ']],
  [
    'a language without words',
    draftOf(question('a', { text: { vi: 'Bạn có sốt không?', en: '  ' } })),
    ['text-missing questions.a.text.en'],
  ],
  [
    'two answers that read alike',
    draftOf(
      question('a', {
        checklist: ['x', 'y'].map((id) => ({ id, label: { vi: 'Ho', en: id }, verdict: 'see-staff' as const })),
      }),
    ),
    ['same-label questions.a.items.y.vi'],
  ],
  [
    'a question that waits for itself',
    draftOf(question('a', { when: { question: 'a', answer: 'yes' } })),
    ['cycle questions.a.when'],
  ],
  [
    'two that wait for each other',
    draftOf(
      question('a', { when: { question: 'b', answer: 'yes' } }),
      question('b', { when: { question: 'a', answer: 'yes' } }),
    ),
    ['cycle questions.a.when', 'unreachable questions.b.when'],
  ],
  [
    'a condition on what is gone',
    draftOf(question('a', { when: { question: 'gone', answer: 'no' } })),
    ['cycle questions.a.when'],
  ],
  ['a question that judges nobody', draftOf(question('a', { yes: 'welcome' })), ['no-verdict questions.a']],
  [
    'a text nobody reads in time',
    { ...draftOf(question('a')), notToday: { vi: 'x'.repeat(221), en: 'Call us' } },
    ['too-long notToday.vi'],
  ],
])('stands against %s', (_, draft, expected) => {
  expect(codes(draft)).toEqual(expected);
});

it('lets a question that only leads to another be without a verdict', () => {
  const draft = draftOf(question('a', { yes: 'welcome' }), question('b', { when: { question: 'a', answer: 'yes' } }));
  expect(codes(draft)).toEqual([]);
});

it('gives another text of consent another number, and keeps the number of the same', () => {
  const changed = { ...standard, consent: { vi: 'Khác', en: 'Other' } };
  expect(toQuestionSet(changed, 1_007, DEFAULT_QUESTION_SET).consent.version).toBe(1_007);
  expect(toQuestionSet(standard, 1_008, DEFAULT_QUESTION_SET).consent.version).toBe(1);
});

it('names what differs, question by question', () => {
  const [first, second] = standard.questions;
  if (!first || !second) throw new Error('two questions');
  const after = draftOf(question('new'), { ...second, yes: 'not-today', pictograms: [] }, first);
  expect(compareDrafts(standard, { ...after, notToday: { vi: 'Hẹn hôm khác', en: 'Another day' } })).toMatchObject({
    questions: [
      { kind: 'added', question: { id: 'new' } },
      { kind: 'changed', question: { id: second.id }, what: ['pictograms', 'verdict'] },
    ],
    reordered: true,
    consent: false,
    notToday: true,
  });
  expect(compareDrafts(after, standard).questions).toContainEqual({ kind: 'removed', question: question('new') });
  expect(compareDrafts(standard, standard)).toEqual({
    questions: [],
    reordered: false,
    consent: false,
    notToday: false,
  });
});

const arbitraryQuestions = fc
  .array(fc.record({ when: fc.option(fc.tuple(fc.nat(7), fc.constantFrom('yes' as const, 'no' as const))) }), {
    minLength: 1,
    maxLength: 8,
  })
  .map((given) =>
    given.map(({ when }, index) =>
      question(`q${index}`, when ? { when: { question: `q${when[0]}`, answer: when[1] } } : {}),
    ),
  );

it('property: of a draft that may be published every question is asked on some way through it', () => {
  fc.assert(
    fc.property(arbitraryQuestions, (questions) => {
      const draft = draftOf(...questions);
      fc.pre(checkDraft(draft).length === 0);
      for (const target of questions) {
        const wanted = new Map<string, Answer['answer']>();
        for (let at: DraftQuestion | undefined = target; at?.when; ) {
          const { question: parent, answer }: NonNullable<DraftQuestion['when']> = at.when;
          wanted.set(parent, answer);
          at = questions.find(({ id }) => id === parent);
        }
        const answers: Answer[] = [];
        const set = previewSet(draft);
        for (let step = stepThrough(set, answers); step.at === 'ask'; step = stepThrough(set, answers)) {
          const next = step.questions[0];
          if (!next) break;
          answers.push({ question: next.id, answer: wanted.get(next.id) ?? 'no', checked: [] });
        }
        expect(applicableQuestions(set, answers).map(({ id }) => id)).toContain(target.id);
      }
    }),
  );
});
