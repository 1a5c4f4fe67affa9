/** Whether the day exists in the (proleptic) Gregorian calendar. */
export function isCalendarDate(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

export interface BirthDay {
  /** ISO date; null when only the year is known. */
  readonly birthDate: string | null;
  readonly birthYear: number;
}

/**
 * Birth date as on Vietnamese cards: `ddmmyyyy`, or a year alone (`yyyy`, `0000yyyy`) for people whose day was never
 * registered. Null when no living person can have it by the calendar: the year must be 1900..2099.
 */
export function parseBirthDay(text: string): BirthDay | null {
  const yearOnly = /^(?:0000)?((?:19|20)\d\d)$/.exec(text);
  if (yearOnly) return { birthDate: null, birthYear: Number(yearOnly[1]) };
  const [, day, month, year] = /^(\d\d)(\d\d)((?:19|20)\d\d)$/.exec(text) ?? [];
  if (!isCalendarDate(Number(year), Number(month), Number(day))) return null;
  return { birthDate: `${year}-${month}-${day}`, birthYear: Number(year) };
}
