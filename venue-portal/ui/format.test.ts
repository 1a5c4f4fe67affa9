import { describe, expect, it } from 'vitest';
import { createFormatters, formatCountdown } from './format.ts';

const vi = createFormatters('vi');
const en = createFormatters('en');
/** 23:30 UTC is the next morning in Viet Nam. */
const at = Date.parse('2026-11-21T23:30:00Z');

describe('createFormatters', () => {
  it('shows times of the deployment, not of this machine', () => {
    expect(vi.time(at)).toBe('06:30');
    expect([vi.moment(at, at), vi.moment(at, at + 24 * 3_600_000)]).toEqual(['06:30', '22/11 06:30']);
    expect(vi.dateTime(at)).toBe('22/11/2026 06:30');
    expect(en.dateTime(at)).toBe('22/11/2026 06:30');
  });

  it('shows midnight as 00, not 24', () => {
    expect(en.time(Date.parse('2026-11-21T17:00:00Z'))).toBe('00:00');
  });

  it('names a calendar day as it is, whatever the zone', () => {
    expect(vi.longDay('2026-11-22')).toContain('22 tháng 11, 2026');
    expect(en.longDay('2026-11-22')).toContain('22 November 2026');
  });

  it('separates thousands as each language does', () => {
    expect([vi.number(12_345), en.number(12_345)]).toEqual(['12.345', '12,345']);
  });

  it.each([
    [-5_000, 'now'],
    [59_999, 'now'],
    [60_000, '1 minute ago'],
    [3_600_000 * 3, '3 hours ago'],
    [86_400_000 * 2, '2 days ago'],
  ])('%d ms ago is "%s"', (elapsed, words) => {
    expect(en.ago(at, at + elapsed)).toBe(words);
  });
});

describe('durations and sizes', () => {
  it.each([
    [400, '1 giây'],
    [125_000, '2 phút 5 giây'],
    [7_200_000, '2 giờ'],
    [7_500_000, '2 giờ 5 phút'],
    [86_400_000 * 3 + 60_000, '3 ngày'],
  ])('%d ms last %s', (ms, words) => {
    expect(vi.duration(ms)).toBe(words);
  });

  it.each([
    [499_600_000, '500 MB', '500 MB'],
    [12_340_000_000, '12,3 GB', '12.3 GB'],
    [1_500_000_000_000, '1,5 TB', '1.5 TB'],
  ])('%d bytes are %s', (bytes, inVi, inEn) => {
    expect([vi.bytes(bytes), en.bytes(bytes)]).toEqual([inVi, inEn]);
  });
});

describe('formatCountdown', () => {
  it.each([
    [600_000, '10:00'],
    [599_001, '10:00'],
    [65_000, '1:05'],
    [1, '0:01'],
    [-1, '0:00'],
  ])('%d ms left is %s', (left, shown) => {
    expect(formatCountdown(left)).toBe(shown);
  });
});
