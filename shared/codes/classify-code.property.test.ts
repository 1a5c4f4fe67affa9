import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mutatePayload, seededRandom } from '#shared/testing/mutate-payload.ts';
import { classifyCode } from './classify-code.ts';
import { encodePairingText, formatPairingCode, parsePairingCode } from './pairing-code.ts';
import { parseCardName } from './person-name.ts';
import type { ScannedCode } from './scanned-code.ts';
import { encodeStaffCardText, staffCardSigningBytes } from './staff-card.ts';
import golden from './vectors.json' with { type: 'json' };
import { encodePassBody, encodePassText, parsePassText, passSigningBytes } from './visitor-pass.ts';

const hexText = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => Buffer.from(bytes).toString('hex'));
const isoDate = fc
  .integer({ min: 0, max: 0xffff })
  .map((day) => new Date(Date.UTC(2020, 0, 1) + day * 86_400_000).toISOString().slice(0, 10));
const passBody = fc.record({
  keyId: fc.nat(0xffff_ffff),
  passId: hexText(16),
  issuedOn: isoDate,
  validityDays: fc.integer({ min: 1, max: 21 }),
});
const signature = fc.uint8Array({ minLength: 64, maxLength: 64 });
const crockford = fc
  .array(fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'), { minLength: 8, maxLength: 8 })
  .map((letters) => letters.join(''));

const isIsoDate = (text: string): boolean => new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);

/** What holds of every admitted code, written anew from PRODUCT's formats rather than from the parsers. */
function expectGrammar(code: ScannedCode): void {
  switch (code.kind) {
    case 'visitor-pass': {
      const days = (Date.parse(code.expiresOn) - Date.parse(code.issuedOn)) / 86_400_000;
      expect(days >= 1 && days <= 21 && Number.isInteger(days)).toBe(true);
      expect([code.passId.length, code.signedBytes.length, code.signature.length]).toEqual([32, 22 + 23, 64]);
      return;
    }
    case 'staff-card':
      expect([code.cardId.length, code.signedBytes.length, code.signature.length]).toEqual([32, 28 + 16, 64]);
      return;
    case 'citizen-card': {
      expect(code.idNumber).toMatch(/^\d{12}$/);
      expect(code.birthYear >= 1900 && code.birthYear < 2100).toBe(true);
      expect(code.birthDate === null || isIsoDate(code.birthDate)).toBe(true);
      expect(parseCardName(code.name) === code.name).toBe(true);
      const digit = (Math.floor(code.birthYear / 100) - 19) * 2 + (code.sex === 'female' ? 1 : 0);
      const agrees =
        code.idNumber.slice(4, 6) === String(code.birthYear).slice(2) &&
        (code.sex === null || code.idNumber[3] === String(digit));
      expect(code.crossCheck === 'mismatch' || agrees).toBe(true);
      return;
    }
    case 'personal-qr':
      expect(code.birthDate === null || isIsoDate(code.birthDate)).toBe(true);
      expect(code.name === null || parseCardName(code.name) === code.name).toBe(true);
      expect(code.idNumber ?? 'A').toMatch(/^[A-Z0-9]{1,20}$/);
      return;
    case 'passport':
      expect(code.documentNumber).toMatch(/^[A-Z0-9]{1,9}$/);
      expect(code.name).toMatch(/^[A-Z]+( [A-Z]+)*$/);
      return;
    case 'insurance-card':
      expect(code.text).toMatch(/^[A-Z]{2}\d{13}$/);
      return;
    case 'venue-poster':
      expect(code.entranceCode).toMatch(/^[\w-]{22}$/);
      expect(new URL(code.origin).origin).toBe(code.origin);
      return;
    case 'pairing':
    case 'provisioning':
      expect(new URL(code.serverUrl).origin).toBe(code.serverUrl);
      expect(parsePairingCode(code.code)).toEqual({ ok: true, value: code.code });
      return;
    case 'opaque':
    case 'unknown':
    case 'garbled':
      return;
  }
}

describe('classifyCode, for all', () => {
  it('passes: what was encoded is read back', () => {
    fc.assert(
      fc.property(passBody, signature, (fields, signed) => {
        const body = encodePassBody(fields);
        const text = encodePassText(body, signed);
        expect(text).toMatch(/^VCP1[A-Z2-7]{140}$/);
        const { validityDays, ...rest } = fields;
        const expiresOn = new Date(Date.parse(fields.issuedOn) + validityDays * 86_400_000).toISOString().slice(0, 10);
        const signedBytes = passSigningBytes(body);
        expect(parsePassText(text)).toEqual({
          kind: 'visitor-pass',
          ...rest,
          expiresOn,
          signedBytes,
          signature: signed,
        });
      }),
    );
  });

  it('passes: one changed character is another pass or garbled, never the same pass', () => {
    const text = golden.vectors[0]?.text ?? '';
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 143 }),
        fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'),
        (at, letter) => {
          fc.pre(text[at] !== letter);
          const changed = classifyCode(text.slice(0, at) + letter + text.slice(at + 1));
          expect(changed).not.toEqual(classifyCode(text));
          expectGrammar(changed);
        },
      ),
    );
  });

  it('staff cards: what was encoded is read back', () => {
    fc.assert(
      fc.property(hexText(16), signature, (cardId, signed) => {
        const id = Uint8Array.from(Buffer.from(cardId, 'hex'));
        const code = { kind: 'staff-card', cardId, signedBytes: staffCardSigningBytes(id), signature: signed };
        expect(classifyCode(encodeStaffCardText(id, signed))).toEqual(code);
      }),
    );
  });

  it('pairing codes: however they are typed or shown', () => {
    fc.assert(
      fc.property(crockford, fc.boolean(), (code, isLower) => {
        const shown = ` ${formatPairingCode(code)} `;
        const typed = shown.replaceAll('0', 'O').replaceAll('1', 'l');
        expect(parsePairingCode(isLower ? typed.toLowerCase() : typed)).toEqual({ ok: true, value: code });
        expect(classifyCode(encodePairingText('https://a.example', code))).toMatchObject({ kind: 'pairing', code });
      }),
    );
  });

  it('bytes and texts never throw, and nothing is admitted with a broken grammar', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => expectGrammar(classifyCode(bytes))));
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (text) => expectGrammar(classifyCode(text))));
  });

  it('20,000 mutated payloads (seeded): none throws, none is admitted with a broken grammar', () => {
    const random = seededRandom(20_260_722);
    const seeds = golden.vectors.map(({ text, hex }) =>
      Buffer.from(hex ?? text ?? '', hex === undefined ? 'utf8' : 'hex'),
    );
    const admitted = new Map<string, number>();
    for (let i = 0; i < 20_000; i += 1) {
      const code = classifyCode(mutatePayload(seeds[i % seeds.length] ?? Buffer.alloc(0), seeds, random));
      expectGrammar(code);
      admitted.set(code.kind, (admitted.get(code.kind) ?? 0) + 1);
    }
    // The corpus reaches both sides of every grammar, or it would prove nothing.
    expect(admitted.size).toBe(12);
    expect(admitted.get('garbled')).toBeGreaterThan(2_000);
  });
});
