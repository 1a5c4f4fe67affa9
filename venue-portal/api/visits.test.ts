import { describe, expect, it } from 'vitest';
import type { VisitRow } from '#shared/contract/portal-api.ts';
import { insertVisit, type VisitPages } from './visits.ts';

const visit = (id: string, arrivedAt: number, leftAt: number | null = null) => ({ id, arrivedAt, leftAt }) as VisitRow;

const pagesOf = (next: string | null, ...pages: VisitRow[][]): VisitPages => ({
  pages: pages.map((visits, index) => ({
    from: '2026-11-22',
    to: '2026-11-22',
    reachedAt: null,
    visits,
    next: index < pages.length - 1 ? `page ${index + 1}` : next,
  })),
  pageParams: pages.map(() => null),
});

const idsOf = (pages: VisitPages) => pages.pages.map((page) => page.visits.map(({ id }) => id));

describe('insertVisit', () => {
  it('puts a new arrival on top', () => {
    const before = pagesOf(null, [visit('b', 20), visit('a', 10)]);
    expect(idsOf(insertVisit(before, visit('c', 30)))).toEqual([['c', 'b', 'a']]);
    expect(idsOf(insertVisit(pagesOf(null, []), visit('c', 30)))).toEqual([['c']]);
  });

  it('replaces the row it knows, wherever it stands', () => {
    const before = pagesOf(null, [visit('b', 20)], [visit('a', 10)]);
    const after = insertVisit(before, visit('a', 10, 99));
    expect(idsOf(after)).toEqual([['b'], ['a']]);
    expect(after.pages[1]?.visits[0]?.leftAt).toBe(99);
  });

  it('puts a late one between its neighbours', () => {
    const before = pagesOf(null, [visit('d', 40), visit('c', 30)], [visit('a', 10)]);
    expect(idsOf(insertVisit(before, visit('b', 20)))).toEqual([
      ['d', 'c'],
      ['b', 'a'],
    ]);
  });

  it('leaves out what the next page will bring, but not what nothing will bring', () => {
    const rows = [visit('c', 30), visit('b', 20)];
    expect(idsOf(insertVisit(pagesOf('more', rows), visit('a', 10)))).toEqual([['c', 'b']]);
    expect(idsOf(insertVisit(pagesOf(null, rows), visit('a', 10)))).toEqual([['c', 'b', 'a']]);
  });
});
