import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isPublicAddress } from './public-address.ts';
import { hostOf, parseTarget } from './target.ts';

const RULES = { allowPrivate: false };
const octet = fc.integer({ min: 0, max: 255 });
const rest3 = fc.tuple(octet, octet, octet);

/** Every address that a host of the own network, the machine itself or a cloud's metadata service may have. */
const privateV4 = fc.oneof(
  rest3.map(([b, c, d]) => [10, b, c, d]),
  rest3.map(([b, c, d]) => [127, b, c, d]),
  rest3.map(([b, c, d]) => [0, b, c, d]),
  fc.tuple(fc.integer({ min: 16, max: 31 }), octet, octet).map(([b, c, d]) => [172, b, c, d]),
  fc.tuple(octet, octet).map(([c, d]) => [192, 168, c, d]),
  fc.tuple(octet, octet).map(([c, d]) => [169, 254, c, d]),
  fc.tuple(fc.integer({ min: 64, max: 127 }), octet, octet).map(([b, c, d]) => [100, b, c, d]),
  fc.tuple(fc.integer({ min: 224, max: 255 }), octet, octet, octet),
);

const numberOf = (parts: readonly number[]): number => parts.reduce((sum, part) => sum * 256 + part, 0);

/** All the ways in which `inet_aton` and browsers let one write an IPv4 address. */
const spellings = (parts: readonly number[]): string[] => {
  const [a = 0, b = 0, c = 0, d = 0] = parts;
  return [
    parts.join('.'),
    String(numberOf(parts)),
    `0x${numberOf(parts).toString(16)}`,
    parts.map((part) => `0${part.toString(8)}`).join('.'),
    parts.map((part) => `0x${part.toString(16)}`).join('.'),
    `${a}.${numberOf([b, c, d])}`,
    `${a}.${b}.${numberOf([c, d])}`,
    `${parts.join('.')}.`,
  ];
};

const hex = (high: number, low: number): string => ((high << 8) | low).toString(16);
const wrapped = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]): string[] => [
  `::ffff:${a}.${b}.${c}.${d}`,
  `::ffff:${hex(a, b)}:${hex(c, d)}`,
  `0:0:0:0:0:ffff:${hex(a, b)}:${hex(c, d)}`,
  `::${hex(a, b)}:${hex(c, d)}`,
  `64:ff9b::${a}.${b}.${c}.${d}`,
  `2002:${hex(a, b)}:${hex(c, d)}::1`,
];

describe('the address filter', () => {
  it('lets no private IPv4 address through, however it is spelled in a URL', () => {
    fc.assert(
      fc.property(privateV4, (parts) => {
        for (const spelling of spellings(parts)) {
          expect([spelling, parseTarget(`https://${spelling}/hook`, RULES).ok]).toEqual([spelling, false]);
        }
        expect(isPublicAddress(parts.join('.'))).toBe(false);
      }),
    );
  });

  it('lets none through that is wrapped into IPv6, private or not', () => {
    fc.assert(
      fc.property(fc.oneof(privateV4, fc.tuple(octet, octet, octet, octet)), (parts) => {
        for (const address of wrapped(parts)) {
          expect([address, isPublicAddress(address)]).toEqual([address, false]);
          expect([address, parseTarget(`https://[${address}]/`, RULES).ok]).toEqual([address, false]);
        }
      }),
    );
  });

  it.each([
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    '3fff::1',
    'fec0::1',
  ])('takes %s for no public address', (address) => expect(isPublicAddress(address)).toBe(false));

  it('takes nothing else for an address', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (isPublicAddress(text)) expect(text).toMatch(/^[\d.]+$|^[\da-f:.]+$/i);
      }),
    );
  });

  it.each(['1.1.1.1', '8.8.8.8', '203.119.8.106', '2606:4700:4700::1111', '2400:cb00::1'])(
    'lets %s through',
    (address) => {
      expect(isPublicAddress(address)).toBe(true);
      const text = address.includes(':') ? `https://[${address}]/` : `https://${address}/`;
      const target = parseTarget(text, RULES);
      expect(target.ok && hostOf(target.value)).toBe(address);
    },
  );
});

describe('the address of a webhook', () => {
  it.each([
    ['http://example.com/', 'not-https'],
    ['ftp://example.com/', 'not-a-url'],
    ['not a url', 'not-a-url'],
    ['https://user:pass@example.com/', 'has-credentials'],
    ['https://localhost/', 'private'],
    ['https://LOCALHOST./', 'private'],
    ['https://printer.local/', 'private'],
    ['https://metadata.google.internal/', 'private'],
    ['https://intranet/', 'private'],
    ['https://169.254.169.254/latest/meta-data', 'private'],
    ['https://①②⑦.0.0.1/', 'private'],
  ])('%s is refused: %s', (text, error) => expect(parseTarget(text, RULES)).toEqual({ ok: false, error }));

  it('may be private and plain where the deployment says so', () => {
    expect(parseTarget('http://127.0.0.1:9000/x', { allowPrivate: true }).ok).toBe(true);
    expect(parseTarget('javascript:alert(1)', { allowPrivate: true }).ok).toBe(false);
  });
});
