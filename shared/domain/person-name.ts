import { z } from 'zod';

/** NFC, single spaces, no control characters. A tab between two parts is a space, and what is taken out leaves nothing to compose. */
export function tidyName(typed: string): string {
  return typed
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/gu, ' ')
    .replace(/\p{Cc}/gu, '')
    .trim()
    .normalize('NFC');
}

export const personNameSchema = z.string().transform(tidyName).pipe(z.string().min(1).max(120));

/** `Nguyễn Thị Hương` -> `N. T. Hương`: the given name, which comes last in Vietnamese, stays. */
export function maskName(name: string): string {
  const parts = tidyName(name).split(' ');
  const given = parts.pop() ?? '';
  return [...parts.map((part) => `${[...part][0] ?? ''}.`), given].join(' ');
}
