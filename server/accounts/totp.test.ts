import { describe, expect, it } from 'vitest';
import { describeTotpSecret, findTotpStep, stepAt, totpAtStep } from './totp.ts';

const secret = Buffer.from('12345678901234567890');

describe('TOTP, RFC 6238 appendix B', () => {
  it.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('at %d s', (seconds, code) => {
    expect(totpAtStep(secret, stepAt(seconds * 1000), 8)).toBe(code);
  });

  it('takes the step before and after, and no other', () => {
    const now = 1_234_567_890_000;
    const taken = [-2, -1, 0, 1, 2].map((off) => findTotpStep(secret, totpAtStep(secret, stepAt(now) + off), now, 0));
    expect(taken).toEqual([null, stepAt(now) - 1, stepAt(now), stepAt(now) + 1, null]);
  });

  it('takes no code twice, nor one older than the last', () => {
    const now = 1_234_567_890_000;
    const step = stepAt(now);
    expect(findTotpStep(secret, totpAtStep(secret, step), now, step)).toBeNull();
    expect(findTotpStep(secret, totpAtStep(secret, step - 1), now, step)).toBeNull();
    expect(findTotpStep(secret, totpAtStep(secret, step + 1), now, step)).toBe(step + 1);
  });

  it.each(['', '12345', '1234567', '１２３４５６', 'abcdef', ' 12345'])('refuses %j', (code) => {
    expect(findTotpStep(secret, code, 59_000, 0)).toBeNull();
  });

  it('is told to apps in base32 and as an address', () => {
    expect(describeTotpSecret(secret, 'Venue Check-in', 'huong@example.vn')).toEqual({
      secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
      uri: 'otpauth://totp/Venue%20Check-in:huong%40example.vn?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Venue%20Check-in&algorithm=SHA1&digits=6&period=30',
    });
  });
});
