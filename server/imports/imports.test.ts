import { read, utils, write } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Venue } from '#shared/contract/portal-api.ts';
import {
  IMPORT_LIMITS,
  type ImportAnswer,
  type RowProblem,
  type VenueImport,
} from '#shared/contract/portal-imports.ts';
import type { VenueBasics, VenuePage } from '#shared/contract/portal-venues.ts';
import { addMember, type Owner, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';
import { unzip } from './zip.ts';

let test: TestServer;
let owner: Owner;
beforeAll(async () => {
  test = await startTestServer();
  owner = await registerOwner(test.url);
});
afterAll(() => test.close());

const json = async <T>(response: Response): Promise<T> => (await response.json()) as T;
const upload = async (file: Uint8Array | string, by: Owner = owner): Promise<ImportAnswer> =>
  json(await by.call('POST', '/imports', { content: Buffer.from(file).toString('base64') }));

async function check(file: Uint8Array | string, by: Owner = owner): Promise<VenueImport> {
  const answer = await upload(file, by);
  if (answer.kind === 'refused') throw new Error(answer.code);
  return answer.import;
}

async function letIn({ id }: VenueImport, by: Owner = owner): Promise<VenueImport> {
  let now: VenueImport;
  do now = await json(await by.call('POST', `/imports/${id}/steps`));
  while (now.finishedAt === null);
  return now;
}

const HEADER =
  'Mã của bạn,Tên địa điểm,Loại,"Số nhà, đường, thôn","Phường, xã","Tỉnh, thành phố",Cửa ra vào,Người phụ trách,Điện thoại người phụ trách';
const csv = (...rows: string[]): string => [HEADER, ...rows].join('\r\n');
const workbook = (rows: unknown[][]): Buffer => {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows), 'Tờ 1');
  return write(book, { type: 'buffer', bookType: 'xlsx', compression: true });
};
const find = async (by: Owner, words: string): Promise<VenuePage['venues']> =>
  (await json<VenuePage>(await by.call('GET', `/venue-list?search=${encodeURIComponent(words)}`))).venues;
const basics = async (id: string): Promise<VenueBasics> => json(await owner.call('GET', `/venues/${id}/basics`));

