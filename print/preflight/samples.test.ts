import { expect, it } from 'vitest';
import type { PosterDescription } from '../poster/description.ts';
import { POSTER_SAMPLE } from '../testing/poster-sample.ts';
import { chooseSamples, findLongest } from './samples.ts';

const poster = (changes: Partial<PosterDescription>): PosterDescription => ({
  ...POSTER_SAMPLE,
  ...{ venueName: 'Phở Bà Năm', entranceName: 'Cửa', address: '5 Lê Lợi' },
  ...changes,
});

it('looks at the first of each look and at the longest of all words', () => {
  const plain = poster({});
  const name = poster({ venueName: 'Nhà hàng tiệc cưới' });
  const door = poster({ entranceName: 'Cửa sau, cạnh bãi giữ xe' });
  const address = poster({ address: 'Thôn 3, đường liên xã, gần chợ' });
  const small = poster({ format: 'card' });
  const ordinary = Array.from({ length: 50 }, () => poster({}));
  const chosen = chooseSamples([plain, ...ordinary, small, address, door, name, poster({ format: 'card' })]);
  expect(chosen).toEqual(new Set([plain, name, door, address, small]));
  expect(chosen.size).toBe(5);
});

it('finds the one with the most words, and none among none', () => {
  const long = poster({ venueName: 'A'.repeat(300) });
  expect(findLongest([poster({}), long, poster({ address: 'B'.repeat(200) })])).toBe(long);
  expect(findLongest([])).toBeUndefined();
});
