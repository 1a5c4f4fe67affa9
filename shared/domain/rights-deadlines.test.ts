import { describe, expect, it } from 'vitest';
import { HARD_MAXIMUM_DAYS } from './retention.ts';
import { addWorkingDays, deadlinesOf, isWorkingDay, RIGHTS_DAYS, RIGHTS_EXTENSION_DAYS } from './rights-deadlines.ts';
import { startOfDay } from './zoned-time.ts';

const ZONE = 'Asia/Ho_Chi_Minh';

describe('working days in Viet Nam', () => {
  it.each([
    ['a Friday', '2026-11-20', '2026-11-24'],
    ['a Saturday', '2026-11-21', '2026-11-24'],
    ['the day before Tết', '2026-02-13', '2026-02-24'],
    ['the eve of Liberation Day', '2026-04-29', '2026-05-05'],
    ['National Day', '2026-09-02', '2026-09-04'],
    ['the end of the year', '2026-12-31', '2027-01-05'],
  ])('two after %s', (_what, from, to) => expect(addWorkingDays(from, 2)).toBe(to));

  it('none on a day that the government added', () => {
    expect(isWorkingDay('2027-01-04')).toBe(true);
    expect(isWorkingDay('2027-01-04', new Set(['2027-01-04']))).toBe(false);
  });
});

describe('deadlines', () => {
  it('end with their day, wherever the server is', () => {
    const { acknowledgeBy, dueAt } = deadlinesOf('withdrawal', '2026-11-20', ZONE);
    expect(acknowledgeBy).toBe(startOfDay('2026-11-25', ZONE) - 1);
    expect(dueAt).toBe(startOfDay('2026-12-06', ZONE) - 1);
  });

  it('leave the contact of who asks readable until then, extended too', () => {
    for (const kind of ['access', 'correction', 'erasure', 'withdrawal'] as const) {
      expect(RIGHTS_DAYS[kind] + RIGHTS_EXTENSION_DAYS[kind]).toBeLessThanOrEqual(HARD_MAXIMUM_DAYS);
    }
  });
});
