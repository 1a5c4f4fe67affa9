import { z } from 'zod';

/**
 * One line as people read it: NFC, single spaces, no control characters, and none that turn the direction of what stands
 * beside it. A tab between two parts is a space, and what is taken out leaves nothing to compose.
 */
export function tidyLine(typed: string): string {
  return typed
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim()
    .normalize('NFC');
}

/** What people call things. @param min and `max` in UTF-16 units, after tidying. */
export const lineSchema = (min: number, max: number): z.ZodString => z.string().overwrite(tidyLine).min(min).max(max);
