import { describe, expect, it } from 'vitest';
import { encodePosterUrl, hostOf, isMarkedDemo } from './description.ts';

const urlOf = (bytes: number): string => 'https://a.vn/'.padEnd(bytes, 'x');

describe('encodePosterUrl', () => {
  it('is always version 5, at the best level that fits', () => {
    const codes = [13, 44, 45, 60, 61, 84, 85, 106].map((bytes) => encodePosterUrl(urlOf(bytes)));
    expect(codes.map((code) => code.ok && `${code.value.version}${code.value.level}`)).toEqual([
      '5H',
      '5H',
      '5Q',
      '5Q',
      '5M',
      '5M',
      '5L',
      '5L',
    ]);
  });

  it('holds the address of an entrance at level Q', () => {
    const code = encodePosterUrl('https://checkin.example.vn/v/AbCdEfGhIjKlMnOpQrStUv');
    expect(code.ok && code.value.level).toBe('Q');
  });

  it('says how much too long an address is', () => {
    expect(encodePosterUrl(urlOf(107))).toEqual({
      ok: false,
      error: { kind: 'url-too-long', bytes: 107, maxBytes: 106 },
    });
  });

  it.each([
    '',
    'checkin.example.vn',
    'ftp://a.vn/',
    'javascript:alert(1)',
    'https://',
    'https:///path',
    'https://a b.vn/',
    'https://a.vn/\n',
    'https://bank.vn@evil.vn/',
    'https://a.vn\\b',
    'https://a.vn/\u202E',
    'http://[::1',
    'https://256.256.256.256/',
  ])('refuses %j', (url) => {
    expect(encodePosterUrl(url)).toEqual({ ok: false, error: { kind: 'not-a-web-address' } });
  });
});

describe('isMarkedDemo', () => {
  it.each([
    ['https://checkin.example.vn/v/1', false, false],
    ['https://checkin.example.vn/v/1', true, true],
    ['http://checkin.example.vn/v/1', false, true],
    ['https://192.168.1.20:8080/v/1', false, true],
    ['http://localhost:3000/v/1', false, true],
    ['https://kiosk.local/v/1', false, true],
  ])('%s with demo %s: %s', (url, demo, marked) => {
    expect(isMarkedDemo({ url, demo })).toBe(marked);
  });
});

describe('hostOf', () => {
  it('shows what a browser shows', () => {
    expect(['https://CheckIn.Example.VN/v/1', 'http://10.0.0.1:8080/', 'https://nhà.vn/'].map(hostOf)).toEqual([
      'checkin.example.vn',
      '10.0.0.1:8080',
      'xn--nh-kia.vn',
    ]);
  });
});
