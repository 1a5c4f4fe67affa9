import type { Board, WardCounts } from '#shared/contract/portal-ward.ts';
import { addDays, type CalendarDay } from '#shared/domain/instant.ts';
import type { NamedUnit } from '../units/service.ts';
import type { GroupCounts } from './counts-reader.ts';
import type { UnitDay } from './reader.ts';

/** Fewer than this are not told apart. */
const SMALLEST_TOLD = 10;
const WEEKS = 8;

const NOTHING: WardCounts = {
  registered: 0,
  active: 0,
  phoneOnly: 0,
  recent: 0,
  fresh: 0,
  silent: 0,
  neverScanned: 0,
  kioskOffline: 0,
  unverified: 0,
  unclaimed: 0,
  escalated: 0,
};
const COUNTED = Object.keys(NOTHING) as readonly (keyof WardCounts)[];

export const sumCounts = (groups: readonly WardCounts[]): WardCounts =>
  Object.fromEntries(
    COUNTED.map((name) => [name, groups.reduce((sum, group) => sum + group[name], 0)]),
  ) as unknown as WardCounts;

function groupCounts<K>(groups: readonly GroupCounts[], keyOf: (group: GroupCounts) => K): [K, WardCounts][] {
  const byKey = new Map<K, GroupCounts[]>();
  for (const group of groups) {
    const known = byKey.get(keyOf(group));
    if (known) known.push(group);
    else byKey.set(keyOf(group), [group]);
  }
  return [...byKey].map(([key, rows]) => [key, sumCounts(rows)]);
}

const byRegistered = <T extends { readonly counts: WardCounts }>(a: T, b: T): number =>
  b.counts.registered - a.counts.registered;

/** The same groups, added up in the ways people look at them. */
export const arrangeCounts = (
  groups: readonly GroupCounts[],
  communes: readonly NamedUnit[],
): Pick<Board, 'totals' | 'byType' | 'byUnit' | 'byStreet'> => {
  const units = new Map(groupCounts(groups, ({ communeCode }) => communeCode));
  return {
    totals: sumCounts(groups),
    byType: groupCounts(groups, ({ type }) => type)
      .map(([type, counts]) => ({ type, counts }))
      .toSorted(byRegistered),
    // A commune without a single venue is a finding too.
    byUnit:
      communes.length > 1
        ? communes.map(({ code, name }) => ({ code, name, counts: units.get(code) ?? NOTHING })).toSorted(byRegistered)
        : [],
    byStreet: groupCounts(groups, ({ street }) => street)
      .flatMap(([street, counts]) => (street === null ? [] : { street, counts }))
      .toSorted(byRegistered),
  };
};

/** How far back {@link arrangeWeeks} looks: whole weeks that end yesterday, so that nobody sees a count grow by one. */
export const trendStart = (today: CalendarDay): CalendarDay => addDays(today, -7 * WEEKS);

export function arrangeWeeks(days: readonly UnitDay[], today: CalendarDay): Board['weeks'] {
  const from = trendStart(today);
  return Array.from({ length: WEEKS }, (_, week) => {
    const [first, last] = [addDays(from, 7 * week), addDays(from, 7 * week + 6)];
    const within = days.filter(({ day }) => day >= first && day <= last);
    const sum = (count: (day: UnitDay) => number): number => within.reduce((total, day) => total + count(day), 0);
    return {
      from: first,
      to: last,
      activePerDay: perDay(sum(({ active }) => active)),
      phoneOnlyPerDay: perDay(sum(({ phoneOnly }) => phoneOnly)),
      visits: suppressSmall(sum(({ visits }) => visits)),
    };
  });
}

const perDay = (sum: number): number => Math.round((sum / 7) * 10) / 10;

/**
 * Whole tens, and nothing below: from no two numbers that are told can it be worked out what a third one is, nor that
 * somebody came.
 *
 * @returns null for fewer than ten.
 */
export const suppressSmall = (count: number): number | null =>
  count < SMALLEST_TOLD ? null : Math.floor(count / SMALLEST_TOLD) * SMALLEST_TOLD;
