import { buffer } from 'node:stream/consumers';
import { read, utils } from '@e965/xlsx';
import { CsvError, parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeCsv } from '#server/exports/csv.ts';
import { type Cell, type LogTable, textCell } from '#server/exports/log-table.ts';
import { writeXlsx } from '#server/exports/xlsx.ts';
import { personNameSchema } from '#shared/domain/person-name.ts';
import { findPosterCode, openPoster } from '../../../server/testing/phone.ts';
import { type Owner, registerOwner, startTestServer, type TestServer } from '../../../server/testing/test-server.ts';
import { howMany } from '../suite-length.ts';

const RUNS = howMany({ short: 1_000, full: 50_000 });
const DELIMITERS = [',', ';', '\t'] as const;
/** However a program splits the line, guessing the delimiter or told a wrong one. */
const SPLITS = [',', ';', '\t', '|'] as const;

/** What starts a formula, in ASCII, in full width, and as the characters that some settings fold to them. */
const STARTS = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '﹦', '﹢', '﹣', '﹫', '⁼', '⁺', '−'];
const EXECUTES = /^["\s\p{Cc}\p{Cf}]*[=+\-@＝＋－＠﹦﹢﹣﹫]/u;
const BEFORE = [
  '',
  ' ',
  '  ',
  '\t',
  '\r',
  '\n',
  '\r\n',
  '\u00A0',
  '\u200B',
  '\uFEFF',
  '\u202E',
  '"',
  '""',
  ' "',
  "'",
  ',',
  ';',
];
const AFTER = [
  '1+1',
  'cmd|"/C calc"!A0',
  'HYPERLINK("http://evil.example","x")',
  'SUM(A1)',
  'WEBSERVICE("http://e")',
  '',
];

const CORPUS = STARTS.flatMap((start) => BEFORE.flatMap((before) => AFTER.map((after) => `${before}${start}${after}`)));
const MIDDLES = CORPUS.map((attack) => `Lan${attack}`);

/** Names that exporters have garbled. */
const NAMES = [
  ...[
    'Nguyễn Thị Hương',
    'Đặng Hữu Phước',
    'Trương Quốc Ẩn',
    'Huỳnh Thuỵ Ỹ',
    'Ông "Tư" <Bến> & Con',
    "O'Neil, Seán; Jr.",
  ],
  ...[
    '李小龍',
    'محمد بن راشد',
    'עמוס עוז',
    '👩‍🌾 Út',
    'Ng\u0302',
    'Lê_x000D_',
    '_x0041_',
    '0123',
    '1e5',
    '2026-01-01',
    'TRUE',
  ],
  ...['#REF!', 'a'.repeat(300), 'Zoë Ångström', 'Nguyễn Văn A'.normalize('NFD')],
];

const tableOf = (texts: readonly string[]): LogTable => ({
  columns: ['A', 'B', 'C'].map((title) => ({ title, width: 10 })),
  timeZone: 'Asia/Ho_Chi_Minh',
  pages: (async function* () {
    yield texts.map((text): Cell[] => [textCell('x'), textCell(text), textCell('y')]);
  })(),
});

async function csvOf(texts: readonly string[], delimiter: (typeof DELIMITERS)[number]): Promise<string> {
  let csv = '';
  for await (const chunk of writeCsv(tableOf(texts), { delimiter, byteOrderMark: true })) csv += chunk;
  return csv;
}

const xlsxOf = async (texts: readonly string[]) =>
  read(await buffer(writeXlsx(tableOf(texts), { log: 'L', about: 'A' }, () => [])), { cellFormula: true });

const OPTIONS = { bom: true, relaxQuotes: true, relaxColumnCount: true };

/** As a forgiving program reads: a quote that a wrong delimiter left open closes where the file ends. */
function cellsOf(csv: string, delimiter: string): string[][] {
  try {
    return parse(csv, { ...OPTIONS, delimiter });
  } catch (error) {
    if (!(error instanceof CsvError) || error.code !== 'CSV_QUOTE_NOT_CLOSED') throw error;
    return parse(`${csv}"`, { ...OPTIONS, delimiter });
  }
}

async function expectHarmless(texts: readonly string[]): Promise<void> {
  for (const written of DELIMITERS) {
    const csv = await csvOf(texts, written);
    for (const split of SPLITS) {
      const dangerous = cellsOf(csv, split)
        .flat()
        .filter((cell) => EXECUTES.test(cell));
      expect([written, split, dangerous]).toEqual([written, split, []]);
    }
  }
}

describe('CSV', () => {
  it(`has no cell that executes, of ${CORPUS.length + MIDDLES.length} attacks, however it is split`, async () => {
    await expectHarmless(CORPUS);
    await expectHarmless(MIDDLES);
  });

  it('nor of a delimiter alone, which leaves a quote open for whoever splits wrongly', async () => {
    await expectHarmless([';']);
  });

  it('nor of any text made of the same parts', async () => {
    const parts = fc.constantFrom(...STARTS, ...BEFORE, ...AFTER, 'Lan', '|', 'a', '1');
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(parts, { maxLength: 8 }), { minLength: 20, maxLength: 20 }), (texts) =>
        expectHarmless(texts.map((each) => each.join(''))),
      ),
      { numRuns: Math.ceil(RUNS / 100) },
    );
  });

  it.each(DELIMITERS)('gives names back exactly, delimiter %j', async (delimiter) => {
    const rows = cellsOf(await csvOf(NAMES, delimiter), delimiter).slice(1);
    expect(rows).toEqual(NAMES.map((name) => ['x', name, 'y']));
  });
});

