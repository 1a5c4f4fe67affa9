import { describe, expect, it } from 'vitest';
import { DEFAULT_QUESTION_SET } from '#server/declarations/default-question-set.ts';
import { checkDraft, toDraft } from '#shared/domain/declaration-draft.ts';
import { beginHistory, stepHistory } from './edit-history.ts';
import { addQuestion, makeNumberQuestion, makeQuestion, moveQuestion, parseLimits, removeQuestion } from './edits.ts';

const standard = toDraft(DEFAULT_QUESTION_SET);
const ids = (draft: typeof standard) => draft.questions.map(({ id }) => id);

describe('edits', () => {
  it('moves a question among the others, and not out of them', () => {
    expect(ids(moveQuestion('contact', -1)(standard))).toEqual(['contact', 'symptoms']);
    expect(ids(moveQuestion('contact', 1)(standard))).toEqual(['symptoms', 'contact']);
  });

  it('frees what waited for a question that is removed', () => {
    const waiting = makeQuestion({ id: 'more', when: { question: 'contact', answer: 'yes' } });
    const draft = removeQuestion('contact')(addQuestion(waiting)(standard));
    expect(ids(draft)).toEqual(['symptoms', 'more']);
    expect(draft.questions[1]).not.toHaveProperty('when');
  });

  it.each([
    ['37,5; 38.5', [37.5, 38.5]],
    ['3', [3]],
    ['38; 37', null],
    ['', null],
    ['1;2;3;4;5;6', null],
    ['ba', null],
  ])('reads the limits %j as %j', (text, limits) => {
    expect(parseLimits(text)).toEqual(limits);
  });

  it('asks for a number by ranges that may be published as they are', () => {
    const say =
      (word: string) =>
      ({ vi, en }: Readonly<Record<'vi' | 'en', Record<string, string>>>) => ({
        vi: [word, ...Object.values(vi)].join(' '),
        en: [word, ...Object.values(en)].join(' '),
      });
    const words = { question: say('hỏi'), between: say('giữa'), above: say('trên') };
    const question = makeNumberQuestion(
      { vi: 'Thân nhiệt', en: 'Temperature', unit: '°C', limits: [37.5, 38.5] },
      words,
    );
    expect(question.checklist.map(({ label, verdict }) => [label.vi, verdict])).toEqual([
      ['giữa 37,5 38,5 °C', 'see-staff'],
      ['trên 38,5 °C', 'not-today'],
    ]);
    expect(checkDraft({ ...standard, questions: [question] })).toEqual([]);
    expect(makeNumberQuestion({ vi: 'a', en: 'b', unit: 'c', limits: [1] }, words).checklist).toEqual([]);
  });
});

describe('the way back', () => {
  it('takes letters typed into one field as one step, and goes forth again', () => {
    const type = (text: string) => ({
      do: 'edit' as const,
      field: 'consent.vi',
      edit: (draft: typeof standard) => ({ ...draft, consent: { ...draft.consent, vi: text } }),
    });
    let history = beginHistory(standard);
    for (const text of ['a', 'ab', 'abc']) history = stepHistory(history, type(text));
    history = stepHistory(history, { do: 'edit', edit: moveQuestion('contact', -1) });
    expect(history.past).toHaveLength(2);
    history = stepHistory(history, { do: 'undo' });
    expect([history.present.consent.vi, ids(history.present)[0]]).toEqual(['abc', 'symptoms']);
    history = stepHistory(history, { do: 'undo' });
    expect(history.present).toEqual(standard);
    expect(stepHistory(history, { do: 'undo' })).toBe(history);
    history = stepHistory(stepHistory(history, { do: 'redo' }), { do: 'redo' });
    expect(ids(history.present)[0]).toBe('contact');
    expect(stepHistory(history, { do: 'redo' })).toBe(history);
  });
});
