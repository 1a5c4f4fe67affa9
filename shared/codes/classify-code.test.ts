import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { classifyCode } from './classify-code.ts';
import { MAX_PAYLOAD_LENGTH } from './payload-text.ts';
import type { ScannedCode } from './scanned-code.ts';
import golden from './vectors.json' with { type: 'json' };

interface Vector {
  readonly name: string;
  readonly text?: string;
  readonly hex?: string;
  readonly expected: Readonly<Record<string, unknown>>;
}
const vectors: readonly Vector[] = golden.vectors;

const payloadOf = ({ text, hex }: Vector): string | Uint8Array =>
  text ?? Uint8Array.from(Buffer.from(hex ?? '', 'hex'));

/** Bytes as hex, as the vectors write them. */
const plain = (code: ScannedCode): unknown =>
  JSON.parse(
    JSON.stringify(code, (_, value) => (value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value)),
  );

describe('classifyCode', () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_, vector) => {
    expect(plain(classifyCode(payloadOf(vector)))).toEqual(vector.expected);
  });

  it('has a vector of every kind', () => {
    const kinds = new Set(vectors.map(({ expected }) => expected.kind));
    expect([...kinds].toSorted((a, b) => String(a).localeCompare(String(b)))).toEqual([
      'citizen-card',
      'garbled',
      'insurance-card',
      'opaque',
      'pairing',
      'passport',
      'personal-qr',
      'provisioning',
      'staff-card',
      'unknown',
      'venue-poster',
      'visitor-pass',
    ]);
  });

  it('hands on the signed bytes that Ed25519 verifies', () => {
    const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(golden.publicKey, 'hex')]);
    const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
    for (const name of ['visitor pass', 'staff card']) {
      const vector = vectors.find((candidate) => candidate.name === name);
      const code = classifyCode(vector?.text ?? '');
      if (code.kind !== 'visitor-pass' && code.kind !== 'staff-card') throw new Error(code.kind);
      expect(verify(null, code.signedBytes, publicKey, code.signature), name).toBe(true);
    }
  });

  it('keeps address, relatives and issue date of a citizen card out of the answer', () => {
    const vector = vectors.find(({ name }) => name === '2024 card with relatives behind');
    expect(JSON.stringify(classifyCode(vector?.text ?? ''))).not.toMatch(/Lê Lợi|Nguyễn Văn Cha|046060001111|10052021/);
  });

  it('does not look into a payload above the cap', () => {
    const text = vectors.find(({ name }) => name === 'visitor pass')?.text ?? '';
    expect(classifyCode(text.padEnd(MAX_PAYLOAD_LENGTH)).kind).toBe('visitor-pass');
    expect(classifyCode(text.padEnd(MAX_PAYLOAD_LENGTH + 1))).toEqual({ kind: 'unknown', looksLike: 'text' });
  });

  it('answers within a millisecond, also to texts made to be slow', () => {
    const hostile = [
      ' '.repeat(4096),
      '0|'.repeat(2048),
      `PAAAA${'A<'.repeat(2045)}`,
      `http://${'a.'.repeat(2044)}`,
      `http://a/v/${'a'.repeat(4085)}`,
      `046185001234||${'a'.repeat(4082)}`,
      '\u0323\u0302'.repeat(2048),
      '\ud800'.repeat(4096),
      `VCP1${'A'.repeat(4092)}`,
      `VCPAIR1 ${' '.repeat(4088)}`,
      `a${' '.repeat(4094)}a`,
    ];
    for (const text of hostile) {
      // The best of several: the machine may be busy with something else, the classifier must not be.
      const times = Array.from({ length: 20 }, () => {
        const start = performance.now();
        classifyCode(text);
        return performance.now() - start;
      });
      expect(Math.min(...times), text.slice(0, 20)).toBeLessThan(1);
    }
  });
});
