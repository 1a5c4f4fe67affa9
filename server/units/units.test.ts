import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '../store/access.ts';
import { openStore } from '../store/store.ts';
import { importUnits, isCommune, listCommunes, listProvinces, nameCommunes, prepareUnits } from './service.ts';
import { parseUnitCsv } from './unit-csv.ts';

let folder: string;
let store: Store;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'units-'));
  const opened = await openStore(join(folder, 'server.db'));
  if (!opened.ok) throw new Error(opened.error);
  store = opened.value;
  await prepareUnits(store);
  await prepareUnits(store);
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

describe('administrative units', () => {
  it('knows 34 provinces and the 40 communes of Huế', async () => {
    const provinces = await listProvinces(store.read, '2026-11-05');
    expect(provinces).toHaveLength(34);
    expect(provinces[0]).toMatchObject({ code: '01', name: 'Thành phố Hà Nội' });
    const communes = await listCommunes(store.read, '46', '2026-11-05');
    expect(communes).toHaveLength(40);
    expect(communes.map(({ name }) => name)).toContain('Phường Thuận Hoá');
    expect(await listCommunes(store.read, '01', '2026-11-05')).toEqual([]);
    expect(await listProvinces(store.read, '2025-06-30')).toEqual([]);
  });

  it('names a commune and its province', async () => {
    expect(await nameCommunes(store.read, ['19789', '99999'])).toEqual(
      new Map([
        ['19789', { communeName: 'Phường Thuận Hoá', provinceName: 'Thành phố Huế', provinceCode: '46' }],
        ['99999', { communeName: '99999', provinceName: '', provinceCode: '' }],
      ]),
    );
    expect(await isCommune(store.read, '19789')).toBe(true);
    expect(await isCommune(store.read, '99999')).toBe(false);
    expect(await isCommune(store.read, '46')).toBe(false);
  });

  it('imports the rest of the country, and what changes', async () => {
    const csv = '\uFEFFcode;name;province_code\r\n00004;Phường Ba Đình;01\r\n00008;"Phường Ngọc Hà";01\r\n';
    expect(await importUnits(store, csv)).toEqual({ ok: true, value: 2 });
    expect((await listCommunes(store.read, '01')).map(({ code }) => code)).toEqual(['00004', '00008']);
    const renamed =
      'code,name,province_code,effective_from,effective_to\n' +
      '00004,Phường Ba Đình,01,2025-07-01,2027-01-01\n00004,Phường Ba Đình Mới,01,2027-01-01,\n';
    expect(await importUnits(store, renamed)).toEqual({ ok: true, value: 2 });
    expect((await listCommunes(store.read, '01', '2026-12-31'))[0]?.name).toBe('Phường Ba Đình');
    expect((await listCommunes(store.read, '01', '2027-01-01'))[0]?.name).toBe('Phường Ba Đình Mới');
  });

  it.each([
    ['code,name,province_code\n19789,Phường Thuận Hoá,46\n46x,Huế,\n', { row: 2, column: 'code' }],
    ['code,name,province_code\n19789,Phường Thuận Hoá,\n', { row: 1, column: 'province_code' }],
    ['code,name,province_code,effective_from\n46,Huế,,1.7.2025\n', { row: 1, column: 'effective_from' }],
    ['code,name,province_code\n"19789,x\n', { row: 0, column: 'code' }],
    ['Mã,Tên\n19789,x\n', { row: 1, column: 'code' }],
  ])('says where %j is wrong', (csv, error) => {
    expect(parseUnitCsv(csv)).toEqual({ ok: false, error });
  });
});
