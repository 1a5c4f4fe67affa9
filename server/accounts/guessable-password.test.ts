import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isGuessable, LIST_FILE, MARK_BYTES } from './guessable-password.ts';

const ABOUT = ['Trần Thị Hương Giang', 'giang.tran@nha-hang-song-huong.vn', 'Nhà hàng Sông Hương'];

describe('a password', () => {
  it('is looked for among far more than three thousand that were stolen and are long enough', () => {
    expect(readFileSync(LIST_FILE).length / MARK_BYTES).toBeGreaterThan(100_000);
  });

  it.each(['1234567890', 'qwertyuiop', 'QWERTYUIOP', 'Password123', 'basketball', '1q2w3e4r5t', '1111111111'])(
    '%s was stolen elsewhere, in whatever case',
    (password) => expect(isGuessable(password, [])).toBe(true),
  );

  it.each([
    'venuecheckin',
    'Venue Check-in 2026',
    'Mật khẩu 2026!',
    'Vietnam@2026',
    'anhyeuem1999',
    'Hương Giang 1990',
    'GIANG.TRAN@2026',
    'songhuong2026',
    'Nhà hàng Sông Hương',
  ])('%s is little more than what everybody knows of its person', (password) =>
    expect(isGuessable(password, ABOUT)).toBe(true),
  );

  it.each([
    'bún bò Huế thật cay',
    'mot mat khau dai',
    'Sông Hương chiều mưa',
    '4815 1623 4290 17',
    '~!@#$%^&*()_+~',
    'パスワードではないもの',
  ])('%s is one, whatever it is made of', (password) => expect(isGuessable(password, ABOUT)).toBe(false));

  it('that is random is never taken for one of the list', () => {
    const letters = fc.string({ minLength: 14, maxLength: 200, unit: 'grapheme' });
    fc.assert(fc.property(letters, (password) => !isGuessable(password, [])));
  });
});
