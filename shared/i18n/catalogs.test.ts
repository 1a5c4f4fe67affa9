import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Catalog } from './translator.ts';

const FOLDER = new URL('.', import.meta.url);
const ROOMS = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.vi.ts'))
  .map((file) => file.replace('.vi.ts', ''));

/** Names, units and signs that both languages write alike. */
const ALIKE = new Set(
  `VI EN OK PIN QR PDF PNG SVG ZIP CSV XLSX JSON USB LED API URL ID VNeID Telex VNI Zalo SMS Email Kiosk Webhook Token
  Camera Excel DEMO A3 A4 A5 A6 CR80 cm mm px min kB MB English Chrome Edge Firefox Safari Opera Samsung Internet
  Windows macOS Android Linux ChromeOS`.split(/\s+/),
);

/** What keeps its name in every language. */
const NAMES = /Tiếng Việt|Cốc Cốc|(?:Trần Thị|N. T.|O) Hương|Lý Thường Kiệt|Lê Lợi|E-mail|SHA-256|Venue Check-in/g;

const VIETNAMESE_LETTER = /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/iu;

const leavesOf = (catalog: Catalog, path = ''): Array<readonly [string, string]> =>
  Object.entries(catalog).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${path}${key}`, value] as const] : leavesOf(value, `${path}${key}.`),
  );

const isCatalog = (value: unknown): value is Catalog => typeof value === 'object' && value !== null;

async function read(room: string, language: 'vi' | 'en'): Promise<ReadonlyMap<string, string>> {
  const module = (await import(new URL(`${room}.${language}.ts`, FOLDER).href)) as Record<string, unknown>;
  return new Map(
    Object.values(module)
      .filter(isCatalog)
      .flatMap((catalog) => leavesOf(catalog)),
  );
}

const placeholdersOf = (text: string): string => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].toSorted().join(' ');
const isAlike = (text: string): boolean =>
  text
    .replaceAll(/\{\{\w+\}\}/g, '')
    .replaceAll(NAMES, '')
    .split(/[^\p{L}\p{N}]+/u)
    .every((word) => /^\d*$/.test(word) || ALIKE.has(word));
/** Vietnamese has no plural: both of English's forms are its one. */
const singular = (key: string): string => key.replace(/_(?:one|other)$/, '');

describe.each(ROOMS)('the texts of %s', async (room) => {
  const [vi, en] = await Promise.all([read(room, 'vi'), read(room, 'en')]);
  const pairs = [...en].map(([key, text]) => ({
    key,
    en: text,
    vi: vi.get(key) ?? vi.get(`${singular(key)}_other`) ?? '',
  }));

  it('exist in both languages, and none is empty', () => {
    expect([...new Set([...vi.keys()].map(singular))].toSorted()).toEqual(
      [...new Set([...en.keys()].map(singular))].toSorted(),
    );
    expect(pairs.filter((pair) => pair.vi.trim() === '' && pair.en.trim() !== '')).toEqual([]);
  });

  it('are translated', () => {
    const same = pairs.filter((pair) => pair.vi === pair.en && !isAlike(pair.en));
    expect(same).toEqual([]);
  });

  it('name the same things to be filled in', () => {
    // One thing need not be counted in words: English may say "one" where Vietnamese says the number.
    const differing = pairs.filter(
      (pair) => !pair.key.endsWith('_one') && placeholdersOf(pair.vi) !== placeholdersOf(pair.en),
    );
    expect(differing).toEqual([]);
  });

  it('hold no Vietnamese in English', () => {
    expect(pairs.filter((pair) => VIETNAMESE_LETTER.test(pair.en.replaceAll(NAMES, '')))).toEqual([]);
  });
});
