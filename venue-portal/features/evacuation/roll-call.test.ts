import { expect, it } from 'vitest';
import type { VisitId } from '#shared/domain/ids.ts';
import { inRollCallOrder, type Person } from './roll-call.ts';

const person = (maskedName: string | null, changes: Partial<Person> = {}): Person => ({
  visitId: `${maskedName}` as VisitId,
  entranceName: 'Cổng chính',
  arrivedAt: 1_000,
  way: 'typed',
  maskedName,
  companion: null,
  partySize: 1,
  verdict: 'welcome',
  ...changes,
});

it('calls by given names as Vietnamese order them, the nameless last, and leaves children beside whom they are with', () => {
  const family = { partySize: 3, arrivedAt: 5_000 };
  const list = [
    person(null, { arrivedAt: 500 }),
    person('T. V. Đức'),
    person('N. T. Hương', family),
    person(null, { ...family, companion: 'child' }),
    person(null, { ...family, companion: 'elder' }),
    person('L. T. Dung'),
    person(null, { companion: 'child' }),
    person('B. Ánh'),
  ];
  const called = inRollCallOrder(list, ({ maskedName }) => maskedName);
  expect(called.map(({ maskedName, companion }) => maskedName ?? companion)).toEqual([
    ...['B. Ánh', 'L. T. Dung', 'T. V. Đức', 'N. T. Hương', 'child', 'elder'],
    ...[null, 'child'],
  ]);
});
