/** Made up for demo data: common surnames, middle and given names of Huế, combined so that no two are alike. */
const SURNAMES = [
  'Nguyễn',
  'Trần',
  'Lê',
  'Phạm',
  'Hoàng',
  'Phan',
  'Võ',
  'Đặng',
  'Bùi',
  'Đỗ',
  'Hồ',
  'Tôn Nữ',
  'Công Tằng',
];
const MIDDLE_NAMES = ['Thị', 'Văn', 'Minh', 'Thanh', 'Quốc', 'Ngọc', 'Hữu', 'Diệu', 'Xuân', 'Đình', 'Khánh'];
const GIVEN_NAMES = [
  'Hương',
  'Bình',
  'Cường',
  'Dung',
  'Giang',
  'Hải',
  'Khoa',
  'Lan',
  'Mai',
  'Nam',
  'Oanh',
  'Phúc',
  'Quyên',
  'Sơn',
  'Thuỷ',
  'Uyên',
  'Vỹ',
];

export interface DemoPerson {
  readonly name: string;
  /** E.164. The 0999 block is given to no subscriber here. */
  readonly phone: string;
}

export function demoPerson(index: number): DemoPerson {
  const pick = (from: readonly string[], stride: number): string => from[(index * stride) % from.length] ?? '';
  return {
    name: [pick(SURNAMES, 5), pick(MIDDLE_NAMES, 3), pick(GIVEN_NAMES, 7)].join(' '),
    phone: `+84999${String(100_000 + index * 137).slice(-6)}`,
  };
}
