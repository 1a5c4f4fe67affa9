import { deflateRawSync } from 'node:zlib';
import { utils, write } from '@e965/xlsx';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IMPORT_LIMITS } from '#shared/contract/portal-imports.ts';
import { readTable } from './read-table.ts';
import { unzip, zipStored } from './zip.ts';

const workbook = (rows: unknown[][]): Buffer => {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'Tờ 1');
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true });
};
const pack = (files: ReadonlyMap<string, Uint8Array>): Buffer => Buffer.from(zipStored(files));

describe('files as they come', () => {
  const row = 'Mã,Tên,Loại,Địa chỉ,Phường\r\nE1,Chợ An Cựu,Chợ,50 An Dương Vương,An Cựu\r\n';
  const utf16 = Buffer.from(`\uFEFF${row.replaceAll(',', '\t')}`, 'utf16le');
  /** In the old code page of Vietnamese Windows: letters, then their tones. */
  const windows1258 = Buffer.concat([
    Buffer.from('Ma,Ten,Loai,Dia chi,Phuong\r\nE1,Ch'),
    Buffer.from([0xf5, 0xf2]),
    Buffer.from(' An C'),
    Buffer.from([0xfd, 0xf2]),
    Buffer.from('u,cho,50 An Duong Vuong,An Cuu\r\n'),
  ]);

  it.each([
    ['UTF-8 with commas', Buffer.from(row)],
    ['UTF-8 with a mark and semicolons', Buffer.from(`\uFEFF${row.replaceAll(',', ';')}`)],
    ['a sep= line', Buffer.from(`sep=|\r\n${row.replaceAll(',', '|')}`)],
    ['UTF-16 with tabs, as Excel writes “Unicode text”', utf16],
    ['UTF-16 without its mark', utf16.subarray(2)],
    ['windows-1258', windows1258],
    ['a decomposed spelling', Buffer.from(row.normalize('NFD'))],
    [
      'XLSX',
      workbook([
        ['Mã', 'Tên', 'Loại', 'Địa chỉ', 'Phường'],
        ['E1', 'Chợ An Cựu', 'Chợ', '50 An Dương Vương', 'An Cựu'],
      ]),
    ],
  ])('are read: %s', async (_, file) => {
    const sheet = await readTable(file);
    if (!sheet.ok) throw new Error(sheet.error);
    const { number, cells = [] } = sheet.value[1] ?? {};
    expect([number, cells[0], cells[1], cells.length]).toEqual([2, 'E1', 'Chợ An Cựu', 5]);
  });
});

describe('files that were made to harm', () => {
  const good = workbook([
    ['Tên', 'Phường'],
    ['A', 'B'],
  ]);
  const parts = () => {
    const files = unzip(good);
    if (!files.ok) throw new Error(files.error);
    return new Map(files.value);
  };
  const sheetOf = (xml: string) => parts().set('xl/worksheets/sheet1.xml', Buffer.from(xml));

  /** A ZIP of one file that says it is small. */
  function bomb(): Buffer {
    const name = Buffer.from('xl/worksheets/sheet1.xml');
    const packed = deflateRawSync(Buffer.alloc(200_000_000));
    const head = Buffer.alloc(30);
    head.writeUInt32LE(0x04034b50);
    head.writeUInt16LE(8, 8);
    head.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(10, 24);
    entry.writeUInt16LE(name.length, 28);
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50);
    end.writeUInt16LE(1, 10);
    end.writeUInt32LE(head.length + name.length + packed.length, 16);
    return Buffer.concat([head, name, packed, entry, name, end]);
  }

  const manyRows = (count: number): string =>
    `Tên,Phường\n${Array.from({ length: count }, (_, i) => `a${i},b`).join('\n')}`;

  it.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['a bomb', bomb(), 'too-large'],
    ['very many files', pack(new Map(Array.from({ length: 501 }, (_, i) => [`${i}.xml`, Buffer.of()]))), 'too-large'],
    ['too many rows', Buffer.from(manyRows(IMPORT_LIMITS.rows + 1)), 'too-many-rows'],
    ['too many columns', Buffer.from(`Tên,Phường${',x'.repeat(70)}\na,b\n`), 'too-many-columns'],
    ['macros', Buffer.from(zipStored(parts().set('xl/vbaProject.bin', Buffer.from('x')))), 'macros'],
    ['a workbook of 1997, or one with a password', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), 'old-excel'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0]), 'not-a-table'],
    ['another archive', Buffer.from(zipStored(new Map([['a.txt', Buffer.from('x')]]))), 'not-a-table'],
    ['half a workbook', good.subarray(0, good.length / 2), 'damaged'],
    ['a sheet that is none', Buffer.from(zipStored(sheetOf('<not-a-sheet/>'))), 'empty'],
  ])('are refused: %s', async (_, file, code) => {
    expect(await readTable(file)).toEqual({ ok: false, error: code });
  });

  it('with more rows than are allowed are refused, not cut off', async () => {
    const row = '<row><c t="inlineStr"><is><t>a</t></is></c></row>';
    const xml = `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${row.repeat(IMPORT_LIMITS.rows + 30)}</sheetData></worksheet>`;
    expect(await readTable(pack(sheetOf(xml)))).toEqual({ ok: false, error: 'too-many-rows' });
  });

  it('resolve no entity, neither a file of the server nor one that is a thousand', async () => {
    const secret = '<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "12345">';
    const cells = '<c t="inlineStr"><is><t>x&a;&b;</t></is></c>'.repeat(2);
    const xml = `<!DOCTYPE worksheet [${secret}]><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>${cells}</row></sheetData></worksheet>`;
    const sheet = await readTable(pack(sheetOf(xml)));
    expect(JSON.stringify(sheet)).toContain('x&a;&b;');
    expect(JSON.stringify(sheet)).not.toMatch(/root:|12345/);
  });

  it('never make more of themselves than the budget, nor take the reader down', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 40 }), fc.nat(), fc.nat(), async (noise, at, cut) => {
        const hurt = Buffer.from(good);
        Buffer.from(noise).copy(hurt, at % hurt.length);
        const read = await readTable(hurt.subarray(0, hurt.length - (cut % 3 === 0 ? cut % hurt.length : 0)));
        expect(typeof read.ok).toBe('boolean');
      }),
      { numRuns: 60 },
    );
  });
});
