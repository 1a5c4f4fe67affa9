import { expect, it } from 'vitest';
import { fileNameOf } from './file-name.ts';

it('makes a file name that every system takes', () => {
  expect(fileNameOf(['Quán "Bún bò"/O Hương', 'Cửa\n1'], 'pdf')).toBe('Quán Bún bò O Hương - Cửa 1.pdf');
  expect(fileNameOf(['..\\..\\etc', ''], 'csv')).toBe('.. .. etc.csv');
  const long = fileNameOf(
    Array.from({ length: 3 }, () => 'Ề'.repeat(300)),
    'xlsx',
  );
  expect(Buffer.byteLength(long)).toBeLessThan(400);
});
