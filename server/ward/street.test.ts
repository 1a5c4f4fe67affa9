import { expect, it } from 'vitest';
import { streetOf } from './street.ts';

it.each([
  ['2 Trần Hưng Đạo', 'Trần Hưng Đạo'],
  ['Số 12/3B đường Lê Lợi, tổ 5', 'Lê Lợi'],
  ['12/3 Kiệt 42 Nguyễn Huệ', 'Nguyễn Huệ'],
  ['Kiệt 42 Nguyễn Huệ', 'Nguyễn Huệ'],
  ['Lô A5 đường Tố Hữu', 'Tố Hữu'],
  ['12-14 Hùng Vương, Chợ', 'Hùng Vương'],
  ['phố Chi Lăng', 'Chi Lăng'],
  ['Chợ Đông Ba', 'Chợ Đông Ba'],
  ['45', '45'],
  ['23 đường 3 Tháng 2', '3 Tháng 2'],
  ['30 Tháng 4', '30 Tháng 4'],
])('%s is in %s', (line, street) => expect(streetOf(line)).toBe(street));
