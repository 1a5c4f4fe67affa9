import { buffer } from 'node:stream/consumers';
import { deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { findTraces, formsOf } from './find-traces.ts';

const NAME = 'Đặng Thị Nghiêu Khuynh';
const PHONE = '0987461352';
const forms = formsOf([NAME, PHONE]);
const find = (bytes: Buffer): string[] => [...new Set(findTraces('here', bytes, forms).map(({ secret }) => secret))];
const around = (form: Buffer | string): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0x00, 0x31]), Buffer.from(form), Buffer.from('…tail')]);

it.each<[string, Buffer | string]>([
  ['plain', NAME],
  ['NFD', NAME.normalize('NFD')],
  ['upper case', NAME.toUpperCase()],
  ['without accents', 'Dang Thi Nghieu Khuynh'],
  ['UTF-16LE', Buffer.from(NAME, 'utf16le')],
  ['UTF-16BE', Buffer.from(NAME, 'utf16le').swap16()],
  ['hex', Buffer.from(NAME).toString('hex')],
  ['percent', encodeURIComponent(NAME)],
  ['a form', encodeURIComponent(NAME).replaceAll('%20', '+')],
  [
    'JSON escapes',
    JSON.stringify(NAME).replace(/[^\u0000-\u007f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
  ],
  ['gzip', gzipSync(`before ${NAME} after`)],
  ['zlib', deflateSync(`before ${NAME} after`)],
  ['gzip in gzip', gzipSync(gzipSync(NAME))],
])('finds a name written as %s', (_what, form) => {
  expect(find(around(form))).toEqual([NAME]);
});

it('finds it in base64 whatever stands before and after it', () => {
  const text = fc.string({ maxLength: 6 });
  fc.assert(
    fc.property(text, text, fc.constantFrom(NAME, PHONE), fc.boolean(), (before, after, secret, isUrl) => {
      const encoded = Buffer.from(before + secret + after).toString(isUrl ? 'base64url' : 'base64');
      expect(find(Buffer.from(encoded))).toEqual([secret]);
    }),
  );
});

it('finds it in a zip', async () => {
  const zip = new ZipFile();
  zip.addBuffer(Buffer.from(`${'x'.repeat(100)}${PHONE}`), 'a.txt');
  zip.end();
  expect(find(await buffer(zip.outputStream))).toEqual([PHONE]);
});

it('finds nothing where there is nothing', () => {
  expect(find(Buffer.from('Nguyễn Thị Hương 0912345678'))).toEqual([]);
});
