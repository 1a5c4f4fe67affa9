import { createSecretKey, randomBytes } from 'node:crypto';
import { base32crockford } from '@scure/base';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fingerprintOf } from './kek-file.ts';
import { joinParts, splitKek } from './recovery-parts.ts';

const kek = createSecretKey(randomBytes(32));
const parts = splitKek(kek);
const [A, B] = [parts.A.lines.join('\n'), parts.B.lines.join('\n')];
const joined = (texts: { A: string; B: string }): string => {
  const result = joinParts(texts);
  return result.ok ? fingerprintOf(result.value) : JSON.stringify(result.error);
};
const own = fingerprintOf(kek);

describe('the parts of a KEK', () => {
  it('make it whole again, typed in any manner or as their codes say', () => {
    expect(parts.A.lines).toHaveLength(4);
    expect(parts.A.lines[0]).toMatch(/^([0-9A-Z]{4} ){5}[0-9A-Z]{4}$/);
    for (const texts of [
      { A, B },
      { A: A.toLowerCase(), B: B.replaceAll(' ', '-') },
      { A: `\uFEFF${A.replaceAll('\n', '\r\n')}\r\n`, B: B.replaceAll(' ', ' \u2013 ') },
      { A: A.replaceAll('0', 'o').replaceAll('1', 'l'), B: B.replaceAll('1', 'I') },
      { A: parts.A.codeText, B: parts.B.codeText },
    ]) {
      expect(joined(texts)).toBe(own);
    }
  });

  it('any key can be split and joined', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 32, maxLength: 32 }), (bytes) => {
        const key = createSecretKey(bytes);
        const { A: a, B: b } = splitKek(key);
        const result = joinParts({ A: a.codeText, B: b.lines.join(' ') });
        expect(result.ok && Buffer.from(bytes).equals(result.value.export())).toBe(true);
      }),
    );
  });

  it('tells which line of which part was mistyped, whatever the mistake', () => {
    fc.assert(
      fc.property(fc.nat(95), fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'), (at, character) => {
        const typed = A.replaceAll(/\s/g, '');
        fc.pre(typed[at] !== character);
        const wrong = typed.slice(0, at) + character + typed.slice(at + 1);
        expect(joinParts({ A: wrong, B })).toEqual({
          ok: false,
          error: { why: 'line-mistyped', letter: 'A', line: Math.floor(at / 24) + 1 },
        });
      }),
    );
    const [first = '', second = '', ...rest] = parts.A.lines;
    expect(joined({ A: [second, first, ...rest].join('\n'), B })).toBe('{"why":"line-mistyped","letter":"A","line":1}');
  });

  it('are refused when they are no pair', () => {
    const again = splitKek(kek);
    const other = splitKek(createSecretKey(randomBytes(32)));
    for (const b of [again.B, other.B]) expect(joined({ A, B: b.codeText })).toBe('{"why":"not-a-pair"}');
    expect(joined({ A: B, B: A })).toBe('{"why":"wrong-letter","letter":"A"}');
    expect(joined({ A, B: A })).toBe('{"why":"wrong-letter","letter":"B"}');
    expect(joined({ A: 'VCKEK1', B })).toBe('{"why":"not-a-part","letter":"A"}');
    expect(joined({ A: `${A}0`, B })).toBe('{"why":"not-a-part","letter":"A"}');
  });

  it('one alone says nothing: of one KEK no two are alike, and every bit of each is as often 0 as 1', () => {
    const zeros = createSecretKey(new Uint8Array(32));
    for (const letter of ['A', 'B'] as const) {
      const shares = Array.from({ length: 400 }, () => bytesOf(splitKek(zeros)[letter].lines).subarray(16));
      expect(new Set(shares.map((share) => share.toString('hex'))).size).toBe(400);
      for (let bit = 0; bit < 256; bit += 1) {
        const ones = shares.filter((share) => ((share[bit >> 3] ?? 0) >> (bit & 7)) & 1).length;
        expect(Math.abs(ones - 200)).toBeLessThan(80);
      }
    }
  });
});

/** Without the checksums. */
const bytesOf = (lines: readonly string[]): Buffer =>
  Buffer.concat(lines.map((line) => base32crockford.decode(line.replaceAll(' ', '')).subarray(0, 12)));
