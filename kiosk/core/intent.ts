import { z } from 'zod';
import { answerSchema } from '#shared/domain/declaration.ts';
import { languageSchema } from '#shared/domain/language.ts';

/** What a person did on the screen. The core decides what it means; one that does not fit the screen is ignored. */
export const intentSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('set-language'), language: languageSchema }),
  z.strictObject({ do: z.literal('start-typed') }),
  z.strictObject({ do: z.literal('answer'), answer: answerSchema }),
  z.strictObject({ do: z.literal('submit-phone'), phone: z.string().max(30) }),
  z.strictObject({ do: z.literal('skip-phone') }),
  z.strictObject({ do: z.literal('submit-name'), name: z.string().max(200) }),
  z.strictObject({ do: z.literal('back') }),
  z.strictObject({ do: z.literal('cancel') }),
  /** Any touch or key: the person is still there. */
  z.strictObject({ do: z.literal('touch') }),
  /** Leaves a result or a refusal before its time. */
  z.strictObject({ do: z.literal('dismiss') }),
]);
export type Intent = z.infer<typeof intentSchema>;
