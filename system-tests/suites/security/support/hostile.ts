import { gzipSync } from 'node:zlib';
import fc, { type Arbitrary } from 'fast-check';

/** Stands in whatever is sent on purpose to be refused: no answer may say it again. */
export const ECHO = 'ECHO7f3a';

const deep = (depth: number): unknown => {
  let value: unknown = ECHO;
  for (let i = 0; i < depth; i += 1) value = [value];
  return value;
};

/** Values that have brought down, or opened, other servers. */
export const hostileValue: Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  {
    weight: 10,
    arbitrary: fc.constantFrom<unknown>(
      ...[null, true, 0, -1, 1e308, -1e308, 2 ** 53, 0.1, '', ' ', '0', 'null', '[object Object]', [], {}],
      ...[`${ECHO}' OR 1=1 --`, `${ECHO}"; DROP TABLE visits; --`, `../../${ECHO}`, `\${${ECHO}}`, `{{${ECHO}}}`],
      ...[
        `${ECHO}\u0000`,
        `${ECHO}\uD800`,
        `\u202E${ECHO}`,
        'e\u0301'.repeat(200),
        '👩‍👩‍👧‍👦'.repeat(50),
        '\uFEFF',
        'İ',
        'ﬃ',
      ],
      ...[ECHO.repeat(2_000), ['a'].concat(Array.from({ length: 2_000 }, () => ECHO)), deep(40), deep(25)],
      ...['9007199254740993', '1e999', '0x10', '१२३', '2026-13-45', '0000-00-00', '+275760-09-14'],
      ...[{ constructor: { prototype: { polluted: true } } }, { toString: ECHO }, { length: 1e9 }, { $ne: null }],
    ),
  },
);

/** A value with one of its parts, however deep, put in another's place. */
export const spoil = (value: unknown, by: unknown, where: readonly number[]): unknown => {
  if (typeof value !== 'object' || value === null) return by;
  const keys = Object.keys(value);
  const [at = 0, ...deeper] = where;
  const key = keys[at % Math.max(1, keys.length)];
  if (key === undefined || where.length === 0) return by;
  const copy = (Array.isArray(value) ? [...value] : { ...value }) as Record<string, unknown>;
  copy[key] = spoil(copy[key], by, deeper);
  return copy;
};

/** Bodies that are no JSON of ours, each with the headers it comes with. */
export const rawBody = fc.constantFrom<{ body: string | Uint8Array; headers: Record<string, string> }>(
  { body: '', headers: {} },
  { body: '{', headers: {} },
  { body: `{"${ECHO}":`, headers: {} },
  { body: Uint8Array.from([0xff, 0xfe, 0x22]), headers: {} },
  { body: '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}', headers: {} },
  { body: `{"a":1,"a":"${ECHO}"}`, headers: {} },
  { body: '['.repeat(3_000), headers: {} },
  { body: '['.repeat(500) + ']'.repeat(500), headers: {} },
  { body: '{"a":'.repeat(300) + '1' + '}'.repeat(300), headers: {} },
  { body: `a=${ECHO}`, headers: { 'content-type': 'application/x-www-form-urlencoded' } },
  { body: `<x>${ECHO}</x>`, headers: { 'content-type': 'text/xml' } },
  { body: '{}', headers: { 'content-type': 'application/json; charset=utf-7' } },
  { body: ECHO, headers: { 'content-encoding': 'gzip' } },
  { body: gzipSync(Buffer.alloc(4_000_000, 0x20)), headers: { 'content-encoding': 'gzip' } },
  { body: gzipSync('{}').subarray(0, 12), headers: { 'content-encoding': 'gzip' } },
  { body: '{}', headers: { 'content-encoding': 'gzip, gzip' } },
  { body: `"${'a'.repeat(300_000)}"`, headers: {} },
);

/** What may stand in the place of an id or of a query's value. */
export const hostileText: Arbitrary<string> = fc.oneof(
  fc.uuid(),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    ...['..', '.', '%', '%00', 'null', 'undefined', '-1', '__proto__', 'constructor', "' OR 1=1", '*', '👻'],
    ...['a'.repeat(3_000), ECHO, '00000000-0000-0000-0000-000000000000', '\u0130', '%F0%28%8C%28'],
  ),
);