describe('XLSX', () => {
  it('holds every attack as a text, and exactly', async () => {
    const { Sheets } = await xlsxOf([...CORPUS, ...MIDDLES]);
    const sheet = Sheets['L']!;
    const cells = Object.entries(sheet).filter(([address]) => /^[A-Z]+\d+$/.test(address));
    expect(cells.length).toBeGreaterThan(CORPUS.length * 6 - 1);
    for (const [address, cell] of cells) expect([address, cell.t, cell.f]).toEqual([address, 's', undefined]);
  });

  it('gives names back exactly', async () => {
    const rows = utils.sheet_to_json<string[]>((await xlsxOf(NAMES)).Sheets['L']!, { header: 1 });
    expect(rows.slice(1)).toEqual(NAMES.map((name) => ['x', name, 'y']));
  });

  it('gives any text back that XML can hold', async () => {
    // Line ends are one in XML: CR alone and CR LF are read as LF (XML 1.0, 2.11).
    const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map((each) => each.replaceAll('\r', ''));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 50, maxLength: 50 }), async (texts) => {
        const sheet = (await xlsxOf(texts)).Sheets['L']!;
        expect(texts.map((_text, i) => sheet[`B${i + 2}`]?.v ?? '')).toEqual(texts);
      }),
      { numRuns: Math.ceil(RUNS / 50) },
    );
  });
});

describe('the export of a real log', () => {
  let test: TestServer;
  let owner: Owner;
  /** Those a visitor can really enter. */
  const entered = [...NAMES, ...CORPUS].filter((name) => personNameSchema.safeParse(name).success).slice(0, 60);
  const kept = entered.map((name) => personNameSchema.parse(name) as string);
  beforeAll(async () => {
    test = await startTestServer();
    owner = await registerOwner(test.url);
    const phone = await openPoster(test.url, await findPosterCode(owner), test.now);
    for (const [index, name] of entered.entries()) {
      test.now += 1;
      const number = `09${String(12_000_000 + index)}`;
      const sent = await phone.send(phone.request({ name, phone: number }));
      if (!sent.ok) throw new Error(`${name}: ${await sent.text()}`);
    }
  });
  afterAll(() => test.close());

  async function exportLog(format: 'csv' | 'xlsx'): Promise<Buffer> {
    const day = test.server.services.clock.today();
    const body = { from: day, to: day, format, reveal: true, reason: 'Kiểm tra', language: 'vi' };
    const ordered = await owner.call('POST', `/venues/${owner.venueId}/exports`, body);
    const { downloadUrl } = (await ordered.json()) as { downloadUrl: string };
    const file = await owner.call('GET', downloadUrl.replace('/api/portal/v1', ''));
    return Buffer.from(await file.arrayBuffer());
  }

  it('as CSV names everybody exactly, or with the apostrophe that disarms', async () => {
    const rows: Record<string, string>[] = parse(await exportLog('csv'), { bom: true, columns: true });
    const names = rows.map((row) => row['Họ tên'] ?? '');
    expect(names.filter((name) => EXECUTES.test(name))).toEqual([]);
    expect(names.map((name) => name.replaceAll("'", ''))).toEqual(kept.map((name) => name.replaceAll("'", '')));
  });

  it('as XLSX names everybody exactly', async () => {
    const book = read(await exportLog('xlsx'));
    const rows = utils.sheet_to_json<Record<string, unknown>>(book.Sheets['Nhật ký ra vào']!);
    expect(rows.map((row) => row['Họ tên'])).toEqual(kept);
  });
});
