import { z } from 'zod';
import { waySchema } from '#shared/domain/contact.ts';

/** How the person in front of the kiosk is shown: never more than this reaches the screen. */
export const personViewSchema = z.strictObject({
  way: waySchema,
  /** `N. T. Hương`, `Thẻ ····4F2` has null here and `tail` instead. */
  maskedName: z.string().nullable(),
  /** Last characters of a pass. */
  tail: z.string().nullable(),
  birthYear: z.int().nullable(),
});
export type PersonView = z.infer<typeof personViewSchema>;
