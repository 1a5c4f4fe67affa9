import { describe, expect, it } from 'vitest';
import { makeSettings } from '#shared/testing/kiosk-factories.ts';
import { kioskSettingsSchema } from './kiosk-settings.ts';

const key = Buffer.alloc(32, 7).toString('base64url');
const accepts = (changes: object): boolean => kioskSettingsSchema.safeParse({ ...makeSettings(), ...changes }).success;

describe('settings of a kiosk', () => {
  it.each(['Asia/Ho_Chi_Minh', 'UTC', 'Europe/Berlin'])('take the time zone %s', (timeZone) =>
    expect(accepts({ timeZone })).toBe(true),
  );

  it.each(['', 'Asia/Hue', 'GMT+7 (Hà Nội)', `UTC${' '.repeat(100)}`])('refuse the time zone "%s"', (timeZone) =>
    expect(accepts({ timeZone })).toBe(false),
  );

  it('take the hours of an older server, which knows none, and of a later one, which says more of them', () => {
    const { openingHours: _hours, closingBy: _by, ...older } = makeSettings();
    expect(kioskSettingsSchema.parse(older)).toMatchObject({ openingHours: null, closingBy: 'clock' });
    const closed = { tuesday: null, wednesday: null, thursday: null, friday: null, saturday: null, sunday: null };
    const known = { ...closed, monday: { from: '08:00', to: '17:00' } };
    const parse = (openingHours: object) => kioskSettingsSchema.parse({ ...makeSettings(), openingHours }).openingHours;
    expect(parse({ ...known, holidays: [] })).toEqual(known);
    expect(parse({ ...known, monday: [{ from: '08:00', to: '11:00' }] })).toBeNull();
  });

  it('take keys of exactly 32 bytes', () => {
    const passKeys = (publicKey: string) => ({ passKeys: [{ keyId: 1, publicKey }] });
    expect(accepts(passKeys(key))).toBe(true);
    for (const wrong of [
      key.slice(1),
      `${key}A`,
      `${key.slice(0, 42)}=`,
      `${key.slice(0, 42)}B`,
      key.replace('B', '!'),
    ]) {
      expect(accepts(passKeys(wrong)), wrong).toBe(false);
    }
  });
});
