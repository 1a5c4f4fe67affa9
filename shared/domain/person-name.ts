import { z } from 'zod';
import { tidyLine } from './text-line.ts';

export const personNameSchema = z.string().transform(tidyLine).pipe(z.string().min(1).max(120));

/** `Nguyễn Thị Hương` -> `N. T. Hương`: the given name, which comes last in Vietnamese, stays. */
export function maskName(name: string): string {
  const parts = tidyLine(name).split(' ');
  const given = parts.pop() ?? '';
  return [...parts.map((part) => `${[...part][0] ?? ''}.`), given].join(' ');
}
