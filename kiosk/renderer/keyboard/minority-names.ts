/**
 * Syllables of names and places from Việt Nam's other languages that carry marks but do not follow Vietnamese spelling
 * (Krông Búk, Đắk Lắk, Bắc Kạn; Niê, Mlô, Kđăm, Kpă are common surnames). Listed, because their pattern in general
 * (kr-, dr-, -k) is also that of English words that must keep their letters. Names without marks need no place here.
 */
export const MINORITY_NAMES: readonly string[] = (
  'Adrơng Alăng Arâl Bhnoong Bkrông Bnướch Brâu Brôih Byă Búk Cơlâu Drăng Đăk Đắk Đrăk Đrắk Êban Ênuôl Hđơk Hmông Hrê ' +
  'Kạn Kbuôr Kđăm Kông Kơ Kpă Krông Lăk Lắk Mlô Mnông Niê Păk Pắk Pơloong Rlăm Rơchâm Rơlan Rơmah Stiêng Xtiêng Xơđăng ' +
  'Zơrâm Zuôih'
).split(' ');
