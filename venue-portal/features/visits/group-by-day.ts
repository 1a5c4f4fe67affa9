import type { VisitRow } from '#shared/contract/portal-api.ts';
import { type CalendarDay, dayOf } from '#shared/domain/instant.ts';

/** Rows of a list in the days they belong to, in its order. */
export function groupByDay(visits: readonly VisitRow[]): { readonly day: CalendarDay; readonly visits: VisitRow[] }[] {
  const groups: { day: CalendarDay; visits: VisitRow[] }[] = [];
  for (const visit of visits) {
    const day = dayOf(visit.arrivedAt);
    const last = groups.at(-1);
    if (last?.day === day) last.visits.push(visit);
    else groups.push({ day, visits: [visit] });
  }
  return groups;
}