describe('a list of venues', () => {
  const rows = [
    'S1,Tiệm Vàng Duy Mong,Cửa hàng,70 Trần Hưng Đạo,Phường Phú Hội,Huế,Cửa chính; Cửa sau,Nguyễn Văn Mong,912345678',
    'S2,Quán Cơm Hến,quan an,17 Hàn Mặc Tử,p.vy da,,,,',
  ];

  it('is looked at first: nothing goes in', async () => {
    const looked = await check(csv(...rows));
    expect(looked).toMatchObject({
      rows: 2,
      counts: { new: 2, changed: 0, unchanged: 0, error: 0 },
      problems: [],
      done: 0,
      finishedAt: null,
    });
    expect(looked.preview[0]).toEqual({
      row: 2,
      name: 'Tiệm Vàng Duy Mong',
      communeName: 'Phường Thuận Hoá',
      status: 'new',
      changes: [],
    });
    expect(await find(owner, 'duy mong')).toEqual([]);
  });

  it('goes in, and again without a change, and with what differs alone', async () => {
    const done = await letIn(await check(csv(...rows)));
    expect(done).toMatchObject({ done: 2, finishedAt: test.now });
    const [venue] = await find(owner, 'duy mong');
    expect(await basics(venue!.id)).toMatchObject({
      externalId: 'S1',
      type: 'shop',
      address: { line: '70 Trần Hưng Đạo', communeCode: '19789' },
      responsible: { name: 'Nguyễn Văn Mong', phone: '0912345678' },
      entrances: [{ name: 'Cửa chính' }, { name: 'Cửa sau' }],
    });
    expect((await check(csv(...rows))).counts).toEqual({ new: 0, changed: 0, unchanged: 2, error: 0 });
    const changed = await check(
      csv('s1x,Quán Khác,shop,1 Lê Lợi,19789,,,,', 'S1,Tiệm Vàng Duy Mong 2,,70 Trần Hưng Đạo,Phú Hội,,Cổng mới,,'),
    );
    expect(changed.preview[1]).toMatchObject({ status: 'changed', changes: ['name', 'entrances'] });
    await letIn(changed);
    const after = await basics(venue!.id);
    expect(after).toMatchObject({
      name: 'Tiệm Vàng Duy Mong 2',
      type: 'shop',
      responsible: { name: 'Nguyễn Văn Mong' },
    });
    expect(after.entrances.map(({ name }) => name)).toEqual(['Cửa chính', 'Cửa sau', 'Cổng mới']);
  });

  it('finds venues without a number by name, commune and address, and gives them theirs', async () => {
    const made = await json<Venue>(
      await owner.call('POST', '/venues', {
        name: 'Nhà sách Phú Xuân',
        type: 'shop',
        address: { line: '131 Trần Hưng Đạo', communeCode: '19753' },
        entrances: ['Cửa'],
      }),
    );
    const list = csv('NS9,NHÀ SÁCH PHÚ XUÂN,,131 trần hưng đạo,Đông Ba,,,,');
    const looked = await check(list);
    expect(looked.preview[0]?.changes).toEqual(['externalId', 'name', 'address']);
    await letIn(looked);
    expect((await basics(made.id)).externalId).toBe('NS9');
    expect(await find(owner, 'nha sach')).toHaveLength(1);
  });

  it('says of each row what is wrong with it, and what may have been meant', async () => {
    const looked = await check(
      csv(
        ',Không phường,shop,1 Lê Lợi,Thuận Hoas,,,,',
        ',Không loại,,1 Lê Lợi,Kim Long,,,,',
        ',Loại lạ,tàu vũ trụ,1 Lê Lợi,Kim Long,,,,',
        'D,Trùng mã,shop,1 Lê Lợi,Kim Long,,,,',
        'D,Trùng mã 2,shop,2 Lê Lợi,Kim Long,,,,',
        ',Trùng nơi,shop,3 Lê Lợi,Kim Long,,,,',
        ',trùng nơi,shop,3 lê lợi,Kim Long,,,,',
        ',Nửa người,shop,4 Lê Lợi,Kim Long,,,Lê Thị Hoa,',
        ',Sai số,shop,5 Lê Lợi,Kim Long,,,Lê Thị Hoa,12345',
        ',,shop,6 Lê Lợi,Kim Long,,,,',
        `,${'a'.repeat(301)},shop,7 Lê Lợi,Kim Long,,,,`,
      ),
    );
    expect(looked.counts).toEqual({ new: 2, changed: 0, unchanged: 0, error: 9 });
    const told = looked.problems.map(({ row, column, code, otherRow }) => [row, column, code, otherRow]);
    expect(told).toEqual([
      [2, 'commune', 'unknown-commune', null],
      [3, 'type', 'missing', null],
      [4, 'type', 'unknown-type', null],
      [6, 'externalId', 'duplicate-id', 5],
      [8, 'name', 'duplicate-row', 7],
      [9, 'responsiblePhone', 'half-a-person', null],
      [10, 'responsiblePhone', 'not-a-phone', null],
      [11, 'name', 'missing', null],
      [12, 'name', 'too-long', null],
    ]);
    expect(looked.problems[0]?.suggestions).toContain('Phường Thuận Hoá, Thành phố Huế');
    expect(JSON.stringify(looked)).not.toMatch(/Lê Thị Hoa|12345/);
    const done = await letIn(looked);
    expect(done.counts.error).toBe(9);
    expect(await find(owner, 'trung ma')).toHaveLength(1);
  });

  it('keeps a closed venue closed', async () => {
    const made = await check(csv('CL,Quán Nghỉ,shop,9 Lê Lợi,Kim Long,,,,'));
    await letIn(made);
    const [venue] = await find(owner, 'quan nghi');
    await owner.call('POST', `/venues/${venue!.id}/closure`);
    const again = await check(csv('CL,Quán Nghỉ,shop,9 Lê Lợi,Kim Long,,,,'));
    expect(again.problems.map(({ code }: RowProblem) => code)).toEqual(['closed']);
  });

  it('is nobody else’s, is not for staff, and waits a day', async () => {
    const looked = await check(csv(...rows));
    const stranger = await registerOwner(test.url);
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/steps'],
      ['GET', '/result?format=csv'],
      ['DELETE', ''],
    ] as const) {
      expect((await stranger.call(method, `/imports/${looked.id}${path}`)).status).toBe(404);
    }
    expect(await json(await stranger.call('GET', '/imports/current'))).toEqual({ import: null });
    const staff = await addMember(test, owner, 'staff');
    expect((await staff.call('POST', '/imports', { content: '' })).status).toBe(403);
    expect(await json(await owner.call('GET', '/imports/current'))).toMatchObject({ import: { id: looked.id } });
    const kept = await test.server.services.store.read.selectFrom('import_chunks').select('rows_sealed').execute();
    expect(kept.map((chunk) => Buffer.from(chunk.rows_sealed).toString('latin1')).join()).not.toMatch(
      /Duy Mong|912345678/,
    );
    expect(looked.expiresAt).toBe(test.now + IMPORT_LIMITS.keptMs);
    await test.server.services.store.transact((tx) =>
      tx.updateTable('imports').set({ expires_at: test.now }).execute(),
    );
    expect((await owner.call('GET', `/imports/${looked.id}`)).status).toBe(404);
    await check(csv(...rows));
    expect(await test.server.services.store.read.selectFrom('imports').select('id').execute()).toHaveLength(1);
  });
});

