import { z } from 'zod';

export const languageSchema = z.enum(['vi', 'en']);
export type Language = z.infer<typeof languageSchema>;

/** A text every visitor must be able to read, whatever the screen's language. */
export const bilingualSchema = z.strictObject({ vi: z.string().min(1).max(2000), en: z.string().min(1).max(2000) });
export type Bilingual = z.infer<typeof bilingualSchema>;
