import { foldAccents } from '#shared/domain/search-text.ts';

/** Every typed word occurs, in any order. */
export function matchesSearch(candidate: string, typed: string): boolean {
  const folded = foldAccents(candidate);
  return foldAccents(typed)
    .split(' ')
    .every((word) => folded.includes(word));
}
