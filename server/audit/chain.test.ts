import { describe, expect, it } from 'vitest';
import { type ChainedEntry, createChainCheck, FIRST_PREV_HASH, hashEntry } from './chain.ts';

function chain(length: number): ChainedEntry[] {
  const entries: ChainedEntry[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const prevHash = entries.at(-1)?.hash ?? FIRST_PREV_HASH;
    const entry = {
      seq,
      at: seq * 1000,
      actor: 'a',
      action: 'export',
      organisationId: 'o',
      subject: 'venue:1',
      details: '{}',
    };
    entries.push({ ...entry, prevHash, hash: hashEntry(prevHash, entry) });
  }
  return entries;
}

const firstBreak = (entries: readonly ChainedEntry[]): number | null => {
  const holds = createChainCheck();
  return entries.find((entry) => !holds(entry))?.seq ?? null;
};

const rehash = (entry: ChainedEntry): ChainedEntry => ({ ...entry, hash: hashEntry(entry.prevHash, entry) });
const editThird = (edit: (entry: ChainedEntry) => ChainedEntry) => (all: ChainedEntry[]) =>
  all.map((entry) => (entry.seq === 3 ? edit(entry) : entry));

describe('audit chain', () => {
  it('holds as written', () => {
    expect(firstBreak(chain(5))).toBeNull();
  });

  it.each([
    ['an entry is edited', editThird((entry) => ({ ...entry, actor: 'b' })), 3],
    ['an entry is edited and hashed anew', editThird((entry) => rehash({ ...entry, details: '{"a":1}' })), 4],
    ['an entry is removed', (all: ChainedEntry[]) => all.filter(({ seq }) => seq !== 3), 4],
    ['two are swapped', ([a, b, ...rest]: ChainedEntry[]) => [b!, a!, ...rest], 2],
  ])('breaks where %s', (_what, tamper, at) => {
    expect(firstBreak(tamper(chain(5)))).toBe(at);
  });
});
