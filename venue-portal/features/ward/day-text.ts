import type { CalendarDay } from '#shared/domain/instant.ts';

/** `22/11/2026`, in either language as the portal writes dates. */
export const dayText = (day: CalendarDay): string => day.split('-').toReversed().join('/');
