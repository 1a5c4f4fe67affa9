import { describe, expect, it } from 'vitest';
import { isNewerVersion, updateOfferSchema } from './kiosk-update.ts';

describe('isNewerVersion', () => {
  it.each([
    ['0.10.0', '0.9.9', true],
    ['1.0.0', '0.99.99', true],
    ['0.1.1', '0.1.0', true],
    ['0.1.0', '0.1.0', false],
    ['0.1.0', '0.1.1', false],
    ['0.9.9', '0.10.0', false],
  ])('%s than %s: %s', (version, than, expected) => expect(isNewerVersion(version, than)).toBe(expected));
});

describe('an offer', () => {
  it.each([
    ['A'.repeat(43), true],
    [`../../${'A'.repeat(37)}`, false],
    [`${'A'.repeat(42)}/`, false],
    ['A'.repeat(42), false],
  ])('under the hash %s: %s', (sha256, isOne) => {
    const offer = { version: '1.0.0', platform: 'linux-x64', sha256, bytes: 1 };
    expect(updateOfferSchema.safeParse(offer).success).toBe(isOne);
  });
});
