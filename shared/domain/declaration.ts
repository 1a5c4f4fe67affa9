import { z } from 'zod';
import { bilingualSchema, languageSchema } from './language.ts';

/** From best to worst; a declaration's verdict is its worst answer's. */
export const verdictSchema = z.enum(['welcome', 'see-staff', 'not-today']);
export type Verdict = z.infer<typeof verdictSchema>;

const keySchema = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);

export const checklistItemSchema = z.strictObject({
  id: keySchema,
  label: bilingualSchema,
  verdict: verdictSchema,
});
export type ChecklistItem = z.infer<typeof checklistItemSchema>;

export const pictogramSchema = z.enum(['fever', 'cough', 'breath', 'throat', 'contact', 'travel', 'test', 'question']);
export type Pictogram = z.infer<typeof pictogramSchema>;

export const questionSchema = z.strictObject({
  id: keySchema,
  text: bilingualSchema,
  pictograms: z.array(pictogramSchema).max(4),
  /** The verdict of a plain "yes", when nothing on the checklist was ticked. */
  yes: verdictSchema,
  /** Shown quietly after "yes": which of these? Empty: "yes" is the whole answer. */
  checklist: z.array(checklistItemSchema).max(12),
  /** Asked only after this earlier question was answered so. */
  when: z.strictObject({ question: keySchema, answer: z.enum(['yes', 'no']) }).optional(),
});
export type Question = z.infer<typeof questionSchema>;

export const MAX_QUESTIONS = 12;
export const MAX_CHECKLIST = 12;
export const MAX_PICTOGRAMS = 4;

/**
 * One published version of the declaration; never edited, only followed by the next version. What a kiosk of before does not
 * know it leaves out, rather than refusing all that comes with it.
 */
export const questionSetSchema = z.object({
  version: z.int().min(1),
  questions: z.array(questionSchema).min(1).max(MAX_QUESTIONS),
  consent: z.strictObject({ version: z.int().min(1), text: bilingualSchema }),
  /** What is said to those who are not let in today: why, and what to do. Left out: the kiosk's own words. */
  notToday: bilingualSchema.optional(),
});
export type QuestionSet = z.infer<typeof questionSetSchema>;

export const answerSchema = z.strictObject({
  question: keySchema,
  answer: z.enum(['yes', 'no']),
  checked: z.array(keySchema).max(12),
});
export type Answer = z.infer<typeof answerSchema>;

/** The plaintext of the `health` class: what was asked (by version) and answered. Sealed before it touches a disk. */
export const healthRecordSchema = z.strictObject({
  v: z.literal(1),
  questionsVersion: z.int().min(1),
  language: languageSchema,
  answers: z.array(answerSchema).max(12),
});
export type HealthRecord = z.infer<typeof healthRecordSchema>;
