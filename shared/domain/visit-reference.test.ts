import { expect, it } from 'vitest';
import type { VisitId } from './ids.ts';
import { formatVisitReference } from './visit-reference.ts';

it("is the id's random end in two groups", () => {
  expect(formatVisitReference('019a9f3e-7b2c-7def-8123-4567df3a91bc' as VisitId)).toBe('DF3A 91BC');
});
