import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldAccents } from '#shared/domain/search-text.ts';
import { parseAliasCsv } from './alias-csv.ts';
import { type IndexedName, indexName, rankCommunes, readTyped, suggestCommunes } from './commune-search.ts';
import { parseUnitCsv } from './unit-csv.ts';

const read = (name: string) => readFile(new URL(name, import.meta.url), 'utf8');
const units = parseUnitCsv(await read('./administrative-units.csv'));
const aliases = parseAliasCsv(await read('./unit-aliases.csv'));
if (!units.ok || !aliases.ok) throw new Error('the built-in files do not parse');

const communes = new Map(
  units.value.filter(({ provinceCode }) => provinceCode !== null).map((unit) => [unit.code, unit]),
);
const place = { provinceCode: '46', provinceName: 'Thành phố Huế', placeSearch: 'thanh pho hue' };
const own = [...communes.values()].map(({ code, name }) =>
  indexName({ code, name, ...place, formerly: null, nameSearch: foldAccents(name) }),
);
const former = aliases.value.map(({ name, within, communeCode }) =>
  indexName({
    ...place,
    code: communeCode,
    name: communes.get(communeCode)?.name ?? '',
    formerly: `${name}, ${within}`,
    nameSearch: foldAccents(name),
    placeSearch: `${foldAccents(within)} thanh pho hue`,
  }),
);
const names: IndexedName[] = [...own, ...former];
const find = (typed: string) => rankCommunes(names, typed, '46');

describe('names of before', () => {
  it('lead to communes of today, each of which has some', () => {
    const led = new Set(aliases.value.map(({ communeCode }) => communeCode));
    expect([...led].filter((code) => !communes.has(code))).toEqual([]);
    expect([...communes.keys()].filter((code) => !led.has(code))).toEqual([]);
  });

  it.each([
    ['phường Phú Hội', 'Phường Thuận Hoá'],
    ['phu hoi', 'Phường Thuận Hoá'],
    ['P.Phú Hội', 'Phường Thuận Hoá'],
    ['Phú Hội, TP.Huế', 'Phường Thuận Hoá'],
    ['Phường Đúc', 'Phường Thuận Hoá'],
    ['thị trấn Sịa', 'Xã Quảng Điền'],
    ['TT. Lăng Cô', 'Xã Chân Mây - Lăng Cô'],
    ['Tứ Hạ', 'Phường Hương Trà'],
    ['Thuận Hóa', 'Phường Thuận Hoá'],
    ['xuan phu', 'Phường Vỹ Dạ'],
    ['hương hồ', 'Phường Kim Long'],
    ['Xã Lộc Tiến huyện Phú Lộc', 'Xã Chân Mây - Lăng Cô'],
    ['A Lưới 5', 'Xã A Lưới 5'],
  ])('%s is %s', (typed, name) => {
    expect(find(typed)[0]?.name).toBe(name);
  });

  it('of a district lead to each of its communes', () => {
    const found = find('quận thuận hoá').map(({ name }) => name);
    expect(found).toContain('Phường Vỹ Dạ');
    expect(found).toContain('Phường An Cựu');
    expect(found).not.toContain('Phường Kim Long');
  });

  it('are told of, and a name of today comes before one of before', () => {
    expect(find('phú hội')[0]?.formerly).toBe('Phường Phú Hội, Quận Thuận Hoá, Thừa Thiên Huế');
    expect(find('Phường Phú Bài')[0]).toMatchObject({ name: 'Phường Phú Bài', formerly: null });
  });

  it('do not make everything of a province match its name', () => {
    expect(find('thành phố huế')).toEqual([]);
    expect(find('')).toEqual([]);
    expect(find('Hải Châu')).toEqual([]);
  });
});

describe('what was typed', () => {
  it.each([
    ['P. Phú Hội', 'phuong phu hoi'],
    ['Q.1', 'quan 1'],
    ['TP.HCM', 'thanh pho hcm'],
    ['phu xuan', 'phu xuan'],
  ])('%s is read as %s', (typed, words) => {
    expect(readTyped(typed).join(' ')).toBe(words);
  });

  it('finds every commune by its whole name, however it is written', () => {
    fc.assert(
      fc.property(fc.constantFrom(...communes.values()), fc.boolean(), fc.boolean(), ({ name }, plain, loud) => {
        const folded = plain ? foldAccents(name) : name;
        expect(find(loud ? folded.toUpperCase() : folded).map((found) => found.name)).toContain(name);
      }),
    );
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60, unit: 'binary' }), (typed) => void find(typed)),
      { numRuns: 30 },
    );
  });
});

describe('suggestions', () => {
  it.each([
    ['Thuân Háo', 'Phường Thuận Hoá'],
    ['phường thuan hoas', 'Phường Thuận Hoá'],
    ['Kim Lomg', 'Phường Kim Long'],
    ['phu hoj', 'Phường Thuận Hoá'],
  ])('%s was meant to be %s', (typed, name) => {
    expect(suggestCommunes(names, typed).map((found) => found.name)).toContain(name);
  });

  it('are none for what is far from any', () => {
    expect(suggestCommunes(names, 'Bến Nghé')).toEqual([]);
    expect(suggestCommunes(names, 'ab')).toEqual([]);
  });
});
