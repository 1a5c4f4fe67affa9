import { createHash, randomBytes } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { read, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EntranceId, VisitId } from '#shared/domain/ids.ts';
import type { VisitLine } from '../visits/service.ts';
import { neutraliseFormula, writeCsv } from './csv.ts';
import { type Cell, createCellMaker, type LogTable, logColumns, tallyPages, textCell } from './log-table.ts';
import { writeXlsx } from './xlsx.ts';

const ARRIVED = Date.UTC(2026, 10, 5, 1, 2, 3);
const NAMES = [
  'Nguyễn Thị Hương',
  'Đặng Hữu Phước',
  'Ông "Tư" <Bến> & Con',
  'O’Neil, Seán',
  'Lê_x000D_',
  '李小龍',
  '👩‍🌾 Út',
];

/** Things that spreadsheets have executed (OWASP, and reports against exporters). */
const ATTACKS = [
  '=1+1',
  '+1+1',
  '-2+3+cmd|" /C calc"!A0',
  '@SUM(1,1)',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  ' =1+1',
  '\u00A0=1+1',
  '＝1+1',
  '＋1',
  '－1',
  '＠SUM(1)',
  'x;=1+1',
  'x,=1+1',
  'x\t=1+1',
  '"=1+1',
  '";=HYPERLINK("http://evil.example","x")',
  '=cmd|"/C calc"!A1',
];

const row = (name: string | null, overrides: Partial<VisitLine> = {}): VisitLine => ({
  id: '019a5000-0000-7000-8000-000000000001' as VisitId,
  entranceId: '019a5000-0000-7000-8000-000000000002' as EntranceId,
  entranceName: 'Cửa chính',
  arrivedAt: ARRIVED,
  leftAt: null,
  leftBy: null,
  way: 'typed',
  assurance: 'declared',
  verdict: 'welcome',
  name,
  phone: '0912345678',
  flags: ['no-contact'],
  ...overrides,
});

const logCells = createCellMaker('vi');

function table(names: readonly (string | null)[], pageSize = 3): LogTable {
  async function* pages() {
    for (let i = 0; i < names.length; i += pageSize) {
      yield names.slice(i, i + pageSize).map((name) => logCells(row(name)));
    }
  }
  return { columns: logColumns('vi'), timeZone: 'Asia/Ho_Chi_Minh', pages: pages() };
}

async function csvOf(names: readonly (string | null)[], delimiter: ',' | ';' | '\t' = ','): Promise<string> {
  let text = '';
  for await (const chunk of writeCsv(table(names), { delimiter, byteOrderMark: true })) text += chunk;
  return text;
}

const xlsxOf = async (names: readonly (string | null)[]) => {
  const { table: counted, tally } = tallyPages(table(names));
  const stream = writeXlsx(counted, { log: 'Nhật ký', about: 'Thông tin' }, () => [
    ['Số lượt', { kind: 'number', value: tally().rows }],
    ['SHA-256', textCell(tally().sha256)],
  ]);
  return buffer(stream);
};

it('says in words when nobody was scanned leaving', () => {
  const notesOf = (overrides: Partial<VisitLine>) => {
    const cell = logCells(row('Lan', { leftAt: ARRIVED + 1, flags: ['assisted'], ...overrides }))[8];
    return cell?.kind === 'text' ? cell.text : null;
  };
  expect(notesOf({ leftBy: 'automatic' })).toBe('Tự kết thúc, không thấy ra; Nhân viên làm giúp');
  expect(notesOf({ leftBy: 'staff' })).toBe('Nhân viên ghi nhận đã ra; Nhân viên làm giúp');
  expect(notesOf({ leftBy: 'scan' })).toBe('Nhân viên làm giúp');
});

