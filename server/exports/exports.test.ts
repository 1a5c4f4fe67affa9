import { read, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerNoToAll } from '#shared/domain/declaration.ts';
import { mintEventId } from '#shared/domain/ids.ts';
import { verifyTrail } from '../audit/service.ts';
import { DEFAULT_QUESTION_SET } from '../declarations/default-question-set.ts';
import { findPosterCode, openPoster } from '../testing/phone.ts';
import { type Owner, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';

const PEOPLE = [
  ['Nguyễn Thị Hương', '0912345601'],
  ['=HYPERLINK("http://evil.example")', '0912345602'],
  ['Đặng "Tí", Út', '0912345603'],
  ['Jane O’Neil', '+1 202 555 0143'],
] as const;

let test: TestServer;
let owner: Owner;
let today: string;
beforeAll(async () => {
  test = await startTestServer();
  owner = await registerOwner(test.url);
  today = test.server.services.clock.today();
  const phone = await openPoster(test.url, await findPosterCode(owner), test.now);
  for (const [name, number] of PEOPLE) {
    test.now += 1;
    const sent = await phone.send(phone.request({ name, phone: number }));
    if (!sent.ok) throw new Error(await sent.text());
  }
});
afterAll(() => test.close());

const order = (request: object, by = owner) =>
  by.call('POST', `/venues/${owner.venueId}/exports`, {
    from: today,
    to: today,
    format: 'csv',
    reveal: false,
    language: 'vi',
    ...request,
  });
async function ticketFor(request: object): Promise<{ path: string; id: string; rows: number }> {
  const response = await order(request);
  const ticket = (await response.json()) as { id: string; downloadUrl: string; rows: number };
  return { ...ticket, path: ticket.downloadUrl.replace('/api/portal/v1', '') };
}
const fetchFile = async (request: object): Promise<Response> => owner.call('GET', (await ticketFor(request)).path);
const revealed = { reveal: true, reason: 'Truy vết theo yêu cầu' };
const trail = (id: string) =>
  test.server.services.store.read
    .selectFrom('audit')
    .select(['action', 'details_json'])
    .where('subject', '=', `export:${id}`)
    .orderBy('seq')
    .execute();

describe('export', () => {
  it('is masked unless asked otherwise', async () => {
    const response = await fetchFile({});
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toContain(
      `attachment; filename="nhat-ky-ra-vao - Cho Dong Ba - ${today}.csv"`,
    );
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    const rows: Record<string, string>[] = parse(bytes, { bom: true, columns: true });
    expect(rows.map((row) => row['Họ tên'])[0]).toBe('N. T. Hương');
    expect(rows.map((row) => row['Điện thoại'])).toContain('0912 ••• 601');
    expect(bytes.toString()).not.toMatch(/Nguyễn|0912345/);
  });

  it('gives names and phones back whole as CSV, and nothing that executes', async () => {
    const response = await fetchFile({ ...revealed, delimiter: ';', language: 'en' });
    const rows: Record<string, string>[] = parse(await response.text(), { bom: true, columns: true, delimiter: ';' });
    expect(rows.map((row) => [row['Name'], row['Phone']])).toEqual([
      ['Nguyễn Thị Hương', '0912345601'],
      [`'=HYPERLINK("http://evil.example")`, '0912345602'],
      ['Đặng "Tí", Út', '0912345603'],
      ['Jane O’Neil', "'+12025550143"],
    ]);
  });

  it('gives them back as XLSX, with a second sheet that says who, when, what and why', async () => {
    const { path, id, rows } = await ticketFor({ ...revealed, format: 'xlsx' });
    expect(rows).toBe(PEOPLE.length);
    const book = read(await (await owner.call('GET', path)).arrayBuffer());
    const log = utils.sheet_to_json<Record<string, unknown>>(book.Sheets['Nhật ký ra vào']!);
    expect(log.map((row) => row['Họ tên'])).toEqual(PEOPLE.map(([name]) => name));
    expect(log[0]).toMatchObject({ 'Điện thoại': '0912345601', 'Giờ vào': expect.any(Number) });
    const about = Object.fromEntries(
      utils.sheet_to_json<[string, unknown]>(book.Sheets['Thông tin xuất']!, { header: 1 }),
    );
    expect(about).toMatchObject({
      'Địa điểm': 'Chợ Đông Ba',
      'Người xuất': expect.stringMatching(/^Nguyễn Thị Hương <owner\d+@example\.vn>$/),
      'Khoảng ngày': `từ ${today} đến ${today}`,
      'Lý do': revealed.reason,
      'Số lượt': PEOPLE.length,
      'SHA-256 của các lượt': expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const entries = await trail(id);
    expect(entries.map(({ action }) => action)).toEqual([
      'export.requested',
      'export.downloaded',
      'visits.revealed',
      'export.finished',
    ]);
    expect(JSON.parse(entries.at(-1)!.details_json)).toEqual({
      rows: PEOPLE.length,
      sha256: about['SHA-256 của các lượt'],
    });
  });

  it('is fetched once, in time, by who ordered it', async () => {
    const { path } = await ticketFor({});
    const stranger = await registerOwner(test.url);
    expect((await stranger.call('GET', path)).status).toBe(404);
    expect((await owner.call('GET', path)).status).toBe(200);
    expect((await owner.call('GET', path)).status).toBe(404);
    const late = await ticketFor({});
    test.now += 5 * 60_000;
    expect((await owner.call('GET', late.path)).status).toBe(404);
  });

  it.each([
    [{ reveal: true }, { reason: 'required' }],
    [{ reveal: true, reason: '    x' }, { reason: 'required' }],
    [{ from: '2026-12-02', to: '2026-12-01' }, { to: 'before-from' }],
    [{ from: '2026-02-30' }, { from: 'invalid_format' }],
  ])('of %j is sent back', async (request, fields) => {
    const response = await order(request);
    expect([response.status, await response.json()]).toMatchObject([400, { fields }]);
  });

  it('in full is for owners and managers', async () => {
    const { store } = test.server.services;
    await store.transact((tx) => tx.updateTable('memberships').set({ role: 'staff' }).execute());
    expect((await order(revealed)).status).toBe(403);
    expect((await order({})).status).toBe(201);
    await store.transact((tx) => tx.updateTable('memberships').set({ role: 'owner' }).execute());
  });

  it('in full is not handed to whoever may not have it any more', async () => {
    const { store } = test.server.services;
    const { path } = await ticketFor(revealed);
    await store.transact((tx) => tx.updateTable('memberships').set({ role: 'staff' }).execute());
    expect((await owner.call('GET', path)).status).toBe(404);
    await store.transact((tx) => tx.updateTable('memberships').set({ role: 'owner' }).execute());
    expect((await owner.call('GET', path)).status).toBe(200);
  });

  it('is fetched once by whoever asks ten times at once, and not spent by a HEAD', async () => {
    const { path } = await ticketFor({});
    expect((await owner.call('HEAD', path)).status).toBe(405);
    const answers = await Promise.all(Array.from({ length: 10 }, () => owner.call('GET', path)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200,
      ...Array.from({ length: 9 }, () => 404),
    ]);
  });

  it('of more than one page is complete and in order', async () => {
    const { sync } = test.server.services;
    const answers = answerNoToAll(DEFAULT_QUESTION_SET);
    const other = await registerOwner(test.url);
    const names = Array.from({ length: 4_500 }, (_, i) => `Khách Số ${i}`);
    await Promise.all(
      names.map((name, i) => {
        test.now += i % 2;
        return sync.ingestSelfCheckIn({
          id: mintEventId(test.now),
          venueId: other.venueId,
          entranceId: other.entranceId,
          contact: { v: 1, name, phone: `+8491${String(2_000_000 + i)}` },
          health: { v: 1, questionsVersion: 1, language: 'vi', answers },
          consentVersion: 1,
          verdict: 'welcome',
        });
      }),
    );
    const body = { from: today, to: today, format: 'csv', language: 'vi', ...revealed };
    const response = await other.call('POST', `/venues/${other.venueId}/exports`, body);
    const { downloadUrl } = (await response.json()) as { downloadUrl: string };
    const file = await other.call('GET', downloadUrl.replace('/api/portal/v1', ''));
    const rows: Record<string, string>[] = parse(await file.text(), { bom: true, columns: true });
    expect(new Set(rows.map((row) => row['Họ tên']))).toEqual(new Set(names));
    expect(rows).toHaveLength(names.length);
    const times = rows.map((row) => row['Giờ vào']!);
    expect(times).toEqual(times.toSorted());
  });

  it('leaves a trail that holds', async () => {
    expect(await verifyTrail(test.server.services.store.read)).toMatchObject({ holds: true });
  });
});
