import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { constants, inflateRawSync } from 'node:zlib';

/** A secret text and one of the ways it could be written down. */
interface Form {
  readonly secret: string;
  readonly encoding: string;
  readonly bytes: Buffer;
}

export interface Trace {
  /** Where it was found: a file's path, or what a caller named the text. */
  readonly where: string;
  readonly secret: string;
  readonly encoding: string;
}

/** The same word as people and programs change it. */
function spellings(secret: string): Map<string, string> {
  const plain = secret.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
  return new Map([
    ['as it is', secret],
    ['NFC', secret.normalize('NFC')],
    ['NFD', secret.normalize('NFD')],
    ['upper case', secret.normalize('NFC').toUpperCase()],
    ['lower case', secret.normalize('NFC').toLowerCase()],
    ['without accents', plain],
    ['without accents, upper case', plain.toUpperCase()],
    ['JSON escapes', [...secret].map(escapeJson).join('')],
  ]);
}

const escapeJson = (char: string): string =>
  char.charCodeAt(0) < 128 ? char : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Base64 of a part of something longer: what does not depend on the neighbours, at each of the three places it can begin. */
function base64Middles(bytes: Buffer): string[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    const lost = [0, 2, 3][offset] ?? 0;
    return text.slice(lost, (offset + bytes.length) % 3 === 0 ? undefined : -1);
  });
}

function encodings(text: string): [string, Buffer][] {
  const utf8 = Buffer.from(text);
  const utf16 = Buffer.from(text, 'utf16le');
  const forms: [string, string | Buffer][] = [
    ['UTF-8', utf8],
    ['UTF-16LE', utf16],
    ['UTF-16BE', Buffer.from(utf16).swap16()],
    ['hex', utf8.toString('hex')],
    ['HEX', utf8.toString('hex').toUpperCase()],
    ['hex of UTF-16', utf16.toString('hex')],
    ['percent', encodeURIComponent(text)],
    ['percent, lower case', encodeURIComponent(text).replace(/%../g, (byte) => byte.toLowerCase())],
    ['form', encodeURIComponent(text).replaceAll('%20', '+')],
    ...[utf8, utf16].flatMap((bytes) =>
      base64Middles(bytes).flatMap((middle): [string, string][] => [
        ['base64', middle],
        ['base64url', middle.replaceAll('+', '-').replaceAll('/', '_')],
      ]),
    ),
  ];
  return forms.map(([name, form]) => [name, Buffer.from(form)]);
}

/** Every way in which these secrets are looked for, each once. */
export function formsOf(secrets: readonly string[]): Form[] {
  const forms = new Map<string, Form>();
  for (const secret of secrets) {
    for (const [spelling, text] of spellings(secret)) {
      for (const [encoding, bytes] of encodings(text)) {
        const key = bytes.toString('latin1');
        if (!forms.has(key)) forms.set(key, { secret, encoding: `${encoding}, ${spelling}`, bytes });
      }
    }
  }
  return [...forms.values()];
}

const MAX_NESTING = 3;
const MAX_INFLATED = 64 * 1024 * 1024;

/** Bytes and whatever is compressed in them: gzip, zlib and zip members, wherever they begin. */
function* unfold(bytes: Buffer, nesting = 0): Generator<Buffer> {
  yield bytes;
  if (nesting === MAX_NESTING) return;
  for (const [mark, startOf] of PACKED) {
    for (let at = bytes.indexOf(mark); at >= 0; at = bytes.indexOf(mark, at + 1)) {
      const inside = inflate(bytes.subarray(at + startOf(bytes.subarray(at))));
      if (inside && inside.length > 0) yield* unfold(inside, nesting + 1);
    }
  }
}

/** How a container begins, and how far behind that its deflated part does (RFC 1952, RFC 1950, APPNOTE 4.3.7). */
const PACKED: ReadonlyArray<readonly [Buffer, (from: Buffer) => number]> = [
  [Buffer.from([0x1f, 0x8b, 0x08]), (from) => ((from[3] ?? 0) & 8 ? from.indexOf(0, 10) + 1 : 10)],
  ...[0x01, 0x5e, 0x9c, 0xda].map((level) => [Buffer.from([0x78, level]), () => 2] as const),
  [
    Buffer.from('PK\u0003\u0004'),
    (from) => (from.length < 30 ? 30 : 30 + from.readUInt16LE(26) + from.readUInt16LE(28)),
  ],
];

/** As far as it goes: what follows, or a torn end, does not matter. */
function inflate(packed: Buffer): Buffer | null {
  try {
    return inflateRawSync(packed, { maxOutputLength: MAX_INFLATED, finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return null;
  }
}

/** @param where what the bytes are, for the finder. */
export function findTraces(where: string, bytes: Buffer, forms: readonly Form[]): Trace[] {
  const found = new Map<string, Trace>();
  for (const part of unfold(bytes)) {
    for (const { secret, encoding, bytes: form } of forms) {
      if (part.includes(form)) found.set(`${secret} ${encoding}`, { where, secret, encoding });
    }
  }
  return [...found.values()];
}

/** Every file below a folder, its name and path included. */
export function findTracesIn(
  folder: string,
  forms: readonly Form[],
): { traces: Trace[]; files: number; bytes: number } {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  let size = 0;
  const traces = entries.flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    size += bytes.length;
    return [...findTraces(path, bytes, forms), ...findTraces(`name of ${path}`, Buffer.from(path), forms)];
  });
  return { traces, files: entries.length, bytes: size };
}
