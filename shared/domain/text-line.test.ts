import { expect, it } from 'vitest';
import { venueInputSchema } from '#shared/contract/portal-api.ts';
import { lineSchema } from './text-line.ts';

it.each([
  ['Chợ\nĐông\tBa', 'Chợ Đông Ba'],
  ['\u202Egnp.exe\u2066x', 'gnp.exex'],
  ['Chợ\u0000\u001B[31m', 'Chợ[31m'],
  ['  Quán\u200B  Bún \u00A0bò ', 'Quán Bún bò'],
  ['Phở'.normalize('NFD'), 'Phở'],
])('takes %j as one plain line', (typed, line) => {
  expect(lineSchema(1, 40).parse(typed)).toBe(line);
});

it('counts what is left', () => {
  expect(lineSchema(2, 4).safeParse('\u202E\u200B a').success).toBe(false);
  expect(lineSchema(2, 4).safeParse('  abcd\n').success).toBe(true);
});

it('is how the places of strangers read on other people’s pages', () => {
  const place = venueInputSchema.parse({
    name: 'Chợ\u202E Đông Ba',
    type: 'market',
    address: { line: '2 Trần\nHưng Đạo', communeCode: '46101' },
    entrances: ['Cổng\u0007 chính'],
  });
  expect([place.name, place.address.line, place.entrances]).toEqual(['Chợ Đông Ba', '2 Trần Hưng Đạo', ['Cổng chính']]);
});
