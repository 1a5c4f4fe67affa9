import { describe, expect, it } from 'vitest';
import { type ChainedEntry, createChainCheck, FIRST_PREV_HASH, hashEntry } from './chain.ts';

function chain(length: number): ChainedEntry[] {
  const entries: ChainedEntry[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const prevHash = entries.at(-1)?.hash ?? FIRST_PREV_HASH;
    const entry = { seq, at: seq * 1000, actor: 'account:1', action: 'export', subject: 'venue:1', details: '{}' };
    entries.push({ ...entry, prevHash, hash: hashEntry(prevHash, entry) });
  }
  return entries;
}

const firstBreak = (entries: readonly ChainedEntry[]): number | null => {
  const check = createChainCheck();
  return entries.map(check).find((at) => at !== null) ?? null;
};

describe('audit chain', () => {
  it('holds as written', () => {
    expect(firstBreak(chain(5))).toBeNull();
  });

  it.each([
    ['an entry edited', (all: ChainedEntry[]) => all.map((e) => (e.seq === 3 ? { ...e, actor: 'account:2' } : e)), 3],
    ['an entry removed', (all: ChainedEntry[]) => all.filter((e) => e.seq !== 3), 4],
    ['two swapped', ([a, b, ...rest]: ChainedEntry[]) => [b!, a!, ...rest], 2],
    [
      'an entry edited and hashed anew',
      (all: ChainedEntry[]) =>
        all.map((e) =>
          e.seq === 3 ? { ...e, details: '{"a":1}', hash: hashEntry(e.prevHash, { ...e, details: '{"a":1}' }) } : e,
        ),
      4,
    ],
  ])('breaks where %s', (_what, tamper, at) => {
    expect(firstBreak(tamper(chain(5)))).toBe(at);
  });
});
