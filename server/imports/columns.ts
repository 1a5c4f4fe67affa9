import { IMPORT_LIMITS, type ImportColumn, importColumnSchema } from '#shared/contract/portal-imports.ts';
import { nameKey, searchWords } from '#shared/domain/search-text.ts';
import { type VenueType, venueTypeSchema } from '#shared/domain/venue.ts';
import { portalEn } from '#shared/i18n/portal.en.ts';
import { portalVi } from '#shared/i18n/portal.vi.ts';
import { createTranslators } from '#shared/i18n/translator.ts';
import { venuesEn } from '#shared/i18n/venues.en.ts';
import { venuesVi } from '#shared/i18n/venues.vi.ts';

export const fileTexts = createTranslators(venuesVi, venuesEn);
export const FILE_WORDS = { vi: venuesVi.file, en: venuesEn.file } as const;

/** Other titles that lists of businesses have in practice. */
const OTHER_TITLES: Readonly<Partial<Record<ImportColumn, readonly string[]>>> = {
  externalId: ['external_id', 'id', 'Mã', 'Mã số', 'Mã số thuế', 'MST', 'Mã địa điểm', 'Mã cơ sở', 'code'],
  name: ['name', 'Tên', 'Tên cơ sở', 'Tên cửa hàng', 'Tên đơn vị', 'venue'],
  type: ['Loại hình', 'Loại địa điểm', 'Ngành nghề', 'category'],
  addressLine: ['address', 'Địa chỉ', 'Số nhà', 'Đường', 'Số nhà, đường'],
  commune: ['Phường', 'Xã', 'Phường/xã', 'Phường xã', 'Phường, xã, đặc khu', 'ward'],
  province: ['Tỉnh', 'Tỉnh/thành phố', 'Thành phố', 'Tỉnh thành', 'city'],
  entrances: ['Cửa', 'Các cửa', 'Cổng', 'entrance'],
  responsibleName: ['responsible_name', 'Họ tên', 'Người đại diện', 'Chủ cơ sở', 'contact'],
  responsiblePhone: ['responsible_phone', 'Điện thoại', 'Số điện thoại', 'SĐT', 'phone'],
};

const TITLES = new Map<string, ImportColumn>();
for (const column of importColumnSchema.options) {
  const titles = [
    column,
    FILE_WORDS.vi.columns[column],
    FILE_WORDS.en.columns[column],
    ...(OTHER_TITLES[column] ?? []),
  ];
  for (const title of titles) TITLES.set(nameKey(title), column);
}

/** The column a title means, however it is spelled; null: none of ours. */
export const columnOf = (title: string): ImportColumn | null => TITLES.get(nameKey(title)) ?? null;

const labelOf = (type: VenueType): 'busStation' | Exclude<VenueType, 'bus-station'> =>
  type === 'bus-station' ? 'busStation' : type;

export const typeLabel = (type: VenueType, language: 'vi' | 'en'): string =>
  (language === 'vi' ? portalVi : portalEn).venueTypes[labelOf(type)];

const OTHER_TYPES: Readonly<Partial<Record<VenueType, readonly string[]>>> = {
  office: ['Cơ quan', 'Văn phòng', 'Công ty', 'Công sở'],
  shop: ['Shop', 'Tạp hoá', 'Bán lẻ', 'Dịch vụ'],
  restaurant: ['Nhà hàng', 'Quán ăn', 'Cà phê', 'Quán cà phê', 'Ăn uống', 'cafe'],
  hotel: ['Khách sạn', 'Nhà nghỉ', 'Lưu trú', 'Homestay'],
  market: ['Chợ', 'Siêu thị', 'Trung tâm thương mại', 'supermarket'],
  school: ['Trường', 'Trường học', 'Mầm non'],
  hospital: ['Bệnh viện', 'Phòng khám', 'Trạm y tế', 'Nhà thuốc', 'clinic'],
  'bus-station': ['Bến xe', 'Nhà ga', 'Ga', 'Sân bay', 'station'],
  vehicle: ['Xe', 'Xe khách', 'Tàu', 'Thuyền', 'boat', 'bus'],
  event: ['Sự kiện', 'Hội nghị', 'Tiệc cưới'],
  other: ['Khác', 'Loại khác'],
};

const TYPES = new Map<string, VenueType>();
for (const type of venueTypeSchema.options) {
  const names = [type, typeLabel(type, 'vi'), typeLabel(type, 'en'), ...(OTHER_TYPES[type] ?? [])];
  for (const name of names) TYPES.set(nameKey(name), type);
}

/** Types that share a word with what was written; else the one for all others. */
export function suggestTypes(text: string): string[] {
  const words = searchWords(text);
  const near = venueTypeSchema.options
    .map((type) => typeLabel(type, 'vi'))
    .filter((label) => searchWords(label).some((word) => words.includes(word)));
  return near.length > 0 ? near.slice(0, IMPORT_LIMITS.suggestions) : [typeLabel('other', 'vi')];
}

export const typeOf = (text: string): VenueType | null => TYPES.get(nameKey(text)) ?? null;
