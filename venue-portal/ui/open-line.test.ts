import { describe, expect, it } from 'vitest';
import { isOpenLine } from './open-line.tsx';

const at = (address: string) => isOpenLine(new URL(address));

describe('an open line', () => {
  it.each([
    'http://192.168.1.5:8080',
    'http://may-chu.lan',
    'http://127.0.0.1.evil.vn',
    'http://localhost.vn',
    'http://10.0.0.1',
  ])('is %s', (address) => expect(at(address)).toBe(true));
  it.each([
    'https://192.168.1.5',
    'https://checkin.example.vn',
    'http://localhost:8080',
    'http://127.0.0.1:80',
    'http://[::1]:8080',
  ])('is not %s', (address) => expect(at(address)).toBe(false));
});
