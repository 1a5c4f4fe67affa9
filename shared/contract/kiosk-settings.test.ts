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
