import { type CalendarDay, DEFAULT_TIME_ZONE, type Instant } from '#shared/domain/instant.ts';
import type { Language } from '#shared/domain/language.ts';

export interface Formatters {
  /** `1.234` in Vietnamese, `1,234` in English. */
  readonly number: (value: number) => string;
  /** `09:05`, 24 hours, in the deployment's zone. */
  readonly time: (at: Instant) => string;
  /** `22/11/2026 09:05` in the deployment's zone. */
  readonly dateTime: (at: Instant) => string;
  /** `Chủ Nhật, 22 tháng 11, 2026`: a calendar day, free of zones. */
  readonly longDay: (day: CalendarDay) => string;
  /** `5 phút trước`; under a minute, "now" in words. */
  readonly ago: (at: Instant, now: Instant) => string;
}

const LOCALES: Readonly<Record<Language, string>> = { vi: 'vi-VN', en: 'en-GB' };

export function createFormatters(language: Language): Formatters {
  const locale = LOCALES[language];
  const zone = { timeZone: DEFAULT_TIME_ZONE, hourCycle: 'h23' } as const;
  const number = new Intl.NumberFormat(locale);
  const time = new Intl.DateTimeFormat(locale, { ...zone, hour: '2-digit', minute: '2-digit' });
  const date = new Intl.DateTimeFormat(locale, { ...zone, day: '2-digit', month: '2-digit', year: 'numeric' });
  const longDay = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeZone: 'UTC' });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  return {
    number: (value) => number.format(value),
    time: (at) => time.format(at),
    dateTime: (at) => `${date.format(at)} ${time.format(at)}`,
    longDay: (day) => longDay.format(Date.parse(`${day}T00:00:00Z`)),
    ago: (at, now) => formatAgo(relative, now - at),
  };
}

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** A kiosk's clock may run ahead of ours: the future counts as now. */
function formatAgo(relative: Intl.RelativeTimeFormat, elapsedMs: number): string {
  if (elapsedMs < MINUTE_MS) return relative.format(0, 'second');
  if (elapsedMs < HOUR_MS) return relative.format(-Math.floor(elapsedMs / MINUTE_MS), 'minute');
  if (elapsedMs < DAY_MS) return relative.format(-Math.floor(elapsedMs / HOUR_MS), 'hour');
  return relative.format(-Math.floor(elapsedMs / DAY_MS), 'day');
}

/** `9:58`; never below zero. */
export function formatCountdown(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
