import { describe, expect, it } from 'vitest';
import type { VisitRow } from '#shared/contract/portal-api.ts';
import { flagNotes, namelessWord } from './visit-words.ts';

const visit = (maskedName: string | null, ...flags: string[]) => ({ maskedName, flags }) as VisitRow;

describe('marks of a visit', () => {
  it('are said where they tell something, loudly where somebody should look', () => {
    expect(flagNotes(visit('N. T. Hương', 'assisted', 'fallback-key', 'no-contact'))).toEqual([
      { word: 'visits.flags.assisted', calm: true },
      { word: 'visits.flags.noContact', calm: false },
    ]);
  });

  it('name a companion who has no name, and are then not said twice', () => {
    const child = visit(null, 'accompanied-child', 'no-contact');
    expect(namelessWord(child)).toBe('visits.flags.accompanied-child');
    expect(flagNotes(child).map(({ word }) => word)).toEqual(['visits.flags.noContact']);
    expect(flagNotes(visit('N. V. An', 'accompanied-child')).map(({ word }) => word)).toEqual([
      'visits.flags.accompanied-child',
    ]);
  });

  it('leave somebody without a name or a companion nameless', () => {
    expect(namelessWord(visit(null, 'no-contact'))).toBe('visits.anonymous');
  });
});
