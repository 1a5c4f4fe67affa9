import { describe, expect, it } from 'vitest';
import { isShort } from '../suite-length.ts';
import { MUTANTS } from './mutants.ts';
import { misplacedEdits, runAgainst } from './plant-mutant.ts';

/** CI plants a few of them; every one is planted without `--short`. */
const SHORT_SHARE = 5;

const planted = MUTANTS.filter((_, index) => !isShort || index % SHORT_SHARE === 0);

describe('planted defects', () => {
  it('are of at least twelve kinds', () => {
    expect(MUTANTS.length).toBeGreaterThanOrEqual(12);
  });

  it.each(MUTANTS)('find their place: $name', (mutant) => {
    expect(misplacedEdits(mutant)).toEqual([]);
  });

  it.each(planted)('are found out: $name', async (mutant) => {
    expect(await runAgainst(mutant)).not.toEqual([]);
  });
});
