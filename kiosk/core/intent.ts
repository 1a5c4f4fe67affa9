import { z } from 'zod';
import { companionKindSchema } from '#shared/domain/companion.ts';
import { answerSchema } from '#shared/domain/declaration.ts';
import { languageSchema } from '#shared/domain/language.ts';
import { comfortSchema } from './comfort.ts';
import { staffIntentSchemas } from './staff/staff-intent.ts';

const visitorIntentSchemas = [
  z.strictObject({ do: z.literal('set-language'), language: languageSchema }),
  z.strictObject({ do: z.literal('set-comfort'), comfort: comfortSchema.partial() }),
  z.strictObject({ do: z.literal('start-typed') }),
  /** From the phone step: by passport instead. */
  z.strictObject({ do: z.literal('start-passport') }),
  z.strictObject({ do: z.literal('submit-passport'), lowerLine: z.string().max(60) }),
  z.strictObject({ do: z.literal('answer'), answer: answerSchema }),
  z.strictObject({ do: z.literal('submit-phone'), phone: z.string().max(30) }),
  /** "I have no phone", or "skip" after a code. */
  z.strictObject({ do: z.literal('skip-phone') }),
  z.strictObject({ do: z.literal('submit-name'), name: z.string().max(200) }),
  z.strictObject({ do: z.literal('start-group') }),
  z.strictObject({ do: z.literal('add-companion'), companion: companionKindSchema }),
  z.strictObject({ do: z.literal('undo') }),
  /** Everybody is here. */
  z.strictObject({ do: z.literal('group-done') }),
  /** At a door for both ways: the person in front goes out. */
  z.strictObject({ do: z.literal('leave') }),
  /** Still here: the visit goes on. */
  z.strictObject({ do: z.literal('stay') }),
  /** After going out: the rest of the group goes too. */
  z.strictObject({ do: z.literal('leave-others') }),
  z.strictObject({ do: z.literal('back') }),
  z.strictObject({ do: z.literal('cancel') }),
  /** Any touch or key: the person is still there. */
  z.strictObject({ do: z.literal('touch') }),
  /** Leaves a result or a refusal before its time. */
  z.strictObject({ do: z.literal('dismiss') }),
] as const;

export const visitorIntentSchema = z.discriminatedUnion('do', visitorIntentSchemas);
export type VisitorIntent = z.infer<typeof visitorIntentSchema>;

/** What a person did on the screen. The core decides what it means; one that does not fit the screen is ignored. */
export const intentSchema = z.discriminatedUnion('do', [...visitorIntentSchemas, ...staffIntentSchemas]);
export type Intent = z.infer<typeof intentSchema>;
