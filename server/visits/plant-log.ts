import { waySchema } from '#shared/domain/contact.ts';
import type { EntranceId, OrganisationId, VenueId } from '#shared/domain/ids.ts';
import { dayOf, type Instant } from '#shared/domain/instant.ts';
import type { Services } from '../services.ts';
import { assuranceOf, type Crowd, fillScratch, prepareCrowd, verdictOf } from './fill-scratch.ts';
import { type PlantedVisit, plantVisits } from './plant-visits.ts';

/** A venue with a long log. Visits are numbered from the newest, 0, to the oldest. */
export interface LogGround {
  readonly organisationId: OrganisationId;
  readonly venueId: VenueId;
  readonly entranceIds: readonly EntranceId[];
  readonly now: Instant;
  readonly size: number;
}

export const DAYS = 28;
/** Places that are looked at, at equal distances. */
export const PAGES = 200;
/** Rows that a search may open in one answer; the newest so many are sealed for real. */
export const OPENED_ROWS = 5_000;
/** From each place on, so many are sealed for real: as far as a page goes of which one row in twenty is wanted. */
const WINDOW = 2_600;
const NAMES = ['Nguyễn Thị Hương', 'Trần Văn Đức', 'Lê Thị Ánh Tuyết', 'Phạm Quốc Bảo', 'Đặng Minh Châu'];
/** Of every 25th. */
export const RARE_NAME = 'Huỳnh Thuỵ Ỹ';
const SAID_EVERY = 250_000;

export const phoneOf = (n: number): string => `09${String(n).padStart(8, '0')}`;

export async function plantLog(services: Services, ground: LogGround, say: (line: string) => void): Promise<void> {
  const { store, keys } = services;
  const { organisationId, venueId, entranceIds, now, size } = ground;
  const spacingMs = (DAYS * 86_400_000) / size;
  const dayAt = (n: number) => dayOf(Math.floor(now - n * spacingMs));
  const putCrowd = prepareCrowd(store);
  const crowd: Omit<Crowd, 'day' | 'contactKeyId'> = {
    ...{ organisationId, venueId, entranceIds, ways: waySchema.options, now, spacingMs },
  };
  await fillScratch(
    store,
    async () => {
      for (const { first, last, isSealed } of runsOf(size, dayAt)) {
        if (isSealed) await plantVisits({ store, keys, organisationId, venueId }, visitsOf(ground, first, last));
        else {
          const day = dayAt(first);
          const sealed = keys.seal({ owner: venueId, class: 'contact', recordId: '' }, day, {});
          await putCrowd({ ...crowd, day, contactKeyId: sealed?.keyId ?? '' }, first, last);
        }
        if (Math.floor(first / SAID_EVERY) !== Math.floor((last - 1) / SAID_EVERY)) {
          say(`${(size - last).toLocaleString('en')} of ${size.toLocaleString('en')} visits are in`);
        }
      }
    },
    say,
  );
}

interface Run {
  readonly first: number;
  /** Included; not above `first`. */
  readonly last: number;
  readonly isSealed: boolean;
}

/** From the oldest visit to the newest, in runs of one kind and one day. */
function* runsOf(size: number, dayAt: (n: number) => string): Generator<Run> {
  const stride = Math.floor(size / PAGES);
  const isSealed = (n: number): boolean => n < OPENED_ROWS || n % stride < WINDOW;
  // Number n is the newest of its kind where n - 1 is of another; both kinds begin and end at known numbers.
  const ends = new Set([0, OPENED_ROWS]);
  for (let start = 0; start < size; start += stride) ends.add(start).add(Math.min(start + WINDOW, size));
  let first = size - 1;
  for (const end of [...ends].toSorted((a, b) => b - a)) {
    while (first >= end) {
      const last = lastOfDay(first, end, dayAt);
      yield { first, last, isSealed: isSealed(first) };
      first = last - 1;
    }
  }
}

/** The newest number down to `end` that is of the same day as `first`. */
function lastOfDay(first: number, end: number, dayAt: (n: number) => string): number {
  const day = dayAt(first);
  let [same, other] = [first, end - 1];
  if (dayAt(end) === day) return end;
  while (same - other > 1) {
    const middle = Math.floor((same + other) / 2);
    if (dayAt(middle) === day) same = middle;
    else other = middle;
  }
  return same;
}

function* visitsOf({ entranceIds, now, size }: LogGround, first: number, last: number): Generator<PlantedVisit> {
  const spacingMs = (DAYS * 86_400_000) / size;
  const ways = waySchema.options;
  for (let n = first; n >= last; n -= 1) {
    const arrivedAt = Math.floor(now - n * spacingMs);
    const entranceId = entranceIds[n % entranceIds.length];
    const name = n % 25 === 0 ? RARE_NAME : (NAMES[n % NAMES.length] ?? '');
    if (!entranceId) throw new Error('a log needs an entrance');
    yield {
      ...{ arrivedAt, entranceId, assurance: assuranceOf(n), verdict: verdictOf(n) },
      left: { at: arrivedAt + 1_800_000, how: 'scan' },
      way: ways[n % ways.length] ?? 'typed',
      contact: { v: 1, name, phone: `+84${phoneOf(n).slice(1)}` },
    };
  }
}
