import { setImmediate } from 'node:timers/promises';
import { addDays, type CalendarDay, dayOf, type Instant } from '#shared/domain/instant.ts';
import { type E164, formatPhone, parsePhone } from '#shared/domain/phone.ts';
import { HARD_MAXIMUM_DAYS } from '#shared/domain/retention.ts';
import { searchWords } from '#shared/domain/search-text.ts';
import { endOfDay, startOfDay } from '#shared/domain/zoned-time.ts';
import type { KeyService } from '../keys/service.ts';
import type { Readable } from '../store/access.ts';
import type { LogFilter } from './log-filter.ts';
import { findStretchEnd, type LogPage, listByPerson, listStretch, type PageWish } from './log-reader.ts';
import type { Keyset, VisitRecord } from './reader.ts';
import { openContact } from './visit-line.ts';

/** Names and phones are sealed one by one: opening this many takes about 5 ms, after which others have their turn. */
const OPENED_AT_ONCE = 250;
/** Visits that one answer may open. */
const MOST_OPENED = 5_000;

/** What people look for, and so the way there is to it. */
export type Wanted =
  /** A whole number, by its keyed hash of each day. */
  | { readonly by: 'phone'; readonly phone: E164 }
  /** Part of a number. */
  | { readonly by: 'digits'; readonly digits: string }
  /** Words without marks, in any order. */
  | { readonly by: 'name'; readonly words: readonly string[] };

const FEWEST_DIGITS = 4;

/** @returns null when there is nothing in it to look for. */
export function readWanted(text: string): Wanted | null {
  const isNumber = /^[+\d\s.()-]+$/.test(text);
  const phone = isNumber ? parsePhone(text) : null;
  if (phone?.ok) return { by: 'phone', phone: phone.value };
  const digits = text.replace(/\D/g, '');
  if (isNumber) return digits.length >= FEWEST_DIGITS ? { by: 'digits', digits } : null;
  const words = searchWords(text);
  return words.length > 0 ? { by: 'name', words } : null;
}

export interface SearchParts {
  readonly db: Readable;
  readonly keys: Pick<KeyService, 'open' | 'indexOf'>;
  readonly timeZone: string;
}

export interface SearchStep extends PageWish {
  readonly filter: LogFilter;
}

export interface SearchPage extends LogPage {
  readonly examined: number;
}

export const searchLog = (parts: SearchParts, wanted: Wanted, step: SearchStep): Promise<SearchPage> =>
  wanted.by === 'phone' ? searchByPhone(parts, wanted.phone, step) : searchByOpening(parts, wanted, step);

/** One look-up per day: the number is hashed under another key each day, and under none once that day's is gone. */
async function searchByPhone(
  { db, keys, timeZone }: SearchParts,
  phone: E164,
  { filter, before, limit, now }: SearchStep,
): Promise<SearchPage> {
  const records: VisitRecord[] = [];
  for (const day of daysOf(filter, before, timeZone, now)) {
    await setImmediate();
    const hash = keys.indexOf(day, 'phone', phone);
    if (!hash) continue;
    const page = { before, limit: limit - records.length + 1, now };
    records.push(...(await listByPerson(db, filter, hash, page)));
    const last = records[limit - 1];
    if (records.length > limit && last) {
      return { records: records.slice(0, limit), next: last, examined: records.length };
    }
  }
  return { records, next: null, examined: records.length };
}

/** Newest first, as far back as anything of a person may be kept. */
function daysOf(
  { from, until }: LogFilter,
  before: Keyset | undefined,
  timeZone: string,
  now: Instant,
): readonly CalendarDay[] {
  const today = dayOf(now, timeZone);
  const oldest = oldestKept(today);
  const days: CalendarDay[] = [];
  let day = dayOf(Math.min(until - 1, before?.arrivedAt ?? until, endOfDay(today, timeZone) - 1), timeZone);
  for (; day >= oldest && endOfDay(day, timeZone) > from; day = addDays(day, -1)) days.push(day);
  return days;
}

/** Nothing of a person is kept from before. */
const oldestKept = (today: CalendarDay): CalendarDay => addDays(today, -HARD_MAXIMUM_DAYS);

async function searchByOpening(
  { db, keys, timeZone }: SearchParts,
  wanted: Exclude<Wanted, { by: 'phone' }>,
  { filter: wished, before, limit, now }: SearchStep,
): Promise<SearchPage> {
  const oldest = startOfDay(oldestKept(dayOf(now, timeZone)), timeZone);
  const filter = { ...wished, from: Math.max(wished.from, oldest) };
  const matches = matcherOf(wanted);
  const records: VisitRecord[] = [];
  let start = before;
  let examined = 0;
  while (examined < MOST_OPENED) {
    if (examined > 0) await setImmediate();
    const end = await findStretchEnd(db, filter, start, OPENED_AT_ONCE);
    const candidates = await listStretch(db, filter, { start, end, limit: OPENED_AT_ONCE, now });
    examined += OPENED_AT_ONCE;
    for (const candidate of candidates) {
      if (!matches(openContact(keys, candidate))) continue;
      records.push(candidate);
      if (records.length === limit) return { records, next: candidate, examined };
    }
    if (!end) return { records, next: null, examined };
    start = end;
  }
  return { records, next: start ?? null, examined };
}

type Contact = ReturnType<typeof openContact>;

function matcherOf(wanted: Exclude<Wanted, { by: 'phone' }>): (contact: Contact) => boolean {
  if (wanted.by === 'digits') {
    return (contact) => contact?.phone !== undefined && formatPhone(contact.phone as E164).includes(wanted.digits);
  }
  const { words } = wanted;
  return (contact) => contact?.name !== undefined && hasWords(searchWords(contact.name), words);
}

/** Each word that was typed begins a word of its own in the name: `an an` is not `An Nguyễn`. */
export function hasWords(name: readonly string[], typed: readonly string[]): boolean {
  const left = [...name];
  // The longest first, so that a short one does not take its place.
  return typed
    .toSorted((a, b) => b.length - a.length)
    .every((word) => {
      const found = left.findIndex((part) => part.startsWith(word));
      if (found >= 0) left.splice(found, 1);
      return found >= 0;
    });
}
