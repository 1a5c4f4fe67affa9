import { z } from 'zod';

/** NFC, single spaces, no control characters. */
export function tidyName(typed: string): string {
  return typed
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}

export const personNameSchema = z.string().transform(tidyName).pipe(z.string().min(1).max(120));

/** `Nguyễn Thị Hương` -> `N. T. Hương`: the given name, which comes last in Vietnamese, stays. */
export function maskName(name: string): string {
  const parts = tidyName(name).split(' ');
  const given = parts.pop() ?? '';
  return [...parts.map((part) => `${[...part][0] ?? ''}.`), given].join(' ');
}
