import { createHash, createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { base32crockford } from '@scure/base';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { fingerprintOf } from './kek-file.ts';

/**
 * The KEK in two parts for two sheets of paper: part A is random, part B is the KEK XOR part A, so that one alone says
 * nothing about it. Each part is four lines of 24 characters of Crockford's base32, 12 bytes and a 3-byte checksum bound to
 * the line's place; together 48 bytes: format, letter, 4 bytes that both sheets of a pair share, fingerprint, share.
 */
export interface RecoveryPart {
  readonly letter: PartLetter;
  /** Four lines, in groups of four characters. */
  readonly lines: readonly string[];
  /** The same in one run, for a code; upper case and digits only. */
  readonly codeText: string;
}

export type PartLetter = 'A' | 'B';

const FORMAT = 1;
const PREFIX = 'VCKEK1';
const [LINES, LINE_BYTES, LINE_CHARACTERS] = [4, 12, 24];

export function splitKek(kek: KeyObject): Record<PartLetter, RecoveryPart> {
  const pair = randomBytes(4);
  const first = randomBytes(32);
  const second = xor(kek.export(), first);
  const fingerprint = base32crockford.decode(fingerprintOf(kek).replaceAll('-', ''));
  const partOf = (letter: PartLetter, share: Uint8Array): RecoveryPart => {
    const bytes = Buffer.concat([Buffer.from([FORMAT, letter.charCodeAt(0)]), pair, fingerprint, share]);
    const lines = Array.from({ length: LINES }, (_, index) => encodeLine(bytes, index));
    return { letter, lines: lines.map(group), codeText: PREFIX + lines.join('') };
  };
  return { A: partOf('A', first), B: partOf('B', second) };
}

export type RecoveryProblem =
  | { readonly why: 'not-a-part'; readonly letter: PartLetter }
  | { readonly why: 'line-mistyped'; readonly letter: PartLetter; readonly line: number }
  | { readonly why: 'wrong-letter'; readonly letter: PartLetter }
  | { readonly why: 'not-a-pair' };

/** Takes both as they are typed: in either case, with or without spaces, O for 0, I and L for 1; or as the codes say them. */
export function joinParts(texts: Record<PartLetter, string>): Result<KeyObject, RecoveryProblem> {
  const [a, b] = [parsePart(texts.A, 'A'), parsePart(texts.B, 'B')];
  if (!a.ok) return a;
  if (!b.ok) return b;
  if (!a.value.about.equals(b.value.about)) return err({ why: 'not-a-pair' });
  const kek = createSecretKey(xor(a.value.share, b.value.share));
  return fingerprintOf(kek) === a.value.fingerprint ? ok(kek) : err({ why: 'not-a-pair' });
}

interface ParsedPart {
  /** What both parts of a pair share. */
  readonly about: Buffer;
  readonly fingerprint: string;
  readonly share: Uint8Array;
}

function parsePart(text: string, letter: PartLetter): Result<ParsedPart, RecoveryProblem> {
  const typed = text.toUpperCase().replaceAll(/[\s\u2010-\u2015-]/g, '');
  const characters = typed.startsWith(PREFIX) ? typed.slice(PREFIX.length) : typed;
  if (characters.length !== LINES * LINE_CHARACTERS) return err({ why: 'not-a-part', letter });
  const bytes: Uint8Array[] = [];
  for (let index = 0; index < LINES; index += 1) {
    const line = decodeLine(characters.slice(index * LINE_CHARACTERS, (index + 1) * LINE_CHARACTERS), index);
    if (!line) return err({ why: 'line-mistyped', letter, line: index + 1 });
    bytes.push(line);
  }
  const all = Buffer.concat(bytes);
  if (all[0] !== FORMAT) return err({ why: 'not-a-part', letter });
  if (all[1] !== letter.charCodeAt(0)) return err({ why: 'wrong-letter', letter });
  const fingerprint = (base32crockford.encode(all.subarray(6, 16)).match(/.{4}/g) ?? []).join('-');
  return ok({ about: all.subarray(2, 16), fingerprint, share: all.subarray(16) });
}

function encodeLine(bytes: Buffer, index: number): string {
  const line = bytes.subarray(index * LINE_BYTES, (index + 1) * LINE_BYTES);
  return base32crockford.encode(Buffer.concat([line, checksumOf(line, index)]));
}

/** @returns null when something in it was mistyped, or it belongs in another place. */
function decodeLine(text: string, index: number): Uint8Array | null {
  const plain = text.replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]+$/.test(plain)) return null;
  const bytes = Buffer.from(base32crockford.decode(plain));
  const line = bytes.subarray(0, LINE_BYTES);
  return bytes.subarray(LINE_BYTES).equals(checksumOf(line, index)) ? line : null;
}

const checksumOf = (line: Uint8Array, index: number): Buffer =>
  createHash('sha256').update(`venue-checkin/recovery-line/v1\n${index}\n`).update(line).digest().subarray(0, 3);

const group = (line: string): string => (line.match(/.{4}/g) ?? []).join(' ');

const xor = (a: Uint8Array, b: Uint8Array): Uint8Array => Uint8Array.from(a, (byte, index) => byte ^ (b[index] ?? 0));
