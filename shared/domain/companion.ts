import { z } from 'zod';

/** Under the care of a group's responsible person, without a code of their own. */
export const companionKindSchema = z.enum(['child', 'elder']);
export type CompanionKind = z.infer<typeof companionKindSchema>;