describe('files as they come', () => {
  it('may have numbers where text is meant, and columns of other programs', async () => {
    const looked = await check(
      workbook([
        ['STT', 'Tên cơ sở', 'Loại hình', 'Địa chỉ', 'Phường/xã', 'SĐT', 'Chủ cơ sở', 'Doanh thu'],
        [1, 'Kho 7', 'Khác', 12, 19789, 912345678, 'Lê Văn Tám', 5e6],
      ]),
    );
    expect(looked.problems).toEqual([]);
    expect(looked.ignoredColumns).toEqual(['STT', 'Doanh thu']);
    expect(looked.preview).toMatchObject([{ name: 'Kho 7', communeName: 'Phường Thuận Hoá' }]);
  });

  it('has a template that reads as empty until it is filled in', async () => {
    for (const [format, language] of [
      ['xlsx', 'en'],
      ['csv', 'vi'],
    ]) {
      const response = await owner.call('GET', `/import-template?format=${format}&language=${language}`);
      const bytes = Buffer.from(await response.arrayBuffer());
      expect(await upload(bytes)).toEqual({ kind: 'refused', code: 'empty' });
      if (format === 'csv') continue;
      const files = unzip(bytes);
      const sheet = files.ok ? Buffer.from(files.value.get('xl/worksheets/sheet1.xml') ?? []).toString() : '';
      expect(sheet).toMatch(/<\/sheetData><dataValidations count="1">.*\$A\$1:\$A\$11/);
      const book = read(bytes);
      expect(book.SheetNames).toHaveLength(3);
      book.Sheets[book.SheetNames[0] ?? '']!['A2']!.v = 'X1';
      const filled = await check(write(book, { type: 'buffer', bookType: 'xlsx' }));
      expect(filled).toMatchObject({ rows: 1, problems: [] });
    }
  });
});

