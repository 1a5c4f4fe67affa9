import type { DeclarationDraft, DraftProblem } from '#shared/domain/declaration-draft.ts';
import type { SettingsTranslate } from '../../ui/settings-words.ts';

/** The id of the input that a problem is about. */
export const fieldId = (at: string): string => `declaration-${at.replaceAll('.', '-')}`;

/** "Question 2, English: Text is missing." */
export function describeProblem(draft: DeclarationDraft, { code, at }: DraftProblem, t: SettingsTranslate): string {
  const place = describePlace(draft, at, t);
  const what = t(`declaration.problem.${code}`);
  return place === '' ? what : `${place}: ${what}`;
}

function describePlace(draft: DeclarationDraft, at: string, t: SettingsTranslate): string {
  const [part, id, kind, ...rest] = at.split('.');
  const languageOf = (language: string | undefined): string =>
    t(language === 'en' ? 'declaration.languages.en' : 'declaration.languages.vi');
  if (part === 'consent' || part === 'notToday') return t(`declaration.where.${part}`, { language: languageOf(id) });
  if (part !== 'questions') return '';
  const number = draft.questions.findIndex((question) => question.id === id) + 1;
  if (kind === 'text') return t('declaration.where.text', { number, language: languageOf(rest[0]) });
  if (kind === 'when') return t('declaration.where.when', { number });
  if (kind !== 'items') return t('declaration.where.question', { number });
  const item = (draft.questions[number - 1]?.checklist.findIndex((one) => one.id === rest[0]) ?? -1) + 1;
  return t('declaration.where.item', { number, item, language: languageOf(rest[1]) });
}