describe('CSV', () => {
  it.each([',', ';', '\t'] as const)('gives every name back under delimiter %j', async (delimiter) => {
    const text = await csvOf(NAMES, delimiter);
    expect(text.startsWith('\uFEFFGiờ vào')).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
    const rows: Record<string, string>[] = parse(text, { bom: true, columns: true, delimiter });
    expect(rows.map((each) => each['Họ tên'])).toEqual(NAMES);
    expect(rows[0]).toMatchObject({
      'Giờ vào': '2026-11-05 08:02:03',
      'Giờ ra': '',
      'Điện thoại': '0912345678',
      'Ghi chú': 'Không để lại liên lạc',
    });
  });

  it.each(ATTACKS)('leaves no cell that executes: %j', async (attack) => {
    const text = await csvOf([attack]);
    // However the program that opens it splits the line.
    for (const delimiter of [',', ';', '\t', '|']) {
      const rows: string[][] = parse(text, { bom: true, delimiter, relaxQuotes: true, relaxColumnCount: true });
      for (const cell of rows.flat()) expect(cell).not.toMatch(/^["\s]*[=+\-@＝＋－＠]/u);
    }
  });

  it('touches nothing else', () => {
    const harmless = fc.string({ unit: fc.constantFrom(..."aáĐ 0.()_'’&<>=+-@"), maxLength: 20 });
    fc.assert(
      fc.property(harmless, (text) => {
        expect(neutraliseFormula(`N${text}`)).toBe(`N${text}`);
      }),
    );
  });
});

describe('XLSX', () => {
  it('gives names, dates and phones back as what they are', async () => {
    const book = read(await xlsxOf(NAMES), { cellDates: false, cellNF: true });
    expect(book.SheetNames).toEqual(['Nhật ký', 'Thông tin']);
    const sheet = book.Sheets['Nhật ký']!;
    const rows = utils.sheet_to_json<Record<string, unknown>>(sheet, { raw: true });
    expect(rows.map((each) => each['Họ tên'])).toEqual(NAMES);
    expect(sheet['A2']).toMatchObject({ t: 'n', w: '2026-11-05 08:02:03' });
    expect(sheet['E2']).toMatchObject({ t: 's', v: '0912345678' });
  });

  it.each(ATTACKS)('keeps %j a text', async (attack) => {
    const sheet = read(await xlsxOf([attack])).Sheets['Nhật ký']!;
    expect(sheet['D2']).toMatchObject({ t: 's' });
    expect(sheet['D2'].f).toBeUndefined();
  });

  it('counts and hashes on the second sheet what stands on the first', async () => {
    const book = read(await xlsxOf(NAMES));
    const log = utils.sheet_to_json<string[]>(book.Sheets['Nhật ký']!, { header: 1, raw: false, defval: '' });
    const hash = createHash('sha256');
    for (const cells of log.slice(1)) hash.update(`${JSON.stringify(cells)}\n`);
    const about = utils.sheet_to_json<unknown[]>(book.Sheets['Thông tin']!, { header: 1 });
    expect(about).toEqual([
      ['Số lượt', NAMES.length],
      ['SHA-256', hash.digest('hex')],
    ]);
  });

  it('survives text that XML forbids', async () => {
    const sheet = read(await xlsxOf(['a\u0000b\uD800c\u000Bd', null])).Sheets['Nhật ký']!;
    expect(sheet['D2'].v).toBe('abcd');
    expect(sheet['D3']).toBeUndefined();
  });

  it('goes on in further sheets where one is full, and tells of all of them on the second', async () => {
    const names = Array.from({ length: 25 }, (_, n) => `Khách ${n}`);
    const stream = writeXlsx(table(names, 4), { log: 'Nhật ký', about: 'Thông tin' }, () => [['a', textCell('b')]], 11);
    const book = read(await buffer(stream));
    expect(book.SheetNames).toEqual(['Nhật ký', 'Thông tin', 'Nhật ký 2', 'Nhật ký 3']);
    const sheets = ['Nhật ký', 'Nhật ký 2', 'Nhật ký 3'].map((name) =>
      utils.sheet_to_json<Record<string, unknown>>(book.Sheets[name]!).map((each) => each['Họ tên']),
    );
    expect(sheets.map(({ length }) => length)).toEqual([10, 10, 5]);
    expect(sheets.flat()).toEqual(names);
  });

  it('exactly full takes no empty sheet more', async () => {
    const names = Array.from({ length: 10 }, (_, n) => `Khách ${n}`);
    const book = read(await buffer(writeXlsx(table(names), { log: 'a', about: 'b' }, () => [], 11)));
    expect(book.SheetNames).toEqual(['a', 'b']);
  });

  it('reads no further than its reader takes', async () => {
    let pages = 0;
    async function* endless(): AsyncGenerator<Cell[][]> {
      for (;;) {
        pages += 1;
        yield Array.from({ length: 500 }, () => [textCell(randomBytes(30).toString('hex'))]);
        await setImmediate();
      }
    }
    const columns = [{ title: 'A', width: 10 }];
    const stream = writeXlsx({ columns, timeZone: 'UTC', pages: endless() }, { log: 'a', about: 'b' }, () => []);
    stream.read(0);
    for (let before = -1; before !== pages; ) {
      before = pages;
      for (let turn = 0; turn < 200; turn += 1) await setImmediate();
    }
    expect(pages).toBeLessThan(40);
    stream.destroy();
  });

  it('fails as a whole when a page fails', async () => {
    async function* pages() {
      yield [logCells(row('A'))];
      throw new Error('disk');
    }
    const broken = { columns: logColumns('vi'), timeZone: 'UTC', pages: pages() };
    await expect(buffer(writeXlsx(broken, { log: 'a', about: 'b' }, () => []))).rejects.toThrow('disk');
  });
});