describe('formulas', () => {
  it('compute nothing: a formula is told of in a workbook and is text in a CSV', async () => {
    const book = utils.book_new();
    const sheet = utils.aoa_to_sheet([
      ['Tên', 'Loại', 'Địa chỉ', 'Phường'],
      ['x', 'shop', '1 Lê Lợi', 'Kim Long'],
    ]);
    sheet['A2'] = { t: 's', v: 'Tên', f: 'HYPERLINK("http://evil.example","x")' };
    utils.book_append_sheet(book, sheet, 'a');
    const looked = await check(write(book, { type: 'buffer', bookType: 'xlsx' }));
    expect(looked.problems[0]).toMatchObject({ row: 2, column: 'name', code: 'formula' });
    const plain = await check(csv('F1,"=HYPERLINK(""http://evil.example"")",shop,1 Lê Lợi,Kim Long,,,,'));
    expect(plain.preview[0]?.name).toBe('=HYPERLINK("http://evil.example")');
    await letIn(plain);
    const result = await owner.call('GET', `/imports/${plain.id}/result?format=csv`);
    expect(await result.text()).toContain('"\'=HYPERLINK');
  });
});

describe('a file that is no list', () => {
  it('is refused with the reason, and one that is too large with a status', async () => {
    expect(await upload('a,b\nc,d\n')).toEqual({ kind: 'refused', code: 'no-header' });
    expect(await upload('Tên,Phường\n')).toEqual({ kind: 'refused', code: 'empty' });
    const response = await owner.call('POST', '/imports', { content: 'A'.repeat(6_900_000) });
    expect([400, 413]).toContain(response.status);
  });
});

describe('the result', () => {
  it('has each row with its posters, and can be corrected and let in again', async () => {
    const looked = await check(
      csv(
        'R1,Phở Sài Gòn,shop,1 Hùng Vương,An Cựu,,A; B,Lê Thị Hoa,0912345678',
        'R2,Phở Hà Nội,shop,2 Hùng Vương,Anh Cưụ,,,,',
      ),
    );
    await letIn(looked);
    const result = await owner.call('GET', `/imports/${looked.id}/result?format=csv&language=en`);
    const rows = parse(await result.text(), { bom: true, delimiter: ';', columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ 'Your number': 'R1', Row: '2', Result: 'New', 'To correct': '' });
    expect(rows[0]?.['QR addresses']?.split(' ; ')).toHaveLength(2);
    expect(rows[0]?.['QR addresses']).toContain(`${test.url}/v/`);
    expect(rows[1]).toMatchObject({ Result: 'Error', 'System id': '' });
    expect(rows[1]?.['To correct']).toContain('Did you mean Phường An Cựu');
    const xlsx = await owner.call('GET', `/imports/${looked.id}/result?format=xlsx`);
    const book = read(Buffer.from(await xlsx.arrayBuffer()));
    const sheet = book.Sheets[book.SheetNames[0] ?? '']!;
    sheet['E3']!.v = 'An Cựu';
    const again = await check(write(book, { type: 'buffer', bookType: 'xlsx' }));
    expect(again).toMatchObject({ counts: { new: 1, changed: 0, unchanged: 1, error: 0 }, problems: [] });
  });
});

describe('thousands of rows', () => {
  it('go in step by step, each once, though some steps are asked for twice', async () => {
    const by = await registerOwner(test.url);
    const rows = Array.from({ length: 450 }, (_, i) => `N${i},Trạm ${i},shop,${i} Lê Lợi,Vỹ Dạ,,,,`);
    const looked = await check(csv(...rows), by);
    expect(looked.counts.new).toBe(450);
    expect(looked.preview).toHaveLength(IMPORT_LIMITS.rowsShown);
    const first = await json<VenueImport>(await by.call('POST', `/imports/${looked.id}/steps`));
    expect(first).toMatchObject({ done: 200, finishedAt: null });
    const half = await json<VenueImport>(await by.call('GET', '/imports/current').then((r) => r));
    expect(half).toMatchObject({ import: { done: 200 } });
    await Promise.all(Array.from({ length: 3 }, () => by.call('POST', `/imports/${looked.id}/steps`)));
    expect(await letIn(looked, by)).toMatchObject({ done: 450 });
    const page = await json<VenuePage>(await by.call('GET', '/venue-list?search=tram'));
    expect(page.total).toBe(450);
    expect((await check(csv(...rows), by)).counts).toEqual({ new: 0, changed: 0, unchanged: 450, error: 0 });
  });
});
