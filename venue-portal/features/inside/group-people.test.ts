import { expect, it } from 'vitest';
import type { InsideList } from '#shared/contract/portal-door.ts';
import { groupByEntrance, type Person } from './group-people.ts';

const person = (visitId: string, entranceName: string, arrivedAt: number) =>
  ({ visitId, entranceName, arrivedAt }) as unknown as Person;

const list = (people: Person[], silentEntrances: string[]): InsideList => ({
  at: 100,
  capacity: null,
  people,
  silentEntrances,
});

it('groups by entrance, the longest inside first, and keeps a silent entrance that has nobody', () => {
  const people = [person('late', 'Cửa chính', 9), person('b', 'Bãi xe', 5), person('early', 'Cửa chính', 1)];
  const groups = groupByEntrance(list(people, ['Cửa sau', 'Bãi xe']));
  expect(
    groups.map(({ entranceName, people: here, silent }) => [entranceName, here.map(({ visitId }) => visitId), silent]),
  ).toEqual([
    ['Bãi xe', ['b'], true],
    ['Cửa chính', ['early', 'late'], false],
    ['Cửa sau', [], true],
  ]);
});

it('is empty where nobody is inside and every kiosk speaks', () => {
  expect(groupByEntrance(list([], []))).toEqual([]);
});
