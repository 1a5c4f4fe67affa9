import {
  type CalendarDay,
  DAY_MS,
  DEFAULT_TIME_ZONE,
  dayOf,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
} from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';

export interface Formatters {
  /** `1.234` in Vietnamese, `1,234` in English. */
  readonly number: (value: number) => string;
  /** `12%` of a part between 0 and 1. */
  readonly percent: (part: number) => string;
  /** `22/11`: a calendar day where the year is plain. */
  readonly shortDay: (day: CalendarDay) => string;
  /** `09:05`, 24 hours, in the deployment's zone. */
  readonly time: (at: Instant) => string;
  /** `09:05` of the day that `now` is in; of another day `22/11 09:05`. */
  readonly moment: (at: Instant, now: Instant) => string;
  /** `22/11/2026 09:05` in the deployment's zone. */
  readonly dateTime: (at: Instant) => string;
  /** `Chủ Nhật, 22 tháng 11, 2026`: a calendar day, free of zones. */
  readonly longDay: (day: CalendarDay) => string;
  /** `5 phút trước`; under a minute, "now" in words. */
  readonly ago: (at: Instant, now: Instant) => string;
  /** `2 giờ 5 phút`: the two largest units, never below a second. */
  readonly duration: (ms: number) => string;
  /** `12,3 GB`, by thousands as disks are sold. */
  readonly bytes: (bytes: number) => string;
}

const LOCALES: Readonly<Record<Language, string>> = { vi: 'vi-VN', en: 'en-GB' };

export function createFormatters(language: Language): Formatters {
  const locale = LOCALES[language];
  const zone = { timeZone: DEFAULT_TIME_ZONE, hourCycle: 'h23' } as const;
  const number = new Intl.NumberFormat(locale);
  const time = new Intl.DateTimeFormat(locale, { ...zone, hour: '2-digit', minute: '2-digit' });
  const date = new Intl.DateTimeFormat(locale, { ...zone, day: '2-digit', month: '2-digit', year: 'numeric' });
  const longDay = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' });
  const shortDay = new Intl.DateTimeFormat('en-GB', { day: '2-digit', month: '2-digit', timeZone: 'UTC' });
  const percent = new Intl.NumberFormat(locale, { style: 'percent' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const dayAndMonth = (day: CalendarDay): string => shortDay.format(Date.parse(`${day}T00:00:00Z`));
  return {
    number: (value) => number.format(value),
    percent: (part) => percent.format(part),
    shortDay: dayAndMonth,
    time: (at) => time.format(at),
    moment(at, now) {
      const day = dayOf(at, DEFAULT_TIME_ZONE);
      const clock = time.format(at);
      return day === dayOf(now, DEFAULT_TIME_ZONE) ? clock : `${dayAndMonth(day)} ${clock}`;
    },
    dateTime: (at) => `${date.format(at)} ${time.format(at)}`,
    longDay: (day) => longDay.format(Date.parse(`${day}T00:00:00Z`)),
    ago: (at, now) => formatAgo(relative, now - at),
    duration: (ms) => formatDuration(locale, ms),
    bytes: (bytes) => formatBytes(locale, bytes),
  };
}

/** A kiosk's clock may run ahead of ours: the future counts as now. */
function formatAgo(relative: Intl.RelativeTimeFormat, elapsedMs: number): string {
  if (elapsedMs < MINUTE_MS) return relative.format(0, 'second');
  if (elapsedMs < HOUR_MS) return relative.format(-Math.floor(elapsedMs / MINUTE_MS), 'minute');
  if (elapsedMs < DAY_MS) return relative.format(-Math.floor(elapsedMs / HOUR_MS), 'hour');
  return relative.format(-Math.floor(elapsedMs / DAY_MS), 'day');
}

const UNITS = [
  ['day', DAY_MS],
  ['hour', HOUR_MS],
  ['minute', MINUTE_MS],
  ['second', 1_000],
] as const;

function formatDuration(locale: string, ms: number): string {
  const seconds = Math.max(1_000, Math.round(ms / 1_000) * 1_000);
  const first = UNITS.findIndex(([, unitMs]) => seconds >= unitMs);
  let left = seconds;
  const parts = UNITS.slice(first, first + 2).map(([unit, unitMs]) => {
    const count = Math.floor(left / unitMs);
    left -= count * unitMs;
    return { unit, count };
  });
  return parts
    .filter(({ count }) => count > 0)
    .map(({ unit, count }) => new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count))
    .join(' ');
}

function formatBytes(locale: string, bytes: number): string {
  const unit = bytes >= 1e12 ? 'terabyte' : bytes >= 1e9 ? 'gigabyte' : bytes >= 1e6 ? 'megabyte' : 'kilobyte';
  const value = bytes / { terabyte: 1e12, gigabyte: 1e9, megabyte: 1e6, kilobyte: 1e3 }[unit];
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: value < 100 ? 1 : 0 }).format(
    value,
  );
}

/** `9:58`; never below zero. */
export function formatCountdown(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
