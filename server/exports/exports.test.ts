import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type ExportJob,
  type ExportRecord,
  exportJobSchema,
  exportListSchema,
  exportRequestSchema,
} from '#shared/contract/portal-exports.ts';
import { answerNoToAll } from '#shared/domain/declaration-answers.ts';
import { mintEventId } from '#shared/domain/ids.ts';
import { extractText } from '../../print/testing/rasterise.ts';
import { verifyTrail } from '../audit/service.ts';
import { DEFAULT_QUESTION_SET } from '../declarations/default-question-set.ts';
import { findPosterCode, openPoster } from '../testing/phone.ts';
import { addMember, type Owner, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';

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
async function jobFor(request: object, by = owner): Promise<ExportJob & { readonly path: string }> {
  test.now += 1;
  const response = await order(request, by);
  if (response.status !== 201) throw new Error(await response.text());
  const job = exportJobSchema.parse(await response.json());
  return { ...job, path: job.downloadUrl.replace('/api/portal/v1', '') };
}
const fetchFile = async (request: object): Promise<Response> => owner.call('GET', (await jobFor(request)).path);
const revealed = { reveal: true, reason: 'Truy vết theo yêu cầu' };
const trail = (id: string) =>
  test.server.services.store.read
    .selectFrom('audit')
    .select(['action', 'details_json'])
    .where('subject', '=', `export:${id}`)
    .orderBy('seq')
    .execute();

const listOf = async (by: Owner): Promise<ExportRecord[]> =>
  exportListSchema.parse(await (await by.call('GET', `/venues/${owner.venueId}/exports`)).json()).exports;

describe('export', () => {
  it('is one of five under way for a person, however many are ordered at once', async () => {
    const { exports } = test.server.services;
    const { accountId } = (await addMember(test, owner, 'staff')).me;
    const organisationId = owner.me.organisation!.id;
    const by = { id: 'x', accountId, role: 'staff', organisationId, unitCodes: [], isRecent: true } as const;
    const request = exportRequestSchema.parse({ from: today, to: today, format: 'csv', reveal: false, language: 'vi' });
    const wish = { organisationId, venueId: owner.venueId, request };
    const orders = await Promise.all(Array.from({ length: 12 }, () => exports.order(wish, by)));
    expect(orders.map((ordered) => (ordered.ok ? 'ok' : ordered.error)).toSorted()).toEqual([
      ...Array.from({ length: 7 }, () => 'conflict'),
      ...Array.from({ length: 5 }, () => 'ok'),
    ]);
    for (const ordered of orders) {
      if (ordered.ok) await exports.cancel(ordered.value.id, { organisationId, session: by });
    }
  });

  it('is masked unless asked otherwise', async () => {
    const response = await fetchFile({});
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toContain(
      `attachment; filename="nhat-ky-ra-vao - Cho Dong Ba - ${today} - `,
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
    const { path, id, reference, expectedRows, fileName } = await jobFor({ ...revealed, format: 'xlsx' });
    expect(expectedRows).toBe(PEOPLE.length);
    expect(fileName).toContain(reference);
    const response = await owner.call('GET', path);
    const file = Buffer.from(await response.arrayBuffer());
    expect(response.headers.get('content-length')).toBe(String(file.length));
    const book = read(file);
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
      'Mã tệp': reference,
      'SHA-256 của các lượt': expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const entries = await trail(id);
    expect(entries.map(({ action }) => action)).toEqual([
      'export.requested',
      'visits.revealed',
      'export.finished',
      'export.downloaded',
    ]);
    expect(JSON.parse(entries[2]!.details_json)).toEqual({
      rows: PEOPLE.length,
      rowsSha256: about['SHA-256 của các lượt'],
      bytes: file.length,
      sha256: createHash('sha256').update(file).digest('hex'),
    });
  });

  it('is fetched by who ordered it only, again as well, while the server holds it', async () => {
    const { path, id } = await jobFor({});
    const stranger = await registerOwner(test.url);
    expect((await stranger.call('GET', path)).status).toBe(404);
    expect((await (await addMember(test, owner, 'manager')).call('GET', path)).status).toBe(404);
    const texts = [await (await owner.call('GET', path)).text(), await (await owner.call('GET', path)).text()];
    expect(texts[0]).toBe(texts[1]);
    expect((await trail(id)).filter(({ action }) => action === 'export.downloaded')).toHaveLength(2);
    test.now += 10 * 60_000;
    expect((await owner.call('GET', path)).status).toBe(404);
  });

  it('on paper is a list with a page number', async () => {
    const response = await fetchFile({ format: 'pdf' });
    expect(response.headers.get('content-type')).toBe('application/pdf');
    const text = await extractText(Buffer.from(await response.arrayBuffer()));
    for (const words of ['Danh sách lượt ra vào', 'N. T. Hương', '0912 ••• 601', 'Trang 1/1'])
      expect(text).toContain(words);
  });

  it('holds the columns and the visits that were asked for, and says so', async () => {
    const asked = {
      format: 'xlsx',
      columns: ['way', 'arrivedAt'],
      ways: ['staff', 'poster'],
      entranceId: owner.entranceId,
    };
    const book = read(await (await fetchFile(asked)).arrayBuffer());
    const log = utils.sheet_to_json<string[]>(book.Sheets['Nhật ký ra vào']!, { header: 1 });
    expect(log[0]).toEqual(['Giờ vào', 'Cách khai báo']);
    expect(log).toHaveLength(PEOPLE.length + 1);
    const about = Object.fromEntries(
      utils.sheet_to_json<[string, unknown]>(book.Sheets['Thông tin xuất']!, { header: 1 }),
    );
    expect(about['Khoảng ngày']).toMatch(/; Cửa: Cổng chính; Cách khai báo: Nhân viên nhập giúp, Quét mã dán/);
    const none = read(await (await fetchFile({ format: 'xlsx', ways: ['staff'] })).arrayBuffer());
    expect(utils.sheet_to_json(none.Sheets['Nhật ký ra vào']!)).toEqual([]);
    expect((await order({ entranceId: '019a5000-0000-7000-8000-000000000002' })).status).toBe(404);
  });

  it('tells how far it is, to its end', async () => {
    const { id } = await jobFor({ ...revealed, format: 'xlsx' });
    const events = await (await owner.call('GET', `/exports/${id}/progress`)).text();
    const last = exportJobSchema.parse(JSON.parse(events.trim().split('\ndata: ').at(-1) ?? ''));
    expect(last).toMatchObject({ state: 'finished', rows: PEOPLE.length, expectedRows: PEOPLE.length });
    const now = exportJobSchema.parse(await (await owner.call('GET', `/exports/${id}`)).json());
    expect(now).toEqual(last);
    const file = Buffer.from(await (await owner.call('GET', `/exports/${id}/file`)).arrayBuffer());
    expect(now).toMatchObject({ bytes: file.length, sha256: createHash('sha256').update(file).digest('hex') });
  });

  it('that is dropped is gone, and remembered', async () => {
    const { id, path } = await jobFor({});
    await owner.call('GET', path);
    expect((await owner.call('DELETE', `/exports/${id}`)).status).toBe(204);
    expect((await owner.call('DELETE', `/exports/${id}`)).status).toBe(404);
    expect((await owner.call('GET', path)).status).toBe(404);
    const [entry] = await listOf(owner);
    expect(entry).toMatchObject({ id, state: 'finished', downloads: 1, downloadUrl: null, by: 'Nguyễn Thị Hương' });
  });

  it('is listed with who, when, what and why; staff see their own', async () => {
    const { id } = await jobFor(revealed);
    await owner.call('GET', `/exports/${id}/file`);
    const [entry] = await listOf(owner);
    expect(entry).toMatchObject({ id, isOwn: true, reveal: true, reason: revealed.reason, rows: PEOPLE.length });
    expect(entry?.downloadUrl).not.toBeNull();
    const auditor = await addMember(test, owner, 'auditor');
    expect((await listOf(auditor))[0]).toMatchObject({ id, isOwn: false, downloadUrl: null });
    expect(await listOf(await addMember(test, owner, 'staff'))).toEqual([]);
  });

  it('of an earlier run of the server is told to be lost', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'venue-exports-'));
    const before = await startTestServer({ dataDir });
    const other = await registerOwner(before.url);
    const organisationId = other.me.organisation!.id;
    const { venueId, me } = other;
    const by = {
      organisationId,
      session: { ...me, id: 's', role: 'owner', unitCodes: [], isRecent: true, organisationId },
    } as const;
    const request = { from: today, to: today, format: 'csv', reveal: false, language: 'vi', delimiter: ',' } as const;
    const ordered = await before.server.services.exports.order({ organisationId, venueId, request }, by.session);
    if (!ordered.ok) throw new Error(ordered.error);
    await before.server.services.exports.download(ordered.value.id, by, new AbortController().signal);
    const { store } = before.server.services;
    await store.transact((tx) => tx.updateTable('exports').set({ state: 'running' }).execute());
    await before.close();
    const after = await startTestServer({ dataDir });
    expect(await after.server.services.exports.list(venueId, by)).toMatchObject([
      { id: ordered.value.id, state: 'broken', end: 'restart', downloadUrl: null },
    ]);
    await after.close();
    rmSync(dataDir, { recursive: true });
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
    const { path } = await jobFor(revealed);
    expect((await owner.call('HEAD', path)).status).toBe(405);
    await store.transact((tx) => tx.updateTable('memberships').set({ role: 'staff' }).execute());
    expect((await owner.call('GET', path)).status).toBe(404);
    await store.transact((tx) => tx.updateTable('memberships').set({ role: 'owner' }).execute());
    expect((await owner.call('GET', path)).status).toBe(200);
  });

  it('of more than one page is complete and in order', async () => {
    const { sync, clock } = test.server.services;
    const answers = answerNoToAll(DEFAULT_QUESTION_SET);
    const other = await registerOwner(test.url);
    const names = Array.from({ length: 2_400 }, (_, i) => `Khách Số ${i}`);
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
    // Minutes have passed on the server's clock: near midnight that is another day.
    const body = { from: today, to: clock.today(), format: 'csv', language: 'vi', ...revealed };
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
