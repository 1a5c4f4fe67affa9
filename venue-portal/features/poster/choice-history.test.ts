import { describe, expect, it } from 'vitest';
import { posterChoicesSchema } from '#shared/contract/portal-posters.ts';
import { changeHistory, type HistoryAct, startHistory } from './choice-history.ts';

const start = startHistory(posterChoicesSchema.parse({}));
const after = (...acts: readonly HistoryAct[]) => acts.reduce(changeHistory, start);
const brand = (primary: string, at: number): HistoryAct => ({
  kind: 'change',
  part: { brand: { primary, accent: '#ffffff' } },
  at,
});

describe('what was chosen', () => {
  it('can be undone and done again, step by step', () => {
    const a3: HistoryAct = { kind: 'change', part: { format: 'A3' }, at: 0 };
    const vi: HistoryAct = { kind: 'change', part: { language: 'vi' }, at: 1 };
    expect(after(a3, vi).now).toMatchObject({ format: 'A3', language: 'vi' });
    expect(after(a3, vi, { kind: 'undo' }).now).toMatchObject({ format: 'A3', language: 'both' });
    expect(after(a3, vi, { kind: 'undo' }, { kind: 'undo' }, { kind: 'undo' })).toMatchObject({
      now: start.now,
      past: [],
    });
    expect(after(a3, vi, { kind: 'undo' }, { kind: 'redo' }).now).toEqual(after(a3, vi).now);
    expect(after(a3, { kind: 'undo' }, vi).future).toEqual([]);
  });

  it('is one step while a colour is dragged, and no step when nothing changed', () => {
    expect(after(brand('#111111', 0), brand('#222222', 500), brand('#333333', 1_000)).past).toHaveLength(1);
    expect(after(brand('#111111', 0), brand('#222222', 900)).past).toHaveLength(2);
    expect(after({ kind: 'change', part: { format: 'A4' }, at: 0 }).past).toHaveLength(0);
  });
});
