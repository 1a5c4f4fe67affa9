import { describe, expect, it } from 'vitest';
import { hashPassword, verifyPassword } from './password.ts';

describe('passwords', () => {
  it('knows its own password only, however the keyboard composed it', async () => {
    const stored = await hashPassword('Mật khẩu của Hương');
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(stored, 'Mật khẩu của Hương'.normalize('NFD'))).toBe(true);
    expect(await verifyPassword(stored, 'mật khẩu của Hương')).toBe(false);
    expect(await verifyPassword(null, 'Mật khẩu của Hương')).toBe(false);
  });
});
