import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Report, ReportCall } from '#shared/contract/portal-ward-reports.ts';
import { HOUR_MS } from '#shared/domain/instant.ts';
import { appointOfficer, findCommunes, type Officer } from '../testing/officer.ts';
import { registerOwner, startTestServer, type TestServer } from '../testing/test-server.ts';

let test: TestServer;
let own: string;
let other: string;
let ward: Officer;
let elsewhere: Officer;
let city: Officer;
let call: string;

beforeAll(async () => {
  test = await startTestServer();
  [own, other] = await findCommunes(test);
  await registerOwner(test.url);
  ward = await appointOfficer(test, 'ward-officer', own);
  elsewhere = await appointOfficer(test, 'ward-officer', other);
  city = await appointOfficer(test, 'city-officer', '46');
});
afterAll(() => test.close());

const reportsOf = async (by: Officer): Promise<ReportCall[]> =>
  ((await (await by.call('GET', '/ward/reports')).json()) as { reports: ReportCall[] }).reports;
const read = async (by: Officer): Promise<Report> =>
  (await (await by.call('GET', `/ward/report?call=${call}`)).json()) as Report;
const submit = (by: Officer, unit: string) =>
  by.call('POST', '/ward/report-submissions', { call, unit, note: 'Mạng ở chợ yếu' });

describe('a report', () => {
  it('is asked for by the city, and seen by every ward below it', async () => {
    const asked = { title: 'Tuần 47', dueAt: test.now + HOUR_MS };
    expect((await ward.call('POST', '/ward/reports', asked)).status).toBe(403);
    expect((await city.call('POST', '/ward/reports', asked)).status).toBe(201);
    const [seen] = await reportsOf(ward);
    expect(seen).toMatchObject({ title: 'Tuần 47', asked: 1, submitted: 0 });
    call = seen?.id ?? '';
    expect((await reportsOf(city))[0]?.asked).toBeGreaterThan(30);
  });

  it('is given once by a ward for itself, frozen as it stood, with a proof', async () => {
    expect((await submit(ward, other)).status).toBe(404);
    expect((await submit(ward, own)).status).toBe(201);
    expect((await submit(ward, own)).status).toBe(409);
    await registerOwner(test.url);
    const { rows, totals } = await read(city);
    const given = rows.find(({ unit }) => unit.code === own);
    expect(given).toMatchObject({ state: 'on-time', figures: { counts: { registered: 1 } }, note: 'Mạng ở chợ yếu' });
    expect(given?.sha256).toBe(createHash('sha256').update(JSON.stringify(given?.figures)).digest('hex'));
    expect([totals.registered, rows.filter(({ state }) => state === 'missing').length]).toEqual([1, rows.length - 1]);
  });

  it('is late after its deadline, and a ward sees its own alone', async () => {
    test.now += 2 * HOUR_MS;
    expect((await submit(elsewhere, other)).status).toBe(201);
    expect((await reportsOf(city))[0]).toMatchObject({ submitted: 2, late: 1 });
    expect((await read(elsewhere)).rows).toMatchObject([{ unit: { code: other }, state: 'late' }]);
  });

  it('is a PDF and a workbook too', async () => {
    const pdf = await city.call('GET', `/ward/report.pdf?call=${call}`);
    expect(
      Buffer.from(await pdf.arrayBuffer())
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const xlsx = await city.call('GET', `/ward/report.xlsx?call=${call}&language=en`);
    expect(
      Buffer.from(await xlsx.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    const nothing = '00000000-0000-4000-8000-000000000000';
    expect((await city.call('GET', `/ward/report.pdf?call=${nothing}`)).status).toBe(404);
  });
});

describe('a city', () => {
  let province: Officer;
  let both: Officer;
  const reportTo = (by: Officer, note = '') => by.call('POST', '/ward/report-city-submissions', { call, note });

  beforeAll(async () => {
    province = await appointOfficer(test, 'province-officer', '46');
    both = await appointOfficer(test, 'city-officer', other, own);
  });

  it('is asked by its province alone, by a day of its own', async () => {
    expect((await read(city)).call.cities).toBeNull();
    expect((await reportTo(city)).status).toBe(404);
    const asked = { title: 'Tháng 11', dueAt: test.now + HOUR_MS, cityDueAt: test.now + 2 * HOUR_MS };
    expect((await province.call('POST', '/ward/reports', { ...asked, cityDueAt: test.now })).status).toBe(400);
    expect((await province.call('POST', '/ward/reports', asked)).status).toBe(201);
    call = (await reportsOf(province)).find(({ title }) => title === 'Tháng 11')?.id ?? '';
    expect((await read(province)).call.cities).toMatchObject({ asked: 2, submitted: 0, dueAt: asked.cityDueAt });
    expect((await read(ward)).cities).toEqual([]);
    const seen = await read(both);
    expect([seen.ownArea, seen.cities]).toMatchObject([[own, other].toSorted().join(), [{ state: 'missing' }]]);
    expect((await reportTo(ward)).status).toBe(403);
    expect((await reportTo(province)).status).toBe(403);
  });

  it('reports what its wards have reported, once; what comes later is not in it', async () => {
    expect((await submit(ward, own)).status).toBe(201);
    expect((await reportTo(both, 'Còn chờ một phường')).status).toBe(201);
    expect((await reportTo(both)).status).toBe(409);
    expect((await submit(elsewhere, other)).status).toBe(201);
    const { cities, call: progress } = await read(province);
    expect(progress.cities).toMatchObject({ asked: 2, submitted: 1, late: 0 });
    const given = cities.find(({ id }) => id !== null);
    expect(given).toMatchObject({ state: 'on-time', note: 'Còn chờ một phường' });
    const { wards = [], missing = [], counts } = given?.figures ?? {};
    expect([wards.map(({ unit }) => unit.code), missing.map(({ code }) => code)]).toEqual([[own], [other]]);
    expect(counts?.registered).toBe((await read(ward)).totals.registered);
    expect(given?.sha256).toBe(createHash('sha256').update(JSON.stringify(given?.figures)).digest('hex'));
  });

  it('gives its submission as a file, to itself and to the province', async () => {
    const id = (await read(both)).cities[0]?.id;
    for (const by of [both, province]) {
      for (const format of ['pdf', 'xlsx']) {
        const file = await by.call('GET', `/ward/report.${format}?call=${call}&submission=${id}`);
        expect([format, file.status]).toEqual([format, 200]);
        expect(decodeURIComponent(file.headers.get('content-disposition') ?? '')).toContain('Tháng 11 - ');
      }
    }
    expect((await ward.call('GET', `/ward/report.pdf?call=${call}&submission=${id}`)).status).toBe(404);
    expect((await city.call('GET', `/ward/report.pdf?call=${call}&submission=${id}`)).status).toBe(404);
  });

  it('is late after its own day', async () => {
    test.now += 3 * HOUR_MS;
    expect((await reportTo(city)).status).toBe(201);
    expect((await read(province)).call.cities).toMatchObject({ asked: 2, submitted: 2, late: 1 });
  });
});
