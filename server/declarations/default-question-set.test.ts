import { describe, expect, it } from 'vitest';
import { type Answer, questionSetSchema } from '#shared/domain/declaration.ts';
import { answerNoToAll, judge } from '#shared/domain/declaration-answers.ts';
import { DEFAULT_QUESTION_SET, PASS_CONSENT } from './default-question-set.ts';

const set = DEFAULT_QUESTION_SET;
const answer = (question: string, ...checked: string[]): Answer[] =>
  answerNoToAll(set).map((given) => (given.question === question ? { question, answer: 'yes', checked } : given));

describe('the declaration a deployment starts with', () => {
  it('is a valid question set, in both languages', () => {
    expect(questionSetSchema.parse(set)).toEqual(set);
    expect(questionSetSchema.shape.consent.parse(PASS_CONSENT)).toEqual(PASS_CONSENT);
  });

  it('welcomes who answers no twice', () => {
    expect(answerNoToAll(set)).toHaveLength(2);
    expect(judge(set, answerNoToAll(set))).toBe('welcome');
  });

  it.each([
    ['symptoms', [], 'see-staff'],
    ['symptoms', ['cough'], 'see-staff'],
    ['symptoms', ['cough', 'fever-now'], 'not-today'],
    ['contact', [], 'see-staff'],
    ['contact', ['quarantine'], 'not-today'],
  ])('judges %s %j as %s', (question, checked, verdict) => {
    expect(judge(set, answer(question, ...checked))).toBe(verdict);
  });

  it('names the law, the days and the way back in the consent', () => {
    for (const text of Object.values(set.consent.text)) expect(text).toMatch(/91\/2025\/QH15/);
    expect(set.consent.text.vi).toMatch(/14 ngày.*21 ngày.*rút lại đồng ý/);
    expect(set.consent.text.en).toMatch(/14 days.*after 21.*withdraw/);
  });
});
