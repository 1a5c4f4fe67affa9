import type { Verdict } from '#shared/domain/declaration.ts';
import type { DeclarationDraft, DraftItem, DraftQuestion, DraftText } from '#shared/domain/declaration-draft.ts';

/** What can be done to a draft; each gives a new one. */

type Edit = (draft: DeclarationDraft) => DeclarationDraft;

const EMPTY: DraftText = { vi: '', en: '' };

/** Not used in the draft yet, and never that of a question that was removed from it a moment ago. */
const mintKey = (): string => `q-${crypto.randomUUID().slice(0, 12)}`;

export const makeQuestion = (changes: Partial<DraftQuestion> = {}): DraftQuestion => ({
  id: mintKey(),
  text: EMPTY,
  pictograms: [],
  yes: 'see-staff',
  checklist: [],
  ...changes,
});

export const makeItem = (changes: Partial<DraftItem> = {}): DraftItem => ({
  id: mintKey(),
  label: EMPTY,
  verdict: 'see-staff',
  ...changes,
});

export const addQuestion =
  (question: DraftQuestion): Edit =>
  (draft) => ({ ...draft, questions: [...draft.questions, question] });

/** A condition that waited for it goes with it: the question is then always asked. */
export const removeQuestion =
  (id: string): Edit =>
  (draft) => ({
    ...draft,
    questions: draft.questions
      .filter((question) => question.id !== id)
      .map((question) => (question.when?.question === id ? withoutCondition(question) : question)),
  });

export function withoutCondition(question: DraftQuestion): DraftQuestion {
  const { when, ...rest } = question;
  return when ? rest : question;
}

export const changeQuestion =
  (id: string, change: (question: DraftQuestion) => DraftQuestion): Edit =>
  (draft) => ({
    ...draft,
    questions: draft.questions.map((question) => (question.id === id ? change(question) : question)),
  });

/** @param by -1: up, 1: down. */
export function moveBy<T extends { readonly id: string }>(list: readonly T[], id: string, by: -1 | 1): T[] {
  const from = list.findIndex((one) => one.id === id);
  const one = list[from];
  const other = list[from + by];
  if (!one || !other) return [...list];
  return list.map((entry, index) => (index === from ? other : index === from + by ? one : entry));
}

export const moveQuestion =
  (id: string, by: -1 | 1): Edit =>
  (draft) => ({ ...draft, questions: moveBy(draft.questions, id, by) });

type Values = Readonly<Record<'vi' | 'en', Record<string, string>>>;

interface NumberWords {
  readonly question: (values: Values) => DraftText;
  readonly between: (values: Values) => DraftText;
  readonly above: (values: Values) => DraftText;
}

/** `37,5; 38,5` -> rising numbers; null: none, too many, or not rising. */
export function parseLimits(text: string): number[] | null {
  const parts = text.split(';').map((part) => part.trim().replace(',', '.'));
  if (parts.length > 5 || parts.some((part) => !/^-?\d{1,6}(?:\.\d{1,3})?$/.test(part))) return null;
  const limits = parts.map(Number);
  return limits.every((limit, index) => index === 0 || limit > (limits[index - 1] ?? limit)) ? limits : null;
}

/** Asked as ranges that one touch chooses; from the last one on nobody comes in, between they see the staff. */
export function makeNumberQuestion(
  what: { readonly vi: string; readonly en: string; readonly unit: string; readonly limits: readonly number[] },
  words: NumberWords,
): DraftQuestion {
  const { vi, en, unit, limits } = what;
  const inVi = (limit: number | undefined): string => String(limit).replace('.', ',');
  const checklist = limits.map((from, index) => {
    const to = limits[index + 1];
    const verdict: Verdict = to === undefined && limits.length > 1 ? 'not-today' : 'see-staff';
    const values = {
      vi: { from: inVi(from), ...(to !== undefined && { to: inVi(to) }), unit },
      en: { from: String(from), ...(to !== undefined && { to: String(to) }), unit },
    };
    return makeItem({ label: to === undefined ? words.above(values) : words.between(values), verdict });
  });
  const [limit] = limits;
  return makeQuestion({
    text: words.question({
      vi: { what: vi, limit: inVi(limit), unit },
      en: { what: en.toLowerCase(), limit: String(limit), unit },
    }),
    checklist: checklist.length > 1 ? checklist : [],
  });
}
