import { describe, expect, it } from 'vitest';
import { matchesSearch } from './search.ts';

describe('matchesSearch', () => {
  it.each(['phu xuan', 'Phú Xuân', 'xuan phu', 'PHUONG', ''])('finds Phường Phú Xuân by "%s"', (typed) => {
    expect(matchesSearch('Phường Phú Xuân', typed)).toBe(true);
  });

  it.each(['thuy xuan', 'phú lộc'])('does not find it by "%s"', (typed) => {
    expect(matchesSearch('Phường Phú Xuân', typed)).toBe(false);
  });
});
