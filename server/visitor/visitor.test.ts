import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { VISITOR_API } from '#shared/contract/visitor-api.ts';
import { DAY_MS } from '#shared/domain/instant.ts';
import { findPosterCode, openPoster, type Phone } from '../testing/phone.ts';
import { type Owner, registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';

let test: TestServer;
let owner: Owner;
let code: string;
let phone: Phone;
beforeAll(async () => {
  test = await startTestServer();
  owner = await registerOwner(test.url);
  code = await findPosterCode(owner);
});
beforeEach(async () => {
  phone = await openPoster(test.url, code, test.now);
});
afterAll(() => test.close());

const entrance = (word: string) => fetch(`${test.url}${VISITOR_API}/entrances/${word}`);
const findVisit = (id: string) =>
  test.server.services.store.read
    .selectFrom('visits')
    .selectAll()
    .where('id', '=', id as never)
    .execute();

describe('the page behind a poster', () => {
  it('says where one is, what is asked and for how long it is kept', async () => {
    const found = await entrance(code);
    expect(found.status).toBe(200);
    expect(await found.json()).toMatchObject({
      venueName: 'Chợ Đông Ba',
      entranceName: 'Cổng chính',
      address: expect.stringMatching(/^2 Trần Hưng Đạo, .+, Thành phố Huế$/),
      contactDays: 21,
      healthDays: 14,
    });
  });

  it.each(['AAAAAAAAAAAAAAAAAAAAAA', 'short', '%00', "'; drop table visits"])('knows no entrance %j', async (word) => {
    const found = await entrance(encodeURIComponent(word));
    expect([found.status, await found.json()]).toMatchObject([404, { code: 'not-found' }]);
  });
});

describe('a self check-in', () => {
  it('is judged, masked, recorded, and gives a receipt', async () => {
    const request = phone.request();
    const response = await phone.send(request);
    expect(response.status).toBe(201);
    expect(await response.json()).toEqual({
      at: test.now,
      timeZone: 'Asia/Ho_Chi_Minh',
      verdict: 'welcome',
      venueName: 'Chợ Đông Ba',
      entranceName: 'Cổng chính',
      maskedName: 'L. T. M. Duyên',
      receiptCode: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{10}$/),
    });
    const [visit] = await findVisit(request.id);
    expect(visit).toMatchObject({ way: 'poster', assurance: 'declared', verdict: 'welcome', consent_version: 1 });
  });

  it('sent again is the same one, with the same answer, also after midnight', async () => {
    const request = phone.request({ phone: '0912000001' });
    const first = await (await phone.send(request)).json();
    const both = await Promise.all([phone.send(request), phone.send(request)]);
    expect(await Promise.all(both.map((response) => response.json()))).toEqual([first, first]);
    test.now += DAY_MS;
    expect(await (await phone.send(request)).json()).toEqual(first);
    expect(await findVisit(request.id)).toHaveLength(1);
  });

  it('cannot be overwritten, nor its receipt fetched, by who knows its id', async () => {
    const request = phone.request({ phone: '0912000002' });
    await phone.send(request);
    const other = await phone.send({ ...request, name: 'Kẻ Khác' });
    expect([other.status, await other.json()]).toMatchObject([409, { code: 'conflict' }]);
    const elsewhere = await registerOwner(test.url);
    const there = await openPoster(test.url, await findPosterCode(elsewhere), test.now);
    expect((await there.send(request)).status).toBe(409);
  });

  it('has the verdict of its answers, whatever the phone shows', async () => {
    const [symptoms, contact] = phone.request().answers;
    const sick = { ...symptoms!, answer: 'yes' as const, checked: ['fever-now', 'made-up'] };
    const response = await phone.send(phone.request({ phone: '0912000003', answers: [sick, contact!] }));
    expect(await response.json()).toMatchObject({ verdict: 'not-today' });
  });

  it.each([
    [{ phone: '12345' }, { phone: 'not-a-phone' }],
    [{ phone: '0243 825 1234' }, { phone: 'not-a-phone' }],
    [{ answers: [] }, { answers: 'incomplete' }],
    [{ questionsVersion: 99 }, { questionsVersion: 'unknown' }],
    [{ consentVersion: 99 }, { consentVersion: 'outdated' }],
    [{ name: ' \u200b ' }, { name: 'too_small' }],
  ])('with %j is sent back to that input', async (change, fields) => {
    const request = phone.request(change);
    const response = await phone.send(request);
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'invalid-input', fields }]);
    expect(await findVisit(request.id)).toEqual([]);
  });

  it('leaves no name, phone, answer or receipt readable in the database', async () => {
    const request = phone.request({ name: 'Huyền Tôn Nữ Độc Nhất', phone: '0987654321' });
    const { receiptCode } = (await (await phone.send(request)).json()) as { receiptCode: string };
    const { read } = test.server.services.store;
    for (const table of ['visits', 'visit_events', 'receipts', 'person_index', 'audit'] as const) {
      const rows = await read.selectFrom(table).selectAll().execute();
      const bytes = rows.map((row) =>
        Object.values(row).map((value) =>
          value instanceof Uint8Array ? Buffer.from(value).toString() : String(value),
        ),
      );
      const text = JSON.stringify(bytes);
      for (const secret of ['Độc Nhất', '987654321', 'symptoms', receiptCode]) expect(text).not.toContain(secret);
    }
  });
});
