import type { z } from 'zod';
import { type LogFilter, logMarkSchema, presenceSchema, verdictChoiceSchema } from '#shared/contract/portal-visits.ts';
import { assuranceSchema, waySchema } from '#shared/domain/contact.ts';
import { entranceIdSchema } from '#shared/domain/ids.ts';
import { type CalendarDay, calendarDaySchema } from '#shared/domain/instant.ts';

/** The log's filter as it stands in the page's address: reload, back and a shared link keep it. Nothing of a person is in it. */
export interface LogRange {
  readonly from: CalendarDay;
  readonly to: CalendarDay;
}

export type LogChoice = LogFilter & LogRange;

/** What cannot be is left out: an address may be old, or typed. */
export function readLogAddress(search: URLSearchParams, today: CalendarDay): LogChoice {
  const day = (name: string): CalendarDay | undefined => {
    const found = calendarDaySchema.safeParse(search.get(name)).data;
    return found !== undefined && found <= today ? found : undefined;
  };
  const listOf = <T>(name: string, item: z.ZodType<T>): { readonly [list: string]: T[] } => {
    const items = (search.get(name) ?? '').split(',').flatMap((word) => item.safeParse(word).data ?? []);
    return items.length > 0 ? { [name]: [...new Set(items)] } : {};
  };
  const to = day('to') ?? day('from') ?? today;
  const from = day('from') ?? to;
  const entranceId = entranceIdSchema.safeParse(search.get('entranceId')).data;
  const presence = presenceSchema.safeParse(search.get('presence')).data;
  return {
    from: from <= to ? from : to,
    to,
    ...(entranceId && { entranceId }),
    ...(presence && { presence }),
    ...listOf('verdicts', verdictChoiceSchema),
    ...listOf('ways', waySchema),
    ...listOf('assurances', assuranceSchema),
    ...listOf('marks', logMarkSchema),
  };
}

export function writeLogAddress({ from, to, ...filter }: LogChoice, today: CalendarDay): Record<string, string> {
  const isToday = from === today && to === today;
  const others = Object.entries(filter).flatMap(([name, value]) => {
    const text = Array.isArray(value) ? value.join(',') : value;
    return text === undefined || text === '' ? [] : [[name, text] as const];
  });
  return { ...(!isToday && { from, ...(to !== from && { to }) }), ...Object.fromEntries(others) };
}

/** What the page of exports reads: the same filter, its days always named. */
export const exportAddress = (choice: LogChoice): string => {
  const days = { from: choice.from, to: choice.to };
  return `../export?${new URLSearchParams({ ...writeLogAddress(choice, choice.to), ...days })}`;
};

/** How many kinds of things are filtered by, days apart. */
export const countFilters = ({ from: _from, to: _to, ...filter }: LogChoice): number =>
  Object.values(filter).filter((value) => value !== undefined && value.length > 0).length;
